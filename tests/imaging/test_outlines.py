"""Outlines of papers on photos whose truth is known."""

from __future__ import annotations

import os

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.imaging.outlines import find_outlines
from tests.benchmarks.outlines import FIRST_SEED, Taken, look, measure, measure_scans, prepared, rates
from tests.specimens import render
from tests.specimens.light import mask_of
from tests.specimens.scene import SceneLimits, scan, scene

PLAIN = SceneLimits(
    fill=(0.3, 0.6),
    tilt=(0, 25),
    contrast=(60, 120),
    shadow=(0, 0.2),
    blur=(0, 1),
    noise=(0, 3),
    long_side=(900, 1100),
)
"""Photos as a careful person takes them."""


@pytest.mark.parametrize("papers", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", [1])
def test_papers_are_found_where_they_lie(papers: int, seed: int) -> None:
    taken = look(scene(seed, papers=papers, limits=PLAIN), seed)
    found = rates([taken])
    assert found.papers == papers
    assert found.sure_papers >= papers - 1  # one in ten hides a side on another white paper
    assert found.good_rate == 1
    assert found.cuts == []


def test_the_frames_of_a_camera_are_looked_at_quicker() -> None:
    photo = scene(3, papers=1, limits=PLAIN)
    small = cv2.resize(np.asarray(photo.image), (640, 480), interpolation=cv2.INTER_AREA)
    quick, usual = (find_outlines(prepared(small), quick=way)[0].quad for way in (True, False))
    for one, other in zip(quick.corners, usual.corners, strict=True):
        assert one == pytest.approx(other, abs=0.02)


@pytest.mark.parametrize("seed", range(6))
def test_a_picture_that_is_the_paper_is_not_cropped(seed: int) -> None:
    assert not any(outline.is_sure for outline in find_outlines(prepared(np.asarray(scan(seed)))))


def test_outlines_turn_with_the_page() -> None:
    picture = np.asarray(scene(5, papers=1, limits=PLAIN).image)
    (upright,) = find_outlines(prepared(picture))
    (turned,) = find_outlines(prepared(np.rot90(picture, -1)))  # clockwise
    wanted = {(round(x, 1), round(y, 1)) for x, y in upright.quad.turned(90).corners}
    assert {(round(x, 1), round(y, 1)) for x, y in turned.quad.corners} == wanted


def _desk(width: int, height: int) -> np.ndarray:
    noise = np.random.default_rng(1).integers(-4, 5, (height, width, 1))
    return np.clip(np.full((height, width, 3), (70, 60, 50)) + noise, 0, 255).astype(np.uint8)


def _with_sheets(picture: np.ndarray, *rectangles: tuple[int, int, int, int]) -> np.ndarray:
    for left, top, right, bottom in rectangles:
        cv2.rectangle(picture, (left, top), (right, bottom), (235, 235, 230), -1)
        for y in range(top + 20, bottom - 20, 16):
            for x in range(left + 20, right - 30, 14):
                cv2.putText(picture, "5", (x, y), cv2.FONT_HERSHEY_PLAIN, 0.8, (40, 40, 40), 1)
    return picture


def test_corners_go_clockwise_from_the_top_left_and_papers_in_reading_order() -> None:
    picture = _with_sheets(_desk(1000, 800), (540, 60, 940, 330), (40, 80, 440, 350), (300, 440, 700, 710))
    found = find_outlines(prepared(picture))
    wanted = [(40, 80, 440, 350), (540, 60, 940, 330), (300, 440, 700, 710)]
    assert len(found) == 3
    for outline, (left, top, right, bottom) in zip(found, wanted, strict=True):
        corners = outline.quad.scaled(1000, 800).corners
        for corner, place in zip(corners, [(left, top), (right, top), (right, bottom), (left, bottom)], strict=True):
            assert corner == pytest.approx(place, abs=3)


def test_a_table_on_a_paper_does_not_stand_for_the_paper() -> None:
    picture = _with_sheets(_desk(1000, 800), (150, 80, 850, 720))
    cv2.rectangle(picture, (220, 200), (780, 600), (20, 20, 20), 3)
    for y in range(250, 600, 50):
        cv2.line(picture, (220, y), (780, y), (20, 20, 20), 2)
    (found,) = find_outlines(prepared(picture))
    assert found.quad.scaled(1000, 800).bounds == pytest.approx((150, 80, 850, 720), abs=4)


def test_both_sides_of_a_card_copied_on_one_page_are_two_papers() -> None:
    page = Image.new("RGB", (1240, 1754), (255, 255, 255))
    for kind, y in (("id_card_front", 250), ("id_card_back", 900)):
        card = render(kind, 1, long_side=640)
        page.paste(card.image, (300, y), Image.fromarray(mask_of(card)))
    found = find_outlines(prepared(np.asarray(page)))
    assert [outline.is_sure for outline in found] == [True, True]
    for outline, top in zip(found, (250, 900), strict=True):
        assert outline.quad.scaled(1240, 1754).bounds == pytest.approx((300, top, 940, top + 404), abs=2)


@pytest.mark.parametrize("size", [(1, 1), (32, 32), (60, 50), (1200, 60), (60, 1200), (4200, 3000)])
def test_an_empty_desk_of_any_size_has_no_outline(size: tuple[int, int]) -> None:
    assert find_outlines(prepared(_desk(*size))) == ()


def test_noise_has_no_outline() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (600, 800, 3)).astype(np.uint8)
    assert find_outlines(prepared(noise)) == ()


def _is_clockwise(quad: Quad) -> bool:
    corners = quad.corners
    area = sum(a.x * b.y - a.y * b.x for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    return area > 0


@settings(max_examples=40, deadline=None)
@given(
    size=st.tuples(st.integers(1, 400), st.integers(1, 400)),
    shapes=st.lists(st.tuples(*[st.integers(-50, 450)] * 8, *[st.integers(0, 255)] * 3), max_size=12),
    quick=st.booleans(),
)
def test_whatever_the_picture_shows_outlines_are_quads_on_the_page(
    size: tuple[int, int], shapes: list[tuple[int, ...]], quick: bool
) -> None:
    picture = np.zeros((size[1], size[0], 3), np.uint8)
    for shape in shapes:
        cv2.fillPoly(picture, [np.array(shape[:8], np.int32).reshape(4, 2)], shape[8:])
    found = find_outlines(prepared(picture), quick=quick)
    assert len(found) <= 6
    for outline in found:
        assert isinstance(outline, Outline)
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in outline.quad.corners)
        assert _is_clockwise(outline.quad)


# ---- the promise, on photos never looked at


@pytest.fixture(scope="module")
def taken() -> list[Taken]:
    return measure(range(FIRST_SEED + 10_000, FIRST_SEED + 10_040), processes=os.cpu_count() or 1)


@pytest.mark.heavy
def test_most_papers_are_found_for_sure(taken: list[Taken]) -> None:
    assert rates(taken).sure_rate >= 0.75  # 400 photos: see the benchmark


@pytest.mark.heavy
def test_what_is_sure_is_right_and_cuts_nothing(taken: list[Taken]) -> None:
    found = rates(taken)
    assert found.good_rate >= 0.95
    assert found.cuts == []


@pytest.mark.heavy
def test_scans_are_left_whole() -> None:
    found = measure_scans(range(FIRST_SEED + 10_000, FIRST_SEED + 10_040), processes=os.cpu_count() or 1)
    cropped = [seed for seed, outlines in found if any(outline.is_sure for outline in outlines)]
    assert len(cropped) <= 2, cropped
