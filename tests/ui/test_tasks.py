"""Coroutines from slots: which of them the end waits for."""

from __future__ import annotations

import asyncio

from desktop_ocr.ui.tasks import Tasks
from tests.ui.conftest import Play


def test_only_what_must_finish_is_waited_for_and_not_for_ever(play: Play) -> None:
    async def scenario() -> None:
        tasks, never, gate = Tasks(), asyncio.Event(), asyncio.Event()

        async def wait(event: asyncio.Event) -> None:
            await event.wait()

        tasks.start(wait(never))
        assert not tasks.is_awaited
        coming = tasks.start(wait(gate), must_finish=True)
        asyncio.get_running_loop().call_soon(gate.set)
        await tasks.finish()
        assert (coming.done(), tasks.is_awaited, tasks.busy) == (True, False, True)
        tasks.start(wait(never), must_finish=True)
        await tasks.finish(within=0.01)
        assert tasks.is_awaited
        await tasks.cancel()
        assert not tasks.busy

    play(scenario())


def test_what_a_task_starts_while_it_is_cancelled_is_cancelled_too(play: Play) -> None:
    async def scenario() -> None:
        tasks, never = Tasks(), asyncio.Event()

        async def wait() -> None:
            await never.wait()

        async def wait_and_start_another() -> None:
            try:
                await never.wait()
            finally:
                tasks.start(wait())

        tasks.start(wait_and_start_another())
        await asyncio.sleep(0)
        await tasks.cancel()
        assert not tasks.busy

    play(scenario())


def test_what_does_not_end_is_not_waited_for_for_ever(play: Play) -> None:
    async def scenario() -> None:
        tasks, share = Tasks(), asyncio.Event()

        async def wait_for_a_share() -> None:
            try:
                await share.wait()
            finally:
                await share.wait()

        tasks.start(wait_for_a_share())
        await asyncio.sleep(0)
        assert not await tasks.cancel(within=0.01)
        share.set()
        assert await tasks.cancel()
        assert not tasks.busy

    play(scenario())
