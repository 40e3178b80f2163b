"""Papers are known again by their prints."""

from __future__ import annotations

import random

import pytest

from desktop_ocr.workflow.prints import SIDE, likeness

NOISE = random.Random(1).randbytes(SIDE * SIDE)


def test_the_same_picture() -> None:
    assert likeness(NOISE, NOISE) == pytest.approx(1)


def test_under_another_light() -> None:
    assert likeness(NOISE, bytes(20 + grey // 2 for grey in NOISE)) > 0.99


def test_upside_down() -> None:
    assert likeness(NOISE, NOISE[::-1]) == pytest.approx(1)


def test_another_picture() -> None:
    assert likeness(NOISE, random.Random(2).randbytes(SIDE * SIDE)) < 0.3


def test_nothing_is_like_a_grey_area() -> None:
    assert likeness(NOISE, bytes(SIDE * SIDE)) == 0
