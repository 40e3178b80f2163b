"""Source files → read documents: decode, ask the engine, record; one failure is one marked document."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from pathlib import Path

from desktop_ocr.domain.calls import Origin
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, ReadingTimeout, SourceError, Unexpected, WorkerDied
from desktop_ocr.domain.geometry import WHOLE_PAGE, Quad, enclosing
from desktop_ocr.domain.recipe import DecodedPart, PreparedImage, Recipe
from desktop_ocr.domain.recognition import DigitalText, Paper, Recognition
from desktop_ocr.domain.typed import in_one_line
from desktop_ocr.engines.base import Engine, Options, Run
from desktop_ocr.imaging.formats import has_letters
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.decoding import decode
from desktop_ocr.workflow.letters import within
from desktop_ocr.workflow.measuring import measured
from desktop_ocr.workflow.passwords import Passwords

_PICTURES = (".jpg", ".jpeg", ".jfif", ".png", ".bmp", ".webp", ".gif", ".tif", ".tiff", ".heic", ".heif", ".avif")
PICTURE_SUFFIXES = frozenset({*_PICTURES, ".pdf", ".ofd"})
"""What is taken from a folder; a file that is named itself is taken whatever its name."""

Contents = Callable[[Source], SourceBytes]

ROOM = 0.1
"""Of what was read of a paper, on each side: the part of the page that is taken for the paper."""
PLAIN_TEXT = "general_text"
"""The kind as which a part of a page is read."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Reads documents with one engine.

    ``decode`` runs functions of ``jobs`` in the decoder's worker.  ``contents`` gives the bytes of a source; it is
    called in a thread.
    """

    engine: Engine
    decode: Run
    types: Mapping[str, DocumentType]
    at_once: int = 1
    contents: Contents = source_bytes
    passwords: Passwords = field(default_factory=Passwords)

    async def read(self, document: Document, number: int = 0) -> list[Document]:
        """The papers found on a document's page, or the document itself marked with what went wrong.

        The kind that a person asked for is kept; without one the engine finds it out.  ``number`` is the document's in
        the store, 0 for none.
        """
        try:
            source = await asyncio.to_thread(self.contents, document.source)
            document = replace(document, source=replace(document.source, digest=source.digest))
            part = await self._decoded(source, document)
            page, document = part.image, replace(document, is_incomplete=part.is_incomplete)
            digital = await self._digital(source, document)
            options = Options(letters=within(page, digital.lines), origin=origin_of(document, number))
            asked = document.asked_type
            kind = asked if asked is not None and self.engine.reads(asked) else None  # it may be a service's own
            recognition = await self.engine.recognise(page, kind, options)
            if not options.letters:  # a page drawn from letters was never photographed
                recognition = await measured(recognition, page, self.decode)
            recognition = replace(on_page(recognition, page), values=digital.values)
            return [self._paper(document, recognition, index) for index in range(len(recognition.papers))]
        except ClerkError as error:
            return [document.failed(_without_history(error))]
        except Exception as error:
            return [document.failed(Unexpected(kind=type(error).__name__))]

    def _paper(self, document: Document, recognition: Recognition, index: int) -> Document:
        """One of the papers read; where there are several, each is cropped to its own part of the page from now on."""
        paper = recognition.papers[index]
        if len(recognition.papers) > 1:
            crop = _place_of(paper)
            if crop is not None:  # a service may not say where: what was cut away stays so
                recipe = replace(document.recipe, crop=crop.turned_as_frame(-recognition.turned % 360))
                document = replace(document, recipe=recipe)
        return document.read_as(self.types[paper.document_type], recognition, index)

    async def read_box(self, document: Document, box: Quad) -> str:
        """The text in a part of a document's page (page coordinates), lines joined; empty where there is none.

        Raises a ``ClerkError``.
        """
        recipe = replace(document.shown_recipe, crop=box.clamped(), is_upright=True)
        source = await asyncio.to_thread(self.contents, document.source)
        page = (await self._decoded(source, replace(document, recipe=recipe))).image
        recognition = await self.engine.recognise(page, self.types[PLAIN_TEXT], Options())
        return reduce(in_one_line, (line.text for paper in recognition.papers for line in paper.lines), "")

    async def _decoded(self, source: SourceBytes, document: Document) -> DecodedPart:
        password = self.passwords.of(source.digest)
        return await decode(self.decode, source.content, document, document.recipe, password=password)

    async def _digital(self, source: SourceBytes, document: Document) -> DigitalText:
        """What the file says of the page in letters; where that cannot be had, the pixels are all there is."""
        if not has_letters(source.content):
            return DigitalText(())
        password = self.passwords.of(source.digest)
        try:
            found: DigitalText | None = await self.decode(
                jobs.text_layer, source.content, document.source.page, password
            )
        except (WorkerDied, ReadingTimeout, SourceError):
            found = None
        return found or DigitalText(())


def origin_of(document: Document, number: int) -> Origin:
    """Whose page it is: the same for the same page of the same bytes prepared in the same way."""
    recipe = {one.name: getattr(document.recipe, one.name) for one in fields(Recipe) if one.name != "is_upright"}
    changed = {name: repr(value) for name, value in recipe.items() if value != getattr(Recipe(), name)}
    part = json.dumps({"page": document.source.page, **changed}, sort_keys=True)
    return Origin(document.source.digest, part, number, document.may_pay_again)


def _without_history(error: ClerkError) -> ClerkError:
    """The same error; the frames that an error remembers hold the file and its pixels."""
    return type(error)(**error.facts)


def on_page(recognition: Recognition, image: PreparedImage) -> Recognition:
    """A recognition of a prepared image with its regions in coordinates of the whole upright page, before the crop."""
    if image.recipe.crop is None:
        return recognition
    turned = recognition.turned

    def mapped(quad: Quad | None) -> Quad | None:
        return image.recipe.quad_to_page(quad.turned(-turned % 360)).turned(turned) if quad else None

    def whole(quad: Quad) -> Quad:
        return mapped(quad) or quad

    papers = tuple(
        replace(
            paper,
            quad=mapped(paper.quad),
            lines=tuple(replace(line, region=whole(line.region)) for line in paper.lines),
            readings=tuple(replace(reading, region=mapped(reading.region)) for reading in paper.readings),
        )
        for paper in recognition.papers
    )
    width, height = image.page_size if turned in (0, 180) else image.page_size[::-1]
    quality = recognition.quality
    if quality is not None:
        quality = replace(quality, glare=tuple(whole(spot) for spot in quality.glare))
    return replace(recognition, papers=papers, width=width, height=height, quality=quality)


def _place_of(paper: Paper) -> Quad | None:
    """Where a paper lies on the upright page: its outline, or with some room around what was read of it."""
    read = [*(line.region for line in paper.lines), *(one.region for one in paper.readings if one.region)]
    if paper.quad is not None or not read:
        return paper.quad
    left, top, right, bottom = (enclosing(read) or WHOLE_PAGE).bounds
    x, y = (right - left) * ROOM, (bottom - top) * ROOM
    return Quad.rectangle(left - x, top - y, right + x, bottom + y).clamped()


def find_sources(paths: Iterable[Path]) -> list[Source]:
    """The files named, and the pictures in the folders named (with their sub-folders), in the order of their names.

    Hidden files and folders are left out: what lies there are thumbnails and the like.
    """
    found = []
    for path in paths:
        if _is_folder(path):
            found += [Source(file) for file in sorted(file for file in _files_in(path) if _is_picture(file))]
        else:
            found.append(Source(path))
    return found


def count_left_out(paths: Iterable[Path]) -> int:
    """How many files in the folders named are no pictures by their names; hidden ones do not count."""
    return sum(not _is_picture(file) for path in paths if _is_folder(path) for file in _files_in(path))


def _files_in(folder: Path) -> Iterator[Path]:
    """All but the hidden ones; a sub-folder that cannot be listed, or is gone meanwhile, is passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in PICTURE_SUFFIXES


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder that may not be entered: reading it will say so
        return False
