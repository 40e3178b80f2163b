"""Front and back: which side a picture is of."""

from __future__ import annotations

import asyncio

import pytest

from desktop_ocr.ui.camera.formats import CameraChoice
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, Studio

by_hand = pytest.mark.parametrize("choice", [CameraChoice(automatic=False)])


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
