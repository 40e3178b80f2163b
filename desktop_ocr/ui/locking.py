"""Covers the papers when the clerk is away, and lets the clerk back in."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

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
        self._place: tuple[int | None, str] = (None, "")
        """Where the clerk was: paper and field."""
        self._checking: asyncio.Task[None] | None = None
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
        """Hide everything that is there to hide; what is half typed counts as typed.

        A window that is locked already stays so, also where a passphrase is just being checked: it is asked for anew.
        """
        if self._checking is not None:
            self._checking.cancel()
        self._bench.camera.close()
        clipboard.forget()
        self._safe.forget_clerk()
        if self.page.locked:
            self.page.lock(asks_passphrase=self._safe.has_passphrase)
        elif self._has_secrets():
            self._place = self._where()
            self._safe.at_hand.close()
            self._bench.gate.close()
            self.page.lock(asks_passphrase=self._safe.has_passphrase)

    def refuse_to_close(self) -> None:
        """Say on the page why the window stays."""
        self.page.say(self.tr("Unlock first: closing now would lose work that is saved nowhere."))

    def _has_secrets(self) -> bool:
        """Also without papers: a dialog may show the recovery code, a passphrase keeps whatever comes from others."""
        dialogs = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))
        return bool(len(self._bench.batch)) or self._safe.has_passphrase or any(one.isVisible() for one in dialogs)

    def _where(self) -> tuple[int | None, str]:
        return self._bench.review.key, self._bench.fields.active_key()

    def _unlock(self, passphrase: str) -> None:
        self._checking = self._bench.tasks.start(self._try(passphrase))

    async def _try(self, passphrase: str) -> None:
        try:
            await self._safe.check_passphrase(passphrase)
        except ClerkError as error:
            self.page.show_wrong(self._words.sentence(error))
        except Exception:  # a bug, or no memory to check with: told as such, and no reason to be locked out for good
            self.page.show_wrong(self.tr("The passphrase could not be checked. Try again."))
            raise
        else:
            self.page.unlock()
            self._safe.at_hand.open()
            self._bench.gate.open()
            self.watch.touch()
            if (place := self._where()) != self._place:  # read or brought back meanwhile
                self._bench.fields.activate(place[1])
