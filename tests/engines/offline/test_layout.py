"""Rows follow the print, however the paper lies."""

import pytest

from desktop_ocr.domain.geometry import Point, distance
from tests.engines.offline.printed import laid_out, printed


@pytest.mark.parametrize("tilt", [-20, -7, 0, 7, 20])
def test_boxes_of_one_printed_line_become_one_row(tilt: float) -> None:
    layout = laid_out(
        printed("有效期限", 100, 300, tilt=tilt),
        printed("2017.08.12-2037.08.12", 280, 300, tilt=tilt),
        printed("签发机关深圳市公安局", 100, 240, tilt=tilt),
    )
    assert [row.text for row in layout.rows] == ["签发机关深圳市公安局", "有效期限2017.08.12-2037.08.12"]


def test_two_lines_close_together_stay_two_rows() -> None:
    layout = laid_out(printed("广东省深圳市南山区", 160, 300), printed("腾讯大厦", 160, 336))
    assert [row.text for row in layout.rows] == ["广东省深圳市南山区", "腾讯大厦"]


def test_large_print_beside_small_print_is_another_row() -> None:
    layout = laid_out(printed("营业执照", 100, 100, size=100), printed("副本", 520, 130, size=30))
    assert len(layout.rows) == 2


def test_a_region_frames_its_glyphs_on_the_tilted_page() -> None:
    line = printed("公民身份号码440305199505132561", 100, 500, tilt=10)
    layout = laid_out(line)
    region = layout.frame.region(layout.rows[0].glyphs)
    assert region is not None
    for mine, true in zip(region.corners, line.region.corners, strict=True):
        assert distance(mine, true) < 0.02


def test_frame_and_page_map_to_each_other() -> None:
    frame = laid_out(printed("中华人民共和国", 100, 100, tilt=13)).frame
    there_and_back = frame.to_page(frame.to_frame(Point(0.3, 0.8)))
    assert there_and_back == pytest.approx((0.3, 0.8))


def test_a_gap_is_measured_in_heights() -> None:
    row = laid_out(printed("注册资本", 100, 100), printed("500万", 280, 100)).rows[0]
    assert row.gap(4) == pytest.approx(((280 + 1.5) - (220 - 3)) / 30, abs=0.1)
