"""Whether a backup is what was written: every byte of its files, every page of its database, every picture."""

from __future__ import annotations

import hmac
from contextlib import closing
from pathlib import Path

import apsw

from desktop_ocr.domain.errors import BackupDamaged, PictureDamaged, PictureGone, StoreKeyWrong
from desktop_ocr.store import backup_copy, backup_folder, backup_manifest
from desktop_ocr.store.backup_copy import Contents
from desktop_ocr.store.backup_folder import DATABASE, LIST, SLOTS, Backup
from desktop_ocr.store.database import clerk_errors

FILES = (DATABASE, SLOTS, LIST)


def verify(backup: Backup, key: bytes) -> None:
    """Read all of a backup.

    Raises ``BackupDamaged`` if anything is not as it was written, ``StoreKeyWrong`` if another key made it, and
    ``StoreUnwritable`` if the disk cannot be read.
    """
    with clerk_errors():
        try:
            _require(_files_are_right(backup.path))
            with closing(backup_copy.open_copy(backup.path / DATABASE, key)) as connection:
                _require(backup_manifest.is_sealed(backup.path, key))
                _require(connection.pragma("quick_check") == "ok")
                manifest = backup_manifest.read(backup.path)
                _require(backup_copy.counts(connection) == manifest.rows)
                pictures = {one.name: one for one in backup_copy.pictures_in(connection)}
            names = list(backup_folder.listed(backup.path))
            _require(len(names) == manifest.pictures and len(names) + manifest.missing == len(pictures))
            for name in names:
                backup.images.read(pictures[name])
        except apsw.NotADBError as error:
            raise StoreKeyWrong from error  # the file itself is right, its hash says
        except (apsw.CorruptError, ValueError, KeyError, PictureGone, PictureDamaged, FileNotFoundError) as error:
            raise BackupDamaged(name=backup.words) from error


def verify_new(folder: Path, key: bytes, original: dict[str, Contents]) -> None:
    """Open a backup that was just made, whose pictures were checked one by one, and compare it with its original.

    Raises ``ValueError`` where they differ, ``apsw.Error`` and ``OSError``.
    """
    _require(_files_are_right(folder) and backup_manifest.is_sealed(folder, key))
    with closing(backup_copy.open_copy(folder / DATABASE, key)) as connection:
        _require(connection.pragma("quick_check") == "ok")
        _require(backup_copy.contents(connection) == original)


def _files_are_right(folder: Path) -> bool:
    manifest = backup_manifest.read(folder)
    if set(manifest.files) != set(FILES) or manifest.schema != backup_manifest.SCHEMA:
        return False
    found = {name: backup_manifest.describe(folder / name) for name in FILES}
    return all(
        found[name][0] == size and hmac.compare_digest(found[name][1], digest)
        for name, (size, digest) in manifest.files.items()
    )


def _require(right: bool) -> None:
    if not right:
        raise ValueError("not as it was written")
