"""A service and the offline engine as one: the kind is found out here first, and places the service does not give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import ReadingError
from desktop_ocr.domain.geometry import Quad, enclosing
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Paper, Reading, Recognition, TextLine
from desktop_ocr.domain.remarks import Remark
from desktop_ocr.engines.base import Engine, Options

SHORTEST = 2
"""Characters; one alone stands anywhere."""


@dataclass(frozen=True, slots=True)
class ServiceReading:
    """An engine: ``service`` reads, ``offline`` looks at the page before, at no cost and without its leaving."""

    service: Engine
    offline: Engine
    types: Mapping[str, DocumentType]

    @property
    def info(self) -> EngineInfo:
        return self.service.info

    def reads(self, kind: DocumentType) -> bool:
        return self.service.reads(kind)

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        """As in the contract.  A page that the offline engine cannot read goes out all the same; a part of one, which
        is nobody's, does not go out at all.
        """
        if options.origin is None:
            return await self.offline.recognise(page, kind, options)
        seen = None
        if kind is None:
            seen = await self._seen(page, None, options)
            kind = self._told(seen)
        found = await self.service.recognise(page, kind, options)
        if not any(_lacks_place(reading) for paper in found.papers for reading in paper.readings):
            return found
        seen = seen or await self._seen(page, kind, options)
        return (
            replace(found, papers=tuple(placed(paper, seen, found.turned) for paper in found.papers)) if seen else found
        )

    async def _seen(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition | None:
        wanted = kind if kind is not None and self.offline.reads(kind) else None
        try:
            return await self.offline.recognise(page, wanted, options)
        except ReadingError:
            return None

    def _told(self, seen: Recognition | None) -> DocumentType | None:
        """The kind of a page's one paper, where the service reads that; plain text is no kind."""
        if seen is None or len(seen.papers) != 1:
            return None
        kind = self.types.get(seen.papers[0].document_type)
        is_text = kind is not None and bool(kind.sections.get("offline", {}).get("all_text"))
        return kind if kind is not None and not is_text and self.service.reads(kind) else None


def placed(paper: Paper, seen: Recognition, turned: int) -> Paper:
    """The paper with the places where the offline engine read the same; readings say from whom they have them."""
    lines = [line for other in seen.papers for line in other.lines]
    known = {reading.field: reading for other in seen.papers for reading in other.readings if reading.region}
    back = (turned - seen.turned) % 360
    readings = []
    for reading in paper.readings:
        region = _place_of(reading, known, lines) if _lacks_place(reading) else None
        if region is not None:
            reading = replace(reading, region=region.turned(back), placed_by=seen.engine)  # noqa: PLW2901
        readings.append(reading)
    if not any(one.placed_by for one in readings):
        return paper
    return replace(paper, readings=tuple(readings), warnings=(*paper.warnings, Remark.PLACES_GUESSED.said()))


def _lacks_place(reading: Reading) -> bool:
    return reading.region is None and bool(reading.value)


def _place_of(reading: Reading, known: Mapping[str, Reading], lines: Sequence[TextLine]) -> Quad | None:
    """Where the same field was read the same, or else the one place where its text stands in a line."""
    same = known.get(reading.field)
    if same is not None and same.value == reading.value:
        return same.region
    texts = dict.fromkeys(filter(None, map(_bare, (reading.text, reading.value))))
    for text in texts:
        if len(text) >= SHORTEST and len(found := [part for line in lines for part in _parts(line, text)]) == 1:
            return found[0]
    found_lines = [part for text in reading.text.split("\n") for part in _once(_bare(text), lines)]
    return enclosing(found_lines) if found_lines and "\n" in reading.text else None


def _once(text: str, lines: Sequence[TextLine]) -> list[Quad]:
    found = [part for line in lines for part in _parts(line, text)] if len(text) >= SHORTEST else []
    return found if len(found) == 1 else []


def _parts(line: TextLine, text: str) -> list[Quad]:
    """The slices of a line in which a text stands, blanks and signs aside."""
    characters = [(bare, one) for one in line.characters if (bare := _bare(one.text))]
    bare = "".join(text_of for text_of, _ in characters)
    places = [number for number, (text_of, _) in enumerate(characters) for _ in text_of]
    found, start = [], bare.find(text)
    while start >= 0:
        first, last = characters[places[start]][1], characters[places[start + len(text) - 1]][1]
        found.append(line.region.part(first.start, last.end))
        start = bare.find(text, start + len(text))
    return found


def _bare(text: str) -> str:
    """Letters and digits, in capitals: what is the same in a date however it is written is not looked for."""
    return "".join(char for char in text if char.isalnum()).upper()
