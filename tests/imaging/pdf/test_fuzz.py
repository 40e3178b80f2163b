"""Broken PDF files: an error of the list, or a page; never anything else, never for long."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_ocr.domain.errors import SourceError
from desktop_ocr.imaging.pdf import draw, mended, page_count, text
from tests.imaging.ofd.test_fuzz import spoiled
from tests.imaging.pdf.pdf_files import Sheet, letters, mapped_font, pdf

CONTENT = (
    letters("Invoice 050001700111", 50, 700)
    + b"q 100 0 0 100 50 400 cm /I1 Do Q 1 0 0 RG 2 w 10 10 m 90 20 30 200 200 300 c S [3 2] 0 d 0 0 50 50 re B*\n"
    + b"BT /F2 12 Tf 0.9 0.1 -0.1 0.9 100 300 Tm <0102> Tj 3 Tr (hidden) Tj ET\n"
)
SHEETS = [
    Sheet(CONTENT, entries="/Rotate 90/CropBox[5 5 590 800]", fonts=Sheet().fonts | {"F2": mapped_font("发票")},
          images={"I1": bytes(range(64))}),
    Sheet(letters("second", 50, 700)),
]  # fmt: skip
SEEDS = [pdf(SHEETS), pdf(SHEETS, user="", owner="boss"), pdf(SHEETS, user="locked")]
SETTINGS = settings(deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])


def in_parts(broken: bytes) -> None:
    draw(mended(broken), 1, small=200)


def tried(seed: int) -> None:
    chance = random.Random(seed)
    content = spoiled(chance.choice(SEEDS), chance)
    for use in (page_count, lambda broken: text(broken, 1), lambda broken: draw(broken, 1, small=200), in_parts):
        try:
            use(content)
        except SourceError:
            continue


@settings(SETTINGS, max_examples=150)
@given(st.integers(0, 2**32))
def test_spoiled_files(seed: int) -> None:
    tried(seed)


@pytest.mark.heavy
@settings(SETTINGS, max_examples=3_000)
@given(st.integers(0, 2**32))
def test_many_spoiled_files(seed: int) -> None:
    tried(seed)
