"""Engines, kinds and programs that stand in for the real ones: handed in, never patched in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_ocr.catalogue import Catalogue
from desktop_ocr.composition import Program
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import ClerkError, WorkerDied
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Character, Mismatch, Paper, Reading, Recognition, TextLine
from desktop_ocr.engines.base import Engine, Options, Run
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.looking import see_nothing
from desktop_ocr.workflow.paper_job import find_papers
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.unfolding import Unfolder

ID_NUMBER = "11010519491231002X"
"""The example of GB 11643: born on 31 December 1949 in Beijing, a woman."""
REGION = Quad.rectangle(0.1, 0.2, 0.6, 0.3)

ID_CARD = DocumentType(
    "id_card",
    "身份证",
    "ID card",
    (
        FieldSpec("name", "姓名", "Name", ValueKind.NAME, baidu_key="姓名", required=True),
        FieldSpec("sex", "性别", "Sex", ValueKind.CHOICE, choices=("男", "女")),
        FieldSpec("birth", "出生", "Born", ValueKind.DATE, checks=("calendar_date", "past_date")),
        FieldSpec("address", "住址", "Address", ValueKind.ADDRESS),
        FieldSpec("number", "号码", "Number", ValueKind.NUMBER, required=True, checks=("id_number",)),
    ),
    rules=(
        CrossRule("birth_in_id_number", ("number", "birth")),
        CrossRule("sex_in_id_number", ("number", "sex")),
        CrossRule("region_in_address", ("number", "address")),
    ),
    sections={"fake": {}},
)
PLAIN_TEXT = DocumentType(
    "plain", "文字", "Text", (FieldSpec("text", "全文", "Text", ValueKind.LINES),), sections={"fake": {}}
)
TYPES = {kind.key: kind for kind in (ID_CARD, PLAIN_TEXT)}
MATCHING = {"name": "张三", "sex": "女", "birth": "1949-12-31", "address": "北京市朝阳区", "number": ID_NUMBER}
"""Values of an ID card on which everything fits."""


def place_of(key: str) -> Quad:
    """Where the fake engine reads a field: one line of the page, always the same."""
    top = 0.1 + 0.012 * (int.from_bytes(key.encode(), "big") % 61)
    return Quad.rectangle(0.1, top, 0.6, top + 0.01)


def reading(
    key: str,
    value: str,
    *,
    score: float = 0.99,
    weakest: float | None = None,
    repaired: bool = False,
    mismatch: Mismatch | None = None,
) -> Reading:
    """A reading whose characters all have the score, but for a first one that is the weakest; the last one has the
    mismatch.  Every field stands in a place of its own.
    """
    scores = [score if weakest is None or place else weakest for place in range(len(value))]
    characters = tuple(
        Character(
            char,
            each,
            place / len(value),
            (place + 1) / len(value),
            mismatch=mismatch if place == len(value) - 1 else None,
        )
        for place, (char, each) in enumerate(zip(value, scores, strict=True))
    )
    return Reading(key, value, value, score, "fake", place_of(key), characters, repaired)


def recognition(values: Mapping[str, str] = MATCHING, *, kind: str = "id_card", papers: int = 1) -> Recognition:
    """What an engine says of a page with these values on each of its papers."""
    lines = tuple(TextLine(reading(key, value).characters, 0.99, REGION) for key, value in values.items())
    paper = Paper(kind, 0.97, lines, tuple(reading(key, value) for key, value in values.items()))
    return Recognition("fake", (paper,) * papers, 0, 400, 300, 0.25)


async def inline(function: Callable[..., Any], /, *arguments: Any) -> Any:
    """A ``Run`` without a worker."""
    return function(*arguments)


def unfolds_nothing(recogniser: Recogniser) -> Unfolder:
    """Every file is one page, and the page is the paper."""
    return Unfolder(as_it_is, recogniser.contents, recogniser.passwords)


async def as_it_is(function: Callable[..., Any], /, *arguments: Any) -> Any:
    """A ``Run`` for an ``Unfolder``: every file is one page, and the page is the paper."""
    return () if function is find_papers else FileContents("PNG")


FAKE = EngineInfo("fake", "假引擎", "Fake", "fake")


@dataclass
class FakeEngine:
    """Reads the same from every page, and remembers what it was asked."""

    answer: Recognition = field(default_factory=recognition)
    info: EngineInfo = FAKE
    asked: list[tuple[PreparedImage, DocumentType | None]] = field(default_factory=list)

    def reads(self, kind: DocumentType) -> bool:
        return self.info.section in kind.sections

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        self.asked.append((page, kind))
        return await self.read(page)

    async def read(self, page: PreparedImage) -> Recognition:
        return self.answer


@dataclass
class RefusingEngine(FakeEngine):
    """Raises its error for pages of the width named, reads the others."""

    error: Exception = field(default_factory=WorkerDied)
    width: int = 0

    async def read(self, page: PreparedImage) -> Recognition:
        if not self.width or page.width == self.width:
            raise self.error
        return self.answer


@dataclass
class SlowEngine(FakeEngine):
    """Waits until ``go`` is set; says when it has begun, and counts how many pages it has in hand."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    in_hand: int = 0
    most_in_hand: int = 0
    cancelled: int = 0

    async def read(self, page: PreparedImage) -> Recognition:
        self.in_hand += 1
        self.most_in_hand = max(self.most_in_hand, self.in_hand)
        self.begun.set()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.in_hand -= 1
        return self.answer


def recogniser(engine: Engine, *, decode: Run = inline, at_once: int = 1) -> Recogniser:
    return Recogniser(engine, decode, TYPES, at_once)


@dataclass
class FakeProgram:
    """Stands in for ``composition.program``: notes what the front end asked for."""

    engine: Engine = field(default_factory=FakeEngine)
    problems: tuple[ClerkError, ...] = ()
    decode: Run = inline
    look_into: Run = as_it_is
    at_once: int = 1
    asked: list[tuple[str, int]] = field(default_factory=list)
    contents: Contents = field(default_factory=Contents)
    readers_for: list[int] = field(default_factory=list)
    """For how many pages readers were asked for."""

    def __call__(self, engine: str = "offline", *, pages: int) -> AbstractContextManager[Program]:
        return self._program(engine, pages)

    @contextmanager
    def _program(self, engine: str, pages: int) -> Iterator[Program]:
        self.asked.append((engine, pages))
        self.contents = Contents()
        reads = replace(recogniser(self.engine, decode=self.decode, at_once=self.at_once), contents=self.contents)
        unfolder = Unfolder(self.look_into, reads.contents, reads.passwords)

        def recogniser_for(pages: int) -> Recogniser:
            self.readers_for.append(pages)
            return reads

        yield Program(self.catalogue(), reads, self.contents, unfolder, see_nothing, recogniser_for=recogniser_for)

    def catalogue(self) -> Catalogue:
        return Catalogue(TYPES, self.problems)  # type: ignore[arg-type]
