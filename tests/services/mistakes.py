"""A service that misreads: some values of a truth are changed a little."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import NamedTuple

from .truth import Paper, Truth

_OTHERS = {**{str(digit): str((digit + 3) % 10) for digit in range(10)}, "日": "曰", "未": "末", "人": "入", "己": "已"}


class Planted(NamedTuple):
    truth: Truth
    keys: frozenset[str]


def with_mistakes(truth: Truth, share: float, rng: random.Random) -> Planted:
    """Each text is wrong in one character with the probability `share`; `keys` are the fields it was done to."""
    done: set[str] = set()
    papers = tuple(replace(paper, fields=_misread(paper, share, rng, done)) for paper in truth.papers)
    return Planted(replace(truth, papers=papers), frozenset(done))


def _misread(paper: Paper, share: float, rng: random.Random, done: set[str]) -> dict[str, object]:
    fields = dict(paper.fields)
    for key, value in fields.items():
        if isinstance(value, str) and value and rng.random() < share:
            at = rng.randrange(len(value))
            fields[key] = value[:at] + _OTHERS.get(value[at], "口") + value[at + 1 :]
            if fields[key] != value:
                done.add(key)
    return fields
