"""One running program for one store: a second start hands its files to the first and ends.

Who is first is decided by a lock file, which the end of a process takes away in its own way on each system, however it
ended.  The socket only carries the paths; one that a killed program left behind is removed by the next first one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QDeadlineTimer, QLockFile, QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LARGEST = 1 << 20
"""Bytes of a message at most: some thousand paths."""
PATIENCE = 5_000
"""Milliseconds that either side waits for the other."""
SLICE = 50
"""Milliseconds to wait in one piece: Qt keeps Python's other threads waiting as well."""
_HEADER = 4
_TAKEN = b"taken"


class SingleInstance(QObject):
    """``asked`` comes in the first one, with the paths of another start; none of them: the window is to come to front.

    ``name`` tells stores apart (put their folder into it).  Users never meet: names are theirs, the folder is 0700.
    """

    asked = Signal(object)  # list[str]; as a list of Qt's, names that are no UTF-8 would be damaged

    def __init__(self, name: str, parent: QObject | None = None, *, folder: Path | None = None) -> None:
        super().__init__(parent)
        short = hashlib.sha256(f"{Path.home()}\0{name}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
        private = folder or _private_folder()
        self._address = f"desktop-ocr-{short}" if sys.platform == "win32" else str(private / short)
        self._lock = QLockFile(str(private / f"{short}.lock"))
        self._lock.setStaleLockTime(0)  # only the end of its process makes it stale, no matter how old it is
        # Where no lock can be written at all, this one works alone: the store has a lock of its own.
        self.is_first = self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(8)
        self._server.newConnection.connect(self._receive)
        if self.is_first:
            self._listen()

    @property
    def listens(self) -> bool:
        """Whether other starts can reach this one.  It is the first one even if they cannot."""
        return self._server.isListening()

    def take_over(self) -> bool:
        """Be the first one, if the one before has ended; whether this is it."""
        if not self.is_first and self._lock.tryLock(0):
            self.is_first = True
            self._listen()
        return self.is_first

    def stop_listening(self) -> None:
        """Take nothing any more, and stay the first one until ``close``: another start waits for that."""
        self._server.close()
        for conversation in self.findChildren(_Conversation):
            conversation.give_up()

    def send(
        self, paths: Sequence[str], *, connects_within: int | None = None, answers_within: int | None = None
    ) -> bool:
        """Hand the paths to the first one; whether it has taken them.

        Blocks, before any window: for so many milliseconds until it listens, then until it answers or closes;
        ``PATIENCE`` each.
        """
        whole = [str(Path(path).absolute()) for path in paths]  # the first one stands in another folder
        body = json.dumps(whole).encode("ascii")  # escaped, so that also names that are no UTF-8 arrive
        if len(body) > LARGEST:
            return False
        socket = self._connected(QDeadlineTimer(PATIENCE if connects_within is None else connects_within))
        if socket is None:
            return False
        deadline = QDeadlineTimer(PATIENCE if answers_within is None else answers_within)
        socket.write(QByteArray(len(body).to_bytes(_HEADER, "big") + body))
        connected = QLocalSocket.LocalSocketState.ConnectedState
        while socket.bytesAvailable() < len(_TAKEN) and socket.state() == connected and not deadline.hasExpired():
            socket.waitForReadyRead(SLICE)
        return socket.readAll().data() == _TAKEN

    def close(self) -> None:
        """Let another one be first."""
        self._server.close()
        if self.is_first:
            self._lock.unlock()
            self.is_first = False

    def _listen(self) -> None:
        QLocalServer.removeServer(self._address)
        self._server.listen(self._address)

    def _connected(self, deadline: QDeadlineTimer) -> QLocalSocket | None:
        """Patiently: the first one may have the lock and not listen yet."""
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._address)
            if socket.waitForConnected(SLICE):
                return socket
            time.sleep(SLICE / 1000)
        return None

    def _receive(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            conversation = _Conversation(socket, self)
            conversation.heard.connect(self.asked)
            conversation.begin()


class _Conversation(QObject):
    """One connection, until its message is whole, wrong, or late."""

    heard = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._received = bytearray()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.give_up)
        socket.setReadBufferSize(LARGEST + _HEADER)
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._end)

    def begin(self) -> None:
        self._late.start(PATIENCE)
        self._read()  # what came before anybody listened

    def _read(self) -> None:
        self._received += self._socket.readAll().data()
        if len(self._received) < _HEADER:
            return
        length = int.from_bytes(self._received[:_HEADER], "big")
        body = bytes(self._received[_HEADER:])
        if length > LARGEST or len(body) > length:
            self.give_up()
        elif len(body) == length:
            self._take(body)

    def _take(self, body: bytes) -> None:
        paths = _paths(body)
        if paths is None:
            self.give_up()
            return
        self._socket.write(QByteArray(_TAKEN))
        self._socket.flush()  # now: the other one waits, and who is asked may take a while
        self._socket.disconnectFromServer()
        self.heard.emit(paths)

    def give_up(self) -> None:
        """Without an answer."""
        self._socket.abort()

    def _end(self) -> None:
        self._late.stop()
        self._socket.deleteLater()
        self.deleteLater()


def _paths(body: bytes) -> list[str] | None:
    """None where it is not what ``send`` writes."""
    try:
        paths = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(paths, list) or not all(isinstance(path, str) and "\0" not in path for path in paths):
        return None
    return paths


def _private_folder() -> Path:
    """A folder with a short name (the address of a socket has room for 100 bytes) that is this user's alone."""
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())  # the user's own, says Windows
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir()):
        if not parent:
            continue
        folder = Path(parent) / f"desktop-ocr-{os.getuid()}"
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            there = folder.lstat()
            if stat.S_ISDIR(there.st_mode) and there.st_uid == os.getuid() and not there.st_mode & 0o077:
                return folder
    return Path(tempfile.mkdtemp(prefix="desktop-ocr-"))  # somebody else was there first: alone, but safe
