"""The offline reader inside its worker process: models loaded once, one page after the other.

Only this side of the engine imports numpy, cv2 and onnxruntime.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Mismatch, Paper, Reading, Recognition, TextLine
from desktop_ocr.engines.offline import digital, models, plates, told
from desktop_ocr.engines.offline.both_looks import both_looks
from desktop_ocr.engines.offline.closer_look import look_closer
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.codes import read_codes
from desktop_ocr.engines.offline.interpreter import SOURCE, interpret
from desktop_ocr.engines.offline.kinds import detect_kind
from desktop_ocr.engines.offline.layout import Layout, lay_out
from desktop_ocr.engines.offline.likely_kinds import fits, likely_kinds, told_by_fields
from desktop_ocr.engines.offline.page_reader import COARSE_SIDE, SIDEWAYS, PageText, read_page, to_bgr
from desktop_ocr.engines.offline.part_reader import (
    is_stamp,
    read_around_seals,
    read_part,
    read_parts,
    read_without_red,
    rulings_around,
)
from desktop_ocr.engines.offline.plate_finder import find_plates
from desktop_ocr.engines.offline.plate_numbers import Plate
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.rules import KindRules
from desktop_ocr.engines.offline.second_look import Nowhere
from desktop_ocr.engines.offline.second_reading import read_value_otherwise
from desktop_ocr.engines.offline.table_grid import Ruling
from desktop_ocr.engines.offline.tellers import TELLERS

PRINT_SHARE = 0.5
"""Part of a page that the found lines span, below which much may have been overlooked."""
TOLD_BY_FIELDS = 0.5
"""Confidence in a kind that was told by the fields found."""
FREE_FORM = "general_text"
"""The kind of a page on which no other was found."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Loaded models and the rules of all kinds."""

    models: models.Models
    pool: ThreadPoolExecutor
    types: Mapping[str, DocumentType]
    rules: Mapping[str, KindRules]

    @classmethod
    def load(cls, types: Mapping[str, DocumentType], *, threads: int = 2) -> Reader:
        """Load the models; raises ModelsUnfit."""
        offered = {key: kind for key, kind in types.items() if SOURCE in kind.sections}
        return cls(
            models=models.load(threads=threads),
            pool=ThreadPoolExecutor(threads),
            types=offered,
            rules={key: parse(kind.sections[SOURCE]) for key, kind in offered.items()},
        )

    def read(self, image: PreparedImage, wanted: str | None, letters: Sequence[TextLine] = ()) -> Recognition:
        """Read a page as the kind ``wanted``, or as the kind that it shows; ``letters`` are lines that its file has.

        Where that leaves much to be desired, the page is looked at once more, more thoroughly; the best of the first
        look, the second and both together counts.
        """
        started = time.perf_counter()
        pixels = to_bgr(image.width, image.height, image.pixels)
        upright = image.recipe.is_upright
        seen = read_page(pixels, self.models, self.pool, coarse=COARSE_SIDE, upright=upright)
        best = self._interpreted(_SecondLook(self, seen), wanted, letters)
        if not self._is_whole(best, wanted):
            closer = _SecondLook(self, look_closer(pixels, seen, self.models, self.pool, upright=upright))
            best = self._best(best, self._interpreted(closer, wanted, letters), wanted, letters)
        page, papers = best.page, best.papers
        return Recognition(
            engine=SOURCE,
            papers=papers,
            turned=page.turned,
            width=image.height if page.turned in SIDEWAYS else image.width,
            height=image.width if page.turned in SIDEWAYS else image.height,
            seconds=round(time.perf_counter() - started, 3),
        )

    def _best(self, first: _Attempt, closer: _Attempt, wanted: str | None, letters: Sequence[TextLine]) -> _Attempt:
        """The best of two looks and of both together."""
        better, worse = sorted((first, closer), key=_worth, reverse=True)
        both = _SecondLook(self, both_looks(better.look.page, worse.look.page), plates_of=better.look)
        if both.page is not better.look.page:
            better = max(self._interpreted(both, wanted, letters), better, key=_worth)
        if not wanted and better.papers[0].document_type == FREE_FORM:
            better = replace(better, papers=self._told_by_fields(better) or better.papers)
        return better

    def _interpreted(self, look: _SecondLook, wanted: str | None, letters: Sequence[TextLine]) -> _Attempt:
        page = read = look.page
        if letters:
            page = replace(page, lines=digital.merged(page.lines, digital.turned(letters, page.turned), look.lines))
        layout = lay_out(page.lines, page.width, page.height)
        key, confidence = (wanted, 1.0) if wanted else detect_kind(layout, self.rules, FREE_FORM, look)
        kind, rules = self.types[key], self.rules[key]
        if plates.NAME in rules.hooks and len(found := look.plates()) > 1:
            return _Attempt(look, page, tuple(self._plate(plate, kind, rules, confidence, page) for plate in found))
        if rules.script != layout.script:
            layout = self._laid_out(page, key)
        readings = interpret(kind, rules, layout, look)
        if any(reading.mismatch is Mismatch.DISPUTED for reading in readings):
            readings += tuple(
                digital.otherwise_printed(readings, interpret(kind, rules, self._laid_out(read, key), look))
            )
        if rules.code:
            readings = told.by_codes(readings, look.codes(), TELLERS[rules.code])
        paper = Paper(document_type=key, type_confidence=confidence, lines=page.lines, readings=readings)
        return _Attempt(look, page, (paper,))

    def _told_by_fields(self, attempt: _Attempt) -> tuple[Paper, ...]:
        """A page on which too little speaks for any kind, as the one that its fields tell; nothing for none."""
        page = attempt.page

        def read_as(key: str) -> tuple[Reading, ...]:
            return interpret(self.types[key], self.rules[key], self._laid_out(page, key), attempt.look)

        likely = likely_kinds(lay_out(page.lines, page.width, page.height), self.rules)
        key, readings = told_by_fields(likely, self.types, read_as)
        return (Paper(key, TOLD_BY_FIELDS, page.lines, readings),) if key else ()

    def _plate(self, plate: Plate, kind: DocumentType, rules: KindRules, confidence: float, page: PageText) -> Paper:
        """One of several plates on a page: each is a paper of its own."""
        layout = lay_out(plate.lines, page.width, page.height)
        readings = interpret(kind, rules, layout, _OnePlate(plate))
        return Paper(kind.key, confidence, plate.lines, readings, quad=plate.quad)

    def _laid_out(self, page: PageText, kind: str) -> Layout:
        return lay_out(page.lines, page.width, page.height, script=self.rules[kind].script)

    def _is_whole(self, attempt: _Attempt, wanted: str | None) -> bool:
        """Whether nothing tells of text that was overlooked: no required field is missing or off its closed list, print
        fills the page.
        """
        paper = attempt.papers[0]
        if paper.document_type == FREE_FORM:
            return wanted == FREE_FORM or attempt.page.print_share >= PRINT_SHARE
        kind = self.types[paper.document_type]
        found = {
            reading.field for reading in paper.readings if not kind.spec(reading.field).choices or fits(kind, reading)
        }
        return all(spec.key in found for spec in kind.fields if spec.required)


@dataclass(frozen=True)
class _SecondLook:
    """Lets the rules look at parts of the page again."""

    reader: Reader
    page: PageText
    plates_of: _SecondLook | None = None
    """Another look at the same page, whose plates and codes are the same: finding them takes long."""

    def line(self, place: Quad) -> TextLine | None:
        return read_part(self.page, place, self.reader.models, self.reader.pool)

    def lines(self, places: Sequence[Quad]) -> Sequence[TextLine | None]:
        return read_parts(self.page, places, self.reader.models, self.reader.pool)

    def otherwise(self, place: Quad) -> TextLine | None:
        return read_value_otherwise(self.page, place, self.reader.models, self.reader.pool)

    def is_stamp(self, place: Quad) -> bool:
        return is_stamp(self.page, place)

    def around_seals(self) -> Iterable[list[TextLine]]:
        return self._around_seals

    def without_red(self, places: Sequence[Quad]) -> Sequence[TextLine]:
        return read_without_red(self.page, places, self.reader.models, self.reader.pool)

    @cached_property
    def _around_seals(self) -> Sequence[list[TextLine]]:
        return list(read_around_seals(self.page, self.reader.models, self.reader.pool))

    def rulings(self) -> Sequence[Ruling]:
        return self._rulings

    @cached_property
    def _rulings(self) -> Sequence[Ruling]:
        return rulings_around(self.page)

    def plates(self) -> Sequence[Plate]:
        return self._plates

    def codes(self) -> Sequence[Code]:
        """The bar codes and squares of the page."""
        return self._codes

    @cached_property
    def _codes(self) -> Sequence[Code]:
        return self.plates_of.codes() if self.plates_of else read_codes(self.page.image)

    @cached_property
    def _plates(self) -> Sequence[Plate]:
        """Asked for what kind the page is, and again for its fields."""
        if self.plates_of:
            return self.plates_of.plates()
        return find_plates(self.page, self.reader.models, self.reader.pool)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What a look gave: the page, with the letters that its file has, and the papers on it."""

    look: _SecondLook
    page: PageText
    papers: tuple[Paper, ...]


def _worth(attempt: _Attempt) -> tuple[bool, int, int]:
    """A known kind over none, then more fields, then more text."""
    papers = attempt.papers
    text = sum(len(line.characters) for paper in papers for line in paper.lines)
    fields = sum(len({reading.field for reading in paper.readings}) for paper in papers)
    return papers[0].document_type != FREE_FORM, fields, text


@dataclass(frozen=True, slots=True)
class _OnePlate(Nowhere):
    """A look at a page that shows one of its plates and nothing else."""

    plate: Plate

    def plates(self) -> Sequence[Plate]:
        return (self.plate,)
