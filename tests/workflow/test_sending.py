"""A file goes to the decoder's process once; what is forgotten here is gone there."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path, PurePath
from typing import Any

import pytest

from desktop_ocr.domain.document import Source
from desktop_ocr.imaging.source import SourceBytes
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.last_file import NotTheLast, with_last, with_new
from desktop_ocr.workflow.sending import Sending
from desktop_ocr.workflow.workers import WorkerPool
from tests.workflow import worker_jobs

PATIENCE = 30
posix = pytest.mark.skipif(sys.platform == "win32", reason="uses FIFOs and signals, which Windows has not")


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, PATIENCE))


class Pool(WorkerPool):
    """Notes how much content each job was sent with."""

    def __init__(self) -> None:
        super().__init__(1, worker_jobs.start, seconds=PATIENCE)
        self.sent: list[int] = []

    async def run(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        self.sent.append(sum(len(one) for one in arguments if isinstance(one, bytes)))
        return await super().run(function, *arguments)


class Decoder:
    def __init__(self) -> None:
        self.at_hand, self.pool = AtHand(), Pool()
        self.sending = Sending(self.pool, self.at_hand)
        self.run = self.sending.run

    def fetch(self, content: bytes) -> bytes:
        """The content of a file that the store has, at hand from then on."""
        digest = hashlib.sha256(content).hexdigest()
        source = Source(PurePath("a.pdf"), digest=digest, picture=1)
        return self.at_hand.get(source, lambda *_: SourceBytes(content, digest)).content


@asynccontextmanager
async def a_decoder() -> AsyncIterator[Decoder]:
    decoder = Decoder()
    try:
        yield decoder
    finally:
        decoder.pool.close()


async def is_kept(decoder: Decoder, content: bytes) -> bool:
    """Whether the process has it, asked behind the back of whoever sends."""
    digest = hashlib.sha256(content).hexdigest()
    return await decoder.pool.run(worker_jobs.has_file, digest)  # type: ignore[no-any-return]


def test_the_pages_of_a_file_are_sent_once() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            content = decoder.fetch(b"x" * 100)
            found = [await decoder.run(worker_jobs.told_of, content, page, "p") for page in (1, 2, 3)]
            assert found == [(b"x" * 100, page, "p") for page in (1, 2, 3)]
            assert decoder.pool.sent == [100, 0, 0]

    run(scenario())


def test_two_files_in_turn_are_never_mixed_up() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            one, other = decoder.fetch(b"one"), decoder.fetch(b"other")
            asked = [one, other, other, one, one, other] * 3
            told = await asyncio.gather(*(decoder.run(worker_jobs.told_of, content, 1) for content in asked))
            assert [content for content, _ in told] == asked

    run(scenario())


def test_what_is_not_at_hand_is_sent_each_time_and_takes_the_place_of_what_is_kept() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            kept = decoder.fetch(b"x" * 100)
            await decoder.run(worker_jobs.told_of, kept, 1)
            for _ in range(2):
                assert await decoder.run(worker_jobs.told_of, b"pasted", 1) == (b"pasted", 1)
            assert not await is_kept(decoder, kept)
            assert not await is_kept(decoder, b"pasted")
            assert decoder.pool.sent[:3] == [100, 6, 6]

    run(scenario())


def test_errors_pass_and_the_file_is_kept_all_the_same() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            content = decoder.fetch(b"x" * 100)
            for _ in range(2):
                with pytest.raises(worker_jobs.Odd):
                    await decoder.run(worker_jobs.refuse_file, content)
            assert decoder.pool.sent == [100, 0]

    run(scenario())


def test_jobs_without_a_file_are_run_as_they_are() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            assert await decoder.run(worker_jobs.add, 1, 2) == 3
            assert await decoder.run(worker_jobs.process) != os.getpid()

    run(scenario())


@posix
def test_a_process_that_died_is_sent_the_file_anew() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            content = decoder.fetch(b"x" * 100)
            os.kill(await decoder.run(worker_jobs.process_with, content), signal.SIGKILL)
            while not decoder.pool._idle._queue[0].has_died:  # type: ignore[attr-defined]
                await asyncio.sleep(0)
            assert await decoder.run(worker_jobs.told_of, content, 2) == (content, 2)

    run(scenario())


def test_forgetting_ends_the_process_that_has_the_file() -> None:
    async def scenario() -> None:
        async with a_decoder() as decoder:
            content = decoder.fetch(b"x" * 100)
            process = await decoder.run(worker_jobs.process_with, content)
            decoder.at_hand.close()
            assert not await is_kept(decoder, content)
            other = await decoder.run(worker_jobs.process_with, content)
            assert other != process
            assert not await is_kept(decoder, content), "nothing is kept behind a locked window"
            decoder.at_hand.forget()
            assert await decoder.run(worker_jobs.process_with, content) == other, "which had nothing to forget"

    run(scenario())


@posix
def test_forgetting_reaches_what_is_at_work_and_what_waits_for_its_turn(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    async def scenario() -> None:
        async with a_decoder() as decoder:
            content = decoder.fetch(b"x" * 100)
            working = asyncio.create_task(decoder.run(worker_jobs.wait_for_word, content, pipe))
            process = int(await asyncio.to_thread(pipe.read_text))
            waiting = asyncio.create_task(decoder.run(worker_jobs.process_with, decoder.fetch(b"y" * 100)))
            await asyncio.sleep(0)
            decoder.at_hand.forget()
            await asyncio.to_thread(pipe.write_text, "go")
            assert await working == 100
            assert await waiting != process
            assert not await is_kept(decoder, b"y" * 100)

    run(scenario())


def test_in_the_process_only_the_last_file_is_kept() -> None:
    assert with_new("1", b"one", bytes.upper) == b"ONE"
    assert with_last("1", bytes.title) == b"One"
    assert with_new("2", b"two", bytes.upper) == b"TWO"
    for gone in ("1", ""):
        with pytest.raises(NotTheLast):
            with_last(gone, bytes.upper)
    assert with_new("", b"", bytes.upper) == b""
