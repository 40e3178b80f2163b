"""The square on invoices for added value: what its text means.

The text is a row of values between commas: a version, the kind of invoice, its code and number, an amount, the day and
the check code, then a sum of letters.  No standard is published; the order is that of invoices of all provinces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_ocr.domain import dates

KINDS = {
    "01": "special",
    "04": "ordinary",
    "10": "electronic",
    "11": "roll",
    "08": "electronic special",
    "14": "electronic toll",
    "31": "digital special",
    "32": "digital ordinary",
}
"""The kinds that are known; others are read in the same way."""
_WITH_TAX = frozenset({"31", "32"})
_CODE = re.compile(r"[0-9]{10}|[0-9]{12}|")
_NUMBER = re.compile(r"[0-9]{8}|[0-9]{20}")
_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?|")
_CHECK = re.compile(r"[0-9]{6}|[0-9]{20}|")


@dataclass(frozen=True, slots=True)
class InvoiceSquare:
    """Values in normal form, empty where the square says nothing.

    ``check_code`` has 20 digits, or the last six.  ``amount`` is the one with tax where ``has_tax``: on fully digital
    invoices; hold it against the page before you trust that.
    """

    kind: str
    code: str
    number: str
    amount: str
    day: str
    check_code: str

    @property
    def has_tax(self) -> bool:
        return self.kind in _WITH_TAX

    def values(self) -> dict[str, str]:
        """By the keys that the invoice's fields have; without what is empty and without a shortened check code."""
        told = {
            "invoice_code": self.code,
            "invoice_number": self.number,
            "total" if self.has_tax else "amount": self.amount,
            "invoice_date": self.day,
            "check_code": self.check_code if len(self.check_code) == 20 else "",
        }
        return {key: value for key, value in told.items() if value}


def parse(text: str) -> InvoiceSquare | None:
    """What the square says; None for the square of something else."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 7 or parts[0] != "01" or not re.fullmatch(r"[0-9]{2}", parts[1]):
        return None
    kind, code, number, amount, day, check = parts[1:7]
    fits = _CODE.fullmatch(code) and _NUMBER.fullmatch(number) and _AMOUNT.fullmatch(amount) and _CHECK.fullmatch(check)
    written = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if not fits or not re.fullmatch(r"[0-9]{8}", day) or not dates.whole(written):
        return None
    return InvoiceSquare(kind, code, number, amount, written, check)
