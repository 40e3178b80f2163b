"""What Python does to files and folders, remembered, and the disks a power cut may leave behind.

While ``recording`` runs, making, renaming, removing and ``fsync`` below a folder go into a log, with what was written
by then.  ``disk_after`` plays it up to a moment on a disk in memory, stricter than any real one: a name that was made
or removed is only sure once its folder was synced, one that was moved once both folders were, what a file holds once
the file was; of the rest each step is there or not, and each file whole, torn or empty, as chance has it.  A rename is
one step, as on every disk with a journal.  What SQLite writes is not seen here: see ``power_cut.py``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any
from unittest import mock

FOLDER = -1
"""Stands for the number of a file where there is a folder."""


@dataclass(frozen=True, slots=True)
class Made:
    """``file``: its number, or FOLDER.  Paths are relative to the folder that is recorded."""

    path: str
    file: int


@dataclass(frozen=True, slots=True)
class Moved:
    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Removed:
    path: str


@dataclass(frozen=True, slots=True)
class Written:
    """All that the file holds now."""

    file: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Synced:
    file: int


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    path: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    number: int


Event = Made | Moved | Removed | Written | Synced | SyncedFolder | Acknowledged
Disk = Mapping[str, bytes | None]
"""Files by their paths; None for folders."""


@dataclass
class Log:
    """``files``: the number of each file that is there, by its path; ``start``: the disk as it was."""

    root: Path
    start: Disk
    events: list[Event] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    known: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path, content in self.start.items():
            if content is not None:
                number = self.files[path] = next(self.numbers)
                self.known[number] = content

    def acknowledge(self, number: int) -> None:
        self.events.append(Acknowledged(number))

    def within(self, path: Any, dir_fd: int | None = None) -> str | None:
        """A path as the log has it; None for what lies elsewhere."""
        folder = os.readlink(f"/proc/self/fd/{dir_fd}") if dir_fd is not None else os.getcwd()  # noqa: PTH109, PTH115
        whole = Path(folder, os.fsdecode(path))
        return whole.relative_to(self.root).as_posix() if whole.is_relative_to(self.root) else None

    def make(self, path: str, *, is_folder: bool = False) -> None:
        number = FOLDER if is_folder else next(self.numbers)
        if not is_folder:
            self.files[path] = number
        self.events.append(Made(path, number))

    def look_into(self, path: str) -> None:
        """What a file holds is only seen when it matters: when it is synced or renamed."""
        number = self.files.get(path)
        if number is None:
            return
        content = (self.root / path).read_bytes()
        if self.known.get(number) != content:
            self.known[number] = content
            self.events.append(Written(number, content))

    def move(self, path: str, to: str) -> None:
        moved = {one: number for one, number in self.files.items() if _is_in(one, path)}
        for one in moved:
            del self.files[one]
        self.files.update((to + one.removeprefix(path), number) for one, number in moved.items())
        self.events.append(Moved(path, to))

    def remove(self, path: str) -> None:
        self.files.pop(path, None)
        self.events.append(Removed(path))

    def sync(self, handle: int) -> None:
        path = self.within(os.readlink(f"/proc/self/fd/{handle}"))  # noqa: PTH115
        if path is None:
            return
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            self.events.append(SyncedFolder(path))
        elif path in self.files:
            self.look_into(path)
            self.events.append(Synced(self.files[path]))


@contextmanager
def recording(root: Path) -> Iterator[Log]:
    """Records what is done to the files below ``root`` by functions of ``os``; what is there now is on the disk."""
    log = Log(root, contents_of(root))
    real = {name: getattr(os, name) for name in ("open", "fsync", "rename", "replace", "unlink", "rmdir", "mkdir")}

    def open_(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        there = log.within(path, dir_fd)
        is_new = bool(flags & os.O_CREAT) and there is not None and there not in log.files
        handle: int = real["open"](path, flags, mode, dir_fd=dir_fd)
        if is_new and there is not None:
            log.make(there)
        return handle

    def fsync(handle: int) -> None:
        real["fsync"](handle)
        log.sync(handle)

    def moving(name: str) -> Callable[[Any, Any], None]:
        def move(path: Any, to: Any) -> None:
            old, new = log.within(path), log.within(to)
            if old is not None and Path(path).is_file():
                log.look_into(old)
            real[name](path, to)
            assert (old is None) == (new is None), "moved out of what is recorded"
            if old is not None and new is not None:
                log.move(old, new)

        return move

    def removing(name: str) -> Callable[..., None]:
        def remove(path: Any, *, dir_fd: int | None = None) -> None:
            old = log.within(path, dir_fd)
            real[name](path, dir_fd=dir_fd)
            if old is not None:
                log.remove(old)

        return remove

    def mkdir(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        new = log.within(path, dir_fd)
        real["mkdir"](path, mode, dir_fd=dir_fd)
        if new is not None:
            log.make(new, is_folder=True)

    ours = {"open": open_, "fsync": fsync, "mkdir": mkdir}
    ours |= {name: moving(name) for name in ("rename", "replace")}
    ours |= {name: removing(name) for name in ("unlink", "rmdir")}
    with ExitStack() as patched:
        for name, function in ours.items():
            patched.enter_context(mock.patch.object(os, name, function))
        yield log


def contents_of(root: Path) -> Disk:
    return {path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}


def disk_after(log: Log, past: list[Event], chance: Random, odds: tuple[float, float] | None = None) -> Disk:
    """The disk that a power cut after these events of the log may leave.

    ``odds``: of what is not sure to be there whole, and to be torn; without them chance has those too.
    """
    keep, tear = odds or chance.choice(((0.0, 0.0), (1.0, 0.0), (0.5, 0.2), (0.9, 0.1), (0.2, 0.0)))
    numbers = iter(count())
    names: dict[str, int] = {path: FOLDER if held is None else next(numbers) for path, held in log.start.items()}
    lost: list[str] = []
    for place, event in enumerate(past):
        if not isinstance(event, Made | Moved | Removed):
            continue
        paths = (event.path, event.to) if isinstance(event, Moved) else (event.path,)
        is_sure = all(SyncedFolder(_folder(path)) in past[place:] for path in paths)
        is_possible = not any(_is_in(path, gone) for path in paths for gone in lost)
        if is_possible and (is_sure or chance.random() < keep) and _apply(names, event):
            continue
        lost.extend(paths)  # and what builds upon it
    return {
        path: None if number == FOLDER else _held(log, past, number, chance, keep, tear)
        for path, number in names.items()
    }


def write_out(disk: Disk, folder: Path) -> None:
    folder.mkdir()
    for path, content in sorted(disk.items()):
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


def _apply(names: dict[str, int], event: Made | Moved | Removed) -> bool:
    """False where it cannot be: a folder is removed that is not empty here."""
    if isinstance(event, Made):
        names[event.path] = event.file
    elif isinstance(event, Removed):
        if any(_is_in(path, event.path) and path != event.path for path in names):
            return False
        names.pop(event.path)
    else:
        for path in [path for path in names if _is_in(path, event.path)]:
            names[event.to + path.removeprefix(event.path)] = names.pop(path)
    return True


def _held(log: Log, past: list[Event], number: int, chance: Random, keep: float, tear: float) -> bytes:
    """What is in a file: what was synced last, or chance's share of what was written since."""
    first = [held for held in log.start.values() if held is not None]
    content = first[number] if number < len(first) else b""
    synced = max((place for place, event in enumerate(past) if event == Synced(number)), default=-1)
    for place, event in enumerate(past):
        if not isinstance(event, Written) or event.file != number:
            continue
        draw = chance.random()
        if place < synced or draw < keep:
            content = event.content
        elif draw < keep + tear:
            content = event.content[: chance.randint(0, len(event.content))]
    return content


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
