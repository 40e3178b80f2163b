"""A page of a file, decoded in the decoder's process: the whole of it, or of a damaged one what is there."""

from __future__ import annotations

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ReadingTimeout, SourceDamaged, WorkerDied
from desktop_ocr.domain.recipe import DecodedPart, Recipe
from desktop_ocr.engines.base import Run
from desktop_ocr.workflow import jobs


async def decode(
    run: Run, content: bytes, document: Document, recipe: Recipe, *, small: int = 0, password: str = ""
) -> DecodedPart:
    """A document's page, prepared by a recipe; in parts only where a person had it tried.  Raises a ``SourceError``."""
    page = document.source.page
    try:
        if document.is_incomplete:
            part: DecodedPart = await run(jobs.decode_what_is_there, content, page, recipe, small, password)
            return part
        return DecodedPart(await run(jobs.decode_page, content, page, recipe, small, password))
    except (WorkerDied, ReadingTimeout) as error:
        # A decoder that dies or hangs was killed by the file it was given.
        raise SourceDamaged from error
