"""Covers the papers when the clerk is away, and lets the clerk back in."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui import clipboard
from desktop_ocr.ui.idle import IdleWatch
from desktop_ocr.ui.lock_page import LockPage
from desktop_ocr.ui.system_lock import SystemLock
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe


class Locking(QObject):
    """By hand, after minutes without key and mouse (0: never), and when the system locks its screen or sleeps.

    Where the store has a passphrase it is asked for; where its key lies in the system's keyring, the system's own login
    is what guards it, and the page only hides the papers.
    """

    def __init__(self, bench: Workbench, safe: Safe, words: Words, minutes: int) -> None:
        super().__init__(bench)
        self._bench, self._safe, self._words = bench, safe, words
        self.page = LockPage(bench.window)
        self.watch = IdleWatch(minutes, self)
        self.system = SystemLock(self)
        self.watch.idle.connect(self.lock)
        self.system.away.connect(self.lock)
        bench.camera.used.connect(self.watch.touch)
        self.page.unlock_asked.connect(self._unlock)

    def set_minutes(self, minutes: int) -> None:
        self.watch.set_minutes(minutes)

    def lock(self) -> None:
        """Hide everything; what is half typed stays as it is."""
        self._bench.camera.close()
        if not self.page.locked and len(self._bench.batch):
            clipboard.forget()
            self.page.lock(asks_passphrase=self._safe.has_passphrase)

    def _unlock(self, passphrase: str) -> None:
        self._bench.tasks.start(self._try(passphrase))

    async def _try(self, passphrase: str) -> None:
        try:
            await self._safe.check_passphrase(passphrase)
        except ClerkError as error:
            self.page.show_wrong(self._words.sentence(error))
        else:
            self.page.unlock()
            self.watch.touch()
