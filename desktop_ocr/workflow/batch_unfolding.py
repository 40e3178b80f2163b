"""Looks into what came into a batch, the document that the clerk looks at first, until nothing new is left.

Two files at a time, so that one is fetched from its disk while the other is looked into.  A question about a file does
not keep the others waiting, however many wait to be asked; only one question is asked at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from desktop_ocr.domain.document import Source
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.changes import Added, Change, Changed
from desktop_ocr.workflow.file_news import CameBefore
from desktop_ocr.workflow.unfolding import Unfolder

AT_ONCE = 2


class BatchUnfolding:
    """``first`` is the key of the document to be looked into before all others."""

    def __init__(self, batch: Batch, unfolder: Unfolder) -> None:
        self.first: int | None = None
        self._batch = batch
        self._unfolder = unfolder
        self._seen: dict[str, str] = {}
        """Names of files by the digest of their bytes."""
        self._waiting: dict[int, None] = {}
        self._running: dict[asyncio.Task[None], int] = {}
        self._asked = 0
        self._one_question = asyncio.Lock()
        self._woken = asyncio.Event()
        self._note(batch.keys())
        batch.subscribe(self._happened)

    @property
    def is_needed(self) -> bool:
        """Whether there is something new to look into."""
        return bool(self._waiting)

    @property
    def at_work(self) -> int:
        """How many files are being looked into without waiting for a person."""
        return len(self._running) - self._asked

    async def run(self) -> None:
        """Look into everything new.  Cancelled, it leaves what was not done as new as it was."""
        try:
            while True:
                self._begin()
                if not self._running:
                    return
                woken = asyncio.ensure_future(self._woken.wait())
                try:
                    await asyncio.wait({*self._running, woken}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    woken.cancel()
                self._woken.clear()
                for task in [task for task in self._running if task.done()]:
                    del self._running[task]
                    task.result()  # what it raises is a mistake of the program
        finally:
            await self._stop()

    # --- Within -----------------------------------------------------------------------------------------------------

    def _happened(self, change: Change) -> None:
        if isinstance(change, Added):
            self._note(self._batch.keys()[change.row : change.row + change.count])
        elif isinstance(change, Changed):  # what could not be opened is to be tried again, perhaps
            self._note([self._batch.key_at(change.row)])

    def _note(self, keys: Sequence[int]) -> None:
        new = [key for key in keys if self._is_to_do(key)]
        if new:
            self._waiting.update(dict.fromkeys(new))
            self._woken.set()

    def _is_to_do(self, key: int) -> bool:
        if key not in self._batch or key in self._running.values():
            return False
        document = self._batch.document(key)
        return document.is_to_open and document.error is None

    def _begin(self) -> None:
        while self.at_work < AT_ONCE:
            key = self._next()
            if key is None:
                return
            self._running[asyncio.ensure_future(self._unfold(key))] = key

    def _next(self) -> int | None:
        while self._waiting:
            key = self.first if self.first in self._waiting else next(iter(self._waiting))
            assert key is not None
            del self._waiting[key]
            if self._is_to_do(key):
                return key
        return None

    async def _unfold(self, key: int) -> None:
        document = self._batch.document(key)
        found = await replace(self._unfolder, turn=partial(self._turn, key)).unfold(document)
        if document.awaits_password:
            self._batch.end_opening(key, found[0].error)
            return
        if found and found[0].source.page == 1 and key in self._batch:
            self._tell_if_again(key, found[0].source)
        self._batch.unfold(key, found)

    def _tell_if_again(self, key: int, source: Source) -> None:
        """A file that is there already is taken all the same: two customers may hand in the same form."""
        first = self._seen.get(source.digest)
        if first is not None and self._has_other(key, source.digest):
            self._unfolder.tell(CameBefore(source.name, first))
        elif source.digest:
            self._seen[source.digest] = source.name

    def _has_other(self, key: int, digest: str) -> bool:
        return any(self._batch.document(other).source.digest == digest for other in self._batch if other != key)

    @asynccontextmanager
    async def _turn(self, key: int) -> AsyncIterator[bool]:
        """Alone with the clerk, to ask about a document; gives whether it is still there."""
        self._asked += 1
        self._woken.set()
        try:
            async with self._one_question:
                yield key in self._batch
        finally:
            self._asked -= 1

    async def _stop(self) -> None:
        running, self._running = self._running, {}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        self._note(list(running.values()))
