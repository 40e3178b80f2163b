"""What the clerk chose of cameras, sizes and shutters, and what is let go of."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest

from desktop_ocr.ui.camera.formats import CameraChoice
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, SIZE, Studio
from tests.ui.camera.fed import DESK, LAPTOP


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
