"""Back-ends of the keyring library that behave like what is met in offices, and a real Secret Service to try."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError


class Working(KeyringBackend):
    """A keyring that works; what it holds is on the disk, for tests that kill the program."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def _path(self, service: str, username: str) -> Path:
        return self.folder / f"{service}@{username}".encode().hex()

    def get_password(self, service: str, username: str) -> str | None:
        path = self._path(service, username)
        return path.read_text() if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        beside = self.folder / "beside"
        beside.write_text(password)
        beside.replace(self._path(service, username))

    def delete_password(self, service: str, username: str) -> None:
        if not self._path(service, username).exists():
            raise PasswordDeleteError("not there")
        self._path(service, username).unlink()


class Forgetful(Working):
    """Takes everything and keeps nothing, as the null keyring does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Garbling(Working):
    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:-1])


class Raising(KeyringBackend):
    """Raises the same for whatever it is asked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


class LockedException(Exception):
    """The name under which SecretStorage tells that an item is locked."""


NAMES_THE_CLERK = "wallet of 张三"
LOCKED = (KeyringLocked(NAMES_THE_CLERK), LockedException(NAMES_THE_CLERK))
MISSING = (NoKeyringError(NAMES_THE_CLERK),)
FAILING = (InitError(NAMES_THE_CLERK), OSError(NAMES_THE_CLERK), RuntimeError(NAMES_THE_CLERK), ValueError())


class Plaintext(KeyringBackend):
    """What a plug-in or a variable may bring: a file anybody can read, preferred to everything else."""

    priority = 100  # type: ignore[assignment]
    file: Path

    def get_password(self, service: str, username: str) -> str | None:
        return self.file.read_text() if self.file.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.file.write_text(password)


def can_start_secret_service() -> bool:
    return all(shutil.which(name) for name in ("dbus-daemon", "gnome-keyring-daemon"))


@contextlib.contextmanager
def secret_service(folder: Path) -> Iterator[str]:
    """A real, unlocked Secret Service on a session bus of its own; gives the address of the bus."""
    run, data = folder / "run", folder / "data"
    run.mkdir(mode=0o700)
    data.mkdir()
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert bus.stdout
        address = bus.stdout.readline().strip()
        environment = {
            **os.environ,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "XDG_DATA_HOME": str(data),
            "XDG_RUNTIME_DIR": str(run),
        }
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert daemon.stdin
            daemon.stdin.write(b"pw")
            daemon.stdin.close()
            _wait_for_service(address)
            yield address
        finally:
            daemon.kill()
            daemon.wait()
    finally:
        bus.kill()
        bus.wait()
        assert bus.stdout
        bus.stdout.close()


def _wait_for_service(address: str) -> None:
    from jeepney import DBusErrorResponse
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with contextlib.closing(open_dbus_connection(address)) as connection:
        bus = Proxy(message_bus, connection)
        for _ in range(100):
            with contextlib.suppress(DBusErrorResponse):
                if bus.NameHasOwner("org.freedesktop.secrets")[0]:
                    return
            time.sleep(0.05)
    raise AssertionError("no Secret Service within 5 s")
