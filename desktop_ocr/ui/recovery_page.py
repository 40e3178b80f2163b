"""Hands the recovery code over to the clerk: to be copied or written to a file, until it is confirmed."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop_ocr.ui import clipboard
from desktop_ocr.ui.banner import Saying
from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe


class RecoveryPage(QObject):
    """Nothing is shown once the code is confirmed."""

    def __init__(self, bench: Workbench, safe: Safe) -> None:
        super().__init__(bench)
        self._bench, self._safe = bench, safe
        self._copy = clipboard.SecretCopy(self)

    async def show(self) -> None:
        code = self._safe.code_to_save
        if not code:
            return
        dialog = RecoveryCodeDialog(code, self._bench.window)
        dialog.copy_asked.connect(partial(self._copy_code, dialog, code))
        dialog.save_asked.connect(lambda: self._bench.tasks.start(self._save_code(dialog, code)))
        if await answer(dialog):
            try:
                await self._safe.confirm_code()
            except OSError:
                self._bench.notice.tell(self.tr("The confirmation could not be kept; you will be asked again."), True)
            self._bench.banner.clear(Saying.RECOVERY_UNSAVED)

    def _copy_code(self, dialog: RecoveryCodeDialog, code: str) -> None:
        self._copy.put(code)
        dialog.say(self.tr("Copied. After one minute the clipboard is cleared."))

    async def _save_code(self, dialog: RecoveryCodeDialog, code: str) -> None:
        """As a file that the clerk prints or puts on another disk."""
        chooser = QFileDialog(dialog, self.tr("Save the recovery code"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.selectFile(self.tr("recovery code.txt"))
        if not await answer(chooser):
            return
        try:
            await asyncio.to_thread(Path(chooser.selectedFiles()[0]).write_text, f"{code}\n", "utf-8")
        except OSError:
            dialog.say(self.tr("The file could not be written there."), is_error=True)
        else:
            dialog.say(self.tr("Written. Do not leave the file on this computer."))
