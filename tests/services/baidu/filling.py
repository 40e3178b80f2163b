"""A paper's values under the keys of the interface that was asked.

``data/baidu_kinds.json`` says for each kind of specimen what stands under which key, by interface and side:
``{birth_date:%Y%m%d}`` is a field with its dates written so. To let the double read a new kind, add it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..facts import loaded
from ..truth import Paper, Quad, Truth
from ..wording import Pattern, pixels, quads_of, worded
from .request import Asked

_KINDS: dict[str, dict[str, dict[str, Pattern]]] = loaded("baidu_kinds.json")
_SIDES = {
    "idcard": "id_card_side",
    "driving_license": "driving_license_side",
    "vehicle_license": "vehicle_license_side",
    "household_register": "household_register_side",
    "hk_macau_taiwan_exitentrypermit": "exitentrypermit_type",
}
_NO_PAPERS = {"lines", "table", "qrcode", "seal"}


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
        own = {key: tuple(pixels(quad, size) for quad in quads) for key, quads in paper.boxes.items()}
        return Filled(paper.fields, own, pixels(paper.outline, size), paper.told_as) if fits(paper.told_as) else None
    for known, keys in _KINDS[paper.kind].items():
        if fits(known):
            values = {key: worded(pattern, paper.fields) for key, pattern in keys.items()}
            quads = {key: tuple(pixels(q, size) for q in quads_of(pattern, paper)) for key, pattern in keys.items()}
            return Filled(values, quads, pixels(paper.outline, size), known)
    return None
