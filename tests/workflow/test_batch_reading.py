"""Reading a batch: in which order, what a stop leaves behind, what a box on the page says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.domain.calls import Origin
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import CallUnknown, NoNetwork, QuotaUsedUp, RefusedPace, ServiceError, TooManyCalls
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.engines.base import Options
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.previews import KEPT_PAGES, PAGE_SIDE, THUMBNAIL_SIDE, Previews
from desktop_ocr.workflow.recognising import on_page
from tests.fakes import REGION, TYPES, FakeEngine, inline, recogniser, recognition
from tests.imaging.pictures import saved


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 20))


@pytest.fixture
def pages(tmp_path: Path) -> list[Document]:
    """Four pages that an engine can tell by their width."""
    documents = []
    for width in (100, 101, 102, 103):
        path = tmp_path / f"{width}.png"
        path.write_bytes(saved(Image.new("L", (width, 100), 255), "PNG"))
        documents.append(Document(Source(path)))
    return documents


@dataclass
class HeldEngine(FakeEngine):
    """Reads when it is let."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, page: PreparedImage) -> Recognition:
        await self.gate.wait()
        return self.answer


def widths(engine: FakeEngine) -> list[int]:
    return [page.width for page, _ in engine.asked]


def test_the_document_that_is_looked_at_comes_first(pages: list[Document]) -> None:
    async def scenario() -> None:
        batch, engine = Batch(TYPES), FakeEngine()
        keys = batch.add(pages)
        reading = BatchReading(batch, recogniser(engine))
        reading.first = keys[2]
        await reading.run()
        assert widths(engine) == [102, 100, 101, 103]
        assert batch.count(DocumentState.READY) == 4
        assert reading.seconds_left() == 0

    run(scenario())


def test_what_comes_meanwhile_is_read_too(pages: list[Document]) -> None:
    async def scenario() -> None:
        batch, engine = Batch(TYPES), HeldEngine()
        batch.add(pages[:1])
        task = asyncio.ensure_future(BatchReading(batch, recogniser(engine)).run())
        await asyncio.sleep(0.1)
        batch.add(pages[1:])
        engine.gate.set()
        await task
        assert batch.count(DocumentState.READY) == 4

    run(scenario())


def test_a_stop_leaves_what_was_being_read_waiting(pages: list[Document]) -> None:
    async def scenario() -> None:
        batch, engine = Batch(TYPES), HeldEngine()
        batch.add(pages)
        reading = BatchReading(batch, recogniser(engine, at_once=2))
        task = asyncio.ensure_future(reading.run())
        await asyncio.sleep(0.1)
        assert batch.count(DocumentState.READING) == 2
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert batch.count(DocumentState.QUEUED) == 4

    run(scenario())


def test_a_box_is_read_as_plain_text_and_not_turned(pages: list[Document], monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> None:
        engine = FakeEngine()
        reader = recogniser(engine)
        text = await reader.read_box(pages[0], Quad.rectangle(0.0, 0.0, 0.5, 0.5))
        assert text == "".join(line.text for line in engine.answer.papers[0].lines)
        page, kind = engine.asked[0]
        assert (page.width, page.height) == (50, 50)
        assert page.recipe.is_upright
        assert kind is TYPES["general_text"]

    monkeypatch.setitem(TYPES, "general_text", TYPES["plain"])
    run(scenario())


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_regions_of_a_crop_are_on_the_whole_page(turned: int) -> None:
    """A crop of a part, read turned: its regions lie within that part of the page turned the same way."""
    part = Quad.rectangle(0.25, 0.5, 0.75, 1.0)
    image = PreparedImage(50, 80, bytes(50 * 80 * 3), Recipe(crop=part), (100, 160))
    whole = on_page(replace(recognition(), turned=turned), image)
    read, moved = recognition().papers[0].readings[0].region, whole.papers[0].readings[0].region
    assert read is not None
    assert moved is not None
    left, top, right, bottom = part.turned(turned).bounds
    x, y = moved.centre
    middle = read.centre
    assert (x, y) == pytest.approx((left + (right - left) * middle.x, top + (bottom - top) * middle.y))
    assert (whole.width, whole.height) == ((100, 160) if turned in (0, 180) else (160, 100))


def test_a_page_for_the_eye_is_small_and_turned_as_it_was_read(pages: list[Document]) -> None:
    async def scenario() -> None:
        previews = Previews(inline)
        sizes = []
        for turn in (0, 90):
            image = await previews.page(pages[0].with_recipe(Recipe(turn=turn)))
            sizes.append((image.width, image.height))
        assert sizes == [(100, 100), (100, 100)]
        assert (await previews.thumbnail(pages[3])).width <= THUMBNAIL_SIDE < PAGE_SIDE

    run(scenario())


def test_few_pages_for_the_eye_are_kept(pages: list[Document]) -> None:
    decoded = []

    async def decode(function: Callable[..., Any], /, *arguments: Any) -> PreparedImage:
        decoded.append(arguments)
        return PreparedImage(1, 1, bytes(3))

    async def scenario() -> None:
        previews = Previews(decode)
        turned = [page.with_recipe(Recipe(turn=turn)) for page in pages for turn in (0, 90)][: KEPT_PAGES + 1]
        for page in (*turned, turned[-1]):
            await previews.page(page)
        assert len(decoded) == KEPT_PAGES + 1, "the last one is still there"
        await previews.page(turned[0])
        assert len(decoded) == KEPT_PAGES + 2

    run(scenario())


@pytest.mark.parametrize("first", [0, 1])
def test_a_page_that_is_read_anew_is_not_begun_a_third_time(pages: list[Document], first: int) -> None:
    """Whichever reading ends first: what the earlier one finds is stale."""
    gates = [asyncio.Event() for _ in range(3)]

    class Engine(FakeEngine):
        async def read(self, page: PreparedImage) -> Recognition:
            await gates[min(len(self.asked) - 1, 2)].wait()
            return self.answer

    async def scenario() -> None:
        batch, engine = Batch(TYPES), Engine()
        (key,) = batch.add(pages[:1])
        reading = BatchReading(batch, recogniser(engine, at_once=2))
        task = asyncio.ensure_future(reading.run())
        await asyncio.sleep(0.1)
        batch.set_recipe(key, Recipe(turn=90))
        reading.wake()
        await asyncio.sleep(0.1)
        gates[first].set()
        await asyncio.sleep(0.1)
        for gate in gates:
            gate.set()
        await task
        assert len(engine.asked) == 2
        assert batch.state(key) is DocumentState.READY

    run(scenario())


@dataclass
class AskingEngine(FakeEngine):
    """Remembers whose pages they were."""

    origins: list[Origin] = field(default_factory=list)

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        if options.origin is not None:
            self.origins.append(options.origin)
        return await super().recognise(page, kind, options)


def test_a_document_is_read_by_the_engine_that_was_asked_for(pages: list[Document]) -> None:
    home, service = AskingEngine(), AskingEngine()
    batch = Batch(TYPES)
    keys = batch.add(pages[:3])
    reading = BatchReading(batch, recogniser(home), number=lambda key: key + 100)
    reading.service = {"cloud": recogniser(service)}.get
    batch.read_with(keys[1], "cloud", None)
    run(reading.run())
    assert (widths(home), widths(service)) == ([100, 102], [101])
    assert [origin.document - 100 for origin in home.origins + service.origins] == [keys[0], keys[2], keys[1]]


def test_what_waits_for_a_service_that_is_not_there_goes_on_waiting(pages: list[Document]) -> None:
    home, batch = FakeEngine(), Batch(TYPES)
    keys = batch.add(pages[:2])
    batch.read_with(keys[0], "cloud", None)
    run(BatchReading(batch, recogniser(home)).run())
    assert widths(home) == [101]
    assert batch.state(keys[0]) is DocumentState.QUEUED


@dataclass
class SullenService(FakeEngine):
    """Says why it reads nothing, as often as it is told to."""

    errors: list[ServiceError] = field(default_factory=list)

    async def read(self, page: PreparedImage) -> Recognition:
        if self.errors:
            raise self.errors.pop(0)
        return self.answer


def test_a_quota_that_is_used_up_holds_up_all_that_wait_and_loses_none(pages: list[Document]) -> None:
    service, batch, told = SullenService(errors=[QuotaUsedUp(number=17, log_id="1")]), Batch(TYPES), []
    keys = batch.add(pages)
    for key in keys[:3]:
        batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service)}.get
    reading.halted = lambda: told.append(set(reading.halts))
    run(reading.run())
    assert [batch.state(key) for key in keys] == [*[DocumentState.QUEUED] * 3, DocumentState.READY]
    assert told == [{"cloud"}]
    assert isinstance(reading.halts["cloud"].error, QuotaUsedUp)
    assert len(service.asked) == 1

    asked_again: list[str] = []
    reading.resumed = asked_again.append
    reading.resume("cloud")
    run(reading.run())
    assert batch.count(DocumentState.READY) == 4
    assert (asked_again, told) == (["cloud"], [{"cloud"}, set()])


def test_without_a_network_it_goes_on_by_itself(pages: list[Document]) -> None:
    service, batch = SullenService(errors=[NoNetwork(), NoNetwork()]), Batch(TYPES)
    (key,) = batch.add(pages[:1])
    batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service)}.get
    reading.again_after = 0.01
    run(reading.run())
    assert batch.state(key) is DocumentState.READY
    assert not reading.halts


@pytest.mark.parametrize("error", [RefusedPace(number="18", log_id="1"), TooManyCalls()], ids=lambda one: one.code)
def test_calls_that_were_too_fast_fail_no_paper(pages: list[Document], error: ServiceError) -> None:
    """Another computer may use the same account: they wait, and are read a little later."""
    service, batch = SullenService(errors=[error] * 9), Batch(TYPES)
    for key in batch.add(pages):
        batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service, at_once=2)}.get
    reading.again_after = 0.01
    run(reading.run())
    assert batch.count(DocumentState.READY) == 4
    assert not reading.halts


def test_a_service_that_finds_every_call_too_fast_is_left_alone_in_the_end(pages: list[Document]) -> None:
    service, batch = SullenService(errors=[TooManyCalls()] * 99), Batch(TYPES)
    keys = batch.add(pages)
    for key in keys:
        batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service)}.get
    reading.again_after, reading.patience = 0.01, 0.05
    run(reading.run())
    assert batch.count(DocumentState.QUEUED) == 4
    assert 1 < len(service.asked) < 99
    halt = reading.halts["cloud"]
    assert (type(halt.error), halt.goes_on) == (TooManyCalls, False)
    service.errors.clear()
    reading.resume("cloud")
    run(reading.run())
    assert batch.count(DocumentState.READY) == 4


def test_a_glitch_of_the_network_ends_no_stop_by_itself(pages: list[Document]) -> None:
    service, batch = SullenService(errors=[QuotaUsedUp(number=17, log_id="1"), NoNetwork()]), Batch(TYPES)
    keys = batch.add(pages[:3])
    for key in keys:
        batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service, at_once=2)}.get
    reading.again_after = 0.01
    run(reading.run())
    assert isinstance(reading.halts["cloud"].error, QuotaUsedUp)
    assert batch.count(DocumentState.QUEUED) == 3


def test_a_refusal_of_one_paper_is_that_papers_alone(pages: list[Document]) -> None:
    service, batch = SullenService(errors=[CallUnknown()]), Batch(TYPES)
    keys = batch.add(pages[:2])
    for key in keys:
        batch.read_with(key, "cloud", None)
    reading = BatchReading(batch, recogniser(FakeEngine()))
    reading.service = {"cloud": recogniser(service)}.get
    run(reading.run())
    assert [batch.state(key) for key in keys] == [DocumentState.FAILED, DocumentState.READY]
    assert not reading.halts


def test_a_slow_service_holds_up_nothing_that_is_read_at_home(pages: list[Document]) -> None:
    held, home = HeldEngine(), FakeEngine()

    async def scenario() -> None:
        batch = Batch(TYPES)
        keys = batch.add(pages)
        batch.read_with(keys[0], "cloud", None)
        reading = BatchReading(batch, recogniser(home))
        reading.service = {"cloud": recogniser(held)}.get
        task = asyncio.ensure_future(reading.run())
        while batch.count(DocumentState.READY) < 3:
            await asyncio.sleep(0.001)
        assert batch.state(keys[0]) is DocumentState.READING
        held.gate.set()
        await task
        assert batch.count(DocumentState.READY) == 4

    run(scenario())


def test_whatever_else_changes_a_paper_is_read_at_home(pages: list[Document]) -> None:
    """Nothing leaves the computer that nobody asked for: not after a crop, a turn, another kind."""
    asked = pages[0].asked_of("cloud", None)
    assert asked.asked_again().engine == asked.asked_to_pay_again().engine == "cloud"
    assert not asked.with_recipe(Recipe(turn=90)).engine
    assert not asked.with_asked_type(TYPES["plain"]).engine


def test_an_engine_is_told_whose_page_it_is_and_when_it_may_be_paid_twice(pages: list[Document]) -> None:
    engine = AskingEngine()
    page = pages[0]
    ways = (
        page,
        replace(page, recipe=Recipe(is_upright=True)),
        replace(page, recipe=Recipe(crop=REGION)),
        replace(page, recipe=Recipe(turn=90)),
        page.asked_to_pay_again(),
    )

    async def scenario() -> None:
        for document in ways:
            (read,) = await recogniser(engine).read(document)
            assert not read.may_pay_again

    run(scenario())
    plain, upright, cropped, turned, again = engine.origins
    assert plain == upright
    assert len({plain.part, cropped.part, turned.part}) == 3
    assert {one.digest for one in engine.origins} == {plain.digest}
    assert again == replace(plain, again=True)
