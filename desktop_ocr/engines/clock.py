"""Time as engines see it, handed in: pace, waits and tokens are tested on a clock that the test moves."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Both hands of a clock, and waiting by it."""

    def now(self) -> datetime:
        """The wall's time, aware and in UTC."""

    def monotonic(self) -> float:
        """Seconds since some moment, unmoved by whoever sets the wall's clock."""

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The computer's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
