"""The backups: made and read back when the clerk asks, one of them put in the place of the papers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui.dialogs.backups import BackupItem, BackupsDialog
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe


class BackupsPage(QObject):
    """``stop_keeping`` brings the last of the work to the disk before a backup takes its place, or raises
    ``StoreError``; ``not_restored`` says why a backup was not put in place: nothing is kept from then on.
    """

    not_restored = Signal(str)

    def __init__(
        self,
        bench: Workbench,
        safe: Safe,
        words: Words,
        is_kept: Callable[[], bool],
        stop_keeping: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(bench)
        self._bench, self._safe, self._words = bench, safe, words
        self._is_kept, self._stop_keeping = is_kept, stop_keeping

    async def show(self) -> None:
        items, last = await self._items()
        dialog = BackupsDialog(items, last, self._bench.window)
        dialog.backup_asked.connect(lambda: self._bench.tasks.start(self._back_up(dialog)))
        dialog.restore_asked.connect(lambda name: self._bench.tasks.start(self._restore(dialog, name)))
        await answer(dialog)

    def _is_open(self, dialog: BackupsDialog) -> bool:
        """A restore that failed has closed the store: nothing more can be done with it before the next start."""
        if not self._is_kept():
            dialog.say(self.tr("The store is closed. Start the program again."), is_error=True)
        return self._is_kept()

    async def _back_up(self, dialog: BackupsDialog) -> None:
        if not self._is_open(dialog):
            return
        dialog.show_progress(self.tr("Making a backup and reading it back…"))
        problem: ClerkError | None = None
        try:
            await self._safe.back_up()
        except ClerkError as error:
            problem = error
        dialog.show_items(*await self._items())
        dialog.say(self._words.sentence(problem) if problem else "", is_error=problem is not None)

    async def _restore(self, dialog: BackupsDialog, name: str) -> None:
        """The store is closed by that: the window ends, and the next start shows the backup."""
        chosen = next((one for one in await self._safe.backups() if one.path.name == name), None)
        if not self._is_open(dialog):
            return
        if chosen is None:  # it has just been pruned
            dialog.show_items(*await self._items())
            return
        dialog.show_progress(self.tr("Putting the backup in place; the present papers are kept aside…"))
        try:
            await self._stop_keeping()
            await self._safe.restore(chosen)
        except ClerkError as error:
            self.not_restored.emit(self._words.sentence(error))
            dialog.show_items(*await self._items())
            dialog.say(self._words.sentence(error), is_error=True)
            return
        dialog.show_items(*await self._items())
        dialog.accept()
        self._bench.window.leave(self._bench.window.state.splitter)

    async def _items(self) -> tuple[list[BackupItem], datetime | None]:
        found = await self._safe.backups()
        items = [
            BackupItem(one.path.name, one.made, one.documents, await asyncio.to_thread(_size, one.path))
            for one in found
        ]
        return items, (found[0].made if found else None)


def _size(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
