"""Planted mistakes: as many as asked, each in one character, each told."""

from __future__ import annotations

import random

import pytest

from .mistakes import with_mistakes
from .truth import everything


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 1.0])
def test_a_share_of_all_values_is_wrong_in_one_character(share: float) -> None:
    truth = everything()
    wrong = total = 0
    for seed in range(20):
        planted = with_mistakes(truth, share, random.Random(seed))
        for told, read in zip(truth.papers, planted.truth.papers, strict=True):
            for key, value in told.fields.items():
                if not isinstance(value, str) or not value:
                    assert read.fields[key] == value
                    continue
                total += 1
                differences = sum(a != b for a, b in zip(value, read.fields[key], strict=True))
                assert differences <= 1
                assert not differences or key in planted.keys
                wrong += differences
    assert wrong == pytest.approx(share * total, rel=0.2, abs=3)


def test_the_same_seed_makes_the_same_mistakes() -> None:
    one, two = (with_mistakes(everything(), 0.1, random.Random(4)) for _ in range(2))
    assert one == two
    assert one != with_mistakes(everything(), 0.1, random.Random(5))
