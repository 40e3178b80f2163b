"""A paper's values under the keys of the interface that was asked.

``data/baidu_kinds.json`` says for each kind of specimen what stands under which key, by interface and side:
``{birth_date:%Y%m%d}`` is a field with its dates written so. To let the double read a new kind, add it there.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .interfaces import loaded
from .request import Asked
from .truth import Paper, Quad, Truth

_KINDS: dict[str, dict[str, dict[str, str]]] = loaded("baidu_kinds.json")
_SIDES = {
    "idcard": "id_card_side",
    "driving_license": "driving_license_side",
    "vehicle_license": "vehicle_license_side",
    "household_register": "household_register_side",
    "hk_macau_taiwan_exitentrypermit": "exitentrypermit_type",
}
_NO_PAPERS = {"lines", "table", "qrcode", "seal"}
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


@dataclass(frozen=True)
class Filled:
    """Values by key; a value is text, a number, a list of texts or of objects. Places are in px of the picture.

    `side` is what the paper was read as: "interface" or "interface:side".
    """

    values: Mapping[str, Any]
    quads: Mapping[str, tuple[Quad, ...]]
    outline: Quad
    side: str

    @property
    def interface(self) -> str:
        return self.side.split(":")[0]


def wanted(asked: Asked) -> str:
    """ "interface" or "interface:side" as asked."""
    name = asked.interface.id.removesuffix("_url")
    return f"{name}:{asked.value(_SIDES[name])}" if name in _SIDES else name


def filled(asked: Asked, truth: Truth, name: str = "") -> Filled | None:
    """The first paper that the interface reads as what was asked for (or as `name`); None when there is none."""
    return next(iter(all_filled(asked, truth, name or wanted(asked))), None)


def other_side(asked: Asked, truth: Truth) -> Filled | None:
    """A paper that would have been read, had its side been asked for."""
    return next(iter(all_filled(asked, truth, f"{asked.interface.id}:")), None)


def all_filled(asked: Asked, truth: Truth, name: str) -> list[Filled]:
    """Each paper read as `name`; one that ends in a colon stands for any side."""
    found = (_filled(paper, asked.size, name) for paper in truth.papers)
    return [one for one in found if one]


def in_any_way(asked: Asked, truth: Truth, *only: str) -> list[Filled]:
    """Each paper by whatever interface reads its kind, or by one of those named; plain text is none."""
    found = [_filled(paper, asked.size, "") for paper in truth.papers]
    return [one for one in found if one and (one.interface in only if only else one.interface not in _NO_PAPERS)]


def _filled(paper: Paper, size: tuple[int, int], name: str) -> Filled | None:
    def fits(known: str) -> bool:
        return known == name or (name in ("", f"{known.split(':', maxsplit=1)[0]}:"))

    if paper.told_as:
        own = {key: tuple(_pixels(quad, size) for quad in quads) for key, quads in paper.boxes.items()}
        return Filled(paper.fields, own, _pixels(paper.outline, size), paper.told_as) if fits(paper.told_as) else None
    for known, keys in _KINDS[paper.kind].items():
        if fits(known):
            values = {key: _value(pattern, paper.fields) for key, pattern in keys.items()}
            quads = {key: tuple(_pixels(q, size) for q in _quads(pattern, paper)) for key, pattern in keys.items()}
            return Filled(values, quads, _pixels(paper.outline, size), known)
    return None


class _Text(str):
    """A field that formats itself: the dates in it, digits in groups, or a code."""

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


def _value(pattern: str, fields: Mapping[str, str]) -> Any:
    if pattern == "{card_type:bank}":
        return _CARDS.get(fields.get("card_type", ""), 0)
    return pattern.format_map(_Fields({key: _Text(value) for key, value in fields.items()}))


def _quads(pattern: str, paper: Paper) -> tuple[Quad, ...]:
    names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
    return tuple(quad for name in names for quad in paper.boxes.get(name, ()))


def _pixels(quad: Quad, size: tuple[int, int]) -> Quad:
    (a, b), (c, d), (e, f), (g, h) = quad
    x, y = size
    return ((a * x, b * y), (c * x, d * y), (e * x, f * y), (g * x, h * y))
