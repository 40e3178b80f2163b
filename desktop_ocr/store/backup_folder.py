"""Where backups lie, what they are called, and which files one consists of.

backups/20260131T093000Z/store.db        the database under its own key, as it was
                         keyslots.json   what opens it: a backup is restored with the recovery code alone
                         pictures.list   names of its pictures
                         manifest.json   see backup_manifest.py
backups/images/ab/….bin                  the pictures of all backups, sealed as in the store, each once
backups/.….tmp                           unfinished, or half removed
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_ocr.store import backup_manifest
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.pictures import PictureFolder
from desktop_ocr.store.replacing import sync_folder

FOLDER, IMAGES = "backups", "images"
DATABASE, SLOTS, SLOTS_COPY, LIST = "store.db", "keyslots.json", "keyslots.json.bak", "pictures.list"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was verified when it was made.  ``missing``: pictures that were lost already by then."""

    path: Path
    made: datetime
    documents: int
    pictures: int
    missing: int

    @property
    def images(self) -> PictureFolder:
        """The pictures of this backup and of those beside it."""
        return PictureFolder(self.path.parent / IMAGES)

    @property
    def words(self) -> str:
        """When it was made, for a sentence."""
        return self.made.strftime("%Y-%m-%d %H:%M UTC")


def backup_at(path: Path) -> Backup | None:
    """The backup in a folder, None if it cannot describe itself.  Raises nothing."""
    try:
        manifest = backup_manifest.read(path)
    except (OSError, ValueError):
        return None
    return Backup(path, made_at(path), manifest.rows.get("documents", 0), manifest.pictures, manifest.missing)


def paths(folder: Path) -> list[Path]:
    """The folders that have the name of a backup, the newest first.  Raises ``OSError``."""
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_dir()), reverse=True)


def made_at(path: Path) -> datetime:
    """When a backup was made, by its name.  Raises ``ValueError``."""
    return time_in(path.name)


def time_in(name: str) -> datetime:
    """The time that a name of ours is.  Raises ``ValueError``."""
    return datetime.strptime(name, _STAMP).replace(tzinfo=UTC)


def size(path: Path) -> int:
    """Bytes of a backup's own files; its pictures are shared.  Raises ``OSError``."""
    return sum(file.stat().st_size for file in path.iterdir() if file.is_file())


def free_place(folder: Path, now: datetime, *, before: str = "") -> Path:
    """The folder for a backup of this second, or of the next that is free; ``before`` stands before its stamp."""
    at = now.astimezone(UTC)
    while (path := folder / f"{before}{at.strftime(_STAMP)}").exists():
        at += timedelta(seconds=1)
    return path


def unfinished(path: Path) -> Path:
    """The name under which a backup is made or removed."""
    return path.with_name(f".{path.name}.tmp")


def remove(path: Path) -> None:
    """Remove a backup so that at no time half of it has its name.  Raises ``OSError``."""
    aside = unfinished(path)
    path.rename(aside)
    sync_folder(path.parent)
    failpoint("prune.set_aside")
    shutil.rmtree(aside)


def sweep_unfinished(folder: Path) -> int:
    """Remove what was never finished or half removed; how many.  What resists stays for the next time."""
    swept = 0
    for path in folder.glob(".*.tmp"):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        swept += not path.exists()
    return swept


def listed(path: Path) -> Iterator[str]:
    """The names of a backup's pictures.  Raises ``OSError``, ``ValueError``."""
    yield from (path / LIST).read_text("ascii").split()
