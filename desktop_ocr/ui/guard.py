"""Asks who is there before much is shown or changed at once: exports, settings, bin, backups, the recovery code.

Where the store has a passphrase, that is asked for, unless it was given in the last ten minutes: at the start, in the
locked window, or here.  Where it has none, nothing can be asked: the key lies in the system's keyring, and the login to
the system is what keeps others away.  The settings page offers to set one then.  A passphrase beside the keyring does
not change what opens the store: it is against whoever sits down at the clerk's unlocked computer, so a start with it
shows a locked window.  Whoever has forgotten it uses the recovery code, here as in the locked window.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui.dialogs.ask_again import AskAgainDialog
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.gate import Gate
from desktop_ocr.ui.tasks import OneAtATime, Tasks, answer
from desktop_ocr.ui.words import Words

if TYPE_CHECKING:
    from desktop_ocr.workflow.safe import Safe

Work = Callable[[], Coroutine[Any, Any, None]]


class Guard(QObject):
    """``safe`` is there once the session has one; without it nobody is asked."""

    safe: Safe | None = None

    def __init__(self, window: QWidget, words: Words, tasks: Tasks, gate: Gate) -> None:
        super().__init__(window)
        self._window, self._words, self._tasks, self._gate = window, words, tasks, gate

    def before(self, work: Work) -> Work:
        """The same work, for the clerk alone, and not while the window is locked."""

        async def guarded() -> None:
            if self.safe is None or self.safe.knows_clerk or await self._ask(self.safe, self._window):
                await self._gate.passed()
                await work()

        return guarded

    def offer_passphrase(self, settings: SettingsDialog) -> None:
        """On the settings page, where there is a store; without one, the banner offers it."""
        if self.safe is not None and self.safe.thread is not None:
            safe = self.safe
            settings.offer_passphrase(is_set=safe.has_passphrase)
            settings.passphrase_asked.connect(lambda: self._tasks.start(self._set_passphrase(safe, settings)))

    async def _ask(self, safe: Safe, parent: QWidget) -> bool:
        """A lock ends the question: the locked window asks it then."""
        dialog, tries = AskAgainDialog(parent), OneAtATime(self._tasks)
        dialog.tried.connect(lambda text: tries.start(partial(self._try, safe, dialog, text)))
        self._gate.closed.connect(dialog.reject)
        try:
            return await answer(dialog)
        finally:
            tries.cancel()  # the dialog is gone, and nobody waits for what is still being checked

    async def _try(self, safe: Safe, dialog: AskAgainDialog, text: str) -> None:
        try:
            await safe.check_passphrase(text)
        except ClerkError as error:
            dialog.show_wrong(self._words.sentence(error))
        else:
            dialog.accept()

    async def _set_passphrase(self, safe: Safe, settings: SettingsDialog) -> None:
        """One that is there is asked for however lately it was given: a change would shut the clerk out."""
        settings.passphrase_button.setEnabled(False)
        notice = ""
        if not safe.has_passphrase or await self._ask(safe, settings):
            notice = await self._ask_new(safe, settings)
        settings.offer_passphrase(is_set=safe.has_passphrase, notice=notice)

    async def _ask_new(self, safe: Safe, settings: SettingsDialog) -> str:
        """How it went, if one was given."""
        dialog = PassphraseDialog(settings, is_in_keyring=safe.is_in_keyring)
        if not await answer(dialog):
            return ""
        settings.setEnabled(False)  # not to be left before it can tell how it went
        try:
            await safe.set_passphrase(dialog.passphrase)
        except ClerkError as error:
            return self._words.sentence(error)
        except OSError:
            return self.tr("The passphrase could not be set: the disk is full or may not be written to.")
        finally:
            if isValid(settings):  # it is not at the end of the program, which cancels this
                settings.setEnabled(True)
                settings.passphrase_button.setFocus()
        return self.tr("The passphrase is set.")
