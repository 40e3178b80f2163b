"""Locked screens and sleep as Linux tells them on its two buses.

Sleep comes from logind on the system bus, a locked screen from the desktop's screen saver on the session's bus.
Desktops without one that tells (bare window managers) lock through logind, whose ``Lock`` is heard as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

LOGIND = "org.freedesktop.login1"
SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",  # KDE
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_BEGINS, _ASKED = cast(bytes, SLOT("begins(bool)")), cast(bytes, SLOT("asked()"))  # strings, against the stubs


class BusEar(QObject):
    """Calls ``told`` when the screen is locked or the computer is about to sleep."""

    def __init__(
        self,
        told: Callable[[], None],
        *,
        system: QDBusConnection | None,
        session: QDBusConnection | None,
        login_session: str = "",
        parent: QObject | None = None,
    ) -> None:
        """``login_session``: its id; without one, any session that is locked on this computer counts."""
        super().__init__(parent)
        self._told = told
        if system is not None and system.isConnected():
            system.connect(LOGIND, "", f"{LOGIND}.Manager", "PrepareForSleep", self, _BEGINS)
            path = session_path(login_session) if login_session else ""
            system.connect(LOGIND, path, f"{LOGIND}.Session", "Lock", self, _ASKED)
        if session is not None and session.isConnected():
            for saver in SCREEN_SAVERS:
                # By any sender: naming one would wait for the bus to say who it is, and here all are this user's.
                session.connect("", "", saver, "ActiveChanged", self, _BEGINS)

    @classmethod
    def on_this_computer(cls, told: Callable[[], None], parent: QObject | None = None) -> BusEar:
        return cls(
            told,
            system=QDBusConnection.systemBus(),
            session=QDBusConnection.sessionBus() if has_session_bus() else None,
            login_session=os.environ.get("XDG_SESSION_ID", ""),
            parent=parent,
        )

    @Slot(bool)
    def begins(self, has_begun: bool) -> None:
        """Sleep or a locked screen; False is its end."""
        if has_begun:
            self._told()

    @Slot()
    def asked(self) -> None:
        """Somebody wants the session locked."""
        self._told()


def has_session_bus() -> bool:
    """Whether one runs.  Asking the library where there is none would start one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and Path(folder or "", "bus").exists()


def session_path(login_session: str) -> str:
    """Where logind keeps a session: its id, with everything but letters, and a figure in front, as ``_`` and hex."""
    shown = (
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() and (at or not chr(byte).isdigit()) else f"_{byte:02x}"
        for at, byte in enumerate(login_session.encode())
    )
    return "/org/freedesktop/login1/session/" + "".join(shown)
