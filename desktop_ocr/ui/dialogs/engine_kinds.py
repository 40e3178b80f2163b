"""What is asked of a service for each kind of paper: its parameters, with what is usual where nothing is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import plain_label


class KindsPage(QWidget):
    """``wishes`` tells what can be asked for a kind, ``ways`` by which other interfaces it can be read.

    ``parameters`` and ``interfaces`` are those chosen now, by kind.
    """

    def __init__(
        self,
        kinds: Sequence[DocumentType],
        wishes: Callable[[DocumentType], Sequence[Wish]],
        ways: Callable[[DocumentType], Sequence[OtherWay]],
        settings: EngineSettings,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ways, self._words = ways, words
        self._interfaces = dict(settings.interfaces)
        self._kinds, self._wishes = {kind.key: kind for kind in kinds}, wishes
        self._chosen = {key: dict(chosen) for key, chosen in settings.parameters.items()}
        self.way = QComboBox()
        self.editors: dict[str, QComboBox | QLineEdit] = {}
        self.kind = QComboBox()
        for kind in kinds:
            self.kind.addItem(words.name(kind), kind.key)
        self.kind.setAccessibleName(self.tr("Kind of paper"))
        self._layout = QVBoxLayout(self)
        hint = self.tr("What the service is asked for with each kind. The names are those of its own manual.")
        self._layout.addWidget(plain_label(hint, is_quiet=True))
        self._layout.addWidget(self.kind)
        self._form = QWidget()
        self._layout.addWidget(self._form)
        self._layout.addStretch(1)
        self._shown = ""
        self._show()
        self.kind.currentIndexChanged.connect(self._show)

    @property
    def parameters(self) -> dict[str, dict[str, str]]:
        self._take()
        return {key: dict(chosen) for key, chosen in self._chosen.items() if chosen}

    @property
    def interfaces(self) -> dict[str, str]:
        self._take()
        return dict(self._interfaces)

    def _take(self) -> None:
        """What is chosen for the kind that is shown."""
        if self._shown:
            self._interfaces.pop(self._shown, None)
            if self.way.currentData():
                self._interfaces[self._shown] = str(self.way.currentData())
            values = {name: _value(editor) for name, editor in self.editors.items()}
            self._chosen[self._shown] = {name: value for name, value in values.items() if value}

    def _show(self) -> None:
        self._take()
        self._shown = str(self.kind.currentData() or "")
        self.editors, self.way = {}, QComboBox()
        before, self._form = self._form, QWidget()
        form = QFormLayout(self._form)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        kind = self._kinds.get(self._shown)
        if kind is not None and (ways := self._ways(kind)):
            self._add_ways(form, ways)
        wishes = self._wishes(kind) if kind is not None else ()
        for wish in wishes:
            editor = self._editor(wish, self._chosen.get(self._shown, {}).get(wish.name, ""))
            editor.setAccessibleName(wish.name)
            self.editors[wish.name] = editor
            form.addRow(wish.name, editor)
        if not wishes:
            form.addRow(plain_label(self.tr("For this kind there is nothing to choose."), is_quiet=True))
        self._layout.replaceWidget(before, self._form)
        before.deleteLater()

    def _add_ways(self, form: QFormLayout, ways: Sequence[OtherWay]) -> None:
        self.way.setAccessibleName(self.tr("Read by"))
        self.way.addItem(self.tr("As usual"), "")
        for way in ways:
            self.way.addItem(way.label_zh if self._words.language == "zh" else way.label_en, way.interface)
        self.way.setCurrentIndex(max(0, self.way.findData(self._interfaces.get(self._shown, ""))))
        form.addRow(self.tr("Read by"), self.way)

    def _editor(self, wish: Wish, chosen: str) -> QComboBox | QLineEdit:
        usual = self.tr("As usual: {value}").format(value=wish.usual) if wish.usual else self.tr("As usual")
        if wish.values:
            combo = QComboBox()
            combo.addItem(usual, "")
            for value in wish.values:
                combo.addItem(value, value)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
            return combo
        line = QLineEdit(chosen)
        line.setPlaceholderText(usual)
        if wish.is_number:
            line.setValidator(QIntValidator(0, 10**9, line))
        return line


def _value(editor: QComboBox | QLineEdit) -> str:
    return str(editor.currentData()) if isinstance(editor, QComboBox) else editor.text().strip()
