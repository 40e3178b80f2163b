"""A specimen's values as a service writes them.

A pattern is text with fields in it: ``{birth_date:%Y%m%d}`` writes the dates in a field so, ``:4`` groups digits,
``:clock``, ``:bank`` and ``:plate`` write a time, a code of a card and a colour in English.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from datetime import date
from typing import Any

from .truth import Paper, Quad

_PLATES = {
    "蓝色": "blue",
    "绿色": "green",
    "黄色": "yellow",
    "白色": "white",
    "黑色": "black",
    "黄绿色": "yellow_green",
}
_CARDS = {"借记卡": 1, "贷记卡": 2, "准贷记卡": 3, "预付费卡": 4}
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def worded(pattern: str, fields: Mapping[str, str]) -> Any:
    """A field that is not there is empty. The code of a card is a number."""
    if pattern == "{card_type:bank}":
        return _CARDS.get(fields.get("card_type", ""), 0)
    return pattern.format_map(_Fields({key: _Text(value) for key, value in fields.items()}))


def quads_of(pattern: str, paper: Paper) -> tuple[Quad, ...]:
    """The places of all fields in a pattern, in shares of the picture."""
    names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    return tuple(quad for name in names for quad in paper.boxes.get(name, ()))


def pixels(quad: Quad, size: tuple[int, int]) -> Quad:
    (a, b), (c, d), (e, f), (g, h) = quad
    x, y = size
    return ((a * x, b * y), (c * x, d * y), (e * x, f * y), (g * x, h * y))


class _Text(str):
    def __format__(self, spec: str) -> str:
        if "%" in spec:
            return _DATE.sub(lambda found: date(*map(int, found.groups())).strftime(spec), self)
        if spec == "clock":
            return "{}时{}分".format(*self.split(":")) if self else ""
        if spec == "4":
            return " ".join(self[i : i + 4] for i in range(0, len(self), 4))
        if spec == "plate":
            return _PLATES.get(self, "unknow")
        return str(self)


class _Fields(dict[str, _Text]):
    def __missing__(self, key: str) -> _Text:
        return _Text()
