"""Coroutines from slots: start one, keep it, report its failure, cancel all at the end.  And dialogs to await."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop_ocr.ui.gate import passed_by

FINISHED_WITHIN = 10.0
"""Seconds for which the end waits for what must finish, and for what is called off: a share that does not answer must
not hold the window open.
"""


class Tasks:
    """The only way from a slot to a coroutine.  What one raises is a bug and goes to the excepthook."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._promised: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        return bool(self._running)

    @property
    def is_awaited(self) -> bool:
        """Whether something runs that must finish before the window may close."""
        return bool(self._promised)

    def start(self, coroutine: Coroutine[Any, Any, None], *, must_finish: bool = False) -> asyncio.Task[None]:
        """``must_finish``: it brings in papers, which are kept nowhere before it has ended."""
        task = asyncio.ensure_future(coroutine)
        self._running.add(task)
        if must_finish:
            self._promised.add(task)
        task.add_done_callback(self._ended)
        return task

    async def finish(self, within: float = FINISHED_WITHIN) -> None:
        """Wait until what must finish has ended, for ``within`` seconds at most."""
        if self._promised:
            await asyncio.wait(self._promised, timeout=within)

    def give_up(self) -> None:
        """Nothing must finish any more: the clerk has said so."""
        self._promised.clear()

    async def cancel(self, within: float = FINISHED_WITHIN) -> bool:
        """Cancel all and wait until they have cleaned up, and what they have started while they did: for so many
        seconds at most.  Whether all have ended.
        """
        until = time.monotonic() + within
        while running := list(self._running):
            for task in running:
                task.cancel()
            _, late = await asyncio.wait(running, timeout=max(until - time.monotonic(), 0.0))
            if late:
                return False
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._promised.discard(task)
        if not task.cancelled() and (error := task.exception()):
            sys.excepthook(type(error), error, error.__traceback__)


class OneAtATime:
    """Starts work only when what it started last has ended: a key pressed twice opens no second dialog."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._last: asyncio.Task[None] | None = None

    def start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if self._last is None or self._last.done():
            self._last = self._tasks.start(work())

    def cancel(self) -> None:
        """End what was started last, if it has not ended."""
        if self._last is not None:
            self._last.cancel()


async def answer(dialog: QDialog) -> bool:
    """Show a dialog and wait, without a loop of its own, until the clerk accepts or leaves it.

    Over a locked window it is shown only once that is unlocked.
    """
    answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def accept() -> None:
        if not answered.done():
            answered.set_result(True)

    def finish() -> None:
        if not answered.done():
            answered.set_result(False)

    # In this order: "finished" comes after "accepted", and the number it carries is another one for message boxes.
    dialog.accepted.connect(accept)
    dialog.finished.connect(finish)
    try:
        await passed_by(dialog)
        dialog.open()
        return await answered
    finally:
        if isinstance(owner := dialog.parent(), QWidget):
            owner.activateWindow()  # without a window manager nobody else hands the keyboard back
        dialog.deleteLater()
