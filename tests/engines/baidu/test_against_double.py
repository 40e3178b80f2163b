"""Every kind that Baidu reads, against a service that checks what the real one checks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.engines.baidu import kinds
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.baidu.plans import UNIVERSAL
from desktop_ocr.engines.base import Options, Surroundings
from desktop_ocr.engines.http import Client
from desktop_ocr.workflow.jobs import fit_page
from tests.engines.surroundings import MemoryCalls, MemoryTokens, MovedClock
from tests.services import baidu
from tests.services import clock as clocks

SHIPPED = load_catalogue().types
TYPES = {**SHIPPED, **kinds.kinds(SHIPPED.values())}
READ = [kind for kind in TYPES.values() if "baidu" in kind.sections]
PAGE = PreparedImage(640, 400, Image.effect_noise((640, 400), 50).convert("RGB").tobytes())


TASK = 15.0
"""Seconds that a task takes: shorter than the shortest that is waited, as pauses between two looks are thrown."""


class OneClock(MovedClock):
    """The double's moves with it."""

    def __init__(self, double: Any) -> None:
        super().__init__()
        self.double = double

    def move(self, seconds: float) -> None:
        super().move(seconds)
        self.double.advance(seconds)


def read(kind: DocumentType, settings: EngineSettings) -> Recognition:
    async def keys() -> Mapping[str, str]:
        return {"api_key": "test-api-key", "secret_key": "test-secret-key"}

    async def fit(page: PreparedImage, limits: UploadLimits) -> Fitted:
        return fit_page(page, limits)

    time = clocks.VirtualClock()
    with baidu.BaiduDouble(clock=time, seconds=TASK) as double:
        double.truths.tell(baidu.everything())
        client = Client(proxy=lambda: "none")
        around = Surroundings(
            keys=keys,
            calls=MemoryCalls(),
            tokens=MemoryTokens(),
            fit=fit,
            types=lambda: TYPES,
            settings=lambda: settings,
            client=client,
            clock=OneClock(time),
            base=double.address,
        )

        async def whole() -> Recognition:
            try:
                return await BaiduEngine(around).recognise(PAGE, kind, Options())
            finally:
                await client.close()

        return asyncio.run(whole())


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.key)
def test_a_kind_is_read(kind: DocumentType) -> None:
    paper = read(kind, EngineSettings(is_on=True)).papers[0]
    assert paper.readings or paper.extras
    assert all(reading.value for reading in paper.readings)


@pytest.mark.parametrize(
    "kind", [kind for kind in READ if kind.sections["baidu"].get("iocr")], ids=lambda kind: kind.key
)
def test_a_kind_is_read_by_the_universal_one(kind: DocumentType) -> None:
    own = read(kind, EngineSettings(is_on=True)).papers[0]
    preset = read(kind, replace(EngineSettings(is_on=True), interfaces={kind.key: UNIVERSAL})).papers[0]
    fields = {reading.field: reading.value for reading in preset.readings}
    assert fields
    both = {reading.field: reading.value for reading in own.readings if reading.field in fields}
    assert both == {key: fields[key] for key in both}
