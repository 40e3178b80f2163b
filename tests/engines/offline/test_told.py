"""What a code and the print say together."""

from __future__ import annotations

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Mismatch
from desktop_ocr.engines.offline.codes import Code
from desktop_ocr.engines.offline.told import by_codes, joined
from tests.fakes import reading

PLACE = Quad.rectangle(0.1, 0.1, 0.2, 0.2)
SQUARE = Code("QR_CODE", "…", PLACE)
BARS = Code("CODE_128", "…", PLACE)


def test_what_both_say_is_agreed_and_stays_where_it_is_printed() -> None:
    printed = reading("number", "81940553")
    (found,) = joined([printed], {"number": "81940553"}, SQUARE)
    assert found.agreed
    assert found.region == printed.region
    assert found.source == printed.source


def test_where_they_differ_both_are_kept_and_disputed() -> None:
    first, second = joined([reading("number", "81940558")], {"number": "81940553"}, SQUARE)
    assert (first.value, second.value) == ("81940553", "81940558")
    assert first.mismatch is Mismatch.DISPUTED
    assert not first.agreed
    assert not second.agreed
    assert first.source == "offline:qr_code"
    assert first.region == PLACE


def test_what_was_not_read_is_the_codes_alone_and_not_agreed() -> None:
    other, found = joined([reading("name", "张三")], {"number": "81940553"}, SQUARE)
    assert other == reading("name", "张三")
    assert (found.field, found.value, found.agreed, found.mismatch) == ("number", "81940553", False, None)


def test_bars_that_may_be_misread_bear_out_the_print_and_do_no_more() -> None:
    printed = reading("number", "SF1234567890123")
    assert joined([printed], {"number": "SF1234567890123"}, BARS)[0].agreed
    assert joined([printed], {"number": "SF1234567890128"}, BARS) == (printed,)
    assert joined([], {"number": "SF1234567890123"}, BARS) == ()


def test_of_two_readings_of_a_field_the_first_is_held_against_the_code() -> None:
    shown, other = reading("number", "81940553"), reading("number", "81940558")
    first, second = joined([shown, other], {"number": "81940553"}, SQUARE)
    assert first.agreed
    assert second == other


def test_the_first_code_that_tells_something_is_held_against_the_print() -> None:
    def teller(text: str, read: object) -> dict[str, str]:
        return {"number": text} if text.isdecimal() else {}

    other, square = Code("QR_CODE", "https://example.invalid", PLACE), Code("QR_CODE", "81940553", PLACE)
    printed = [reading("number", "81940553")]
    assert by_codes(printed, [other, square], teller)[0].agreed
    assert by_codes(printed, [other], teller) == tuple(printed)
