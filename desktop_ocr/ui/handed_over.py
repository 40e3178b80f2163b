"""Files that another start of the program was given: it gave way to this one, and they wait for an unlocked window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_ocr.ui.gate import Gate
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.tasks import Tasks


class HandedOver:
    """``add`` takes files in."""

    def __init__(self, window: MainWindow, gate: Gate, tasks: Tasks, add: Callable[[Sequence[Path]], object]) -> None:
        self._window, self._gate, self._tasks, self._add = window, gate, tasks, add
        self._waiting: list[Path] = []

    @property
    def is_waiting(self) -> bool:
        """Whether files wait for the window to be unlocked."""
        return bool(self._waiting)

    def take(self, files: Sequence[str]) -> None:
        """Show the window, and take the files in once it is unlocked."""
        self._window.appear()
        if files:
            self._waiting += [Path(file) for file in files]
            self._tasks.start(self._take_once_unlocked())

    async def _take_once_unlocked(self) -> None:
        await self._gate.passed()
        self.take_now()

    def take_now(self) -> None:
        """At the end also behind a locked window: the next start shows them."""
        files, self._waiting = self._waiting, []
        if files:
            self._add(files)
