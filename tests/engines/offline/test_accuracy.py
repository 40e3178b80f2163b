"""The offline engine on specimens it has not seen: what the README promises, measured.

Heavy: a few pictures of every kind, against what is recorded of the same pictures.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_ocr import composition
from tests.benchmarks import recorded
from tests.benchmarks.accuracy import KINDS, READMES, STRENGTHS, measure
from tests.benchmarks.scoring import Score, misses, total

WANTED = {"clean": 0.99, "mild": 0.98, "medium": 0.95}
"""Of the fields of all kinds together, in the table."""
LEAST = {"mild": 0.97, "medium": 0.95}
"""Of those of the few pictures that are read here."""


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    return measure(KINDS, recorded.SHORT_STRENGTHS, recorded.SHORT_SEEDS, processes=os.cpu_count() or 1)


@pytest.mark.heavy
def test_no_kind_falls_under_what_is_recorded(scores: dict[tuple[str, str], Score]) -> None:
    fallen = recorded.fallen(scores, recorded.load("short"))
    assert fallen == [], "\n".join(misses(scores.values()))


@pytest.mark.heavy
@pytest.mark.parametrize("strength", LEAST)
def test_fields_are_read_right(scores: dict[tuple[str, str], Score], strength: str) -> None:
    score = total(score for key, score in scores.items() if key[1] == strength)
    assert score.fields_right / score.fields >= LEAST[strength], "\n".join(misses([score]))


@pytest.mark.heavy
def test_much_is_proven_and_nothing_of_it_wrong(scores: dict[tuple[str, str], Score]) -> None:
    everything = total(scores.values())
    assert everything.proven > everything.fields / 10
    assert everything.proven_wrong == 0, "\n".join(line for line in misses([everything]) if " proven " in line)


@pytest.mark.heavy
def test_the_kind_is_found(scores: dict[tuple[str, str], Score]) -> None:
    everything = total(scores.values())
    assert everything.kinds_right / everything.pictures >= 0.97


@pytest.mark.parametrize("strength", WANTED)
def test_what_is_recorded_is_what_is_wanted(strength: str) -> None:
    score = total(score for key, score in recorded.load("table").items() if key[1] == strength)
    assert score.fields_right / score.fields >= WANTED[strength]


def test_every_kind_is_recorded_at_every_strength() -> None:
    assert set(recorded.load("table")) == {(kind, strength) for kind in KINDS for strength in STRENGTHS}
    assert set(recorded.load("short")) == {(kind, one) for kind in KINDS for one in recorded.SHORT_STRENGTHS}


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_what_is_recorded(name: str) -> None:
    text = (Path(__file__).parents[3] / name).read_text("utf-8")
    types = composition.load_catalogue().types
    assert recorded.readme_table(types, recorded.load("table"), READMES[name]) in text


def test_a_kind_that_falls_is_told() -> None:
    before = {("card", "mild"): Score(fields=100, fields_right=99)}
    assert recorded.fallen({("card", "mild"): Score(fields=100, fields_right=97)}, before) == []
    assert len(recorded.fallen({("card", "mild"): Score(fields=100, fields_right=96)}, before)) == 1
    assert len(recorded.fallen({("card", "mild"): Score(fields=100, fields_right=99, proven_wrong=1)}, before)) == 1
    assert len(recorded.fallen({("new", "mild"): Score(fields=100, fields_right=99)}, before)) == 1
