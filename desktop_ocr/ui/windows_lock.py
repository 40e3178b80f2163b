"""Locked sessions and sleep as Windows tells them to a window."""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable

from PySide6.QtGui import QWindow

MESSAGE = struct.Struct("@PIPP")
"""The beginning of a ``MSG``: window, message, and its two parameters."""
POWER, SESSION = 0x0218, 0x02B1
"""``WM_POWERBROADCAST``, ``WM_WTSSESSION_CHANGE``."""
_AWAY = {
    POWER: {0x4, 0x12},  # suspends; has woken, where the former came too late or not at all
    SESSION: {0x2, 0x4, 0x7},  # another user at the screen; the remote desktop has been left; locked
}
_THIS_SESSION = 0


def is_away(message: bytes) -> bool:
    """Whether a message says that nobody is at the screen; ``message``: the bytes of a ``MSG``."""
    _window, kind, parameter, _more = MESSAGE.unpack_from(message)
    return parameter in _AWAY.get(kind, ())


class SessionEar(QWindow):
    """A window that is never shown, and calls ``told``.

    One of its own, because a filter for the whole application would take each message of each window through Python.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__()
        self._told = told
        self.create()
        if sys.platform == "win32":
            register = ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification
            register.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
            register(int(self.winId()), _THIS_SESSION)  # where it fails, sleep is still told

    def nativeEvent(self, _kind: object, message: int) -> object:
        if is_away(ctypes.string_at(int(message), MESSAGE.size)):
            self._told()
        return False, 0  # Qt looks at it as well
