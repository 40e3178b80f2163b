"""Files → the papers in them, read: pages are read while others are still being found, and come in their order.

How far ahead of the slowest page the others may be is limited, and so is what is in memory: five thousand pages take no
more of it than fifty.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from typing import Any

from desktop_ocr.domain.document import Document
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.unfolding import Unfolder

MOST_READERS = 4
"""More pages than this at once are not read faster: it is their processors that they wait for."""
AHEAD = 32
"""How many pages are begun, or done and not given away."""

_Papers = asyncio.Future[list[Document]]


class FileReading:
    """``recogniser_for`` is asked once, as soon as it is known how many pages there are, or that there are many.

    ``told`` is told whenever ``done`` or ``of`` has changed.
    """

    def __init__(
        self,
        files: Sequence[Document],
        unfolder: Unfolder,
        recogniser_for: Callable[[int], Recogniser],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        self.done = 0
        """Papers that are read, or have failed."""
        self._found, self._files_left = 0, len(files)
        self._files, self._unfolder, self._recogniser_for, self._told = files, unfolder, recogniser_for, told
        self._recogniser: Recogniser | None = None
        self._free = asyncio.Semaphore(0)
        self._begun: asyncio.Queue[_Papers | None] = asyncio.Queue(AHEAD)
        self._running: set[_Papers] = set()

    @property
    def of(self) -> int:
        """Papers found up to now; a file that nobody has looked into counts as one."""
        return self._found + self._files_left

    @property
    def is_all_found(self) -> bool:
        return not self._files_left

    async def papers(self) -> AsyncGenerator[list[Document], None]:
        """The papers of each page, in the order of the files and their pages.  To be listened to once.

        Whoever stops listening (``aclosing``) calls off what is being read.
        """
        finding = asyncio.ensure_future(self._begin_all())
        try:
            while (papers := await self._begun.get()) is not None:
                yield await papers
        finally:
            running: list[asyncio.Future[Any]] = [finding, *self._running]
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    # --- Within -----------------------------------------------------------------------------------------------------

    async def _begin_all(self) -> None:
        """Begin each paper as it is found, as soon as it is known how many readers are worth it."""
        self._told()
        found: list[Document] = []
        try:
            async for paper in self._find():
                found.append(paper)
                if self._recogniser is not None or self._found >= MOST_READERS:
                    await self._begin(found)
                    found = []
            await self._begin(found)
        except Exception as bug:
            failed: _Papers = asyncio.get_running_loop().create_future()
            failed.set_exception(bug)
            await self._begun.put(failed)
        else:
            await self._begun.put(None)

    async def _find(self) -> AsyncIterator[Document]:
        for file in self._files:
            pages = await self._unfolder.unfold(file)
            self._count(len(pages), files=1)
            for page in pages:
                if not page.is_new or page.error is not None:
                    yield page
                    continue
                papers = await self._unfolder.unfold(page)
                self._count(len(papers) - 1)
                for paper in papers:
                    yield paper

    def _count(self, more: int, *, files: int = 0) -> None:
        self._found += more
        self._files_left -= files
        self._told()

    async def _begin(self, papers: Sequence[Document]) -> None:
        """Waits while too many are begun."""
        if self._recogniser is None and papers:
            self._recogniser = self._recogniser_for(self._found)
            self._free = asyncio.Semaphore(self._recogniser.at_once)
        for paper in papers:
            reading = asyncio.ensure_future(self._read(paper))
            self._running.add(reading)
            reading.add_done_callback(self._running.discard)
            await self._begun.put(reading)

    async def _read(self, paper: Document) -> list[Document]:
        read = [paper]
        if paper.error is None and self._recogniser is not None:
            async with self._free:
                read = await self._recogniser.read(paper)
        self.done += 1
        self._told()
        return read
