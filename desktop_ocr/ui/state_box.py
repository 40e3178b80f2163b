"""Chooses the state of the papers that the queue shows, and says how many there are of each."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.workflow.batch import Batch

STATES = (None, DocumentState.NEEDS_LOOK, DocumentState.FAILED, DocumentState.READY, DocumentState.FINISHED)
"""In their order in the box; None for all papers."""


class StateBox(QComboBox):
    """The counts are those of the last ``show_counts``."""

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self._batch = batch
        self.setAccessibleName(self.tr("Papers shown"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItems([""] * len(STATES))

    @property
    def state(self) -> DocumentState | None:
        """The one that is asked for."""
        return STATES[self.currentIndex()]

    def show_counts(self) -> None:
        for place, state in enumerate(STATES):
            text = self._count_text(state)
            if text != self.itemText(place):
                self.setItemText(place, text)
        self.setToolTip(self.currentText())

    def _count_text(self, state: DocumentState | None) -> str:
        count = len(self._batch) if state is None else self._batch.count(state)
        match state:
            case None:
                text = self.tr("In this batch: {count}")
            case DocumentState.NEEDS_LOOK:
                text = self.tr("To look at: {count}")
            case DocumentState.FAILED:
                text = self.tr("Not read: {count}")
            case DocumentState.READY:
                text = self.tr("Ready: {count}")
            case _:
                text = self.tr("Finished: {count}")
        return text.format(count=count)
