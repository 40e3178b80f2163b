"""The time, handed in: retention, backups and locks are tested with a clock that the test moves."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Both hands of a clock: the wall's, which may jump, and one that only goes forward."""

    def now(self) -> datetime:
        """The wall's time, aware and in UTC."""

    def monotonic(self) -> float:
        """Seconds since some moment, unmoved by whoever sets the wall's clock."""


class SystemClock:
    """The computer's."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()
