"""What came in → the papers in it: the pages of a file, and the papers that lie on a page.

Nobody is asked where none need be: up to ``MANY`` pages are taken as they are, and a paper whose outline is sure is cut
out.  Where an outline is not sure the whole page is kept and the outline only offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import (
    ClerkError,
    PagesNotChosen,
    ReadingTimeout,
    SourceDamaged,
    SourceError,
    SourceLocked,
    Unexpected,
    WorkerDied,
)
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.engines.base import Run
from desktop_ocr.imaging.source import SourceBytes
from desktop_ocr.workflow import jobs, paper_job
from desktop_ocr.workflow.file_news import FileNews, of_contents
from desktop_ocr.workflow.passwords import TRIES, Passwords
from desktop_ocr.workflow.recognising import Contents

MANY = 50
"""Above so many pages a person is asked which of them are wanted."""

AskPages = Callable[[str, int], Awaitable[Sequence[int] | None]]
"""Which pages (from 1) of a file are wanted: asked with its name and how many there are.  An empty sequence: the file
is left out; None: nothing was chosen."""
AskPassword = Callable[[str, bool], Awaitable[str | None]]
"""The password of a file: asked with its name, and whether the last one was wrong.  None: the file stays closed."""


Turn = Callable[[], AbstractAsyncContextManager[bool]]
"""Within it a question is asked; it gives whether there is still a need to."""


async def all_pages(name: str, pages: int) -> Sequence[int]:
    """Where nobody can be asked."""
    return range(1, pages + 1)


async def no_password(name: str, is_again: bool) -> str | None:
    """Where nobody can be asked."""
    return None


def nobody_listens(news: FileNews) -> None:
    """Where nobody can be told."""


@dataclass(frozen=True, slots=True)
class Unfolder:
    """``look`` runs functions of the decoder's process, ``contents`` gives the bytes of a source (in a thread).

    ``tell`` is told what there is to say of a file, once its pages are known.  While a question waits for its turn or
    for its answer, the file's bytes are not kept.
    """

    look: Run
    contents: Contents
    passwords: Passwords
    ask_pages: AskPages = all_pages
    ask_password: AskPassword = no_password
    tell: Callable[[FileNews], object] = nobody_listens
    turn: Turn = lambda: nullcontext(True)

    async def unfold(self, document: Document) -> list[Document]:
        """The papers in a new document's file, in order; on the first page they are looked for, further pages come as
        new documents of their own.  A file that cannot be opened is one document with its error, still new: once it can
        be opened it is looked into.  A mistake of the program is such an error too, and keeps no other file waiting.
        Of a page that awaits the password of its file nothing but the file is opened.
        """
        try:
            return await self._unfolded(document)
        except (WorkerDied, ReadingTimeout):
            return [document.failed(SourceDamaged())]
        except ClerkError as error:
            return [document.failed(type(error)(**error.facts))]
        except Exception as error:
            return [document.failed(Unexpected(kind=type(error).__name__))]

    async def _unfolded(self, document: Document) -> list[Document]:
        file = _File(self.contents, document.source)
        digest = (await file.bytes()).digest
        document = replace(document, source=replace(document.source, digest=digest))
        if document.awaits_password:
            await self._opened(file, jobs.describe)
            return [replace(document, awaits_password=False)]
        if document.source.page > 1:
            return await self._papers(document, file)
        contents = await self._described(document, file)
        wanted = await self._wanted(document, file, contents.page_count)
        pages = [replace(document, source=replace(document.source, page=number)) for number in wanted]
        # Where the file is whole, its other pages are tried when they are damaged too.
        further = [replace(page, is_incomplete=contents.is_damaged) for page in pages[1:]]
        if not pages:
            return []
        try:
            papers = await self._papers(pages[0], file)
        except SourceError as error:  # the file is looked into nevertheless: its other pages must not come twice
            papers = [_ended(pages[0]).failed(type(error)(**error.facts))]
        for news in of_contents(document.source.name, contents, all_wanted=len(pages) == contents.page_count):
            self.tell(news)
        return [*papers, *further]

    async def _described(self, document: Document, file: _File) -> FileContents:
        """Raises SourceLocked when nobody knows the password."""
        contents: FileContents
        try:
            contents = await self._opened(file, jobs.describe)
        except SourceDamaged:
            if not document.is_incomplete:
                raise
            try:
                contents = await self._opened(file, jobs.describe_what_is_there)
            except SourceDamaged:
                return FileContents("")  # nobody knows what is in it: perhaps a page
        return contents

    async def _wanted(self, document: Document, file: _File, count: int) -> Sequence[int]:
        """Raises PagesNotChosen."""
        if count <= MANY:
            return range(1, count + 1)
        file.release()
        async with self.turn() as is_needed:
            wanted = await self.ask_pages(document.source.name, count) if is_needed else ()
        if wanted is None:
            raise PagesNotChosen(pages=count)
        return wanted

    async def _papers(self, page: Document, file: _File) -> list[Document]:
        if page.is_incomplete or not page.recipe.is_empty:
            return [_ended(page)]  # the edge of what is left is no paper's; or a person was quicker
        try:
            found: tuple[Outline, ...] = await self._opened(file, paper_job.find_papers, page.source.page)
        except (WorkerDied, ReadingTimeout):
            return [_ended(page)]  # only the search for its edges failed, perhaps: whoever reads the page will see
        return _cut_out(_ended(page), found)

    # --- Passwords --------------------------------------------------------------------------------------------------

    async def _opened(self, file: _File, function: Callable[..., Any], *place: int) -> Any:
        """What a function of the decoder's process finds in a file, for whose password a person is asked if need be.

        Raises SourceLocked when nobody knows it.
        """
        digest = (await file.bytes()).digest
        tried, closed = self.passwords.of(digest), self.passwords.left_closed(digest)
        try:
            return await self._looked(file, function, place, tried)
        except SourceLocked:
            pass  # asked about outside: the error would keep the bytes
        file.release()
        async with self.turn() as is_needed:  # somebody may have answered for the same file, while this one waited
            known = self.passwords.of(digest)
            if known != tried:
                return await self._looked(file, function, place, known)
            if not is_needed or self.passwords.left_closed(digest) != closed:
                raise SourceLocked
            return await self._asked(file, digest, function, place)

    async def _asked(self, file: _File, digest: str, function: Callable[..., Any], place: Sequence[int]) -> Any:
        for attempt in range(TRIES):
            file.release()
            given = await self.ask_password(file.source.name, attempt > 0)
            if given is None:
                break
            try:
                found = await self._looked(file, function, place, given)
            except SourceLocked:
                continue
            self.passwords.remember(digest, given)
            return found
        self.passwords.leave_closed(digest)
        raise SourceLocked

    async def _looked(self, file: _File, function: Callable[..., Any], place: Sequence[int], password: str) -> Any:
        return await self.look(function, (await file.bytes()).content, *place, password)


@dataclass(slots=True)
class _File:
    """A file whose bytes are in memory only while they are needed."""

    contents: Contents
    source: Source
    _bytes: SourceBytes | None = field(default=None, repr=False)

    async def bytes(self) -> SourceBytes:
        """Its bytes, fetched if they are not at hand; raises a SourceError."""
        if self._bytes is None:
            self._bytes = await asyncio.to_thread(self.contents, self.source)
        return self._bytes

    def release(self) -> None:
        self._bytes = None


def _cut_out(page: Document, found: Sequence[Outline]) -> list[Document]:
    """A document for each paper, where all of them are sure; one of the whole page where not."""
    if not all(one.is_sure for one in found):
        return [replace(page, offered=tuple(one.quad for one in found))]
    papers = [replace(page, recipe=Recipe(crop=one.quad), paper_index=index) for index, one in enumerate(found)]
    return [replace(one, paper_count=len(papers)) for one in papers] or [page]


def _ended(document: Document) -> Document:
    return replace(document, is_new=False)
