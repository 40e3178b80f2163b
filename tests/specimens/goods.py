"""What is sold: rows of goods whose amounts and taxes add up to the sums below them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from .money import cents, price
from .words import words

COLUMNS = ("name", "specification", "unit", "quantity", "price", "amount", "tax_rate", "tax")

_MEASURED = {"千瓦时", "升", "公斤", "吨"}
"""Units of which there are fractions."""


@dataclass(frozen=True)
class Sale:
    """Rows as they are printed, and what they sum up to in yuan."""

    rows: tuple[dict[str, str], ...]
    amount: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return self.amount + self.tax


def sale(rng: random.Random, most: int, *, least: int = 1, has_category: bool = True) -> Sale:
    """From `least` to `most` rows; some with a discount row below them, some free of tax."""
    rows: list[dict[str, str]] = []
    amount = tax = Decimal(0)
    count = max(least, rng.choice([1, 1, 1, 2, 2, 3, rng.randint(1, most)]))
    for entry in rng.sample(words("goods"), min(count, most)):
        category, name, rest = entry.split("/", 2)
        detail, unit, prices, percent = rest.rsplit("/", 3)
        low, high = map(float, prices.split("-"))
        share = Decimal(percent or 0) / 100
        number = _count(rng, unit, low)
        each = price(rng, low, high)
        own = cents(each * number)
        shown = f"*{category}*{name}" if has_category else name
        row = {"name": shown, "specification": detail if rng.random() < 0.8 else "", "unit": unit}
        is_bare = not detail and rng.random() < 0.4
        if not is_bare:
            row |= {"quantity": _plain(number), "price": _each(rng, own, number)}
        row = {key: value for key, value in row.items() if not (is_bare and key == "unit")}
        own_tax = cents(own * share)
        rows.append(row | _sums(own, percent, own_tax))
        amount, tax = amount + own, tax + own_tax
        if len(rows) < most and rng.random() < 0.08 and own > 20:
            less = cents(own * Decimal(rng.randint(2, 20)) / 100)
            less_tax = cents(less * share)
            rows.append({"name": shown} | _sums(-less, percent, -less_tax))
            amount, tax = amount - less, tax - less_tax
    return Sale(tuple(rows), amount, tax)


def _sums(amount: Decimal, percent: str, tax: Decimal) -> dict[str, str]:
    if not percent:
        return {"amount": f"{amount}", "tax_rate": "免税", "tax": "***"}
    return {"amount": f"{amount}", "tax_rate": f"{percent}%", "tax": f"{tax}"}


def _count(rng: random.Random, unit: str, low: float) -> Decimal:
    if low > 900:
        return Decimal(rng.choice([1, 1, 1, 2, 3]))
    if unit in _MEASURED and rng.random() < 0.7:
        return Decimal(rng.randrange(1000, 90000)) / 100
    return Decimal(rng.choice([1, 1, 2, 3, 5, 8, 10, 12, 20, 50]))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _each(rng: random.Random, amount: Decimal, count: Decimal) -> str:
    """Unit prices are printed with as many places as the software keeps."""
    exact = amount / count
    if exact == cents(exact):
        return rng.choice([_plain(exact), f"{cents(exact)}"])
    return f"{exact:.{rng.choice([6, 8])}f}".rstrip("0")
