"""Squares and bars that hold nothing but digits, of which the first are those that the paper has in print."""

from __future__ import annotations

from collections.abc import Mapping

CODES, NUMBER = (12, 10), 8
"""Digits of an invoice's code and of its number."""


def told(text: str, read: Mapping[str, str]) -> dict[str, str]:
    """Code and number of an invoice, where one of them was ``read`` as the code has it.

    No standard says what these squares hold: only what the print bears out tells that it begins with them.
    """
    if not text.isdecimal() or not text.isascii():
        return {}
    for length in CODES:
        code, number = text[:length], text[length : length + NUMBER]
        if len(number) == NUMBER and (read.get("invoice_code") == code or read.get("invoice_number") == number):
            return {"invoice_code": code, "invoice_number": number}
    return {}
