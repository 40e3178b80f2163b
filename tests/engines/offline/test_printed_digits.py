"""Squares that hold digits which the paper has in print."""

from __future__ import annotations

from desktop_ocr.engines.offline.printed_digits import told

TEXT = "24400228648431101060740048375512"


def test_code_and_number_where_the_print_bears_one_of_them_out() -> None:
    both = {"invoice_code": "244002286484", "invoice_number": "31101060"}
    assert told(TEXT, both) == both
    assert told(TEXT, {"invoice_code": "244002286484", "invoice_number": "31101066"}) == both
    assert told(TEXT, {"invoice_number": "31101060"}) == both
    assert told("350016066194274310702648040756", {"invoice_code": "3500160661"})["invoice_number"] == "94274310"


def test_what_the_print_does_not_bear_out_tells_nothing() -> None:
    assert told(TEXT, {"invoice_code": "244002286480"}) == {}
    assert told(TEXT, {}) == {}
    assert told("https://example.invalid", {"invoice_code": "244002286484"}) == {}
    assert told("244002286484", {"invoice_code": "244002286484"}) == {}
