"""An engine that reads without looking, what it finds, and a decoder that makes pages of one colour."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import DecodedPart, PreparedImage
from desktop_ocr.domain.recognition import Character, Paper, Reading, Recognition, TextLine
from desktop_ocr.engines.base import Options
from desktop_ocr.workflow import jobs, quality_job
from desktop_ocr.workflow.previews import PAGE_SIDE

RIGHT = {
    "name": "刘洋",
    "sex": "女",
    "nation": "汉",
    "birth_date": "1995-05-13",
    "address": "广东省深圳市南山区腾讯大厦",
    "id_number": "440305199505132561",
}
WIDTH, HEIGHT = 300, 200
WRONG = RIGHT | {"id_number": "440305199505132562"}


class FakeEngine:
    """Finds on every page the papers it was given; ``gate`` holds it up until it is set.

    Fields named in ``regions`` have their places on the page; ``score`` is how sure it is of all it reads.
    """

    info = EngineInfo(id="fake", title_zh="假", title_en="Fake", section="offline")

    def __init__(self) -> None:
        self.papers = [RIGHT]
        self.regions: dict[str, Quad] = {}
        self.score = 0.99
        self.gate: asyncio.Event | None = None
        self.waiting = self.cancelled = 0

    def reads(self, kind: DocumentType) -> bool:
        return True

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        try:
            if self.gate:
                self.waiting += 1
                await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return recognition(*self.papers, regions=self.regions, score=self.score)


def recognition(
    *papers: dict[str, str], regions: Mapping[str, Quad] = MappingProxyType({}), score: float = 0.99
) -> Recognition:
    found = tuple(
        Paper(
            document_type="id_card_front",
            type_confidence=1.0,
            lines=tuple(_line(values[key], region) for key, region in regions.items()),
            readings=tuple(Reading(key, text, text, score, "fake", regions.get(key)) for key, text in values.items()),
        )
        for values in papers
    )
    return Recognition(engine="fake", papers=found, turned=0, width=1, height=1, seconds=0.1)


def _line(text: str, region: Quad) -> TextLine:
    size = len(text)
    characters = tuple(Character(one, 0.99, place / size, (place + 1) / size) for place, one in enumerate(text))
    return TextLine(characters, 0.99, region)


class FakeDecoder:
    """A page has the colour that the first three bytes of its file say, and a size to point at.

    Pages for the eye wait for what ``held`` has for their colour and are counted in ``shown``; ``error`` is raised
    instead of them, and those in ``failing`` by the functions named.  Straightening a page turns it by ``tilt``
    degrees.  ``quality`` is that of every page, ``advice`` of every place on it.
    """

    def __init__(self) -> None:
        self.held: dict[bytes, asyncio.Event] = {}
        self.shown: list[bytes] = []
        self.error: ClerkError | None = None
        self.tilt = 0.0
        self.failing: dict[Callable[..., Any], ClerkError] = {}
        self.quality = Quality(1.0, 0.9)
        self.advice: tuple[Advice, ...] = ()

    async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        if function is quality_job.measure:
            return self.quality, (self.advice,) * len(arguments[3])
        content, _page, recipe, *side = arguments
        if function in self.failing:
            raise self.failing[function]
        if function is jobs.straightened:
            return replace(recipe, straighten=self.tilt)
        colour = content[:3].ljust(3, b"\0")
        if side[:1] == [PAGE_SIDE]:
            self.shown.append(colour)
            if colour in self.held:
                await self.held[colour].wait()
            if self.error:
                raise self.error
        image = PreparedImage(WIDTH, HEIGHT, colour * WIDTH * HEIGHT)
        return DecodedPart(image, is_incomplete=True) if function is jobs.decode_what_is_there else image

    def hold(self, picture: Path) -> asyncio.Event:
        """The page of a picture is not shown before the event is set."""
        return self.held.setdefault(picture.read_bytes()[:3], asyncio.Event())
