"""What is shown of the paper before the camera: its outline, and what keeps it from being taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from desktop_ocr.domain.errors import ReadingTimeout, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.view import DOUBT, GOOD
from desktop_ocr.workflow import looking
from tests.ui.camera.conftest import Film
from tests.ui.camera.desk import IN_THE_MIDDLE, Studio

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
