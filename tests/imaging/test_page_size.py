"""Pages of any size get a number of pixels that can be borne."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.errors import SourceDamaged, SourceShape, SourceTooSmall
from desktop_ocr.imaging.page_size import page_size


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (595, 842, (1653, 2339)),
        (842, 595, (2339, 1653)),
        (14_400, 14_400, (4096, 4096)),
        (1_000_000, 500_000, (4096, 2048)),
        (72, 72, (200, 200)),
    ],
)
def test_at_most_200_dpi_and_4096_pixels(width: float, height: float, expected: tuple[int, int]) -> None:
    size = page_size(width, height, inch=72)
    assert (size.width, size.height) == expected
    assert size.scale * width == pytest.approx(size.width, abs=0.5)


@pytest.mark.parametrize(
    ("small", "expected"), [(256, (181, 256)), (1, (1, 1)), (100_000, (1653, 2339)), (0, (1653, 2339))]
)
def test_a_thumbnail_is_never_larger_than_the_page(small: int, expected: tuple[int, int]) -> None:
    size = page_size(595, 842, inch=72, small=small)
    assert (size.width, size.height) == expected


@pytest.mark.parametrize(("width", "height"), [(0, 5), (-1, 5), (float("nan"), 5), (float("inf"), 5)])
def test_no_area(width: float, height: float) -> None:
    with pytest.raises(SourceDamaged):
        page_size(width, height, inch=72)


def test_too_small_and_too_long_also_as_a_thumbnail() -> None:
    with pytest.raises(SourceTooSmall):
        page_size(11, 11, inch=72, small=256)
    with pytest.raises(SourceShape):
        page_size(2100, 100, inch=72, small=256)
    assert page_size(2000, 100, inch=72, small=256).height == 13
