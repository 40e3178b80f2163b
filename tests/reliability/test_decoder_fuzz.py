"""Hundreds of broken files through the real decoder: whatever they do to it, the program gets a page or an error.

The files are the same in every run.  One that ever kills the decoder or makes it hang is kept among the seeds.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections import Counter
from dataclasses import dataclass, field

import pytest

from desktop_ocr.composition import DECODE_SECONDS
from desktop_ocr.domain.errors import ReadingTimeout, SourceError, WorkerDied
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.workers import WorkerPool
from tests.imaging.mutants import mutants
from tests.imaging.pictures import heic
from tests.imaging.seeds import all_seeds
from tests.workflow import worker_jobs

SAVED = 100
"""After so many files the decoder is asked for its memory."""


@dataclass
class Outcome:
    ends: Counter[str] = field(default_factory=Counter)
    killers: list[str] = field(default_factory=list)
    peak: int = 0
    """The most memory, in bytes, that a decoder took."""


async def decode_mutants(count: int, seed: int) -> Outcome:
    outcome, pool = Outcome(), WorkerPool(1, jobs.start_decoder, seconds=DECODE_SECONDS)
    try:
        for number, (name, content) in enumerate(mutants(all_seeds(), count, seed=seed)):
            # In turns the four things that the program asks of it; one that dies counts as a damaged file.
            job, arguments = (
                (jobs.decode_page, (1, Recipe(turn=90))),
                (jobs.decode_what_is_there, (1, Recipe(), 160)),
                (jobs.describe, ()),
                (jobs.describe_what_is_there, ()),
            )[number % 4]
            try:
                result = await pool.run(job, content, *arguments)
                outcome.ends[type(result).__name__] += 1
                if isinstance(result, PreparedImage):
                    assert len(result.pixels) == result.width * result.height * 3, name
            except SourceError as error:
                outcome.ends[error.code] += 1
            except (WorkerDied, ReadingTimeout) as error:
                outcome.ends[error.code] += 1
                outcome.killers.append(name)
            if number % SAVED == SAVED - 1:
                outcome.peak = max(outcome.peak, await pool.run(worker_jobs.peak_memory))
    finally:
        pool.close()
    return outcome


def check(outcome: Outcome, count: int) -> None:
    assert outcome.ends.total() == count
    assert len(outcome.killers) <= count // 1000, outcome.killers  # in 80,000 there were two, kept as seeds below
    assert outcome.ends["PreparedImage"] and outcome.ends["E_DAMAGED"] and outcome.ends["FileContents"]
    assert outcome.ends["E_FORMAT"] < count / 10, "else it is the first bytes that are tested, not the decoder"
    if sys.platform != "win32":
        assert 10_000_000 < outcome.peak < jobs.DECODER_BYTES


def test_broken_files() -> None:
    check(asyncio.run(decode_mutants(1000, seed=5)), 1000)


@pytest.mark.heavy
def test_thousands_of_broken_files() -> None:
    outcome = asyncio.run(decode_mutants(20_000, seed=20_000))
    print(dict(outcome.ends), outcome.killers, f"{outcome.peak >> 20} MiB")
    check(outcome, 20_000)


@pytest.mark.parametrize("name", ["killer_1", "killer_2"])
def test_one_that_kills_the_decoder_fails_alone(name: str) -> None:
    """Both end libheif 1.23 at once; with another version they may be read, or be damaged."""

    async def test() -> None:
        pool = WorkerPool(1, jobs.start_decoder, seconds=DECODE_SECONDS)
        try:
            for _ in range(2):
                with contextlib.suppress(WorkerDied, SourceError):
                    await pool.run(jobs.decode_page, heic(name), 1, Recipe())
                page = await pool.run(jobs.decode_page, heic("marked"), 1, Recipe())
                assert (page.width, page.height) == (160, 80)
        finally:
            pool.close()

    asyncio.run(test())
