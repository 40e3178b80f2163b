"""What was found in a file or read of a page, brought together with what became of the document meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.geometry import overlap

SAME_PLACE = 0.5
"""Papers of one page that overlap by more than this (of their common area) are one paper, found twice."""


def merged(now: Document, read: Document, *, likely_score: float) -> Document:
    """A document with what was read of it, which is the document as it was when reading began."""
    if read.error:
        return now.failed(read.error)
    if read.recognition is None or read.document_type is None:
        return replace(now, reading=False)
    there = replace(
        now,
        source=replace(now.source, digest=read.source.digest),  # it may have got a copy in the store meanwhile
        recipe=read.recipe,
        is_new=False,
        paper_index=read.paper_index,
        paper_count=read.paper_count,
        is_incomplete=read.is_incomplete,
    )
    return there.read_as(read.document_type, read.recognition, likely_score=likely_score)


def lies_among(one: Document, others: Sequence[Document]) -> bool:
    """Whether a paper is one of these already: by its place on the page, or where that is not known by its number."""
    crop = one.recipe.crop
    if crop is None:
        return any(other.paper_index == one.paper_index for other in others)
    return any(other.recipe.crop is not None and overlap(crop, other.recipe.crop) > SAME_PLACE for other in others)


def unfolded(file: Document, found: Document) -> Document:
    """A page or paper found in a file, with what the batch knows of that file meanwhile."""
    source = replace(found.source, picture=file.source.picture, content=file.source.content)
    return replace(found, source=source, asked_type=file.asked_type, reading=False)
