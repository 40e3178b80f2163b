"""Asks at the start for what opens papers that are locked: the passphrase, or the recovery code."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.store.opening import NeedsUnlock
from desktop_ocr.ui.dialogs.unlock import UnlockDialog, Way
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe

_RECOVERY: frozenset[Way] = frozenset({"recovery"})
_BOTH: frozenset[Way] = frozenset({"recovery", "passphrase"})


class Unlocking(QObject):
    def __init__(self, bench: Workbench, safe: Safe, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._safe, self._words = bench, safe, words

    async def unlock(self, waiting: NeedsUnlock) -> bool:
        """Whether the store is open now; the clerk may have left the question."""
        ways = _BOTH if waiting.slots.has_passphrase else _RECOVERY
        dialog = UnlockDialog(ways, self._why(waiting), self._bench.window)
        dialog.unlock_asked.connect(lambda way, text: self._bench.tasks.start(self._try(dialog, waiting, way, text)))
        return await answer(dialog)

    async def _try(self, dialog: UnlockDialog, waiting: NeedsUnlock, way: str, text: str) -> None:
        try:
            await self._safe.unlock(waiting, way, text)
        except ClerkError as error:
            dialog.show_wrong(self._words.sentence(error))
        except OSError:
            dialog.show_wrong(self.tr("The folder of the store may not be written to, or its disk is full."))
        else:
            dialog.accept()

    def _why(self, waiting: NeedsUnlock) -> str:
        if waiting.slots.has_passphrase:
            return self.tr("The saved papers are locked. They open with the passphrase or the recovery code.")
        return self.tr("The key of the saved papers is not on this computer any more. The recovery code opens them.")
