"""Reads what waits in a batch, the document that the clerk looks at first, until nothing waits or it is stopped."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import TooManyCalls
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.halts import TOO_FAST, Halt, halt_in
from desktop_ocr.workflow.recognising import Recogniser

REMEMBERED = 20
"""Papers whose duration tells how long the rest will take."""
AGAIN = 15.0
"""Seconds after which a service is asked again where there was no network, or where it was asked too fast."""
PATIENCE = 300.0
"""Seconds for which a service may find all calls too fast before it is left alone until the clerk says so."""


class BatchReading:
    """``first`` is the key of the document to be read before all others that wait.

    ``number`` gives the number in the store of a document by its key, 0 for none; ``service`` the recogniser of a
    service by its id, None where there is none.  ``halts`` says which services read nothing at the moment, and
    ``halted`` is told when that changes; ``resumed`` is told the id of a service that is asked again.
    """

    def __init__(self, batch: Batch, recogniser: Recogniser, number: Callable[[int], int] = lambda _: 0) -> None:
        self.first: int | None = None
        self._batch, self._recogniser, self._number = batch, recogniser, number
        self.service: Callable[[str], Recogniser | None] = lambda _: None
        self.halts: dict[str, Halt] = {}
        self.halted: Callable[[], None] = lambda: None
        self.resumed: Callable[[str], None] = lambda _: None
        self.again_after, self.patience = AGAIN, PATIENCE
        self._durations: deque[float] = deque(maxlen=REMEMBERED)
        self._running: dict[asyncio.Task[list[Document]], tuple[int, Document, float]] = {}
        self._woken = asyncio.Event()
        self._too_fast: dict[str, float] = {}
        """Since when a service has found each call too fast."""

    def wake(self) -> None:
        """More waits to be read: idle workers begin with it now."""
        self._woken.set()

    def know_numbers(self, number: Callable[[int], int]) -> None:
        """From when there is a store."""
        self._number = number

    def resume(self, engine: str) -> None:
        """Ask a service again, on a person's word."""
        self._too_fast.pop(engine, None)
        self._resume(engine)

    def _resume(self, engine: str) -> None:
        self.resumed(engine)
        if self.halts.pop(engine, None) is not None:
            self.halted()
        self.wake()

    def held_up(self) -> int:
        """How many papers wait for a service that reads nothing at the moment."""
        if not self.halts:
            return 0
        waiting = (self._batch.document(key) for key in self._batch if self._is_waiting(key))
        return sum(document.engine in self.halts for document in waiting)

    def seconds_left(self) -> float | None:
        """About how long what waits will take; None while nothing is known."""
        waiting = self._batch.count(DocumentState.QUEUED, DocumentState.READING) - self.held_up()
        if not self._durations:
            return None
        return waiting * sum(self._durations) / len(self._durations) / self._recogniser.at_once

    async def run(self) -> None:
        """Read until nothing waits.  Cancelled, it leaves what was being read waiting."""
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            while True:
                self._begin()
                timeout = self.again_after if self._is_waiting_for_network() else None
                if not self._running and timeout is None:
                    return
                done, _ = await asyncio.wait(
                    {*self._running, woken}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED
                )
                if not done:
                    self._try_network()
                if woken in done:
                    self._woken.clear()
                    woken = asyncio.ensure_future(self._woken.wait())
                for task in [task for task in self._running if task in done]:
                    key, asked, started = self._running.pop(task)
                    self._durations.append(time.monotonic() - started)
                    if not self._is_read_anew(key, started):
                        self._take(key, asked, task.result())
        finally:
            woken.cancel()
            await self._stop()

    def _is_read_anew(self, key: int, started: float) -> bool:
        """Whether a later reading of the same page is going on: what an earlier one found is stale."""
        return any(key == other and began >= started for other, _, began in self._running.values())

    def _take(self, key: int, asked: Document, read: list[Document]) -> None:
        if (halt := halt_in(asked, read)) is None:
            self._too_fast.pop(asked.engine, None)
            self._batch.put(key, read, asked)
            return
        if isinstance(halt.error, TOO_FAST):
            since = self._too_fast.setdefault(halt.engine, time.monotonic())
            if time.monotonic() - since >= self.patience:
                halt = Halt(halt.engine, TooManyCalls())
        before = self.halts.get(halt.engine)
        if before is None or before.goes_on or not halt.goes_on:  # a glitch of the network ends no stop by itself
            self.halts[halt.engine] = halt
        self._batch.stop_reading(key)
        self.halted()

    def _is_waiting_for_network(self) -> bool:
        return any(
            halt.goes_on
            and any(self._is_waiting(key) and self._batch.document(key).engine == engine for key in self._batch)
            for engine, halt in self.halts.items()
        )

    def _try_network(self) -> None:
        for halt in [halt for halt in self.halts.values() if halt.goes_on]:
            self._resume(halt.engine)

    def _begin(self) -> None:
        while (found := self._next()) is not None:
            key, recogniser = found
            document = self._batch.begin_reading(key)
            task = asyncio.ensure_future(recogniser.read(document, self._number(key)))
            self._running[task] = (key, document, time.monotonic())

    def _next(self) -> tuple[int, Recogniser] | None:
        """A document that waits and whose engine has room for it; a service holds up nothing that is read at home.

        What waits for a service that is not there (its store is not open) goes on waiting.
        """
        if self._batch.count(DocumentState.QUEUED) == 0:
            return None
        candidates = self._batch.keys()
        if self.first is not None and self.first in self._batch:
            candidates.insert(0, self.first)
        running = Counter(document.engine for _, document, _ in self._running.values())
        full: set[str] = set(self.halts)
        for key in candidates:
            if not self._is_waiting(key) or (engine := self._batch.document(key).engine) in full:
                continue
            recogniser = self._recogniser_of(engine)
            if recogniser is not None and running[engine] < recogniser.at_once:
                return key, recogniser
            full.add(engine)
        return None

    def _recogniser_of(self, engine: str) -> Recogniser | None:
        return self.service(engine) if engine else self._recogniser

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
