"""Places in the store where a test may let the program die or the disk fail.

``failpoint("documents.before_commit")`` does nothing in the clerk's hands.  A test installs a hook in the same process,
or starts a child with ``DESKTOP_OCR_FAILPOINT="name=what[@n]"``: at the n-th pass (default: the first) ``kill`` ends
the process as a power switch would, ``EIO`` and ``ENOSPC`` raise that ``OSError``, ``exception`` raises one that nobody
expects.  A new place is one more line in ``_STEPS``; a name that is not there is a mistake and raises ``KeyError``.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, NoReturn

VARIABLE = "DESKTOP_OCR_FAILPOINT"
SCHEMAS = 6
"""Migrations with names in the table; raise it with the next one."""

_STEPS: dict[str, tuple[str, ...]] = {
    # replacing.py: any file that is put in place of an old one
    "replacing": ("created", "written", "synced", "checked", "renamed", "done"),
    # key_slots.py: what wraps the data key; opening.py: a new key is made known to the keyring
    "slots": ("before_replace", "after_replace", "after_backup"),
    "opening": ("before_os_key", "after_os_key", "before_slots", "after_slots"),
    # pictures.py
    "images": ("before_write", "after_rename", "sweep"),
    # database.py, documents.py, migrations.py
    "database": ("opened", "keyed", "checked", "configured"),
    "documents": ("begun", "written", "before_commit", "after_commit"),
    "migrate": tuple(f"{number}.{step}" for number in range(1, SCHEMAS + 1) for step in ("begin", "end")),
    # ledger.py
    "ledger": ("before_begin", "after_begin", "before_send", "after_send", "before_answer", "after_answer", "finished"),
    # store.py, pictures.py: deleting for good
    "delete": ("begun", "row_gone", "picture_gone"),
    # backups.py
    "backup": ("begun", "copied", "slots_copied", "picture_copied", "described", "verified", "renamed"),
    "prune": ("set_aside", "deleted", "swept"),
    # restoring.py
    "restore": ("begun", "staged", "verified", "committed", "set_aside", "moved", "done"),
}
NAMES: frozenset[str] = frozenset(f"{module}.{step}" for module, steps in _STEPS.items() for step in steps)


class FailpointReached(Exception):
    """What ``exception`` raises: no ``OSError`` and no error of ours, as a bug would be."""


class _Plan(NamedTuple):
    name: str
    what: str
    at: int


_hook: Callable[[str], None] | None = None
_passes: Counter[str] = Counter()
_counting = threading.Lock()


def failpoint(name: str) -> None:
    """A place where a test may step in.  Raises ``KeyError`` for a name not in the table, and what the test wants."""
    if name not in NAMES:
        raise KeyError(name)
    if _hook is not None:
        _hook(name)
    wanted = os.environ.get(VARIABLE)
    if wanted:
        _follow(_plan(wanted), name)


def install(hook: Callable[[str], None] | None) -> None:
    """Call ``hook`` with the name at every pass, or no longer (``None``); counting begins anew."""
    global _hook  # noqa: PLW0603 - the one switch, for tests
    _hook = hook
    with _counting:
        _passes.clear()


def fail(what: str) -> NoReturn:
    """Do one of ``kill``, ``EIO``, ``ENOSPC``, ``exception``; for hooks too.  Raises ``ValueError`` for another."""
    if what == "kill":
        # SIGKILL leaves no time to tidy up; Windows ends a process the same way whatever the signal.
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        raise AssertionError("killed, and still here")
    if what in ("EIO", "ENOSPC"):
        number = getattr(errno, what)
        raise OSError(number, os.strerror(number))
    if what == "exception":
        raise FailpointReached
    raise ValueError(what)


def _follow(plan: _Plan, name: str) -> None:
    if name != plan.name:
        return
    with _counting:
        _passes[name] += 1
        reached = _passes[name] == plan.at
    if reached:
        fail(plan.what)


@cache
def _plan(text: str) -> _Plan:
    name, _, rest = text.partition("=")
    what, _, at = rest.partition("@")
    if name not in NAMES:
        raise KeyError(name)
    if what not in ("kill", "EIO", "ENOSPC", "exception"):
        raise ValueError(text)
    return _Plan(name, what, int(at or 1))
