"""A store of pictures and papers, as small as the parts under test allow, and a clock to be moved by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_ocr.domain.errors import StoreDamaged
from desktop_ocr.store import restoring
from desktop_ocr.store.backup_copy import open_copy, pictures_in
from desktop_ocr.store.backups import Backups
from desktop_ocr.store.database import open_database, transaction
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.pictures import NewPicture, PictureFiles

KEY, NAMES_KEY = bytes(range(32)), bytes(range(32, 64))
SLOTS = b'{"what": "any slots will do"}'
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.time, self.ticks = now, 0.0

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.ticks

    def move(self, step: timedelta) -> None:
        """Time passes."""
        self.time += step
        self.ticks += max(0.0, step.total_seconds())

    def jump(self, step: timedelta) -> None:
        """Somebody sets the wall's clock."""
        self.time += step


class SmallStore:
    """Opens as the program does: an unfinished restore is finished, orphans are swept."""

    def __init__(self, folder: Path, key: bytes = KEY, *, reserve: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        restoring.finish_restore(folder)
        if not (folder / "keyslots.json").exists():
            (folder / "keyslots.json").write_bytes(SLOTS)
        self.folder, self.key, self.clock = folder, key, HandClock()
        self.connection = open_database(folder / "store.db", key)
        migrate(self.connection)
        self.pictures = PictureFiles(folder / "images", NAMES_KEY)
        self.pictures.sweep({one.name for one in self.rows()})
        self.backups = Backups(folder, check_slots=check_slots, reserve=reserve)

    def rows(self) -> list[NewPicture]:
        return pictures_in(self.connection)

    def add(self, content: bytes, text: str = "") -> NewPicture:
        """File first, row second; what is returned is acknowledged."""
        picture = self.pictures.write(content)
        with transaction(self.connection):
            self.connection.execute(
                "INSERT INTO pictures (name, key, digest, size, added_at) VALUES (?, ?, ?, ?, '')",
                (picture.name, picture.key, picture.digest, picture.size),
            )
            self.connection.execute(
                "INSERT INTO documents (picture, place, source_path, page, paper_index, asked_type, document_type,"
                " recipe, corrections, error_code, error_facts, finished, exported_at)"
                " VALUES (last_insert_rowid(), 0, x'', 1, 0, '', '', x'', ?, '', x'', 0, '')",
                (text.encode(),),
            )
        return picture

    def delete(self, name: str) -> None:
        """Row first, file second; the log is emptied, for it still holds the row."""
        with transaction(self.connection):
            failpoint("delete.begun")
            chosen = "(SELECT id FROM pictures WHERE name = ?)"
            self.connection.execute(f"DELETE FROM documents WHERE picture = {chosen}", (name,))
            self.connection.execute("DELETE FROM pictures WHERE name = ?", (name,))
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.pictures.delete(name)

    def back_up(self) -> Path:
        return self.backups.make(self.connection, self.key, self.pictures, self.clock).path

    def texts(self) -> list[str]:
        return [row[0].decode() for row in self.connection.execute("SELECT corrections FROM documents ORDER BY id")]

    def contents(self) -> dict[str, bytes]:
        """Every picture that has a row, read from its file."""
        return {one.name: self.pictures.read(one) for one in self.rows()}

    def close(self) -> None:
        self.connection.close(True)


@contextmanager
def opened(folder: Path, *, reserve: int = 0) -> Iterator[SmallStore]:
    with closing(SmallStore(folder, reserve=reserve)) as store:
        yield store


def check_slots(folder: Path) -> None:
    """Stands for the key slots' own check."""
    if (folder / "keyslots.json").read_bytes() != SLOTS:
        raise StoreDamaged


def files_under(folder: Path) -> dict[str, str]:
    """SHA-256 of every file, by its place."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def in_backup(path: Path, statement: str) -> list[tuple[object, ...]]:
    """What the database of a backup answers."""
    with closing(open_copy(path / "store.db", KEY)) as connection:
        return list(connection.execute(statement))
