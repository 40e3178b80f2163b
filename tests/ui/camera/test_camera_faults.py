"""A camera that is unplugged, in use, forbidden or not there."""

from __future__ import annotations

import asyncio

from desktop_ocr.domain.errors import CameraLibrary
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, Studio
from tests.ui.camera.fed import DESK, LAPTOP


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
