"""Templates that the clerk has made at a service: each that is entered here is a kind of paper of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.domain.engine_settings import Template, Way
from desktop_ocr.ui.dialogs.rows import RowsModel, RowsView
from desktop_ocr.ui.wrapped import plain_label


class TemplatesPage(QWidget):
    """``templates`` are those that stand in the list now."""

    def __init__(self, templates: Sequence[Template], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways = {
            Way.TEMPLATE: self.tr("Own template"),
            Way.CLASSIFIER: self.tr("Classifier of own templates"),
            Way.FINANCE: self.tr("Finance template"),
            Way.UNIVERSAL: self.tr("Universal model"),
            Way.PROJECT: self.tr("Universal project"),
        }
        headings = (self.tr("Name"), self.tr("Sort"), self.tr("Id at the service"), self.tr("Fields"))
        self.model = _TemplatesModel(headings, templates, self)
        self.model.ways = self._ways
        self.view = RowsView(self.tr("Templates"), self.model, QAbstractItemView.SelectionMode.SingleSelection)
        self.name, self.id, self.way, self.fields = QLineEdit(), QLineEdit(), QComboBox(), QLineEdit()
        for way, title in self._ways.items():
            self.way.addItem(title, way.value)
        self.add_button, self.remove_button = QPushButton(self.tr("Add")), QPushButton(self.tr("Remove"))
        self._arrange()
        self.add_button.clicked.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.view.selectionModel().selectionChanged.connect(self._follow)
        for line in (self.name, self.id):
            line.textChanged.connect(self._follow)
        self._follow()

    @property
    def templates(self) -> tuple[Template, ...]:
        return self.model.items

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        hint = self.tr(
            "Each template, classifier or model that you have made at the service becomes a kind of paper here."
        )
        layout.addWidget(plain_label(hint, is_quiet=True))
        layout.addWidget(self.view, 1)
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.setColumnStretch(3, 1)
        for place, (text, editor) in enumerate(
            (
                (self.tr("Name"), self.name),
                (self.tr("Sort"), self.way),
                (self.tr("Id at the service"), self.id),
                (self.tr("Fields"), self.fields),
            )
        ):
            label = QLabel(text)
            label.setBuddy(editor)
            editor.setAccessibleName(text)
            form.addWidget(label, place // 2, place % 2 * 2)
            form.addWidget(editor, place // 2, place % 2 * 2 + 1)
        self.fields.setToolTip(self.tr("As they are called in the template"))
        self.fields.setPlaceholderText(self.tr("With commas between"))
        layout.addLayout(form)
        line = QHBoxLayout()
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)

    def _follow(self) -> None:
        self.add_button.setEnabled(bool(self.name.text().strip() and self.id.text().strip()))
        self.remove_button.setEnabled(bool(self.view.chosen_rows))

    def _add(self) -> None:
        """One with the same id takes the place of the one before."""
        fields = tuple(one.strip() for one in re.split("[,，、;；]", self.fields.text()) if one.strip())
        new = Template(self.id.text().strip(), self.name.text().strip(), Way(self.way.currentData()), fields)
        self.model.show_items([*(one for one in self.model.items if one.id != new.id), new])
        for line in (self.name, self.id, self.fields):
            line.clear()
        self.name.setFocus()

    def _remove(self) -> None:
        chosen = set(self.view.chosen_rows)
        self.model.show_items([one for row, one in enumerate(self.model.items) if row not in chosen])
        self._follow()


class _TemplatesModel(RowsModel[Template]):
    ways: dict[Way, str]

    def cells(self, item: Template) -> Sequence[str]:
        return (item.name, self.ways[item.way], item.id, "、".join(item.fields))
