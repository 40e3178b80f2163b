"""A camera at work: moving frames come in, documents come out."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest

from desktop_ocr.domain.errors import CameraLibrary, ReadingTimeout, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.view import DOUBT, GOOD
from desktop_ocr.workflow import looking
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, SIZE, Studio
from tests.ui.camera.fed import DESK, LAPTOP

by_hand = pytest.mark.parametrize("choice", [CameraChoice(automatic=False)])


def edge_colours(studio: Studio) -> set[str]:
    """What is drawn along the left edge of the paper."""
    view, quad = studio.panel.view, studio.table.quad
    area, shown = view.picture, view.grab().toImage()
    left = area.x() + quad.top_left.x * area.width()
    top, height = area.y() + quad.top_left.y * area.height(), quad.height * area.height()
    places = [QPoint(round(left), round(top + height * part / 40)) for part in range(8, 33)]
    return {shown.pixelColor(place).name() for place in places}


def near(colour: QColor, names: set[str]) -> bool:
    wanted = colour.getRgb()[:3]
    return any(max(abs(a - b) for a, b in zip(QColor(name).getRgb()[:3], wanted, strict=True)) < 40 for name in names)


# --- Outline and advice ----------------------------------------------------------------------------------------------


def test_a_moving_paper_is_outlined_but_not_taken(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        await studio.told("Put a paper under the camera")
        step = 0
        while step < 12 or "Hold it still" not in studio.panel.view.hint.text:
            step += 1
            studio.table.paper = (100 + 70 * (step % 12), 200 + 10 * (step % 12))
            await studio.looks(1)
        await studio.looks(3)  # what was seen first is of the place before
        assert near(GOOD, edge_colours(studio))
        assert studio.taken == []

    film(scene)


def test_an_outline_that_is_not_sure_is_of_another_colour_and_dashed(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper, studio.eye.is_sure = IN_THE_MIDDLE, False
        await studio.told("edges are not clear")
        colours = edge_colours(studio)
        assert near(DOUBT, colours)
        assert not near(GOOD, colours)
        assert not all(near(DOUBT, {one}) for one in colours)  # the gaps
        assert studio.taken == []

    film(scene)


@pytest.mark.parametrize(
    ("advice", "told"),
    [
        (Advice.BLURRED, "Blurred"),
        (Advice.TOO_DARK, "Too dark"),
        (Advice.TOO_BRIGHT, "Too bright"),
        (Advice.GLARE, "Glare"),
        (Advice.CUT_OFF, "Cut off"),
        (Advice.CLOSER, "Closer"),
    ],
)
@by_hand
def test_advice_in_words(film: Film, advice: Advice, told: str) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper, studio.eye.advice = IN_THE_MIDDLE, (advice,)
        await studio.told(told)

    film(scene)


@by_hand
def test_glare_on_the_number(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.capture.choose_kind("id_card_front")
        studio.table.paper, studio.eye.advice = IN_THE_MIDDLE, (Advice.GLARE,)
        left, top, right, bottom = studio.table.quad.bounds
        height = bottom - top
        studio.eye.glare = (Quad.rectangle(left + 0.2, top + 0.83 * height, right - 0.1, top + 0.9 * height),)
        await studio.told("Glare on “ID number”")

    film(scene)


def test_a_blurred_paper_is_not_taken(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper, studio.eye.advice = IN_THE_MIDDLE, (Advice.BLURRED,)
        await studio.looks(15)
        assert studio.taken == []
        studio.eye.advice = ()
        await studio.shots(1)

    film(scene)


@pytest.mark.parametrize("error", [WorkerDied, partial(ReadingTimeout, seconds=5)])
def test_without_looks_pictures_are_taken_by_hand(
    film: Film, error: Callable[[], Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AFTER_FAILURE", 0.01)

    async def scene(studio: Studio) -> None:
        studio.table.paper, studio.eye.error = IN_THE_MIDDLE, error
        await studio.told("press the space bar to take the whole picture")
        studio.capture.shoot()
        await studio.shots(1)
        assert studio.taken[0].recipe.is_empty
        studio.eye.error = None
        await studio.shots(2)
        assert studio.taken[1].recipe.crop is not None

    film(scene)


# --- Taking ----------------------------------------------------------------------------------------------------------


def test_a_paper_that_is_held_still_is_taken_once_and_so_is_the_next(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        await studio.told("Taken. The next paper, please")
        await studio.looks(15)
        assert len(studio.taken) == 1
        studio.table.paper = None
        await studio.looks(6)
        studio.table.paper = (600, 300)
        await studio.shots(2)
        studio.table.print = "top"  # another one in its place
        await studio.shots(3)
        await studio.looks(15)
        assert len(studio.taken) == 3
        assert studio.panel.strip.count == 3

    film(scene)


def test_what_becomes_of_a_picture(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.capture.choose_kind("bank_card")
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        (document,) = studio.taken
        assert document.asked_type is not None
        assert document.asked_type.key == "bank_card"
        assert document.source.name.startswith("Camera 20")
        assert document.source.name.endswith(".jpg")
        picture = QImage.fromData(document.source.content)
        assert picture.size().toTuple() == SIZE  # all of it, whatever the crop
        assert document.recipe.crop is not None
        for corner, wanted in zip(document.recipe.crop.corners, studio.table.quad.corners, strict=True):
            assert corner == pytest.approx(wanted, abs=0.005)
        assert studio.panel.strip.pictures[0].width() > studio.panel.strip.pictures[0].height()

    film(scene)


@by_hand
def test_by_hand(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.told("Press the space bar")
        await studio.looks(10)
        assert studio.taken == []
        QTest.keyClick(studio.panel.view, Qt.Key.Key_Space)
        await studio.shots(1)
        assert studio.taken[0].recipe.crop is not None

    film(scene)


@by_hand
def test_by_hand_an_unsure_outline_crops_nothing(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper, studio.eye.is_sure = IN_THE_MIDDLE, False
        await studio.looks(2)
        studio.panel.shoot_button.click()
        await studio.shots(1)
        assert studio.taken[0].recipe == Recipe()

    film(scene)


def test_what_was_taken_by_hand_is_not_taken_again(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(1)
        studio.capture.shoot()
        await studio.looks(15)
        assert len(studio.taken) == 1
        await studio.told("Taken")

    film(scene)


def test_pictures_keep_their_order(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        await studio.looks(1)
        for _ in range(4):
            studio.capture.shoot()
        await studio.shots(4)
        numbers = [document.source.path.stem.rsplit(" ", 1)[1] for document in studio.taken]
        assert numbers == ["1", "2", "3", "4"]

    film(scene)


def test_front_and_back(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.capture.choose_kind("id_card_front")
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        await studio.told("Now the other side: ID card, emblem side")
        assert studio.panel.skip_button.isVisible()
        studio.table.print = "top"
        await studio.shots(2)
        await studio.told("The next paper, please")
        assert not studio.panel.skip_button.isVisible()
        studio.table.print = "left"
        await studio.shots(3)
        keys = [document.asked_type.key for document in studio.taken if document.asked_type]
        assert keys == ["id_card_front", "id_card_back", "id_card_front"]

    film(scene)


@by_hand
def test_both_sides_on_a_picture_by_hand_are_followed_by_a_front(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.eye.divides = True
        studio.capture.choose_kind("id_card_front")
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(1)
        studio.capture.shoot()
        await studio.shots(2)
        await studio.told("Taken. The next paper, please")
        assert not studio.panel.skip_button.isVisible()
        studio.eye.divides = False
        studio.capture.shoot()
        await studio.shots(3)
        assert [one.asked_type.key if one.asked_type else "" for one in studio.taken] == ["", "", "id_card_front"]

    film(scene)


@by_hand
def test_what_was_taken_before_both_sides_were_found_is_a_front_too(film: Film) -> None:
    """Space, space: the second picture is taken while the papers of the first are still looked for."""

    async def scene(studio: Studio) -> None:
        studio.eye.divides = True
        studio.capture.choose_kind("id_card_front")
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(1)
        first, second = asyncio.Event(), asyncio.Event()
        studio.eye.gate = first
        await studio.looks(1)  # of the live picture, held up there
        studio.capture.shoot()
        studio.capture.shoot()
        await studio.looks(1)  # of the first of them
        assert not studio.panel.skip_button.isVisible()
        first.set()
        studio.eye.gate = second
        await studio.shots(2)
        studio.eye.divides = False
        second.set()
        await studio.told("Now the other side: ID card, emblem side")
        assert studio.panel.skip_button.isVisible()
        studio.capture.shoot()
        await studio.shots(4)
        asked = [one.asked_type.key if one.asked_type else "" for one in studio.taken]
        assert asked == ["", "", "id_card_front", "id_card_back"]

    film(scene)


@by_hand
def test_what_the_clerk_chose_meanwhile_stays(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.eye.divides = True
        studio.capture.choose_kind("id_card_front")
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(1)
        studio.eye.gate = asyncio.Event()
        studio.capture.shoot()
        studio.capture.choose_kind("bank_card")
        studio.eye.gate.set()
        await studio.shots(2)
        studio.eye.divides = False
        studio.capture.shoot()
        await studio.shots(3)
        assert [one.asked_type.key if one.asked_type else "" for one in studio.taken] == ["", "", "bank_card"]

    film(scene)


def test_there_is_no_other_side(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.capture.choose_kind("id_card_front")
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        studio.panel.skip_button.click()
        studio.table.print = "top"
        await studio.shots(2)
        assert [document.asked_type.key for document in studio.taken if document.asked_type] == ["id_card_front"] * 2

    film(scene)


# --- What goes wrong --------------------------------------------------------------------------------------------------


def test_unplugged_in_the_middle_nothing_is_lost_and_it_goes_on(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        studio.devices.unplug(DESK)
        assert "“Desk camera” was disconnected" in studio.panel.error
        assert not studio.panel.shoot_button.isEnabled()
        studio.capture.shoot()
        await asyncio.sleep(0.05)
        assert len(studio.taken) == 1
        assert not studio.devices.is_running  # not the laptop's, which nobody has asked for
        studio.devices.plug(DESK)
        assert not studio.panel.error
        studio.table.print = "top"
        await studio.shots(2)

    film(scene)


def test_frames_that_stop(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        await studio.looks(1)
        studio.is_feeding = False
        await studio.until(lambda: "was disconnected" in studio.panel.error)
        studio.is_feeding = True
        studio.panel.message.retry_button.click()
        await studio.looks(2)
        assert not studio.panel.error

    film(scene)


def test_a_picture_that_is_still_being_developed_is_not_lost_with_the_camera(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(1)
        studio.eye.gate = asyncio.Event()
        studio.capture.shoot()
        studio.devices.unplug(DESK)
        studio.capture.end()
        studio.eye.gate.set()
        await studio.until(lambda: studio.taken)

    film(scene)


def test_no_camera_until_one_is_plugged_in(film: Film, studio: Studio) -> None:
    studio.devices.there.clear()

    async def scene(studio: Studio) -> None:
        await studio.until(lambda: "No camera was found" in studio.panel.error)
        studio.devices.plug(LAPTOP)
        await studio.looks(1)
        assert not studio.panel.error

    film(scene)


def test_in_use_by_another_program(film: Film, studio: Studio) -> None:
    studio.is_feeding = False

    async def scene(studio: Studio) -> None:
        await studio.until(lambda: studio.devices.is_running)
        studio.devices.broken.emit()
        assert "another program may be using it" in studio.panel.error
        studio.is_feeding = True
        studio.panel.message.retry_button.click()
        await studio.looks(1)

    film(scene)


def test_not_allowed(film: Film, studio: Studio) -> None:
    studio.devices.is_allowed = False

    async def scene(studio: Studio) -> None:
        await studio.until(lambda: "does not let this program use the camera" in studio.panel.error)
        studio.devices.is_allowed = True
        studio.panel.message.retry_button.click()
        await studio.looks(1)

    film(scene)


def test_without_the_libraries(film: Film, studio: Studio) -> None:
    studio.source_error = CameraLibrary()

    async def scene(studio: Studio) -> None:
        await studio.until(lambda: "Parts of the system that cameras need are missing" in studio.panel.error)
        studio.source_error = None
        studio.panel.message.retry_button.click()
        await studio.looks(1)

    film(scene)


# --- Choices and memory -----------------------------------------------------------------------------------------------


def test_another_camera_and_size(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        await studio.looks(1)
        sizes = studio.panel.choices.size_box
        assert [sizes.itemText(row) for row in range(sizes.count())] == ["1920 × 1080", "1280 × 720", "640 × 480"]
        sizes.setCurrentIndex(1)
        sizes.activated.emit(1)
        assert studio.devices.started[-1] == ("desk", DESK.forms[1])
        studio.panel.choices.camera.setCurrentIndex(1)
        studio.panel.choices.camera.activated.emit(1)
        assert studio.devices.started[-1] == ("laptop", LAPTOP.forms[0])
        assert studio.panel.choices.choice == CameraChoice("laptop")
        assert studio.panel.view.hasFocus()
        assert len(studio.sources) == 1
        await studio.looks(1)

    film(scene)


@pytest.mark.parametrize("choice", [CameraChoice("laptop")])
def test_the_camera_chosen_last_time(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        await studio.looks(1)
        assert studio.devices.started == [("laptop", LAPTOP.forms[0])]
        assert studio.panel.choices.camera.currentText() == "Laptop camera"

    film(scene)


def test_the_shutter_can_be_switched(film: Film) -> None:
    async def scene(studio: Studio) -> None:
        studio.panel.choices.automatic.click()
        studio.table.paper = IN_THE_MIDDLE
        await studio.looks(12)
        assert studio.taken == []
        studio.panel.choices.automatic.click()
        await studio.shots(1)

    film(scene)


def test_frames_are_not_kept(film: Film) -> None:
    """Large pictures alive: the one that is shown, looked at, offered, and those that the test makes."""

    async def scene(studio: Studio) -> None:
        studio.table.paper = IN_THE_MIDDLE
        await studio.shots(1)
        await studio.looks(40)
        gc.collect()
        alive = [one for one in gc.get_objects() if isinstance(one, QImage) and one.width() == SIZE[0]]
        frames = [one for one in gc.get_objects() if isinstance(one, QVideoFrame)]
        assert len(alive) <= 4
        assert len(frames) <= 2

    film(scene)


def test_the_end_lets_go_of_the_camera(film: Film, studio: Studio) -> None:
    async def scene(studio: Studio) -> None:
        await studio.looks(1)
        QTest.keyClick(studio.panel.view, Qt.Key.Key_Escape)
        assert not studio.devices.is_running

    film(scene)
    assert not studio.tasks.busy
