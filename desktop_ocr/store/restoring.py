"""Putting a backup in place of the store, so that after any failure there is the old one or the new one.

Everything is first laid ready in ``restoring.tmp`` and checked.  Then ``restoring.json`` is written: from here on the
new one counts, and the moves that follow can be done again from wherever they were cut off (``finish_restore``, at
every start).  What was there before is moved to ``aside-<time>``; ``asides.py`` removes that in its time.
"""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import apsw

from desktop_ocr.domain.errors import BackupDamaged, PictureDamaged, PictureGone, RestoreFailed, StoreError
from desktop_ocr.store import backup_check, backup_copy, backup_folder
from desktop_ocr.store.backup_folder import DATABASE, IMAGES, SLOTS, SLOTS_COPY, Backup
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import clerk_errors
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.pictures import OVERHEAD, PictureFolder, unseal
from desktop_ocr.store.replacing import make_folder, replace_file, sweep_unfinished, sync_folder

READY, MARKER, ASIDE = "restoring.tmp", "restoring.json", "aside-"
UNKNOWN = f"{ASIDE}unknown"
"""Where the former store goes if the marker does not say."""
_LOGS = ("store.db-wal", "store.db-shm")
_PARTS = (IMAGES, SLOTS_COPY, SLOTS, DATABASE)
"""The database comes last: its logs must be gone before it arrives."""


def restore(
    backup: Backup, folder: Path, key: bytes, clock: Clock, *, slots: bytes | None = None, reserve: int = 0
) -> Path | None:
    """Put a backup in place of the store in ``folder``, which nobody may have open.

    ``slots``: the present ``keyslots.json``, which stays what opens the store: the passphrase and the recovery code are
    those of now, not those of the backup.  Its data key is the one that ``key`` comes from.  None where there is none
    any more: the backup's own come back.

    Returns where the former store was moved to, None if there was none.  ``reserve``: bytes to leave free on the disk.
    Raises ``BackupDamaged``, ``StoreKeyWrong`` and ``RestoreFailed``: the store is then as it was; any other
    ``StoreError`` comes from the moves, which the next start finishes.
    """
    backup_check.verify(backup, key)
    try:
        with clerk_errors():
            failpoint("restore.begun")
            make_folder(folder)
            finish_restore(folder)
            _lay_ready(backup, folder / READY, key, slots, reserve)
            failpoint("restore.verified")
            aside = backup_folder.free_place(folder, clock.now(), before=ASIDE).name
            replace_file(folder / MARKER, json.dumps({"aside": aside}).encode())
            failpoint("restore.committed")
    except BackupDamaged:
        _call_off(folder)
        raise
    except StoreError as error:
        _call_off(folder)
        raise RestoreFailed(name=backup.words) from error
    return finish_restore(folder)


def finish_restore(folder: Path) -> Path | None:
    """Finish a restore that was cut off, or clear away one that never counted; for every start, before opening.

    Returns where the former store was moved to, None if nothing was moved.  Raises ``StoreError``: to be tried again.
    """
    with clerk_errors():
        sweep_unfinished(folder)
        ready, marker = folder / READY, folder / MARKER
        if not marker.exists():
            _discard(ready)
            return None
        aside = folder / _aside(marker)
        _move(ready, folder, aside)
        failpoint("restore.moved")
        marker.unlink()
        sync_folder(folder)
        _discard(ready)
        failpoint("restore.done")
        return aside if aside.exists() else None


def _lay_ready(backup: Backup, ready: Path, key: bytes, slots: bytes | None, reserve: int) -> None:
    """A whole store in ``ready``, every picture checked on its way.  Raises ``OSError``, ``StoreError``."""
    try:
        with closing(backup_copy.open_copy(backup.path / DATABASE, key)) as connection:
            pictures = {one.name: one for one in backup_copy.pictures_in(connection)}
        listed = [pictures[name] for name in backup_folder.listed(backup.path)]
        files = {part: (backup.path / part).read_bytes() for part in (DATABASE, SLOTS)}
        files[SLOTS] = slots or files[SLOTS]
        needed = sum(map(len, files.values())) + sum(one.size + OVERHEAD for one in listed)
        if shutil.disk_usage(ready.parent).free < needed + reserve:
            raise RestoreFailed(name=backup.words)
        make_folder(ready / IMAGES)
        replace_file(ready / DATABASE, files[DATABASE])
        for part in (SLOTS, SLOTS_COPY):
            replace_file(ready / part, files[SLOTS])
        failpoint("restore.staged")
        images = PictureFolder(ready / IMAGES)
        for picture in listed:
            sealed = backup.images.sealed(picture.name)
            unseal(sealed, picture)
            images.put(picture.name, sealed)
    except (apsw.Error, ValueError, KeyError, PictureGone, PictureDamaged) as error:
        raise BackupDamaged(name=backup.words) from error


def _move(ready: Path, folder: Path, aside: Path) -> None:
    """Each move once, however often this is begun: what is no longer in ``ready`` has arrived."""
    for part in _PARTS:
        if not (ready / part).exists():
            continue
        for old in (*_LOGS, part) if part == DATABASE else (part,):
            if (folder / old).exists():
                make_folder(aside)
                (folder / old).rename(aside / old)
        if aside.exists():
            _sync(aside, folder)
        failpoint("restore.set_aside")
        (ready / part).rename(folder / part)
        _sync(folder, ready)


def _sync(*folders: Path) -> None:
    """Both ends of a move: one may be on the disk without the other."""
    for folder in folders:
        sync_folder(folder)


def _aside(marker: Path) -> str:
    """The name in the marker; a fixed one if it cannot be read, for the moves have to go on."""
    try:
        name = json.loads(marker.read_bytes())["aside"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return UNKNOWN
    return name if isinstance(name, str) and name.startswith(ASIDE) and "/" not in name else UNKNOWN


def _call_off(folder: Path) -> None:
    """Never count what is laid ready.  While the marker cannot be removed it does count, and must stay whole."""
    try:
        (folder / MARKER).unlink(missing_ok=True)
        sync_folder(folder)
    except OSError:
        return
    _discard(folder / READY)


def _discard(ready: Path) -> None:
    shutil.rmtree(ready, ignore_errors=True)
