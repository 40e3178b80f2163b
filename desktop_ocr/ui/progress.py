"""The line below: how far reading is, what needs a look, whether work is saved, what left the machine."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.elided_label import ElidedLabel
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading

UNREAD = (DocumentState.QUEUED, DocumentState.READING)
WITH_WORK = (DocumentState.NEEDS_LOOK, DocumentState.READY, DocumentState.FINISHED)


class ProgressBar(QStatusBar):
    """``stop_button`` cancels reading; ``show_batch`` brings everything up to date."""

    def __init__(self, batch: Batch, reading: BatchReading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch, self._reading = batch, reading
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(180, 8)
        self.bar.setAccessibleName(self.tr("Papers read"))
        self.counts = ElidedLabel()
        self.stop_button = QPushButton(self.tr("Stop reading"))
        self.stop_button.setFlat(True)
        self.sent = ElidedLabel(self.tr("Everything offline: no picture left this computer"))
        self.saved, self.kept = QLabel(), QLabel()
        for label in (self.counts, self.sent, self.saved, self.kept):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(8, 0, 8, 0)
        self.addWidget(self.bar)
        self.addWidget(self.counts, 1)
        self.addWidget(self.stop_button)
        self.addPermanentWidget(self.sent)
        self.addPermanentWidget(self.kept)
        self.addPermanentWidget(self.saved)
        self.show_batch(unexported=0)

    def show_batch(self, *, unexported: int, is_stopped: bool = False) -> None:
        """``unexported`` papers have work in them that is in no file; ``is_stopped``: reading waits for the clerk."""
        total, waiting, held = len(self._batch), self._batch.count(*UNREAD), self._reading.held_up()
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(total - waiting)
        self.bar.setVisible(waiting > held)
        self.stop_button.setVisible(waiting > held)
        self.counts.setText(self._counts(total, waiting, held, is_stopped=is_stopped))
        self.stop_button.setText(self.tr("Go on reading") if is_stopped else self.tr("Stop reading"))
        has_work = self._batch.count(*WITH_WORK) > 0
        if total:
            self.saved.setText(self.tr("● Not exported: %n", "", unexported) if unexported else self.tr("✓ Exported"))
        self.saved.setVisible(has_work)

    def show_sent(self, papers: int, *, ever: bool) -> None:
        """Of how many papers something left this computer; ``ever``: of any, also of such as are gone since."""
        if papers:
            self.sent.setText(self.tr("↗ Left this computer: %n", "", papers))
        elif ever:
            self.sent.setText(self.tr("No picture of these papers left this computer"))
        else:
            self.sent.setText(self.tr("Everything offline: no picture left this computer"))

    def show_kept(self, text: str) -> None:
        """Whether the work is on the disk."""
        self.kept.setText(text)

    def _counts(self, total: int, waiting: int, held: int, *, is_stopped: bool) -> str:
        parts = [self.tr("Read: {done} of {total}").format(done=total - waiting, total=total)] if total else []
        if look := self._batch.count(DocumentState.NEEDS_LOOK):
            parts.append(self.tr("%n to look at", "", look))
        if failed := self._batch.count(DocumentState.FAILED):
            parts.append(self.tr("%n not read", "", failed))
        if held:
            parts.append(self.tr("%n held up", "", held))
        seconds = self._reading.seconds_left() if waiting > held and not is_stopped else None
        if seconds is not None:
            parts.append(self._duration(seconds))
        return " · ".join(parts)

    def _duration(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("about {seconds} s").format(seconds=max(1, round(seconds)))
        return self.tr("about {minutes} min").format(minutes=round(seconds / 60))
