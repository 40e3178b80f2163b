"""The settings page, built from the settings' records alone: a new record shows up here by itself."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.domain.settings import Group, Kind, Setting, Settings, Value, table_of
from desktop_ocr.export.words import Language

_Button = QDialogButtonBox.StandardButton
_OF_SCREEN = 0.85
"""How much of the screen's height and width the dialog takes at most."""


class SettingsDialog(QDialog):
    """``changed`` comes with every change, to be shown at once, and with the first settings again when it is left.

    ``passphrase_asked`` comes from a button that is there once ``offer_passphrase`` says how it is.
    """

    changed = Signal(object)  # Settings
    passphrase_asked = Signal()

    def __init__(self, settings: Settings, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before, self._language = settings, language
        self._records = table_of(type(settings))
        self._editors: dict[str, QComboBox | QSpinBox] = {}
        self.setWindowTitle(self.tr("Settings"))

        self._page = _Page(self._sections())
        self._buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel | _Button.RestoreDefaults)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(_Button.RestoreDefaults).clicked.connect(self._restore)
        layout = QVBoxLayout(self)
        layout.addWidget(self._page, 1)
        layout.addWidget(self._buttons)

        self._set_editors(settings)
        for editor in self._editors.values():
            # Not before the values are in: filling the page is no change of the clerk's.
            value_changed = editor.currentIndexChanged if isinstance(editor, QComboBox) else editor.valueChanged
            value_changed.connect(self._tell)
        next(iter(self._editors.values())).setFocus()

    @property
    def settings(self) -> Settings:
        """What is set in the dialog now."""
        values = {key: _value(editor) for key, editor in self._editors.items()}
        return type(self._before).from_values(self._before.values() | values)

    def editor(self, key: str) -> QComboBox | QSpinBox:
        return self._editors[key]

    def offer_passphrase(self, *, is_set: bool, notice: str = "") -> None:
        """``notice``: how it went, in place of the hint."""
        change, begin = self.tr("Change the passphrase…"), self.tr("Set a passphrase…")
        guarded = self.tr("Asked for at the start, when locked, and before exports.")
        open_to_all = self.tr("Without one, whoever uses your computer sees the papers.")
        self.passphrase_button.setEnabled(True)
        self.passphrase_button.setText(change if is_set else begin)
        self._passphrase_hint.setText(notice or (guarded if is_set else open_to_all))
        self.passphrase_button.setAccessibleDescription(self._passphrase_hint.text())
        for widget in (self._passphrase_label, self.passphrase_button, self._passphrase_hint):
            widget.show()
        self._grid.activate()  # Qt itself would measure it too late for the dialog's size
        self._page.updateGeometry()
        if self.isVisible():
            self._fit()

    def accept(self) -> None:
        for editor in self._editors.values():
            if isinstance(editor, QSpinBox):
                editor.interpretText()  # a number being typed counts, also where a button takes no focus
        super().accept()

    def reject(self) -> None:
        """Not while it is disabled: then it waits for what it is to tell."""
        if not self.isEnabled():
            return
        if self.settings != self._before:
            self.changed.emit(self._before)
        super().reject()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _sections(self) -> QWidget:
        sections = QWidget()
        column = QVBoxLayout(sections)
        self._grid = grid = QGridLayout()  # a form would give wrapped hints the height they need when narrow
        grid.setColumnStretch(1, 1)
        for group, records in groupby(self._records, key=lambda record: record.group):
            heading = QLabel(group.in_language(self._language))
            heading.setProperty("heading", True)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for record in records:
                self._add(record)
            if group is Group.SAFETY:
                self._add_passphrase()
        column.addLayout(grid)
        column.addStretch(1)
        return sections

    def _add(self, record: Setting) -> None:
        text, hint = record.label(self._language), record.hint(self._language)
        editor = self._combo(record) if record.kind is Kind.CHOICE else self._spin(record)
        inner = editor.view() if isinstance(editor, QComboBox) else editor.lineEdit()
        for widget in (editor, inner):
            widget.setAccessibleName(text)
            widget.setAccessibleDescription(hint)
        # In a page that scrolls, the wheel must not change a number in passing.
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.installEventFilter(self)
        self._editors[record.key] = editor
        self._add_row(text, editor, hint)

    def _add_passphrase(self) -> None:
        self.passphrase_button = QPushButton()
        self.passphrase_button.setAutoDefault(False)  # Enter means "OK" in this dialog
        self.passphrase_button.clicked.connect(self._ask_passphrase)
        self._passphrase_label, self._passphrase_hint = self._add_row(
            self.tr("Passphrase"), self.passphrase_button, " "
        )
        for widget in (self._passphrase_label, self.passphrase_button, self._passphrase_hint):
            widget.hide()

    def _ask_passphrase(self) -> None:
        self.passphrase_asked.emit()

    def _add_row(self, text: str, editor: QWidget, hint: str) -> tuple[QLabel, QLabel]:
        """The labels with the text and the hint."""
        label = QLabel(text)
        label.setBuddy(editor)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(editor, row, 1)
        words = QLabel(hint)
        words.setWordWrap(True)
        words.setProperty("quiet", True)
        if hint:
            self._grid.addWidget(words, row + 1, 1)
        return label, words

    def _combo(self, record: Setting) -> QComboBox:
        combo = QComboBox()
        for choice in record.choices:
            combo.addItem(choice.in_language(self._language), choice.value)
        return combo

    def _spin(self, record: Setting) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(record.smallest, record.largest)
        spin.setSingleStep(record.step)
        spin.setSuffix(record.unit)
        spin.lineEdit().setTextMargins(5, 0, 0, 0)  # the style sheet's padding does not reach it
        spin.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        spin.setKeyboardTracking(False)  # the 1 of a typed 120 is no text size
        if record.zero:
            spin.setSpecialValueText(record.zero.in_language(self._language))
        return spin

    # --- Changes ----------------------------------------------------------------------------------------------------

    def _set_editors(self, settings: Settings) -> None:
        for key, value in settings.values().items():
            editor = self._editors[key]
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(value))
            else:
                editor.setValue(round(cast(float, value)))

    def _restore(self) -> None:
        self._set_editors(type(self._before)())

    def _tell(self) -> None:
        self.changed.emit(self.settings)

    # --- Qt's questions ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()  # Qt itself would take two thirds of the screen at most
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self._fit)  # when the widgets inside have the new font as well

    def _fit(self) -> None:
        self.resize(self.sizeHint().boundedTo(_most(self)))
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        beyond = (max(0, frame.right() - room.right()), max(0, frame.bottom() - room.bottom()))
        self.move(max(room.left(), self.x() - beyond[0]), max(room.top(), self.y() - beyond[1]))


class _Page(QScrollArea):
    """As big as what is in it, but not bigger than the screen."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the editors, and the page scrolls with it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self._content = content

    def sizeHint(self) -> QSize:
        content, letters = self._content, self.fontMetrics()
        width = max(content.minimumSizeHint().width(), letters.height() * 34)
        width += self.verticalScrollBar().sizeHint().width()
        height = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        return QSize(width, height).boundedTo(_most(self) - QSize(0, letters.height() * 3))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), self.fontMetrics().height() * 8)


def _most(widget: QWidget) -> QSize:
    return widget.screen().availableGeometry().size() * _OF_SCREEN


def _value(editor: QComboBox | QSpinBox) -> Value:
    return cast(str, editor.currentData()) if isinstance(editor, QComboBox) else editor.value()
