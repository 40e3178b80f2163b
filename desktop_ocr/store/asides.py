"""What a restore put aside: the former store, as it was, in ``aside-<time>``; kept for the retention period."""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_ocr.store import backup_folder
from desktop_ocr.store.restoring import ASIDE, UNKNOWN

_STAMPED = re.compile(rf"{ASIDE}(\d{{8}}T\d{{6}}Z)")


@dataclass(frozen=True, slots=True)
class Aside:
    """A former store and when it became one."""

    path: Path
    since: datetime

    def is_over(self, now: datetime, retention_days: int) -> bool:
        return now - self.since >= timedelta(days=retention_days)


def all_asides(folder: Path) -> list[Aside]:
    """Those beside the store in ``folder``, the latest first, and nothing that is not ours.  Raises ``OSError``."""
    found = [Aside(path, _since(path)) for path in folder.glob(f"{ASIDE}*") if path.is_dir() and _is_ours(path)]
    return sorted(found, key=lambda one: one.since, reverse=True)


def remove_old(folder: Path, now: datetime, *, retention_days: int) -> int:
    """Remove those whose time is over, and what an earlier removal left half done; how many.

    Raises nothing: what resists goes the next time.
    """
    removed = 0
    with contextlib.suppress(OSError):
        for half in folder.glob(f".{ASIDE}*.tmp"):
            shutil.rmtree(half, ignore_errors=True)
        for one in all_asides(folder):
            if one.is_over(now, retention_days):
                backup_folder.remove(one.path)
                removed += 1
    return removed


def _is_ours(path: Path) -> bool:
    return path.name == UNKNOWN or _STAMPED.fullmatch(path.name) is not None


def _since(path: Path) -> datetime:
    if stamped := _STAMPED.fullmatch(path.name):
        with contextlib.suppress(ValueError):
            return backup_folder.time_in(stamped[1])
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
