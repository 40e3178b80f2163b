"""Verified backups beside the store, and what becomes of them (RELIABILITY.md §3).

A backup is made under another name, opened again and compared with the store; only then it gets its name.  Whatever
has such a name was right when it was made; ``verify`` says whether it still is.  Pictures are sealed with keys that
stand in the database, so the files are copied as they are, and each only once for all backups.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import apsw

from desktop_ocr.domain.errors import BackupFailed, BackupFull, ClerkError, StoreError, StoreFull
from desktop_ocr.store import backup_check, backup_copy, backup_folder, restoring
from desktop_ocr.store.backup_copy import Contents
from desktop_ocr.store.backup_folder import DATABASE, FOLDER, IMAGES, LIST, SLOTS, SLOTS_COPY, Backup
from desktop_ocr.store.backup_manifest import MANIFEST, Manifest, describe
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.pictures import OVERHEAD, PictureFolder, unseal
from desktop_ocr.store.records import Picture
from desktop_ocr.store.replacing import make_folder, replace_file, sync_folder
from desktop_ocr.store.retention import RETENTION_DAYS, backups_over, backups_within

EVERY = timedelta(minutes=30)
AT_LEAST_EVERY = timedelta(days=7)
"""Also without a change: the last backup must not be the one that the retention period takes away."""
RESERVE = 200 * 2**20
"""Bytes that a backup leaves free on the disk: the work itself comes first."""

SHARE = 0.25
"""Of the room that is free or taken by backups, what the databases in them may take before half hours are given up."""
SMALL = 512 * 2**20
"""Bytes that they may take in any case: small stores keep all their half hours."""

PAUSE = 0.02
"""Seconds that the store's thread waits at most for what is done apart from it."""


class Backups:
    """The backups of the store in ``folder``; for the store's one thread.

    ``check_slots`` is given the folder of an unfinished backup with its ``keyslots.json`` and raises a ``ClerkError``
    if that could not open the store again: a backup nobody can open is none.
    """

    def __init__(
        self, folder: Path, *, check_slots: Callable[[Path], object], reserve: int = RESERVE, small: int = SMALL
    ) -> None:
        self._store = folder
        self._folder = folder / FOLDER
        self._images = PictureFolder(self._folder / IMAGES)
        self._check_slots = check_slots
        self._reserve, self._small = reserve, small
        self._making = False

    def all(self) -> tuple[Backup, ...]:
        """All backups that can still describe themselves, the newest first; none where the disk cannot be read."""
        with contextlib.suppress(OSError):
            found = map(backup_folder.backup_at, backup_folder.paths(self._folder))
            return tuple(backup for backup in found if backup)
        return ()

    def due(self, clock: Clock, *, changed: bool = True) -> bool:
        """Whether it is time for one; ``changed``: whether anything was written since the last.

        Backups from the future (the clock was wrong) do not count, or there would be none until then.
        """
        now = clock.now()
        ages = [now - backup.made for backup in self.all() if backup.made <= now]
        return not ages or min(ages) >= (EVERY if changed else AT_LEAST_EVERY)

    def make(self, connection: apsw.Connection, key: bytes, pictures: PictureFolder, clock: Clock) -> Backup:
        """Make and verify one.  Raises ``BackupFailed``, ``BackupFull``; the earlier ones are then as they were."""
        steps = self.steps(connection, key, pictures, clock)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                backup: Backup = end.value
                return backup

    def steps(
        self,
        connection: apsw.Connection,
        key: bytes,
        pictures: PictureFolder,
        clock: Clock,
        *,
        thorough: bool = False,
    ) -> Generator[None, None, Backup]:
        """As ``make``, in pieces of some ten milliseconds: between two of them the store may do other work.

        Close the generator before the connection if it is not to be finished: nothing is left of it then.
        ``thorough`` reads the pictures too that earlier backups have copied, and copies damaged ones anew.
        """
        self._making = True
        beside: Path | None = None
        try:
            failpoint("backup.begun")
            make_folder(self._images.folder)
            backup_folder.sweep_unfinished(self._folder)
            self._require_room(int(connection.pragma("page_count")) * int(connection.pragma("page_size")))
            target = backup_folder.free_place(self._folder, clock.now())
            beside = backup_folder.unfinished(target)
            beside.mkdir(mode=0o700)
            yield from backup_copy.copy_pieces(connection, beside / DATABASE, key)
            original = backup_copy.contents(connection)  # of the same moment: nothing else ran in between
            failpoint("backup.copied")
            self._copy_slots(beside)
            failpoint("backup.slots_copied")
            missing = yield from self._copy_pictures(beside, key, pictures, thorough)
            yield from _apart(lambda: _describe(beside, target.name, original, missing, key))
            failpoint("backup.described")
            yield from _apart(lambda: backup_check.verify_new(beside, key, original))
            failpoint("backup.verified")
            beside.rename(target)
            sync_folder(self._folder)
            failpoint("backup.renamed")
            made = backup_folder.backup_at(target)
            if made is None:
                raise BackupFailed
            return made
        except (OSError, ValueError, apsw.Error, ClerkError) as error:
            raise _named(error) from error
        finally:
            self._making = False
            if beside is not None and beside.exists():
                shutil.rmtree(beside, ignore_errors=True)
                self._sweep_pictures()

    def verify(self, backup: Backup, key: bytes) -> None:
        """Read all of a backup.  Raises ``BackupDamaged``, ``StoreKeyWrong``, ``StoreUnwritable``."""
        backup_check.verify(backup, key)

    def restore(self, backup: Backup, folder: Path, key: bytes, clock: Clock, *, slots: bytes) -> Path | None:
        """Put a backup in place of the store in ``folder``, which nobody has open; see ``restoring.restore``."""
        return restoring.restore(backup, folder, key, clock, slots=slots, reserve=self._reserve)

    def prune(self, clock: Clock, *, retention_days: int = RETENTION_DAYS, only_thins: bool = False) -> int:
        """Remove the backups whose time is over, and pictures that none has any more; how many backups.

        Where they take too much of the disk, the older half hours go too.  The newest that can describe itself stays
        however old it is: it may be the only one that can be made on a disk that is full.  ``only_thins`` is for where
        there was no room for a new one: the old ones are needed then, and only half hours make room.  Raises
        ``StoreError``; what could not be removed goes the next time.
        """
        if self._making:
            return 0
        try:
            paths = backup_folder.paths(self._folder)
            sizes = {backup_folder.made_at(path): backup_folder.size(path) for path in paths}
            budget = max(self._small, int(SHARE * (self._free() + sum(sizes.values()))))
            kept = backups_within(sizes, clock.now(), budget, retention_days=retention_days)
            if only_thins:
                kept |= backups_over(sizes, clock.now(), retention_days=retention_days)
            last = next(filter(backup_folder.backup_at, paths), None)
            old = [path for path in paths if path != last and backup_folder.made_at(path) not in kept]
            for path in old:
                backup_folder.remove(path)
                failpoint("prune.deleted")
            backup_folder.sweep_unfinished(self._folder)
            self._sweep_pictures()
            failpoint("prune.swept")
        except (OSError, ValueError) as error:
            raise BackupFailed from error
        return len(old)

    def _free(self) -> int:
        return shutil.disk_usage(self._folder).free

    def _require_room(self, needed: int) -> None:
        if self._free() < needed + self._reserve:
            raise BackupFull

    def _copy_slots(self, beside: Path) -> None:
        """The key slots, or their own copy where they are damaged.  Raises ``OSError``, ``ClerkError``."""
        try:
            replace_file(beside / SLOTS, (self._store / SLOTS).read_bytes())
            self._check_slots(beside)
        except (FileNotFoundError, ClerkError):
            replace_file(beside / SLOTS, (self._store / SLOTS_COPY).read_bytes())
            self._check_slots(beside)

    def _copy_pictures(
        self, beside: Path, key: bytes, pictures: PictureFolder, thorough: bool
    ) -> Generator[None, None, int]:
        """Copy those that no backup has yet and list what there is; how many could not be had."""
        with closing(backup_copy.open_copy(beside / DATABASE, key)) as connection:
            known = backup_copy.pictures_in(connection)
        new = [one for one in known if not (self._is_right(one) if thorough else self._images.holds(one))]
        self._require_room(sum(one.size + OVERHEAD for one in new))
        missing = set()
        for picture in new:
            if not self._copy_picture(picture, pictures):
                missing.add(picture.name)
            failpoint("backup.picture_copied")
            yield
        names = [one.name for one in known if one.name not in missing]
        replace_file(beside / LIST, "".join(f"{name}\n" for name in names).encode())
        return len(missing)

    def _is_right(self, picture: Picture) -> bool:
        try:
            self._images.read(picture)
        except StoreError:
            return False
        return True

    def _copy_picture(self, picture: Picture, pictures: PictureFolder) -> bool:
        """Whether the store has it whole; one that is lost must not keep all the others from being backed up."""
        try:
            sealed = pictures.sealed(picture.name)
            unseal(sealed, picture)
        except StoreError:
            return False
        self._images.put(picture.name, sealed)
        return True

    def _sweep_pictures(self) -> None:
        """Remove the pictures that no backup lists; none where a list cannot be read, for it may be mended."""
        with contextlib.suppress(OSError, ValueError):
            paths = backup_folder.paths(self._folder)
            self._images.sweep({name for path in paths for name in backup_folder.listed(path)})


def _describe(beside: Path, made: str, original: dict[str, Contents], missing: int, key: bytes) -> None:
    backup_copy.flush(beside / DATABASE)
    manifest = Manifest(
        made=made,
        files={name: describe(beside / name) for name in backup_check.FILES},
        rows={name: table.rows for name, table in original.items()},
        pictures=original["pictures"].rows - missing,
        missing=missing,
    )
    replace_file(beside / MANIFEST, manifest.sealed(key))


def _apart(work: Callable[[], None]) -> Iterator[None]:
    """Do what takes long and concerns the copy only on a thread of its own; the store's may do other work meanwhile."""
    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        while not working.done():
            wait([working], PAUSE)
            yield
        working.result()


def _named(error: Exception) -> BackupFull | BackupFailed:
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    else:
        full = isinstance(error, apsw.FullError | StoreFull | BackupFull)
    return BackupFull() if full else BackupFailed()
