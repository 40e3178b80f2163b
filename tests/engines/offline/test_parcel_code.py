"""What the bars of a parcel's label say of its numbers."""

from __future__ import annotations

import pytest

from desktop_ocr.engines.offline.parcel_code import told

NUMBER = "SF1000000000001"


def test_it_is_the_number_of_each_field_that_was_read_as_it_or_nearly_so() -> None:
    assert told(NUMBER, {"waybill_number": NUMBER, "barcode_number": "SF10000O0000001"}) == {
        "waybill_number": NUMBER,
        "barcode_number": NUMBER,
    }


def test_where_no_number_was_read_it_is_the_waybills() -> None:
    assert told(NUMBER, {"recipient_name": "刘洋"}) == {"waybill_number": NUMBER}


@pytest.mark.parametrize("other", ["4410023998811", "https://example.invalid/1", "收件"])
def test_other_codes_say_nothing_of_it(other: str) -> None:
    assert not told(other, {"waybill_number": NUMBER})
