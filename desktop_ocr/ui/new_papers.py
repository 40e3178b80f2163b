"""Offers to have new papers read by the service that the clerk prefers; nothing is sent by that."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.services import Services


class NewPapers(QObject):
    """``asked`` carries the keys of those for which the clerk takes the offer.  What is ``known`` is not new."""

    asked = Signal(list)

    def __init__(self, bench: Workbench, services: Services, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._services, self._words = bench, services, words
        self._known: set[int] = set()
        bench.new_strip.accepted.connect(lambda: self.asked.emit(self.read_at_home()))
        bench.new_strip.declined.connect(self._decline)

    def know(self) -> None:
        """Nothing that is there now is new."""
        self._known = set(self._bench.batch)

    def follow(self) -> None:
        """Bring the strip up to date.  Where nothing is to be offered, what comes is known at once."""
        choices, strip = self._services.choices, self._bench.new_strip
        engine = self._services.engines.get(choices.present.preferred)
        if engine is None or not choices.present.offers_new or not choices.of(engine.info.id).is_on:
            self.know()
            strip.hide()
        elif new := self.read_at_home():
            strip.offer(self._words.engine(engine.info), len(new))
        else:
            strip.hide()

    def read_at_home(self) -> list[int]:
        """The keys of new papers, once all that waits is read: only then is it known what they are; before, none."""
        batch = self._bench.batch
        if batch.count(DocumentState.QUEUED, DocumentState.READING):
            return []
        return [key for key in batch if key not in self._known and self._is_open_to_offers(key)]

    def _is_open_to_offers(self, key: int) -> bool:
        document = self._bench.batch.document(key)
        return document.recognition is not None and not document.engine and not document.is_sent

    def _decline(self) -> None:
        self.know()
        self.follow()
