"""Whether the clock is believed where it says that the time of something is over.

One that is ahead would take all that lies in the bin and all backups but one.  It is doubted where it shows a time
further from the last one known than anything is kept, and a computer that was off for so long looks the same: so
nothing goes for a day, and whoever works here is told and can set it right.  Pure: who remembers is the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_ocr.store.stamp import stamp_of, time_of

PATIENCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockTrust:
    """``right``: the last time that was believed.  ``doubted``: since when, by itself, the clock is not believed."""

    right: datetime | None = None
    doubted: datetime | None = None

    @classmethod
    def from_plain(cls, value: object) -> ClockTrust:
        """What ``plain`` gave; nothing is known of anything else."""
        times = [time_of(text) for text in value if isinstance(text, str)] if isinstance(value, list | tuple) else []
        return cls(*times) if len(times) == 2 else cls()

    def plain(self) -> tuple[str, str]:
        return _text(self.right), _text(self.doubted)

    def judged(self, now: datetime, newest: datetime | None, *, retention_days: int) -> ClockTrust:
        """For a start at ``now``; ``newest``: when the newest row of the store was written."""
        limit = timedelta(days=retention_days)
        if self.doubted is not None and timedelta(0) <= now - self.doubted < PATIENCE:
            return self  # whatever was written since
        if self.doubted is not None and PATIENCE <= now - self.doubted <= limit:
            return ClockTrust(now)
        last = max((at for at in (self.right, newest) if at is not None and at <= now), default=now)
        return ClockTrust(now) if now - last <= limit else ClockTrust(last, now)


def _text(at: datetime | None) -> str:
    return stamp_of(at) if at else ""
