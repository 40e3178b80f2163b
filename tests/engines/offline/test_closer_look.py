"""A closer look at a page: levelled or enlarged, the lines stay in their places on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import atan2, degrees

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline import models
from desktop_ocr.engines.offline.closer_look import enlarged, read_level
from desktop_ocr.engines.offline.detection import Image as Pixels
from desktop_ocr.engines.offline.page_reader import PageText, read_page

WORDS = ("PASSENGER LIST", "FLIGHT 2071 TO OSLO", "SEAT 14 WINDOW", "GATE B22 BOARDING")
SLANT = 12.0


@pytest.fixture(scope="module")
def looking() -> Iterator[Callable[[Callable[[models.Models, ThreadPoolExecutor], PageText]], PageText]]:
    """Runs a look in a thread of its own: onnxruntime makes the thread that calls it count tiny numbers as zero."""
    with ThreadPoolExecutor(1) as thread, ThreadPoolExecutor(1) as pool:
        loaded = thread.submit(models.load, threads=1).result()
        yield lambda look: thread.submit(look, loaded, pool).result()


def paper(size: int, *, slant: float = 0.0) -> Pixels:
    """A page with four lines, of letters ``size`` pixels high."""
    page = Image.new("RGB", (size * 26, size * 20), "white")
    draw = ImageDraw.Draw(page)
    for place, words in enumerate(WORDS):
        draw.text((size * 4, size * (4 + 3 * place)), words, fill="black", font=ImageFont.load_default(size))
    return np.asarray(page.rotate(-slant, Image.Resampling.BICUBIC, fillcolor="white"))


def places(page: PageText) -> dict[str, tuple[float, float]]:
    """The middles of the lines, by their words without blanks: small ones get lost."""
    return {line.text.replace(" ", ""): tuple(line.region.centre) for line in page.lines}


def slope(line: TextLine, page: PageText) -> float:
    start, end = line.region.top_left, line.region.top_right
    return degrees(atan2((end.y - start.y) * page.height, (end.x - start.x) * page.width))


def test_lines_of_a_levelled_page_lie_where_they_are_printed(looking) -> None:  # type: ignore[no-untyped-def]
    image = paper(30, slant=SLANT)
    seen = looking(lambda loaded, pool: read_page(image, loaded, pool, upright=True))
    level = looking(lambda loaded, pool: read_level(seen, loaded, pool, coarse=1280, slant=SLANT))
    assert set(places(level)) == {words.replace(" ", "") for words in WORDS}
    assert (level.width, level.height) == (seen.width, seen.height)
    assert all(slope(line, level) == pytest.approx(SLANT, abs=1.5) for line in level.lines)
    for words, centre in places(seen).items():
        assert places(level)[words] == pytest.approx(centre, abs=0.01)


def test_a_page_as_small_as_a_thumbnail_is_read_enlarged(looking) -> None:  # type: ignore[no-untyped-def]
    image = paper(9)
    larger = enlarged(image)
    assert larger.shape == (image.shape[0] * 3, image.shape[1] * 3, 3)
    page = looking(lambda loaded, pool: read_page(larger, loaded, pool, coarse=1280, upright=True))
    assert set(places(page)) == {words.replace(" ", "") for words in WORDS}
