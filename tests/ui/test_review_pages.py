"""The page between list and fields: which one is shown, what its boxes do, what is drawn on it."""

from __future__ import annotations

import asyncio
from pathlib import Path, PurePath

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import DocumentState, FieldState
from desktop_ocr.ui.region_item import STRONG, THICK, THIN
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import Recogniser
from tests.ui.conftest import Play
from tests.ui.driving import colour, done, press, read, states, until, value
from tests.ui.fakes import HEIGHT, RIGHT, WIDTH, FakeDecoder, FakeEngine

NAME, SEX = Quad.rectangle(0.1, 0.1, 0.4, 0.3), Quad.rectangle(0.1, 0.5, 0.4, 0.7)
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def places(engine: FakeEngine) -> None:
    engine.regions = {"name": NAME, "sex": SEX}


def of(picture: Path) -> bytes:
    return picture.read_bytes()[:3]


def thick(bench: Workbench) -> list[str]:
    return [key for key, item in bench.page.canvas._items.items() if item.pen().widthF() == THICK]


def click(bench: Workbench, quad: Quad, keys: Qt.KeyboardModifier = NONE) -> None:
    canvas = bench.page.canvas
    place = canvas.mapFromScene(quad.centre.x * WIDTH, quad.centre.y * HEIGHT)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, keys, place)


class TestWhichPage:
    def test_two_pasted_in_one_second_are_two_pages(self, bench: Workbench, play: Play) -> None:
        name = PurePath("Pasted 10:00:00.png")

        async def scenario() -> None:
            bench.review.take([Document(Source(name, content=content)) for content in (b"AAA", b"BBB")])
            await done(bench)
            assert colour(bench) == b"AAA"
            bench.queue.select(bench.batch.key_at(1))
            await done(bench)
            assert colour(bench) == b"BBB"

        play(scenario())

    def test_a_file_written_anew_under_its_name_shows_its_new_page(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            pictures[0].write_bytes(b"BBB")
            await read(bench, pictures[:1])
            bench.queue.select(bench.batch.key_at(1))
            await done(bench)
            assert colour(bench) == b"BBB"

        play(scenario())

    def test_while_a_page_loads_that_of_another_paper_is_gone(
        self, bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:2])
            held = decoder.hold(pictures[1])
            bench.queue.select(bench.batch.key_at(1))
            await until(lambda: of(pictures[1]) in decoder.shown)
            assert (colour(bench), bench.page.canvas._items) == (None, {})
            bench.review.page_showing.begin_crop()
            bench.page.choose_button.click()
            held.set()
            await done(bench)
            assert [document.recipe.crop for document in bench.batch.documents()] == [None, None]
            assert (colour(bench), list(bench.page.canvas._items)) == (of(pictures[1]), ["name", "sex"])

        play(scenario())

    def test_boxes_of_a_paper_read_meanwhile_are_not_on_the_page_of_another(
        self, bench: Workbench, play: Play, engine: FakeEngine, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            decoder.hold(pictures[1])
            engine.gate = asyncio.Event()
            bench.intake.add(pictures[1:2])
            await until(lambda: len(bench.batch) == 2)
            bench.queue.select(bench.batch.key_at(1))
            engine.gate.set()
            await until(lambda: states(bench)[1] is DocumentState.READY)
            assert (colour(bench), bench.page.canvas._items) == (None, {})

        play(scenario())

    def test_a_page_that_comes_late_is_not_shown_for_another_paper(
        self, bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            late, held = decoder.hold(pictures[0]), decoder.hold(pictures[1])
            bench.intake.add(pictures[:2])
            await until(lambda: of(pictures[0]) in decoder.shown)
            bench.queue.select(bench.batch.key_at(1))
            late.set()
            await until(lambda: of(pictures[1]) in decoder.shown)
            assert colour(bench) is None
            held.set()
            await done(bench)
            assert colour(bench) == of(pictures[1])

        play(scenario())

    def test_of_papers_passed_over_only_the_last_page_is_loaded(
        self, bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures)
            decoder.shown.clear()
            held = decoder.hold(pictures[2])
            for key in bench.batch:
                bench.queue.select(key)
            await until(lambda: decoder.shown)
            await asyncio.sleep(0.05)
            held.set()
            await done(bench)

        play(scenario())
        assert decoder.shown == [of(pictures[2])]

    def test_a_paper_that_cannot_be_read_shows_its_sentence_in_place_of_the_page(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            pictures[0].unlink()
            bench.review.read_again()
            await done(bench)

        play(scenario())
        assert (bench.page.canvas.isVisible(), colour(bench)) == (False, None)
        assert bench.page.message.text() == bench.fields.note.text() != ""

    def test_a_page_that_could_not_be_shown_comes_when_it_is_read_again(
        self, bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            decoder.error = SourceDamaged()
            await read(bench, pictures[:1])
            assert bench.page.message.text()
            decoder.error = None
            press(Qt.Key.Key_F5)
            await done(bench)

        play(scenario())
        assert colour(bench) == of(pictures[0])

    def test_the_strip_is_cut_from_the_page_of_the_paper(
        self, bench: Workbench, play: Play, decoder: FakeDecoder, pictures: list[Path]
    ) -> None:
        strip = bench.fields.details.strip

        def seen() -> bytes:
            pixel = strip.grab().toImage().pixelColor(strip.width() // 4, strip.height() // 2)
            return bytes((pixel.red(), pixel.green(), pixel.blue()))

        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.fields.activate("name")
            assert (strip.isVisible(), seen()) == (True, of(pictures[0]))
            held = decoder.hold(pictures[1])
            bench.queue.select(bench.batch.key_at(1))
            assert not strip.isVisible()
            held.set()
            await done(bench)
            assert (strip.isVisible(), seen()) == (True, of(pictures[1]))

        play(scenario())


class TestBoxes:
    def test_a_click_on_a_box_goes_into_its_field(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        play(read(bench, pictures[:1]))
        click(bench, SEX)
        assert bench.fields.active_key() == "sex"
        assert bench.fields.isAncestorOf(QApplication.focusWidget())

    def test_ctrl_and_a_click_take_the_line_into_the_active_field(
        self, bench: Workbench, play: Play, pictures: list[Path]
    ) -> None:
        play(read(bench, pictures[:1]))
        bench.fields.activate("address")
        click(bench, NAME, CTRL)
        assert value(bench, "address") == RIGHT["name"]
        assert bench.batch.documents()[0].field("address").region == NAME

    def test_the_active_field_marks_its_box(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        play(read(bench, pictures[:1]))
        for key in ("name", "sex"):
            bench.fields.activate(key)
            assert thick(bench) == [key]

    def test_pointing_at_a_field_shows_its_box(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        play(read(bench, pictures[:1]))
        sex = bench.page.canvas._items["sex"]
        bench.fields.field_hovered.emit("sex")
        assert (sex.brush().color().alpha(), sex.pen().widthF()) == (STRONG, THIN)
        bench.fields.field_hovered.emit("")
        assert sex.brush().color().alpha() != STRONG

    def test_pointing_at_a_box_shows_its_field(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        play(read(bench, pictures[:1]))
        row = next(row for row in bench.fields.list.rows if row.key == "sex")
        before = row.grab().toImage()
        bench.page.region_hovered.emit("sex")
        assert row.grab().toImage() != before
        bench.page.region_hovered.emit("")
        assert row.grab().toImage() == before


class TestReadingABox:
    @pytest.fixture
    def gate(self, bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
        """Holds up the text of a box."""
        gate = asyncio.Event()

        async def read_box(*_: object) -> str:
            await gate.wait()
            return "刘阳"

        monkeypatch.setattr(Recogniser, "read_box", read_box)
        return gate

    def test_the_keyboard_is_in_the_field_afterwards(
        self, bench: Workbench, play: Play, gate: asyncio.Event, pictures: list[Path]
    ) -> None:
        gate.set()
        port = bench.page.canvas.viewport()

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, QPoint(100, 100))
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NONE, QPoint(200, 200))
            await done(bench)

        play(scenario())
        assert value(bench, "name") == "刘阳"
        assert bench.fields.isAncestorOf(QApplication.focusWidget())

    def test_escape_confirms_nothing(
        self, bench: Workbench, play: Play, gate: asyncio.Event, pictures: list[Path]
    ) -> None:
        gate.set()

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            bench.page.box_drawn.emit(NAME, False)
            await done(bench)
            press(Qt.Key.Key_Escape)

        play(scenario())
        assert bench.batch.documents()[0].field("name").state is FieldState.DOUBTFUL

    def test_what_was_typed_meanwhile_stays(
        self, bench: Workbench, play: Play, gate: asyncio.Event, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            bench.page.box_drawn.emit(NAME, False)
            QTest.keyClicks(QApplication.focusWidget(), "Liu Yang")
            gate.set()
            await done(bench)

        play(scenario())
        assert value(bench, "name") == "Liu Yang"
        assert "draw the box again" in bench.notice.text()

    def test_it_goes_into_no_other_paper(
        self, bench: Workbench, play: Play, gate: asyncio.Event, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:2])
            bench.fields.activate("name")
            bench.page.box_drawn.emit(NAME, False)
            bench.queue.select(bench.batch.key_at(1))
            gate.set()
            await done(bench)

        play(scenario())
        assert [value(bench, "name", row) for row in (0, 1)] == [RIGHT["name"]] * 2


class TestCropping:
    def test_the_chosen_quad_is_the_crop_and_one_step(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.page.crop_button.click()
            bench.page.choose_button.click()
            assert bench.batch.documents()[0].recipe.crop is not None
            bench.review.undo()
            assert bench.batch.documents()[0].recipe.crop is None
            await done(bench)

        play(scenario())

    def test_the_end_of_reading_leaves_crop_and_keyboard(
        self, bench: Workbench, play: Play, engine: FakeEngine, pictures: list[Path]
    ) -> None:
        async def scenario() -> None:
            engine.gate = asyncio.Event()
            bench.intake.add(pictures[:1])
            await until(bench.page.crop_button.isEnabled)
            bench.review.page_showing.begin_crop()
            engine.gate.set()
            await done(bench)

        play(scenario())
        assert bench.page.canvas.crop is not None
        assert bench.page.canvas.hasFocus()
