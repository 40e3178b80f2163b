"""The one thread that owns the store: the window's thread never waits for the disk, and the order of work is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from desktop_ocr.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class StoreThread:
    """Opens the store on its thread and runs everything there, one after another.

    What was handed over is done, also if nobody waits for it any more: a cancelled task must not lose a save.
    """

    def __init__(self, store_factory: Callable[[], Store]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._store: Future[Store] = self._thread.submit(store_factory)
        self._closed = False

    async def opened(self) -> None:
        """Wait until the store is open.  Raises what the factory raised, as ``run`` then does too."""
        await asyncio.shield(asyncio.wrap_future(self._store))

    async def run(self, function: Callable[Concatenate[Store, P], T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """``await thread.run(Store.put, changes)``: what it returned or raised.

        Raises ``RuntimeError`` after ``close``.
        """
        return await asyncio.shield(asyncio.wrap_future(self.submit(function, *arguments, **named)))

    def submit(
        self, function: Callable[Concatenate[Store, P], T], /, *arguments: P.args, **named: P.kwargs
    ) -> Future[T]:
        """As ``run``, for whoever cannot await; do not cancel what it returns."""
        # One worker: the store was opened, or not, before this begins.
        return self._thread.submit(lambda: function(self._store.result(), *arguments, **named))

    async def close(self) -> None:
        """Do what was handed over, close the store and end the thread; a second time nothing happens.

        Raises what closing raises; a store that could not be opened needs none.
        """
        if self._closed:
            return
        self._closed = True
        closed = self._thread.submit(self._close)
        self._thread.shutdown(wait=False)
        await asyncio.shield(asyncio.wrap_future(closed))

    def _close(self) -> None:
        if self._store.exception() is None:
            self._store.result().close()
