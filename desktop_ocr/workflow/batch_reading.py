"""Reads what waits in a batch, the document that the clerk looks at first, until nothing waits or it is stopped."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.recognising import Recogniser

REMEMBERED = 20
"""Papers whose duration tells how long the rest will take."""


class BatchReading:
    """``first`` is the key of the document to be read before all others that wait.

    ``number`` gives the number in the store of a document by its key, 0 for none.
    """

    def __init__(self, batch: Batch, recogniser: Recogniser, number: Callable[[int], int] = lambda _: 0) -> None:
        self.first: int | None = None
        self.recogniser = recogniser
        """What is begun from now on is read by it; it may be replaced by that of another engine."""
        self._others: dict[int, Recogniser] = {}
        self._batch, self._number = batch, number
        self._durations: deque[float] = deque(maxlen=REMEMBERED)
        self._running: dict[asyncio.Task[list[Document]], tuple[int, Document, float]] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """More waits to be read: idle workers begin with it now."""
        self._woken.set()

    def read_with(self, key: int, recogniser: Recogniser) -> None:
        """The next reading of one document is by another than the others'."""
        self._others[key] = recogniser

    def seconds_left(self) -> float | None:
        """About how long what waits will take; None while nothing is known."""
        if not self._durations:
            return None
        waiting = self._batch.count(DocumentState.QUEUED, DocumentState.READING)
        return waiting * sum(self._durations) / len(self._durations) / self.recogniser.at_once

    async def run(self) -> None:
        """Read until nothing waits.  Cancelled, it leaves what was being read waiting."""
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            while True:
                self._begin()
                if not self._running:
                    return
                done, _ = await asyncio.wait({*self._running, woken}, return_when=asyncio.FIRST_COMPLETED)
                if woken in done:
                    self._woken.clear()
                    woken = asyncio.ensure_future(self._woken.wait())
                for task in [task for task in self._running if task in done]:
                    key, asked, started = self._running.pop(task)
                    self._durations.append(time.monotonic() - started)
                    if not self._is_read_anew(key, started):
                        self._batch.put(key, task.result(), asked)
        finally:
            woken.cancel()
            await self._stop()

    def _is_read_anew(self, key: int, started: float) -> bool:
        """Whether a later reading of the same page is going on: what an earlier one found is stale."""
        return any(key == other and began >= started for other, _, began in self._running.values())

    def _begin(self) -> None:
        while len(self._running) < self.recogniser.at_once and (key := self._next()) is not None:
            document = self._batch.begin_reading(key)
            recogniser = self._others.pop(key, self.recogniser)
            task = asyncio.ensure_future(recogniser.read(document, self._number(key)))
            self._running[task] = (key, document, time.monotonic())

    def _next(self) -> int | None:
        if self._batch.count(DocumentState.QUEUED) == 0:
            return None
        candidates = self._batch.keys()
        if self.first is not None and self.first in self._batch:
            candidates.insert(0, self.first)
        return next((key for key in candidates if self._is_waiting(key)), None)

    def _is_waiting(self, key: int) -> bool:
        """What nobody has looked into is not read yet: it may be a hundred pages, or four cards on a desk."""
        return self._batch.state(key) is DocumentState.QUEUED and not self._batch.document(key).is_to_open

    async def _stop(self) -> None:
        running, self._running = self._running, {}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for key, _, _ in running.values():
            self._batch.stop_reading(key)
