"""A camera at work: moving frames come in, documents come out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.ui.camera.formats import CameraChoice
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, SIZE, Studio

by_hand = pytest.mark.parametrize("choice", [CameraChoice(automatic=False)])


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
