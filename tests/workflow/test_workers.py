"""Worker processes that die, hang and are called off, while the program goes on."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr.domain.errors import ModelsUnfit, ReadingTimeout, SourceTooLarge, WorkerDied
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.workers import WorkerPool
from tests.imaging.pictures import marked, saved
from tests.workflow import worker_jobs

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses FIFOs and signals, which Windows has not")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of the decoder")

PATIENCE = 30
"""Seconds until a test that would hang fails."""


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(test, PATIENCE))


@asynccontextmanager
async def a_pool(
    start: Callable[..., None] = worker_jobs.start, *arguments: object, size: int = 1, **times: float
) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(size, start, arguments, **{"seconds": PATIENCE, **times})
    try:
        yield pool
    finally:
        pool.close()


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def told(pipe: Path) -> Awaitable[int]:
    """The process id that ``worker_jobs.hang`` tells: it hangs from then on."""
    return asyncio.to_thread(lambda: int(pipe.read_text()))


async def gone(process: int) -> None:
    """Wait until there is no such process, or it is only waiting to be collected."""
    descriptor = None
    with contextlib.suppress(ProcessLookupError):
        descriptor = os.pidfd_open(process)
    if descriptor is None:
        return
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(descriptor, ended.set)
    try:
        await asyncio.wait_for(ended.wait(), PATIENCE)
    finally:
        asyncio.get_running_loop().remove_reader(descriptor)
        os.close(descriptor)


def test_a_result_and_the_start_of_the_process() -> None:
    async def test() -> None:
        async with a_pool(worker_jobs.start, "types", 2) as pool:
            assert await pool.run(worker_jobs.add, 1, 2) == 3
            assert await pool.run(worker_jobs.process) == await pool.run(worker_jobs.process) != os.getpid()
            assert await pool.run(worker_jobs.started_with) == ("types", 2), "once, not before every job"

    run(test())


def test_a_closed_pool_leaves_no_thread() -> None:
    """One that ends while Python exits would print a traceback; nor does a worker that was replaced leave any."""

    async def test() -> None:
        async with a_pool(size=2, seconds=0.5) as pool:
            with pytest.raises(ReadingTimeout):
                await pool.run(worker_jobs.hang_at_start)
            assert await pool.run(worker_jobs.add, 1, 2) == 3
        assert not [thread for thread in threading.enumerate() if "Executor" in type(thread).__name__]

    run(test())


def test_processes_start_with_their_first_job_only() -> None:
    async def test() -> None:
        before = set(multiprocessing.active_children())
        async with a_pool(worker_jobs.die_at_start, size=4):
            assert set(multiprocessing.active_children()) <= before

    run(test())


@posix
def test_a_worker_stands_back_for_the_window() -> None:
    async def test() -> None:
        async with a_pool() as pool:
            assert await pool.run(worker_jobs.niceness) > os.nice(0)

    run(test())


def test_exceptions_pass_as_they_are_and_the_process_stays() -> None:
    async def test() -> None:
        async with a_pool() as pool:
            process = await pool.run(worker_jobs.process)
            with pytest.raises(worker_jobs.Odd, match="张三"):
                await pool.run(worker_jobs.raise_odd, "张三")
            with pytest.raises(TimeoutError, match="of its own"):
                await pool.run(worker_jobs.raise_timeout)
            assert await pool.run(worker_jobs.process) == process

    run(test())


def test_a_start_that_fails_is_told_by_every_job_as_what_it_is() -> None:
    async def test() -> None:
        async with a_pool(worker_jobs.refuse_to_start) as pool:
            for _ in range(2):
                with pytest.raises(ModelsUnfit) as caught:
                    await pool.run(worker_jobs.add, 1, 2)
                assert caught.value.facts == {"file": "det.onnx"}

    run(test())


def test_a_process_that_dies_or_hangs_at_its_start() -> None:
    async def test() -> None:
        async with a_pool(worker_jobs.die_at_start) as pool:
            with pytest.raises(WorkerDied):
                await pool.run(worker_jobs.add, 1, 2)
        async with a_pool(worker_jobs.hang_at_start, start_seconds=1.5) as pool:
            with pytest.raises(ReadingTimeout):
                await pool.run(worker_jobs.add, 1, 2)

    run(test())


@posix
def test_killed_in_the_middle_of_a_job(pipe: Path) -> None:
    """That job fails, the one beside it and the next one do not."""

    async def test() -> None:
        async with a_pool(size=2) as pool:
            other = await pool.run(worker_jobs.process)
            hanging = asyncio.create_task(pool.run(worker_jobs.hang, pipe))
            victim = await told(pipe)
            assert victim == other, "the pool takes the worker that is warm"
            beside = asyncio.create_task(pool.run(worker_jobs.process))
            os.kill(victim, signal.SIGKILL)
            with pytest.raises(WorkerDied):
                await hanging
            assert await beside != victim
            for _ in range(2):
                assert await pool.run(worker_jobs.process) != victim

    run(test())


@posix
def test_killed_while_it_has_nothing_to_do_no_job_fails() -> None:
    """Else the next file, however good, would be called damaged."""

    async def test() -> None:
        async with a_pool() as pool:
            victim = await pool.run(worker_jobs.process)
            os.kill(victim, signal.SIGKILL)
            await gone(victim)
            assert await pool.run(worker_jobs.process) != victim

    run(test())


@linux
def test_a_job_that_takes_too_long_is_killed(pipe: Path) -> None:
    async def test() -> None:
        async with a_pool(seconds=0.5) as pool:
            hanging = asyncio.create_task(pool.run(worker_jobs.hang, pipe))
            victim = await told(pipe)
            with pytest.raises(ReadingTimeout):
                await hanging
            await gone(victim)
            assert await pool.run(worker_jobs.add, 1, 2) == 3

    run(test())


def test_a_timeout_says_after_how_many_seconds() -> None:
    async def test() -> None:
        async with a_pool(worker_jobs.start, seconds=1.0) as pool:
            with pytest.raises(ReadingTimeout) as caught:
                await pool.run(worker_jobs.hang_at_start)
            assert caught.value.facts == {"seconds": 1}

    run(test())


@linux
def test_a_job_called_off_is_killed_and_the_pool_goes_on(pipe: Path) -> None:
    async def test() -> None:
        async with a_pool() as pool:
            hanging = asyncio.create_task(pool.run(worker_jobs.hang, pipe))
            victim = await told(pipe)
            waiting = asyncio.create_task(pool.run(worker_jobs.add, 1, 2))
            hanging.cancel()
            with pytest.raises(asyncio.CancelledError):
                await hanging
            await gone(victim)
            assert await waiting == 3

    run(test())


@posix
def test_a_job_called_off_while_it_waits_for_a_worker_costs_none(pipe: Path) -> None:
    async def test() -> None:
        async with a_pool() as pool:
            hanging = asyncio.create_task(pool.run(worker_jobs.hang, pipe))
            victim = await told(pipe)
            waiting = asyncio.create_task(pool.run(worker_jobs.add, 1, 2))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            os.kill(victim, signal.SIGKILL)
            with pytest.raises(WorkerDied):
                await hanging
            assert await pool.run(worker_jobs.add, 1, 2) == 3

    run(test())


@linux
def test_closing_leaves_no_process() -> None:
    async def test() -> None:
        pool = WorkerPool(2, worker_jobs.start, seconds=PATIENCE)
        processes = await asyncio.gather(pool.run(worker_jobs.process), pool.run(worker_jobs.process))
        assert len(set(processes)) == 2
        pool.close()
        for process in processes:
            await gone(process)

    run(test())


@posix
def test_ctrl_c_reaches_the_program_and_not_its_workers() -> None:
    async def test() -> None:
        async with a_pool() as pool:
            process = await pool.run(worker_jobs.process)
            os.kill(process, signal.SIGINT)
            assert await pool.run(worker_jobs.process) == process

    run(test())


@linux
class TestDecoderInItsWorker:
    def test_the_memory_of_the_process_ends_at_one_gibibyte(self) -> None:
        async def test() -> None:
            async with a_pool(jobs.start_decoder) as pool:
                assert await pool.run(worker_jobs.fill, 300 << 20) == 300 << 20
                process = await pool.run(worker_jobs.process)
                with pytest.raises(WorkerDied):
                    await pool.run(worker_jobs.fill, jobs.DECODER_BYTES)
                assert await pool.run(worker_jobs.process) != process  # one with all its memory

        run(test())

    def test_a_small_file_that_wants_more_is_too_large_and_the_next_one_is_read(self) -> None:
        """34 bytes of WebP that become 60 million pixels several times over."""
        from PIL import Image

        bomb = saved(Image.new("RGBA", (7740, 7740)), "WEBP", lossless=True, method=0, quality=0)
        large = saved(Image.new("1", (6000, 6000)), "PNG", compress_level=1)
        assert len(bomb) < 100

        async def test() -> None:
            async with a_pool(jobs.start_decoder) as pool:
                process = await pool.run(worker_jobs.process)
                with pytest.raises(SourceTooLarge) as caught:
                    await pool.run(jobs.decode_page, bomb, 1, Recipe())
                assert caught.value.facts == {"size": "> 1 GiB RAM", "limit": "1 GiB RAM"}
                page = await pool.run(jobs.decode_page, large, 1, Recipe())
                assert (page.width, page.height) == (6000, 6000)
                assert await pool.run(worker_jobs.process) == process

        run(test())


def test_a_page_is_decoded_and_prepared_in_one_go() -> None:
    async def test() -> None:
        async with a_pool(jobs.start_decoder) as pool:
            page = await pool.run(jobs.decode_page, saved(marked(), "PNG"), 1, Recipe(turn=90))
            assert (page.width, page.height) == (40, 80)
            assert page.recipe == Recipe(turn=90)

    run(test())
