"""Whether the window may show papers: what would open a dialog or take files in waits here while it is locked."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget


class Gate(QObject):
    """One for each main window, as its child; open at first.  ``closed`` comes before anything is covered."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._opened = asyncio.Event()
        self._opened.set()

    @property
    def is_closed(self) -> bool:
        return not self._opened.is_set()

    def close(self) -> None:
        self._opened.clear()
        self.closed.emit()

    def open(self) -> None:
        self._opened.set()

    async def passed(self) -> None:
        """Returns at once where it is open."""
        while self.is_closed:  # closed again, maybe, before this one has woken
            await self._opened.wait()


async def passed_by(widget: QWidget) -> None:
    """Wait until the window that a dialog belongs to, over others or at once, is not locked."""
    window = widget
    while (above := window.parentWidget()) is not None:
        window = above
    gate = window.findChild(Gate, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if gate is not None:
        await gate.passed()
