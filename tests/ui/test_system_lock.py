"""The papers are hidden when the system locks its screen or sleeps; where nobody tells, nothing happens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.system_lock import SystemLock
from desktop_ocr.ui.windows_lock import MESSAGE, POWER, SESSION, is_away

if sys.platform != "linux":
    pytest.skip("the buses are Linux's", allow_module_level=True)

from PySide6.QtDBus import QDBusConnection, QDBusMessage

from desktop_ocr.ui.dbus_lock import LOGIND, SCREEN_SAVERS, BusEar, has_session_bus, session_path


class Bus:
    """A private bus, with a connection that hears and one that tells."""

    def __init__(self, address: str) -> None:
        self.hears = QDBusConnection.connectToBus(address, "hears")
        self.tells = QDBusConnection.connectToBus(address, "tells")
        assert self.tells.registerService(LOGIND)

    def listened(self) -> None:
        """Wait until the bus knows what is listened to: subscribing does not."""
        self.hears.interface().isServiceRegistered(LOGIND)

    def tell(self, path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self.tells.send(message)


@pytest.fixture
def bus(qapp: object) -> Iterator[Bus]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield Bus(daemon.stdout.readline().strip())
        for name in ("hears", "tells"):
            QDBusConnection.disconnectFromBus(name)
        daemon.terminate()


@pytest.fixture
def lock() -> SystemLock:
    return SystemLock()


@pytest.mark.parametrize("saver", SCREEN_SAVERS)
def test_a_locked_screen_is_noticed_and_an_unlocked_one_is_not(
    bus: Bus, lock: SystemLock, qtbot: QtBot, saver: str
) -> None:
    ear = BusEar(lock.away.emit, system=None, session=bus.hears)
    bus.listened()
    told: list[None] = []
    lock.away.connect(lambda: told.append(None))
    with qtbot.waitSignal(lock.away):  # what comes first on a bus is heard first
        bus.tell("/ScreenSaver", saver, "ActiveChanged", False)
        bus.tell("/ScreenSaver", saver, "ActiveChanged", True)
    assert (len(told), ear is not None) == (1, True)


def test_sleep_is_noticed_and_waking_is_not(bus: Bus, lock: SystemLock, qtbot: QtBot) -> None:
    ear = BusEar(lock.away.emit, system=bus.hears, session=None, login_session="2")
    bus.listened()
    told: list[None] = []
    lock.away.connect(lambda: told.append(None))
    with qtbot.waitSignal(lock.away):
        bus.tell("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", False)
        bus.tell("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", True)
    assert (len(told), ear is not None) == (1, True)


def test_only_the_own_session_counts(bus: Bus, lock: SystemLock, qtbot: QtBot) -> None:
    ear = BusEar(lock.away.emit, system=bus.hears, session=None, login_session="2")
    bus.listened()
    told: list[None] = []
    lock.away.connect(lambda: told.append(None))
    with qtbot.waitSignal(lock.away):
        bus.tell(session_path("31"), f"{LOGIND}.Session", "Lock")
        bus.tell(session_path("2"), f"{LOGIND}.Session", "Lock")
    assert (len(told), ear is not None) == (1, True)


def test_a_session_is_where_logind_keeps_it() -> None:
    assert session_path("2") == "/org/freedesktop/login1/session/_32"
    assert session_path("c1") == "/org/freedesktop/login1/session/c1"
    assert session_path("a-7") == "/org/freedesktop/login1/session/a_2d7"


def test_without_a_bus_nothing_happens(
    lock: SystemLock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not has_session_bus()
    lock.listen()
    nowhere = QDBusConnection("nowhere")
    BusEar(lock.away.emit, system=nowhere, session=nowhere)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("kind", "parameter", "away"),
    [
        (SESSION, 0x7, True),  # locked
        (SESSION, 0x8, False),  # unlocked
        (SESSION, 0x4, True),  # remote desktop left
        (POWER, 0x4, True),  # suspends
        (POWER, 0xA, False),  # the battery
        (0x0200, 0x4, False),  # the mouse moves
    ],
)
def test_windows_messages_are_understood(kind: int, parameter: int, away: bool) -> None:
    assert is_away(MESSAGE.pack(0x1234, kind, parameter, 0) + bytes(16)) is away
