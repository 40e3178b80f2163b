"""The two ends of a parcel's way, told from how a label is set."""

from __future__ import annotations

import pytest

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.parcel_ends import find_ends
from desktop_ocr.engines.offline.second_look import NOWHERE
from tests.engines.offline.printed import laid_out, printed

RECIPIENT = [
    printed("刘洋 13900000001", 150, 200),
    printed("广东省深圳市南山区", 150, 240),
    printed("腾讯大厦2室", 150, 276),
]
SENDER = [printed("王强 0755-12345678", 150, 360), printed("上海市黄浦区示范路3号", 150, 400)]


def found(*lines: TextLine) -> dict[str, str]:
    return {key: value.value for key, value in find_ends(laid_out(*lines), NOWHERE).items()}


def test_the_first_end_is_the_recipients_where_no_mark_was_read() -> None:
    assert found(*RECIPIENT, *SENDER, printed("品名:文件", 150, 470)) == {
        "recipient_name": "刘洋",
        "recipient_phone": "13900000001",
        "recipient_address": "广东省深圳市南山区腾讯大厦2室",
        "sender_name": "王强",
        "sender_phone": "0755-12345678",
        "sender_address": "上海市黄浦区示范路3号",
    }


def test_a_mark_tells_whose_end_it_is() -> None:
    marks = [printed("寄", 60, 215), printed("收", 60, 375)]
    ends = found(*marks, *RECIPIENT, *SENDER)
    assert (ends["sender_name"], ends["recipient_name"]) == ("刘洋", "王强")


def test_labels_are_no_part_of_a_name() -> None:
    ends = found(
        printed("收件人:刘洋 电话:139****0001", 60, 200),
        printed("地址:广东省深圳市南山区", 60, 240),
        printed("寄件人:王强 电话:13900000002-1234", 60, 360),
    )
    assert (ends["recipient_name"], ends["recipient_phone"]) == ("刘洋", "139****0001")
    assert ends["recipient_address"] == "广东省深圳市南山区"
    assert (ends["sender_name"], ends["sender_phone"]) == ("王强", "13900000002-1234")


@pytest.mark.parametrize("line", ["客服热线 13900000001", "订单13900000001"])
def test_other_numbers_are_of_no_end(line: str) -> None:
    assert not found(printed(line, 100, 200))
