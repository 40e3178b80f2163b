"""How fast a service is asked: by spacing, for a bucket of tokens lets three calls through at "two a second"."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desktop_ocr.engines.clock import Clock

SPARE = 1.05
"""A little more room between two calls than the service asks for: the way there is not always equally long."""
SLOWER, SLOW_FOR = 1.25, 60.0
"""After the service complained: 20 % fewer calls a second, for so many seconds."""


class Pace:
    """One account's calls.  ``turn`` is waited for in the order in which it is asked for.

    The first call waits too: the program may have ended, or died, a moment after the last.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.monotonic()
        self._last: dict[str, float] = {}
        self._slow_until: dict[str, float] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, interface: str, calls_a_second: float) -> AsyncIterator[None]:
        """Entered when the interface may be called; the next one's wait begins when it is left."""
        async with self._locks[interface]:
            while (wait := self._wait(interface, calls_a_second)) > 0:
                await self._clock.sleep(wait)
            try:
                yield
            finally:
                self._last[interface] = self._clock.monotonic()

    def slow_down(self, interface: str) -> None:
        """The service says that it was too fast."""
        self._slow_until[interface] = self._clock.monotonic() + SLOW_FOR

    def _wait(self, interface: str, calls_a_second: float) -> float:
        now = self._clock.monotonic()
        spacing = SPARE / calls_a_second
        if now < self._slow_until.get(interface, 0.0):
            spacing *= SLOWER
        return self._last.get(interface, self._began) + spacing - now
