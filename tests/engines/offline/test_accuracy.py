"""The offline engine on specimens it has not seen: what the README promises, measured.

Heavy: 300 pictures.
"""

import os

import pytest

from tests.benchmarks.accuracy import KINDS, Score, measure, misses, total

COUNT = 25
WANTED = {"clean": 0.99, "mild": 0.985, "medium": 0.96}


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    return measure(KINDS, tuple(WANTED), range(70_000, 70_000 + COUNT), processes=os.cpu_count() or 1)


@pytest.mark.heavy
@pytest.mark.parametrize("strength", WANTED)
def test_fields_are_read_right(scores: dict[tuple[str, str], Score], strength: str) -> None:
    score = total(score for key, score in scores.items() if key[1] == strength)
    assert score.fields_right / score.fields >= WANTED[strength], "\n".join(misses([score]))


@pytest.mark.heavy
def test_nothing_is_proven_but_wrong(scores: dict[tuple[str, str], Score]) -> None:
    everything = total(scores.values())
    assert everything.proven > everything.fields / 5
    assert everything.proven_wrong == 0, "\n".join(line for line in misses([everything]) if " proven " in line)


@pytest.mark.heavy
def test_the_kind_is_found(scores: dict[tuple[str, str], Score]) -> None:
    everything = total(scores.values())
    assert everything.kinds_right / everything.pictures >= 0.97
