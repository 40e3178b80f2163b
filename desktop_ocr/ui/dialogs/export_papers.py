"""Which papers are exported: groups by their state, and how many are in each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGroupBox, QLabel, QVBoxLayout, QWidget

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.export.draft import SETTLED
from desktop_ocr.workflow.exporting import Candidates, Scope


class PapersBox(QGroupBox):
    """``changed`` comes when other papers are chosen.  Groups without papers are hidden."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Papers"))
        self.settled, self.to_look_at, self.failed = QCheckBox(), QCheckBox(), QCheckBox()
        self.settled.setChecked(True)
        self.left_out = QLabel()
        self.left_out.setTextFormat(Qt.TextFormat.PlainText)
        self.left_out.setWordWrap(True)
        self.left_out.hide()
        layout = QVBoxLayout(self)
        for widget in (self.settled, self.to_look_at, self.failed, self.left_out):
            layout.addWidget(widget)
        for box in (self.settled, self.to_look_at, self.failed):
            box.toggled.connect(self.changed)

    @property
    def scope(self) -> Scope:
        return Scope(self.settled.isChecked(), self.to_look_at.isChecked(), self.failed.isChecked())

    def show_counts(self, candidates: Candidates) -> None:
        """Say how many papers are in each group."""
        settled = candidates.count(*SETTLED)
        looks = candidates.count(DocumentState.NEEDS_LOOK)
        failed = candidates.count(DocumentState.FAILED)
        waiting = candidates.count(DocumentState.QUEUED, DocumentState.READING)
        self.settled.setText(self.tr("%n finished or ready", "", settled))
        self.to_look_at.setText(self.tr("%n to be looked at (marked in the State column)", "", looks))
        self.failed.setText(self.tr("%n that could not be read (with the reason)", "", failed))
        self.left_out.setText(self.tr("%n not read yet: left out", "", waiting))
        for widget, count in ((self.to_look_at, looks), (self.failed, failed), (self.left_out, waiting)):
            widget.setVisible(count > 0)
        self.settled.setEnabled(settled > 0)
