"""The store's one thread: in order, nothing handed over is lost, and the loop never waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import StoreKeyWrong
from desktop_ocr.store.store import Store, open_store
from desktop_ocr.store.store_thread import StoreThread
from tests.store.conftest import MovedClock
from tests.store.memory_files import MemoryFiles
from tests.store.values import KEY, paper


@pytest.fixture
def factory(tmp_path: Path, clock: MovedClock) -> Callable[[], Store]:
    return lambda: open_store(tmp_path, KEY, MemoryFiles(), clock, is_new=True)


def slow(store: Store, seconds: float) -> None:
    time.sleep(seconds)


def test_it_runs_in_order_on_one_thread(factory: Callable[[], Store]) -> None:
    seen: list[tuple[int, str]] = []

    async def main() -> None:
        thread = StoreThread(factory)
        await asyncio.gather(
            *(thread.run(lambda _, n=n: seen.append((n, threading.current_thread().name))) for n in range(50))
        )
        await thread.run(Store.put, [paper(1)])
        assert await thread.run(Store.all_open) == [paper(1)]
        await thread.close()

    asyncio.run(main())
    assert [n for n, _ in seen] == list(range(50))
    assert len({name for _, name in seen}) == 1
    assert seen[0][1] != threading.current_thread().name


def test_the_loop_goes_on_meanwhile(factory: Callable[[], Store]) -> None:
    async def main() -> int:
        thread, ticks = StoreThread(factory), 0
        waiting = asyncio.create_task(thread.run(slow, 0.3))
        while not waiting.done():
            await asyncio.sleep(0.01)
            ticks += 1
        await thread.close()
        return ticks

    assert asyncio.run(main()) > 10


def test_a_save_nobody_waits_for_any_more_is_still_done(factory: Callable[[], Store]) -> None:
    async def main() -> None:
        thread = StoreThread(factory)
        busy = asyncio.create_task(thread.run(slow, 0.2))
        save = asyncio.create_task(thread.run(Store.put, [paper(1)]))
        await asyncio.sleep(0.05)
        busy.cancel()
        save.cancel()
        with pytest.raises(asyncio.CancelledError):
            await save
        assert await thread.run(Store.all_open) == [paper(1)]
        await thread.close()

    asyncio.run(main())


def test_closing_does_first_what_was_handed_over(factory: Callable[[], Store], tmp_path: Path) -> None:
    async def main() -> None:
        thread = StoreThread(factory)
        for number in range(1, 21):
            thread.submit(Store.put, [paper(number)])
        await thread.close()
        await thread.close()
        with pytest.raises(RuntimeError):
            await thread.run(Store.all_open)

    asyncio.run(main())
    again = open_store(tmp_path, KEY, MemoryFiles(), MovedClock(), is_new=False)
    assert len(again.all_open()) == 20
    again.close()
    assert not tmp_path.joinpath("store.db-wal").exists()


def test_errors_come_to_whoever_asked(factory: Callable[[], Store]) -> None:
    def wrong(store: Store) -> None:
        raise ZeroDivisionError

    async def main() -> None:
        thread = StoreThread(factory)
        with pytest.raises(ZeroDivisionError):
            await thread.run(wrong)
        assert await thread.run(Store.all_open) == []
        await thread.close()

    asyncio.run(main())


def test_a_store_that_does_not_open_says_so_to_everybody() -> None:
    def factory() -> Store:
        raise StoreKeyWrong

    async def main() -> None:
        thread = StoreThread(factory)
        with pytest.raises(StoreKeyWrong):
            await thread.opened()
        with pytest.raises(StoreKeyWrong):
            await thread.run(Store.all_open)
        await thread.close()

    asyncio.run(main())
