"""What came in → the papers in it: the pages of a file, and the papers that lie on a page.

Nobody is asked where none need be: up to ``MANY`` pages are taken as they are, and a paper whose outline is sure is cut
out.  Where an outline is not sure the whole page is kept and the outline only offered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError, ReadingTimeout, SourceDamaged, SourceLocked, WorkerDied
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

AskPages = Callable[[str, int], Awaitable[Sequence[int]]]
"""Which pages (from 1) of a file are wanted: asked with its name and how many there are.  None: it is left out."""
AskPassword = Callable[[str, bool], Awaitable[str | None]]
"""The password of a file: asked with its name, and whether the last one was wrong.  None: the file stays closed."""


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

    ``tell`` is told what there is to say of a file, once its pages are known.
    """

    look: Run
    contents: Contents
    passwords: Passwords
    ask_pages: AskPages = all_pages
    ask_password: AskPassword = no_password
    tell: Callable[[FileNews], object] = nobody_listens

    async def unfold(self, document: Document) -> list[Document]:
        """The papers in a new document's file, in order; on the first page they are looked for, further pages come as
        new documents of their own.  A file that cannot be opened is one document with its error, still new: once it can
        be opened it is looked into.
        """
        try:
            return await self._unfolded(document)
        except (WorkerDied, ReadingTimeout):
            return [document.failed(SourceDamaged())]
        except ClerkError as error:
            return [document.failed(type(error)(**error.facts))]

    async def unfold_all(self, document: Document) -> list[Document]:
        """The papers on all pages of a new document's file, in order."""
        found = await self.unfold(document)
        return [paper for page in found for paper in (await self.unfold(page) if page.is_new else [page])]

    async def _unfolded(self, document: Document) -> list[Document]:
        source = await asyncio.to_thread(self.contents, document.source)
        document = replace(document, source=replace(document.source, digest=source.digest))
        if document.source.page > 1:
            return await self._papers(document, source)
        file = await self._described(document, source)
        wanted: Sequence[int] = range(1, file.page_count + 1)
        if file.page_count > MANY:
            wanted = await self.ask_pages(document.source.name, file.page_count)
        pages = [replace(document, source=replace(document.source, page=number)) for number in wanted]
        further = [replace(page, is_incomplete=False) for page in pages[1:]]  # they are tried when they are damaged too
        if not pages:
            return []
        papers = await self._papers(pages[0], source)
        for news in of_contents(document.source.name, file):
            self.tell(news)
        return [*papers, *further]

    async def _described(self, document: Document, source: SourceBytes) -> FileContents:
        """Raises SourceLocked when nobody knows the password."""
        for attempt in range(TRIES + 1):
            try:
                file: FileContents = await self.look(jobs.describe, source.content, self.passwords.of(source.digest))
            except SourceLocked:
                given = await self.ask_password(document.source.name, attempt > 0) if attempt < TRIES else None
                if given is None:
                    raise
                self.passwords.remember(source.digest, given)
            except SourceDamaged:
                if not document.is_incomplete:
                    raise
                return FileContents("")  # nobody knows what is in it: perhaps a page
            else:
                return file
        raise SourceLocked

    async def _papers(self, page: Document, source: SourceBytes) -> list[Document]:
        if page.is_incomplete or not page.recipe.is_empty:
            return [_ended(page)]  # the edge of what is left is no paper's; or a person was quicker
        password = self.passwords.of(source.digest)
        found: tuple[Outline, ...] = await self.look(paper_job.find_papers, source.content, page.source.page, password)
        return _cut_out(_ended(page), found)


def _cut_out(page: Document, found: Sequence[Outline]) -> list[Document]:
    """A document for each paper, where all of them are sure; one of the whole page where not."""
    if not all(one.is_sure for one in found):
        return [replace(page, offered=tuple(one.quad for one in found))]
    papers = [replace(page, recipe=Recipe(crop=one.quad), paper_index=index) for index, one in enumerate(found)]
    return [replace(one, paper_count=len(papers)) for one in papers] or [page]


def _ended(document: Document) -> Document:
    return replace(document, is_new=False)
