"""Boxes of two lines, and of characters one under the other, as the real models read them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageDraw

from desktop_ocr.engines.offline import models
from desktop_ocr.engines.offline.detection import Corners, in_reading_order
from desktop_ocr.engines.offline.line_reader import read_lines
from desktop_ocr.engines.offline.tall_boxes import told_apart
from tests.specimens.fonts import font

SIZE = 40
USUAL = (20.0, 20.0, 400.0, 66.0)
"""A line of the page's usual height."""


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[models.Models, ThreadPoolExecutor]]:
    with ThreadPoolExecutor(1) as pool:
        yield models.load(threads=1), pool


def texts(loaded: tuple[models.Models, ThreadPoolExecutor], lines: list[str], *, pitch: float = 1.2) -> list[str]:
    """What is read in a box around lines one under the other, on a page with two lines of the usual height."""
    page = Image.new("RGB", (640, 480), (246, 244, 240))
    draw = ImageDraw.Draw(page)
    face = font("song", SIZE)
    draw.text((24, 22), "房屋坐落房屋坐落", fill=(30, 30, 30), font=face)
    for place, line in enumerate(lines):
        draw.text((100, 120 + place * pitch * SIZE), line, fill=(30, 30, 30), font=face)
    right = 100 + max(map(len, lines)) * SIZE
    box = (92.0, 116.0, right + 8.0, 120 + ((len(lines) - 1) * pitch + 1.25) * SIZE)
    image = np.ascontiguousarray(np.array(page)[:, :, ::-1])
    quads = [_quad(*USUAL), _quad(*USUAL), in_reading_order(_quad(*box))]
    model, pool = loaded
    read = list(zip(quads, read_lines(image, quads, model, pool), strict=True))
    apart = told_apart(image, read, model, pool)
    return ["".join(character.text for character in text.characters) for _, text in apart[2:]]


def _quad(left: float, top: float, right: float, bottom: float) -> Corners:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def test_two_short_lines_in_one_box(loaded: tuple[models.Models, ThreadPoolExecutor]) -> None:
    assert texts(loaded, ["设计", "用途"]) == ["设计", "用途"]


def test_a_heading_printed_downwards(loaded: tuple[models.Models, ThreadPoolExecutor]) -> None:
    assert texts(loaded, list("房屋状况")) == ["房屋状况"]


@pytest.mark.parametrize("text", ["吕", "二", "建筑面积"])
def test_one_line_stays_one(loaded: tuple[models.Models, ThreadPoolExecutor], text: str) -> None:
    assert texts(loaded, [text]) == [text]
