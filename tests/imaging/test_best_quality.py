"""The best quality is found even where the mosaic tells nothing of its picture; then it takes longer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest
from PIL import Image

from desktop_ocr.domain.upload_limits import Encoding, UploadLimits
from desktop_ocr.imaging.best_quality import BEST, LEAST, best_quality
from desktop_ocr.imaging.jpeg import Encoder
from desktop_ocr.imaging.mosaic import Mosaic
from tests.imaging.large_pictures import Pixels, natural, text

QUALITIES = range(LEAST, BEST + 1)


class Stranger(Mosaic):
    """A mosaic of another picture, ``times`` as large as that."""

    def __init__(self, pixels: Pixels, times: float) -> None:
        super().__init__(pixels, Encoding.FORM)
        self._times *= times


@cache
def small() -> Pixels:
    return natural(400, 300)


@cache
def strange() -> Pixels:
    return text(600, 500)


@cache
def lengths_of_small() -> dict[int, int]:
    return lengths(small(), QUALITIES)


def lengths(pixels: Pixels, qualities: Iterable[int]) -> dict[int, int]:
    encoder = Encoder(UploadLimits(1, Encoding.FORM))
    image = Image.fromarray(pixels)
    return {quality: encoder.encode(image, quality).characters for quality in qualities}


@pytest.mark.parametrize("times", [0.02, 0.6, 1.0, 1.3])
@pytest.mark.parametrize("quality", [70, 74, 75, 83, 90, 94, 95])
@pytest.mark.parametrize("more", [0, 1, 2000])
def test_a_mosaic_of_another_picture(quality: int, times: float, more: int) -> None:
    true = lengths_of_small()
    limits = UploadLimits(true[quality] + more, Encoding.FORM)
    best = best_quality(small(), Stranger(strange(), times), Encoder(limits))
    fitting = max(one for one in QUALITIES if true[one] <= limits.characters)
    assert best is not None
    assert best.quality == fitting
    assert best.characters == true[fitting]


def test_a_mosaic_learns_from_an_encode() -> None:
    pixels = natural(1800, 1300)
    mosaic = Mosaic(pixels, Encoding.FORM)
    true = lengths(pixels, (80, 81))
    assert mosaic.characters(80) == pytest.approx(true[80], rel=0.03)
    encode = Encoder(UploadLimits(1, Encoding.FORM)).encode
    mosaic.correct(encode(Image.fromarray(pixels), 80))
    assert mosaic.characters(80) == pytest.approx(true[80])
    assert mosaic.characters(81) == pytest.approx(true[81], rel=0.002)


def test_encodes_in_vain_count_too() -> None:
    pixels = small()
    encoder = Encoder(UploadLimits(lengths_of_small()[LEAST] - 1, Encoding.FORM))
    assert best_quality(pixels, Mosaic(pixels, Encoding.FORM), encoder) is None
    assert encoder.encodes > 0
