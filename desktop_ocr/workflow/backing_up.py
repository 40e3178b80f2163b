"""Makes backups of the store that is open, while it is worked on; old ones that are not needed any more go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from functools import partial

import apsw

from desktop_ocr.domain.errors import BackupFull
from desktop_ocr.store.backup_folder import Backup
from desktop_ocr.store.backups import Backups
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread

_NEVER = -1
"""No store has made so few changes."""
Steps = Generator[None, None, Backup]


class BackingUp:
    """Of one store.  ``begin`` gives the pieces of a backup; ``prunes``: whether old ones may go."""

    def __init__(
        self,
        backups: Backups,
        thread: StoreThread,
        clock: Clock,
        begin: Callable[[apsw.Connection], Steps],
        *,
        retention_days: int,
        prunes: bool,
    ) -> None:
        self._backups, self._thread, self._clock, self._begin = backups, thread, clock, begin
        self._days, self._prunes = retention_days, prunes
        self._backed_up = _NEVER

    async def note_backed_up(self) -> None:
        """What is in the store now needs none."""
        self._backed_up = await self._thread.run(_changes)

    def note_changed(self) -> None:
        """Something that is in backups and not in the database."""
        self._backed_up = _NEVER

    async def is_needed(self) -> bool:
        """Whether something changed since the last."""
        return await self._thread.run(_changes) != self._backed_up

    async def make(self) -> Backup:
        """Make one and verify it.  In pieces: saving goes on between them."""
        steps = await self._thread.run(lambda store: store.backup(self._begin))
        try:
            while (made := await self._thread.run(_go_on, steps)) is None:
                pass
        except BackupFull:
            await self._thread.run(_end, steps)
            await self._thread.run(partial(self._prune, only_thins=True))  # there may be room the next time
            raise
        finally:
            await self._thread.run(_end, steps)
        await self.note_backed_up()
        await self._thread.run(self._prune)
        return made

    async def make_if_due(self) -> None:
        """Every half hour if something changed."""
        if await asyncio.to_thread(self._backups.due, self._clock, changed=await self.is_needed()):
            await self.make()

    def _prune(self, _store: Store, *, only_thins: bool = False) -> None:
        if self._prunes:
            self._backups.prune(self._clock, retention_days=self._days, only_thins=only_thins)


def _changes(store: Store) -> int:
    return store.changes


def _go_on(_store: Store, steps: Steps) -> Backup | None:
    """One piece more; the backup after the last."""
    try:
        next(steps)
    except StopIteration as end:
        made: Backup = end.value
        return made
    return None


def _end(_store: Store, steps: Steps) -> None:
    steps.close()
