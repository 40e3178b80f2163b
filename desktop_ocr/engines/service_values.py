"""What a service answered for a field, in the normal form of its kind.

A service's text is cleaner than what is read from pixels, and has habits of its own: 蓝色 is ``blue``, 汉 is 汉族, a
date has no signs in it.  Nothing is guessed: what has no normal form stays as it was answered, and is weighed so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.review import MASK_CHARACTERS
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.printed_dates import find_dates

WORDS: Mapping[str, str] = {
    **{"blue": "蓝色", "green": "绿色", "yellow_green": "黄绿色", "yellow": "黄色", "white": "白色", "black": "黑色"},
    **{"M": "男", "F": "女", "男/M": "男", "女/F": "女", "男M": "男", "女F": "女"},
}
"""Words of services → those of our closed lists."""
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_NOT_ALL = re.compile(r"[\d百千万亿%‰]|(?<= )[.,eE]")
"""Beside an amount: another number, or what makes it a larger or a smaller one."""


def normal(spec: FieldSpec, answered: str) -> str:
    """The value of a field; empty where nothing was answered."""
    said = answered.strip()
    return _FORMS[spec.kind](spec, said) if said else ""


def _text(spec: FieldSpec, said: str) -> str:
    if any("\u4e00" <= char <= "\u9fff" for char in said):
        said = said.replace("(", "（").replace(")", "）")
    return " ".join(said.split("\n")) if spec.kind is ValueKind.TEXT else said


def _name(spec: FieldSpec, said: str) -> str:
    return said.replace("・", "·").replace("•", "·").replace("．", "·").strip(" .,，。、")


def _without_blanks(spec: FieldSpec, said: str) -> str:
    return "".join(_text(spec, said).split())


def _choice(spec: FieldSpec, said: str) -> str:
    for word in (said, WORDS.get(said, said)):
        if word in spec.choices:
            return word
    flat = "".join(said.split())
    return next((word for word in sorted(spec.choices, key=len, reverse=True) if flat.startswith(word)), flat)


def _number(spec: FieldSpec, said: str) -> str:
    kept = ("*" if char in MASK_CHARACTERS else char for char in fold(said))
    return "".join(char for char in kept if char.isalnum() or char in "-*")


def _date(spec: FieldSpec, said: str) -> str:
    found = find_dates(fold(said), past="past_date" in spec.checks)
    return found[0][0] if found else said


def _period(spec: FieldSpec, said: str) -> str:
    text = fold(said)
    found = find_dates(text)
    if not found:
        return said
    if len(found) == 1:
        return found[0][0]
    sign = re.search(r"[至到\-—~]", text[found[0][2] : found[1][1]])
    return f"{found[0][0]}{sign[0] if sign else '至'}{found[1][0]}"


def _expiry(spec: FieldSpec, said: str) -> str:
    match = re.search(r"(?<!\d)(0[1-9]|1[0-2])\s*[/-]\s*(?:20)?(\d\d)(?!\d)", fold(said))
    return f"{match[1]}/{match[2]}" if match else said


def _time(spec: FieldSpec, said: str) -> str:
    match = re.search(r"(?<!\d)([01]?\d|2[0-3])\s*[:时点]\s*([0-5]?\d)", fold(said))
    return f"{match[1].zfill(2)}:{match[2].zfill(2)}" if match else said


def _amount(spec: FieldSpec, said: str) -> str:
    text = "".join(fold(said).split())
    match = _AMOUNT.search(text)
    if match is None:
        return said
    before, after = text[: match.start()], text[match.end() :].replace("M2", "")
    if _NOT_ALL.search(before + " " + after) or (before.endswith("(") and after.startswith(")")):
        return said
    return match[0].replace(",", "")


def _as_it_is(spec: FieldSpec, said: str) -> str:
    return said


_FORMS: dict[ValueKind, Callable[[FieldSpec, str], str]] = {
    ValueKind.TEXT: _text,
    ValueKind.LINES: _text,
    ValueKind.NAME: _name,
    ValueKind.ADDRESS: _without_blanks,
    ValueKind.CHOICE: _choice,
    ValueKind.NUMBER: _number,
    ValueKind.DATE: _date,
    ValueKind.EXPIRY: _expiry,
    ValueKind.TIME: _time,
    ValueKind.PERIOD: _period,
    ValueKind.AMOUNT: _amount,
    ValueKind.CAPITAL: _without_blanks,
    ValueKind.TABLE: _as_it_is,
}
assert set(_FORMS) == set(ValueKind)
