"""A file layer that remembers every write, and the disks a power cut may leave behind.

SQLite writes through ``RecordingVFS`` to real files.  Its log has what was written, cut short, deleted and synced, in
order, and when the store said "saved".  ``disk_after`` plays the log up to a moment: what was synced is on the disk;
of what was not, each piece is there, or torn at a sector, or missing, as chance has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import apsw

SECTOR = 512
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Written:
    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class CutShort:
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Deleted:
    """``synced``: the folder too, so that the file cannot come back."""

    file: str
    synced: bool


@dataclass(frozen=True, slots=True)
class Synced:
    file: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The store returned from step ``number``: from now on it must be there."""

    number: int


Event = Written | CutShort | Deleted | Synced | Acknowledged


@dataclass
class Log:
    events: list[Event] = field(default_factory=list)

    def acknowledge(self, number: int) -> None:
        self.events.append(Acknowledged(number))


class RecordingVFS(apsw.VFS):
    """Derived from the system's plain layer; open a database with ``vfs.encrypting``, so that the log is ciphertext."""

    def __init__(self, log: Log, base: str = "unix") -> None:
        self._log = log
        self._base = base
        self._own = f"recording{next(_numbers)}"
        super().__init__(self._own, base)

    @property
    def encrypting(self) -> str:
        return f"multipleciphers-{self._own}"

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        assert name is not None, "a temporary file would be a leak"
        return _RecordingFile(self._log, self._base, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        self._log.events.append(Deleted(Path(name).name, syncdir))


class _RecordingFile(apsw.VFSFile):
    def __init__(self, log: Log, base: str, name: str | apsw.URIFilename, flags: list[int]) -> None:
        super().__init__(base, name, flags)
        self._log = log
        self._file = Path(name if isinstance(name, str) else name.filename()).name

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._log.events.append(Written(self._file, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        super().xTruncate(newsize)
        self._log.events.append(CutShort(self._file, newsize))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._log.events.append(Synced(self._file))


def disk_after(events: list[Event], chance: Random) -> Mapping[str, bytes]:
    """The files that a power cut after these events may leave."""
    synced = {event.file: place for place, event in enumerate(events) if isinstance(event, Synced)}
    last = {event.file: place for place, event in enumerate(events) if not isinstance(event, Acknowledged)}
    keep, tear = chance.choice(((0.0, 0.0), (1.0, 0.0), (0.5, 0.2), (0.9, 0.1), (0.2, 0.0)))
    files: dict[str, bytearray] = {}
    for place, event in enumerate(events):
        if isinstance(event, Acknowledged | Synced):
            continue
        safe, draw = place < synced.get(event.file, -1), chance.random()
        if isinstance(event, Deleted):
            # A name that was used again is a new file; only the last deletion may not have come through.
            if event.synced or place < last[event.file] or draw < keep:
                files.pop(event.file, None)
        elif safe or draw < keep:
            _apply(files.setdefault(event.file, bytearray()), event)
        elif isinstance(event, Written) and draw < keep + tear:
            whole = len(event.content)
            torn = event.content[: min(whole, SECTOR * chance.randint(1, max(1, whole // SECTOR)))]
            _apply(files.setdefault(event.file, bytearray()), Written(event.file, event.offset, torn))
    return {name: bytes(content) for name, content in files.items()}


def _apply(file: bytearray, event: Written | CutShort) -> None:
    end = event.size if isinstance(event, CutShort) else event.offset + len(event.content)
    if len(file) < end:
        file.extend(bytes(end - len(file)))
    if isinstance(event, CutShort):
        del file[event.size :]
    else:
        file[event.offset : end] = event.content
