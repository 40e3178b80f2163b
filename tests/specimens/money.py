"""Amounts of money: invented ones, in figures, and in the words that bills print beside them."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from .companies import group_words

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Rounded as tax software rounds."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def price(rng: random.Random, low: float, high: float) -> Decimal:
    """An amount in yuan and fen, small ones more often than large ones; some are round."""
    drawn = Decimal(low * (high / low) ** rng.random())
    return cents(drawn) if rng.random() < 0.7 else cents(drawn.quantize(Decimal(1), ROUND_HALF_UP))


def words_of(amount: Decimal, *, yuan: str = "圆", whole: str = "整") -> str:
    """1005.03 -> 壹仟零伍圆零叁分; `whole` closes what has no fen."""
    rest = int(cents(abs(amount)) * 100)
    whole_yuan, rest = divmod(rest, 100)
    tenths, hundredths = divmod(rest, 10)
    said = _whole_words(whole_yuan) + yuan if whole_yuan or not rest else ""
    if tenths:
        said += group_words(tenths) + "角"
    elif hundredths and whole_yuan:
        said += "零"
    said += group_words(hundredths) + "分" if hundredths else whole
    return ("负" if amount < 0 else "") + said


def _whole_words(number: int) -> str:
    if not number:
        return "零"
    said, was_short = "", False
    for unit, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        group = number // size % 10**4
        if not group:
            was_short = bool(said)
            continue
        said += ("零" if said and (was_short or group < 1000) else "") + group_words(group) + unit
        was_short = False
    return said
