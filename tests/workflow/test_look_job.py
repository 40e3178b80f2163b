"""What the looker's worker does with a frame; the finder and the measure are stood in for."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from PIL import Image, ImageDraw

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.workflow import look_job
from desktop_ocr.workflow.prints import SIDE, likeness
from desktop_ocr.workflow.shutter import SAME, SAME_PLACE
from tests.specimens import photograph, render

SMALL, LARGE = Quad.rectangle(0.05, 0.05, 0.25, 0.25), Quad.rectangle(0.4, 0.2, 0.9, 0.8)
UNSURE = Quad.rectangle(0.0, 0.0, 1.0, 1.0)


def frame(turned: bool = False) -> PreparedImage:
    """A desk with a paper on it that is printed on one half."""
    image = Image.new("RGB", (200, 100), (60, 60, 60))
    draw = ImageDraw.Draw(image)
    draw.rectangle((80, 20, 180, 80), (230, 230, 230))
    draw.rectangle((80, 20, 180, 50) if turned else (80, 20, 130, 80), (120, 120, 120))
    return PreparedImage(200, 100, image.tobytes())


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[PreparedImage]]:
    """Let these outlines and this quality be found; gives the list of the pictures that were measured."""

    def let(outlines: tuple[Outline, ...], quality: Quality) -> list[PreparedImage]:
        measured: list[PreparedImage] = []

        def find_outlines(_image: PreparedImage, *, quick: bool) -> tuple[Outline, ...]:
            assert quick
            return outlines

        def measure(image: PreparedImage, text: tuple[Any, ...] = ()) -> Quality:
            measured.append(image)
            return quality

        finder, measures = ModuleType("outlines"), ModuleType("quality")
        finder.find_outlines, measures.measure = find_outlines, measure  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "desktop_ocr.imaging.outlines", finder)
        monkeypatch.setitem(sys.modules, "desktop_ocr.imaging.quality", measures)
        return measured

    return let


def test_the_quality_is_that_of_the_largest_sure_paper(found: Callable[..., list[PreparedImage]]) -> None:
    outlines = (Outline(UNSURE, False), Outline(SMALL, True), Outline(LARGE, True))
    quality = Quality(0.5, 0.5, (Quad.rectangle(0.0, 0.5, 1.0, 1.0),), advice=(Advice.CUT_OFF, Advice.GLARE))
    measured = found(outlines, quality)
    look = look_job.look(frame())
    assert [(one.width, one.height) for one in measured] == [(100, 60)]
    assert look.outlines == outlines
    assert look.quality.advice == (Advice.GLARE,)  # the crop ends at the paper's edges
    (glare,) = look.quality.glare
    assert glare.bounds == pytest.approx((0.4, 0.5, 0.9, 0.8))


def test_without_a_paper_the_whole_frame_is_measured(found: Callable[..., list[PreparedImage]]) -> None:
    quality = Quality(0.5, 0.1, advice=(Advice.TOO_DARK, Advice.CUT_OFF))
    measured = found((Outline(LARGE, False),), quality)
    assert look_job.look(frame()).quality == quality
    assert [(one.width, one.height) for one in measured] == [(200, 100)]


def test_each_paper_has_its_print(found: Callable[..., list[PreparedImage]]) -> None:
    found((Outline(LARGE, True), Outline(SMALL, True)), Quality(0.5, 0.5))
    upright, again, turned = (look_job.look(one).prints for one in (frame(), frame(), frame(turned=True)))
    assert [len(mark) for mark in upright] == [SIDE * SIDE] * 2
    assert likeness(upright[0], again[0]) == pytest.approx(1)
    assert likeness(upright[0], turned[0]) < 0.3


def test_the_sides_of_a_card_are_told_apart(found: Callable[..., list[PreparedImage]]) -> None:
    """Whoever turns a card over where it lies takes both sides."""

    def print_of(kind: str, seed: int) -> bytes:
        photo = photograph(render(kind, 1), "mild", seed)
        image = photo.image.convert("RGB")
        found((Outline(Quad.of(photo.outline).scaled(1 / image.width, 1 / image.height), True),), Quality(0.5, 0.5))
        (mark,) = look_job.look(PreparedImage(image.width, image.height, image.tobytes())).prints
        return mark

    front, again, back = print_of("id_card_front", 1), print_of("id_card_front", 2), print_of("id_card_back", 3)
    assert likeness(front, back) < SAME_PLACE < SAME < likeness(front, again)


def test_outlines_are_looked_for_in_a_small_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []

    def find_outlines(image: PreparedImage, *, quick: bool) -> tuple[Outline, ...]:
        sizes.append((image.width, image.height))
        return ()

    def measure(image: PreparedImage) -> Quality:
        sizes.append((image.width, image.height))
        return Quality(0.5, 0.5)

    finder, measures = ModuleType("outlines"), ModuleType("quality")
    finder.find_outlines, measures.measure = find_outlines, measure  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desktop_ocr.imaging.outlines", finder)
    monkeypatch.setitem(sys.modules, "desktop_ocr.imaging.quality", measures)
    look_job.look(PreparedImage(1280, 720, bytes(1280 * 720 * 3)))
    assert sizes == [(640, 360), (1280, 720)]


def test_it_comes_back_from_the_worker(found: Callable[..., list[PreparedImage]]) -> None:
    found((Outline(LARGE, True),), Quality(0.5, 0.5))
    look = look_job.look(frame())
    assert pickle.loads(pickle.dumps(look)) == look
