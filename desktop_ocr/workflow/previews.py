"""Pictures for the eye: a page as it lies before the clerk, and thumbnails.  Kept in memory only."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ReadingTimeout, SourceDamaged, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.engines.base import Run
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.decoding import decode
from desktop_ocr.workflow.passwords import Passwords
from desktop_ocr.workflow.recognising import Contents

PAGE_SIDE = 2000
"""Longest side, in pixels, of a page on the screen: enough to read its small print."""
THUMBNAIL_SIDE = 160
PORTRAIT_SIDE = 320
KEPT_PAGES = 6

_Key = tuple[str, int, Recipe]


class Previews:
    """``decode`` runs functions of ``jobs`` in the decoder's worker; ``contents`` gives the bytes of a source."""

    def __init__(self, decode: Run, contents: Contents = source_bytes, passwords: Passwords | None = None) -> None:
        self._decode, self._contents = decode, contents
        self._passwords = passwords or Passwords()
        self._pages: OrderedDict[_Key, PreparedImage] = OrderedDict()

    async def page(self, document: Document) -> PreparedImage:
        """The whole upright page, edited as its recipe says but for the crop.  Raises a ``SourceError``."""
        source = await asyncio.to_thread(self._contents, document.source)
        # A file may be written anew under its name.
        key = (source.digest, document.source.page, document.shown_recipe)
        if key not in self._pages:
            self._pages[key] = await self._decoded(document, source, PAGE_SIDE, document.shown_recipe)
        self._pages.move_to_end(key)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        return self._pages[key]

    async def thumbnail(self, document: Document) -> PreparedImage:
        """The paper alone, small.  Raises a ``SourceError``."""
        source = await asyncio.to_thread(self._contents, document.source)
        recipe = document.paper_recipe
        return await self._decoded(document, source, _side_for(recipe.crop), recipe)

    async def portrait(self, content: bytes) -> PreparedImage:
        """A picture that a service cut out of a paper, small.  Raises a ``SourceError``."""
        try:
            image: PreparedImage = await self._decode(jobs.decode_page, content, 1, Recipe(), PORTRAIT_SIDE)
        except (WorkerDied, ReadingTimeout) as error:
            raise SourceDamaged from error
        return image

    async def straightened(self, document: Document) -> Recipe:
        """The recipe that straightens the page as it is shown; as it is now where no tilt is found.

        Raises a ``SourceError``.
        """
        source = await asyncio.to_thread(self._contents, document.source)
        password = self._passwords.of(source.digest)
        page, now = document.source.page, document.adjusted()
        try:
            recipe: Recipe = await self._decode(
                jobs.straightened, source.content, page, now, password, document.is_incomplete
            )
        except (WorkerDied, ReadingTimeout) as error:
            raise SourceDamaged from error
        return recipe

    async def unstraightened(self, document: Document) -> Recipe:
        """The recipe without any straightening.  Raises a ``SourceError``."""
        source = await asyncio.to_thread(self._contents, document.source)
        flat = await self._decoded(document, source, THUMBNAIL_SIDE, Recipe(turn=document.shown_turn))
        return document.adjusted().straightened(0.0, (flat.width, flat.height))

    async def _decoded(self, document: Document, source: SourceBytes, side: int, recipe: Recipe) -> PreparedImage:
        password = self._passwords.of(source.digest)
        part = await decode(self._decode, source.content, document, recipe, small=side, password=password)
        return part.image


def _side_for(crop: Quad | None) -> int:
    """Longest side of a page of which the crop has about that of a thumbnail."""
    if crop is None:
        return THUMBNAIL_SIDE
    left, top, right, bottom = crop.bounds
    return min(PAGE_SIDE, round(THUMBNAIL_SIDE / max(right - left, bottom - top, THUMBNAIL_SIDE / PAGE_SIDE)))
