"""Notices that the system locks its screen or goes to sleep: then the papers are to be hidden as well.

    Linux    sleep and ``loginctl lock-session`` (logind), locked screens (the desktops' screen savers): ``dbus_lock``
    Windows  sleep, waking, locked or disconnected session: ``windows_lock``
    macOS    nothing here: it tells only programs that speak its own language.  ``idle.py`` counts the time asleep, so
             whoever wakes the computer after the minutes of the setting finds the papers hidden; a shorter sleep or
             a locked screen is guarded by the system's own login alone.

Where the system has nobody who tells, nothing happens, and nothing is said.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class SystemLock(QObject):
    """``away`` comes when nobody is at the screen any more; perhaps more than once for one time away.

    It is a request: a computer that falls asleep at once may hide the papers only when it wakes, before anything else
    is shown.
    """

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear: QObject | None = None

    def listen(self) -> None:
        """Begin; some milliseconds, so not before the window is seen."""
        if sys.platform == "linux":
            from desktop_ocr.ui.dbus_lock import BusEar

            self._ear = BusEar.on_this_computer(self.away.emit, self)
        elif sys.platform == "win32":
            from desktop_ocr.ui.windows_lock import SessionEar

            self._ear = SessionEar(self.away.emit)
