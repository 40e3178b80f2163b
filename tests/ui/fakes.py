"""An engine that reads without looking, and what it finds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Paper, Reading, Recognition
from desktop_ocr.engines.base import Options

RIGHT = {
    "name": "刘洋",
    "sex": "女",
    "nation": "汉",
    "birth_date": "1995-05-13",
    "address": "广东省深圳市南山区腾讯大厦",
    "id_number": "440305199505132561",
}
WRONG = RIGHT | {"id_number": "440305199505132562"}


class FakeEngine:
    """Finds on every page the papers it was given; ``gate`` holds it up until it is set."""

    info = EngineInfo(id="fake", title_zh="假", title_en="Fake", section="offline")

    def __init__(self) -> None:
        self.papers = [RIGHT]
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
        return recognition(*self.papers)


def recognition(*papers: dict[str, str]) -> Recognition:
    found = tuple(
        Paper(
            document_type="id_card_front",
            type_confidence=1.0,
            lines=(),
            readings=tuple(Reading(key, value, value, 0.99, "fake") for key, value in values.items()),
        )
        for values in papers
    )
    return Recognition(engine="fake", papers=found, turned=0, width=1, height=1, seconds=0.1)


async def decode_anything(function: Callable[..., Any], /, *arguments: Any) -> PreparedImage:
    return PreparedImage(1, 1, bytes(3))
