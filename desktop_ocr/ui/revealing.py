"""Shows what is masked, for half a minute: the clerk looks something up and forgets to hide it again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

SHOWN_FOR = 30_000
"""Milliseconds."""


class Revealing(QObject):
    """``changed`` says whether it is shown now."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, shown_for: int = SHOWN_FOR) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=shown_for)
        self._timer.timeout.connect(self._end)

    def show(self) -> None:
        """Once more begins the time anew."""
        self._timer.start()
        self.changed.emit(True)

    async def begin(self) -> None:
        """As ``show``, for a guard to stand before."""
        self.show()

    def _end(self) -> None:
        self.changed.emit(False)
