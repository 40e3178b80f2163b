"""The square on invoices for added value: what its text means.

The text is a row of values between commas: a version, the kind of invoice, its code and number, an amount, the day and
the check code, then a sum of letters.  No standard is published; the order is that of invoices of all provinces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

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

    def values(self, read: Mapping[str, str]) -> dict[str, str]:
        """By the keys that the invoice's fields have; without what is empty and without a shortened check code.

        The amount bears out or speaks against what was ``read``; alone it is not told, for rolls do not print it.
        Where the page has it as the other of the two sums, it is that one: programs differ in which they put there.
        """
        told = {
            "invoice_code": self.code,
            "invoice_number": self.number,
            "invoice_date": self.day,
            "check_code": self.check_code if len(self.check_code) == 20 else "",
        }
        sums = ("total", "amount") if self.has_tax else ("amount", "total")
        if self.amount and (of := next((key for key in sums if read.get(key) == self.amount), sums[0])) in read:
            told[of] = self.amount
        return {key: value for key, value in told.items() if value}


def told(text: str, read: Mapping[str, str]) -> dict[str, str]:
    """The values that a square tells of its invoice, whose print was ``read``; nothing for another square."""
    square = parse(text)
    return square.values(read) if square else {}


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
    in_cents = f"{Decimal(amount):.2f}" if amount else ""
    return InvoiceSquare(kind, code, number, in_cents, written, check)
