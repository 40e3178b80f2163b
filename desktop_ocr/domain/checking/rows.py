"""Rules of the rows of bills: what a row multiplies to, and what the rows add up to.

They look at amounts as bills print them: with a sign of money, with points between thousands, taxes as stars where
nothing is taxed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from desktop_ocr.domain.checking.base import WITHOUT_DOUBT, is_sure
from desktop_ocr.domain.review import Field, Verdict
from desktop_ocr.domain.tables import Row, rows_of

CENT = Decimal("0.01")
_NUMBER = re.compile(r"[¥￥]?(-?)[¥￥]?([0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?:元)?")


def rows_multiply(value: str) -> Verdict | None:
    """Rows with the columns ``quantity``, ``price``, ``amount``, ``tax_rate``, ``tax``, ``total``, some of them empty.

    Quantity × price is the amount and amount × rate the tax, to a cent each; amount and tax are the total.  That
    supports and does not prove: of a large amount a misread cent leaves the tax as it is.
    """
    rows = rows_of(value)
    if not rows:
        return None
    rules = (_multiplies, _is_taxed, _adds_up)
    found = [holds for row in rows for rule in rules if (holds := rule(row)) is not None]
    if not found:
        return None
    return Verdict.SUPPORTS if all(found) else Verdict.DOUBTS


def rows_sum(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(table, sum): the columns that name the sum's field add up to it.

    The sum is then printed twice, the second time as several numbers: that proves it where both were read without
    doubt, for of a single row it is the same number in the same print.  It only supports the table, which says more
    than these numbers.  What does not add up is doubtful and not broken: rows may stand on another sheet.
    """
    table, total = fields
    column = next((one.key for one in table.spec.columns if one.sum == total.spec.key), "")
    rows, wanted = rows_of(table.value), number_in(total.value)
    if not rows or not column or wanted is None:
        return
    amounts = [number_in(text) for row in rows if (text := row.get(column, "")).strip("*")]
    if not amounts or None in amounts:
        return
    if sum(amount for amount in amounts if amount is not None) == wanted:
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.PROVES if is_sure(table, total, score=WITHOUT_DOUBT) else Verdict.SUPPORTS
    else:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS


def columns_that_do_not_fit(row: Row) -> frozenset[str]:
    """The columns of the rules of ``rows_multiply`` that do not hold for a row."""
    return frozenset(
        column for rule, columns in _COLUMNS.items() if rule(row) is False for column in columns if row.get(column)
    )


def number_in(text: str) -> Decimal | None:
    """The number that a cell holds; None for what is none."""
    match = _NUMBER.fullmatch("".join(text.split()))
    return Decimal(match[1] + match[2].replace(",", "")) if match else None


def _multiplies(row: Row) -> bool | None:
    quantity, price, amount = (number_in(row.get(key, "")) for key in ("quantity", "price", "amount"))
    if quantity is None or price is None or amount is None:
        return None
    # The printed price is rounded, and its error grows with the quantity.
    exponent = price.as_tuple().exponent
    error = abs(quantity) * Decimal(5).scaleb(int(exponent) - 1) if int(exponent) < 0 else Decimal(0)
    return abs(quantity * price - amount) <= max(CENT, min(error, CENT * 5))


def _is_taxed(row: Row) -> bool | None:
    amount, tax = number_in(row.get("amount", "")), number_in(row.get("tax", ""))
    rate = re.fullmatch(r"([0-9]{1,2}(?:\.[0-9])?)%", row.get("tax_rate", "").replace(" ", ""))
    if amount is None or tax is None or not rate:
        return None
    return abs(amount * Decimal(rate[1]) / 100 - tax) <= CENT


def _adds_up(row: Row) -> bool | None:
    amount, tax, total = (number_in(row.get(key, "")) for key in ("amount", "tax", "total"))
    return None if amount is None or tax is None or total is None else amount + tax == total


_COLUMNS: dict[Callable[[Row], bool | None], tuple[str, ...]] = {
    _multiplies: ("quantity", "price", "amount"),
    _is_taxed: ("amount", "tax_rate", "tax"),
    _adds_up: ("amount", "tax", "total"),
}
