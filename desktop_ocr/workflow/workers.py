"""Worker processes: each does one job at a time, can be killed when it takes too long, and is replaced when it dies.

A pool is a handful of single-process executors of the standard library: when one process dies, only its own job fails.
Processes are spawned, not forked, so that nothing of the program's memory (keys, other papers) is in them.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from desktop_ocr.domain.errors import ReadingTimeout, WorkerDied

END_SECONDS = 2
"""How long the end of the program waits for what is left of a killed worker, which takes milliseconds."""


class WorkerPool:
    """``size`` workers started on demand; ``start`` (a top-level function) runs once in each with ``arguments``.

    ``seconds`` limits a job, not counting the first job's start of the process, for which ``start_seconds`` are added.
    """

    def __init__(
        self,
        size: int,
        start: Callable[..., None],
        arguments: tuple[Any, ...] = (),
        *,
        seconds: float,
        start_seconds: float = 60,
    ) -> None:
        self._seconds, self._start_seconds = seconds, start_seconds
        self._start, self._arguments = start, arguments
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._ending: list[threading.Thread] = []
        self._generation = 0
        for _ in range(size):
            self._idle.put_nowait(self._new_worker())

    async def run(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        """Run a top-level function in an idle worker.

        Raises what the function raises, WorkerDied when its process ended or had no memory left, ReadingTimeout when
        it was stopped.
        """
        worker = await self._idle.get()
        if worker.has_died:  # while it had nothing to do: not the fault of this job
            self._kill(worker)
            worker = self._new_worker()
        try:
            return await worker.run(function, arguments, self._seconds, self._start_seconds)
        except (WorkerDied, ReadingTimeout, asyncio.CancelledError):
            self._kill(worker)
            worker = self._new_worker()
            raise
        finally:
            self._idle.put_nowait(self._renewed(worker))

    def renew(self) -> None:
        """Have all that workers remember gone: those at work are replaced when their job is done, the others now."""
        self._generation += 1
        idle = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for worker in idle:
            self._idle.put_nowait(self._renewed(worker))

    def close(self) -> None:
        """Kill all idle workers; call it when no job is running."""
        while not self._idle.empty():
            self._kill(self._idle.get_nowait())
        # An executor whose thread is just ending while Python exits prints a traceback on stderr.
        for thread in self._ending:
            thread.join(END_SECONDS)

    def _kill(self, worker: _Worker) -> None:
        self._ending = [thread for thread in (*self._ending, *worker.kill()) if thread.is_alive()]

    def _renewed(self, worker: _Worker) -> _Worker:
        """The worker, or a new one where it is of before ``renew``."""
        if worker.generation == self._generation:
            return worker
        self._kill(worker)
        return self._new_worker()

    def _new_worker(self) -> _Worker:
        return _Worker(self._start, self._arguments, self._generation)


class _Worker:
    """One process, not started before its first job."""

    def __init__(self, start: Callable[..., None], arguments: tuple[Any, ...], generation: int) -> None:
        self.generation = generation
        self._executor = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
        self._begin = (start, arguments)
        self._begun = False

    async def run(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, start_seconds: float
    ) -> Any:
        if not self._begun:
            # A job, not the executor's initializer: that would turn any error into a broken pool without a reason.
            await self._call(start_seconds, _begin, *self._begin)
            self._begun = True
        return await self._call(seconds, function, *arguments)

    async def _call(self, seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
        try:
            async with asyncio.timeout(seconds) as limit:
                return await asyncio.wrap_future(self._executor.submit(function, *arguments))
        except (BrokenProcessPool, MemoryError) as error:  # it had no memory left to send its answer, perhaps
            raise WorkerDied from error
        except TimeoutError as error:
            if not limit.expired():
                raise  # the function's own
            raise ReadingTimeout(seconds=round(seconds)) from error

    @property
    def has_died(self) -> bool:
        """Whether the process was started and has ended."""
        return any(process.exitcode is not None for process in (self._executor._processes or {}).values())

    def kill(self) -> list[threading.Thread]:
        """End the process at once; it holds nothing worth saving.  Returns the threads that end with it."""
        manager: Any = self._executor._executor_manager_thread
        for process in list((self._executor._processes or {}).values()):
            process.kill()
        self._executor.shutdown(wait=False, cancel_futures=True)
        return [manager] if manager else []


def _begin(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # Ctrl+C goes to the whole group of processes; the program decides when a worker ends.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stand_back()
    # A core dump would be a copy of a paper on the disk.
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_program, daemon=True).start()
    start(*arguments)


def _stand_back() -> None:
    """Work at lower priority than the window, which must answer at once."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(5)


def _end_with_program() -> None:
    """A worker holds papers: when the program is killed, no worker may outlive it."""
    program = multiprocessing.parent_process()
    if program is not None:
        program.join()
        os._exit(1)
