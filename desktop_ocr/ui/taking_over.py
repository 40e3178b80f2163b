"""A second start: hands its files to the window that is there, or takes over from one that is just closing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.single_instance import PATIENCE, SLICE, SingleInstance
from desktop_ocr.ui.tasks import answer

WAITS = 60.0
"""Seconds for which the end of a window that takes nothing any more is waited for: it may be making a backup."""
LOOKS = 0.2
"""Seconds between two looks."""


class TakingOver(QObject):
    """``window`` is shown only where there is something to wait for, and says so."""

    def __init__(self, instance: SingleInstance, window: MainWindow) -> None:
        super().__init__(window)
        self._instance, self._window = instance, window

    async def is_needed(self, files: Sequence[str]) -> bool:
        """Whether this start is the one that works now; if not, its files were handed over or the clerk was told."""
        self._window.hide()
        until = time.monotonic() + WAITS
        patience = PATIENCE // 10
        while not self._instance.take_over():
            # Not sent twice: who is only busy has it already, and answers later.
            if self._instance.send(files, connects_within=patience, answers_within=round(WAITS * 1000)):
                self._window.hide()
                return False
            if time.monotonic() > until:
                await self._give_up(has_files=bool(files))
                return False
            self._window.show()
            self._window.statusBar().showMessage(
                self.tr("Desktop OCR is just closing. This window can be used as soon as that is done.")
            )
            await asyncio.sleep(LOOKS)
            patience = SLICE
        self._window.statusBar().clearMessage()
        self._window.appear()
        return True

    async def _give_up(self, *, has_files: bool) -> None:
        self._window.hide()
        sentences = [self.tr("Desktop OCR is running already and does not answer.")]
        if has_files:
            sentences.append(self.tr("The files were not taken in; nothing happened to them."))
        sentences.append(self.tr("Try again in a minute. If that does not help, restart the computer."))
        dialog = QMessageBox()
        dialog.setIcon(QMessageBox.Icon.Warning)
        dialog.setWindowTitle(self._window.windowTitle())
        dialog.setText("\n".join(sentences))
        await answer(dialog)
