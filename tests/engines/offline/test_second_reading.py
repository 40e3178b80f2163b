"""The second view of a value, read by the real models."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.offline import models
from desktop_ocr.engines.offline.page_reader import PageText
from desktop_ocr.engines.offline.second_reading import read_value_otherwise

NUMBER = "130848825218"
WIDTH, HEIGHT = 640, 160
LEFT, BASE, SCALE = 60, 100, 1.5


@pytest.fixture(scope="module")
def loaded() -> Iterator[tuple[models.Models, ThreadPoolExecutor]]:
    with ThreadPoolExecutor(1) as pool:
        yield models.load(threads=1), pool


@pytest.fixture(scope="module")
def page() -> PageText:
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    cv2.putText(image, NUMBER, (LEFT, BASE), cv2.FONT_HERSHEY_SIMPLEX, SCALE, (0, 0, 0), 3, cv2.LINE_AA)
    return PageText((), 0, WIDTH, HEIGHT, image)


def place(characters: int) -> Quad:
    """Where the first characters of the number stand."""
    (wide, high), _ = cv2.getTextSize(NUMBER[:characters], cv2.FONT_HERSHEY_SIMPLEX, SCALE, 3)
    left, top, right, bottom = LEFT, BASE - high - 4, LEFT + wide, BASE + 4
    return Quad.rectangle(left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)


def test_the_value_is_read_in_another_view(loaded: tuple[models.Models, ThreadPoolExecutor], page: PageText) -> None:
    assert read_value_otherwise(page, place(len(NUMBER)), *loaded).text == NUMBER


def test_a_digit_that_the_first_reading_cut_off_is_seen(
    loaded: tuple[models.Models, ThreadPoolExecutor], page: PageText
) -> None:
    assert len(read_value_otherwise(page, place(len(NUMBER) - 1), *loaded).text) > len(NUMBER) - 1
