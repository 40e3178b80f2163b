"""Amounts that bills print more than once: in words and figures, and as a sum of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop_ocr.domain.checking.base import WITHOUT_DOUBT, is_sure
from desktop_ocr.domain.review import Field, Verdict

_DIGIT = "[壹贰叁肆伍陆柒捌玖]"
_SECTION = rf"(?:{_DIGIT}仟)?零?(?:{_DIGIT}佰)?零?(?:{_DIGIT}?拾)?零?{_DIGIT}?"
_WORDS = re.compile(
    rf"(?:人民币)?(?P<minus>[(（]负数[)）]|负)?(?:(?P<yuan>(?:(?:{_SECTION})亿)?(?:(?:{_SECTION})万)?{_SECTION})[元圆])?"
    rf"零?(?:(?P<tenths>{_DIGIT})角)?零?(?:(?P<hundredths>{_DIGIT})分)?[整正]?"
)
"""票据法 and 支付结算办法, appendix 1: how amounts are written out on bills."""
_DIGITS = {word: number for number, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}


def amount_of(words: str) -> Decimal | None:
    """The amount that words say, in yuan; None for what does not say one in the prescribed order."""
    match = _WORDS.fullmatch("".join(words.split()).lstrip("⊗"))
    if not match or not any(match[part] for part in ("yuan", "tenths", "hundredths")):
        return None
    amount = Decimal(_whole(match["yuan"] or ""))
    amount += Decimal(_DIGITS[match["tenths"] or "零"]) / 10 + Decimal(_DIGITS[match["hundredths"] or "零"]) / 100
    return -amount if match["minus"] else amount


def words_and_figures(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(words, figures): the same amount, printed in characters of which none looks like one of the other kind.

    That proves the figures.  The words it only supports: 元 for 圆 would say the same.
    """
    said, figures = amount_of(fields[0].value), _number(fields[1].value)
    if said is None or figures is None:
        return
    if said == figures:
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.PROVES
    else:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS


def net_and_tax(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(net, tax, total): the total is the sum of the others.

    A digit that is taken for the same other one in net and total passes, so it proves only what was read without doubt.
    """
    net, tax, total = (_number(field.value) for field in fields)
    if net is None or tax is None or total is None:
        return
    verdict = Verdict.DOUBTS
    if net + tax == total:
        verdict = Verdict.PROVES if is_sure(*fields, score=WITHOUT_DOUBT) else Verdict.SUPPORTS
    for place in range(len(fields)):
        yield place, verdict


def parts_add_up(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(part, part, …, total): the total is the sum of the parts that are printed.

    The total is then proven, if all was read without doubt and its cents too: it is printed twice, once as its parts.
    They are only supported: two that were taken for one another add up as well.
    """
    numbers = [_number(field.value) for field in fields if field.value]
    parts = numbers[:-1]
    if None in numbers or not parts:
        return
    verdict = total_verdict = Verdict.DOUBTS
    if sum(part for part in parts if part is not None) == numbers[-1]:
        verdict = Verdict.SUPPORTS
        is_whole = _decimals(fields[-1].value) >= max(_decimals(field.value) for field in fields)
        is_proof = is_whole and is_sure(*fields, score=WITHOUT_DOUBT)
        total_verdict = Verdict.PROVES if is_proof else Verdict.SUPPORTS
    last = len(fields) - 1
    for place, field in enumerate(fields):
        if field.value:
            yield place, total_verdict if place == last else verdict


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _number(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def _whole(words: str) -> int:
    total = section = digit = 0
    for char in words:
        if char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0  # 拾伍 is 15 too
        elif char in _GROUPS:
            total, section, digit = total + (section + digit) * _GROUPS[char], 0, 0
        else:
            digit = _DIGITS[char]
    return total + section + digit
