"""Notices that nobody is at the computer."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow

LOOK_EVERY = 5_000
"""Milliseconds between two looks at the clock."""
_BY_HAND = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def seconds_with_sleep() -> float:
    """A clock that only goes forward and counts the time that the computer sleeps: who wakes it finds it locked."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux; macOS, where this one counts sleep
        if (clock := getattr(time, name, None)) is not None:
            return time.clock_gettime(clock)
    return time.monotonic()  # Windows counts sleep


class IdleWatch(QObject):
    """``idle`` comes once when there was no key and no mouse for so many minutes (0: never), and again only after
    somebody was there.

    It listens to the windows, not to the whole application: each key and each movement of the mouse comes through the
    window that has the focus, while of the other events (painting, timers) thousands a second pass by.
    """

    idle = Signal()

    def __init__(
        self,
        minutes: float = 0,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = seconds_with_sleep,
        look_every: int = LOOK_EVERY,
    ) -> None:
        super().__init__(parent)
        self._clock, self._minutes = clock, minutes
        self._last = clock()
        self._told = False
        self._mouse = QPointF()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(look_every)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        self._listen(app.focusWindow())
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """0 never; the time counts from now."""
        self._minutes = minutes
        self.touch()
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()
        self._told = False

    def look(self) -> None:
        """What the timer does."""
        if self._minutes > 0 and not self._told and self._clock() - self._last >= self._minutes * 60:
            self._told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND and self._is_by_hand(event):
            self.look()  # after a sleep the first key comes before the timer: it must not undo the lock
            self.touch()
        return False

    def _is_by_hand(self, event: QEvent) -> bool:
        """Not where a window has moved under a mouse that lies still."""
        if event.type() != QEvent.Type.MouseMove or not isinstance(event, QMouseEvent):
            return True
        before, self._mouse = self._mouse, event.globalPosition()
        return before != self._mouse

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time puts it first, and it is still one
            self._wake()

    def _wake(self) -> None:
        """A window of ours got the keyboard: somebody is there."""
        self.look()
        self.touch()
