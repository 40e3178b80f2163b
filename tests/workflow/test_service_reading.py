"""A service and the offline engine together: the kind is found here, and the places that the service does not give."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from desktop_ocr.domain.calls import Origin
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Character, Paper, Reading, Recognition, TextLine
from desktop_ocr.engines.base import Options
from desktop_ocr.workflow.service_reading import ServiceReading
from tests.fakes import ID_CARD, PLAIN_TEXT, TYPES, FakeEngine

PAGE = PreparedImage(4, 4, bytes(48))
SERVICE = EngineInfo("service", "云", "Service", "fake", leaves_zh="全部", leaves_en="All")
OPTIONS = Options(origin=Origin("ab" * 32))
LINE = Quad.rectangle(0.1, 0.2, 0.6, 0.3)


def line(text: str, region: Quad = LINE) -> TextLine:
    count = len(text)
    characters = tuple(Character(char, 0.9, at / count, (at + 1) / count) for at, char in enumerate(text))
    return TextLine(characters, 0.9, region)


def answered(*readings: Reading, turned: int = 0) -> Recognition:
    return Recognition("service", (Paper(ID_CARD.key, 0.9, (), readings),), turned, 4, 4, 0.1)


def seen(*lines: TextLine, readings: tuple[Reading, ...] = (), kind: str = ID_CARD.key, turned: int = 0) -> Recognition:
    return Recognition("offline", (Paper(kind, 0.9, lines, readings),), turned, 4, 4, 0.1)


@dataclass
class Failing(FakeEngine):
    error: Exception = field(default_factory=WorkerDied)

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        raise self.error


def read(
    service: FakeEngine, offline: FakeEngine, kind: DocumentType | None = ID_CARD
) -> tuple[Recognition, list[DocumentType | None]]:
    reading = ServiceReading(service, offline, TYPES)
    found = asyncio.run(reading.recognise(PAGE, kind, OPTIONS))
    return found, [asked for _, asked in service.asked]


def service(*readings: Reading, turned: int = 0) -> FakeEngine:
    return FakeEngine(answered(*readings, turned=turned), SERVICE)


NAME = Reading("name", "张三", "张三", 0.9, "service")
PLACED = replace(NAME, region=LINE)


def test_the_kind_is_found_out_here() -> None:
    _, asked = read(service(PLACED), FakeEngine(seen()), None)
    assert asked == [ID_CARD]


def test_plain_text_is_no_kind() -> None:
    plain = replace(PLAIN_TEXT, sections={"fake": {}, "offline": {"all_text": "text"}})
    reading = ServiceReading(one := service(PLACED), FakeEngine(seen(kind="plain")), {**TYPES, "plain": plain})
    asyncio.run(reading.recognise(PAGE, None, OPTIONS))
    assert [asked for _, asked in one.asked] == [None]


def test_a_page_that_cannot_be_read_here_goes_out_all_the_same() -> None:
    found, asked = read(service(NAME), Failing(), None)
    assert asked == [None]
    assert found.papers[0].readings == (NAME,)


def test_where_the_service_gives_all_places_nobody_else_is_asked() -> None:
    offline = FakeEngine(seen(line("张三")))
    found, _ = read(service(PLACED), offline)
    assert not offline.asked
    assert found.papers[0].warnings == ()


def test_the_place_is_that_of_the_same_text_in_a_line() -> None:
    found, _ = read(service(NAME), FakeEngine(seen(line("姓 名:张 三"))))
    (reading,) = found.papers[0].readings
    assert reading.placed_by == "offline"
    assert reading.region is not None
    left, _, right, _ = reading.region.bounds
    assert (left, right) == pytest.approx((0.1 + 0.5 * 4 / 7, 0.6))
    assert found.papers[0].warnings == ("places_guessed",)


def test_the_same_field_read_the_same_is_in_its_place() -> None:
    place = Quad.rectangle(0.7, 0.7, 0.9, 0.8)
    date = Reading("birth", "1949-12-31", "19491231", 0.9, "service")
    known = Reading("birth", "1949-12-31", "1949年12月31日", 0.9, "offline", place)
    found, _ = read(service(date), FakeEngine(seen(readings=(known,))))
    assert found.papers[0].readings[0].region == place


@pytest.mark.parametrize(
    "lines", [(), (line("李四"),), (line("张三"), line("张三", Quad.rectangle(0, 0, 1, 0.1)))], ids=len
)
def test_what_stands_nowhere_or_twice_has_no_place(lines: tuple[TextLine, ...]) -> None:
    found, _ = read(service(NAME), FakeEngine(seen(*lines)))
    assert found.papers[0].readings == (NAME,)


def test_places_turn_as_the_service_has_turned_the_page() -> None:
    found, _ = read(service(NAME, turned=90), FakeEngine(seen(line("张三"))))
    region = found.papers[0].readings[0].region
    assert region is not None
    assert region.bounds == pytest.approx(LINE.turned(90).bounds)


def test_a_part_of_a_page_is_read_here() -> None:
    out, here = service(PLACED), FakeEngine(seen(line("张三")))
    asyncio.run(ServiceReading(out, here, TYPES).recognise(PAGE, ID_CARD, Options()))
    assert not out.asked
    assert len(here.asked) == 1
