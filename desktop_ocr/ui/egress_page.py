"""The list of what left this computer, shown and saved as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui.dialogs.egress import EgressDialog
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.egress_file import write_egress
from desktop_ocr.workflow.services import Services


class EgressPage(QObject):
    def __init__(self, bench: Workbench, services: Services, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._services, self._words = bench, services, words
        self.names: Callable[[], Mapping[int, str]] = dict
        """Of the papers in work, by their numbers in the store."""

    def open(self) -> None:
        self._bench.dialogs.start(self._bench.guard.before(self._show))

    async def _show(self) -> None:
        try:
            rows = await self._services.accounts.egress()
        except ClerkError as error:
            self._bench.tell_error(error)
            return
        names = {info.id: self._words.engine(info) for info in self._services.infos}
        dialog = EgressDialog(rows, names, self.names(), self._bench.window)

        async def save() -> None:
            path = await self._choose_file(dialog)
            if path is None:
                return
            text = self.tr("Saved: {path}").format(path=path)
            try:
                whole = await self._services.accounts.egress(is_whole=True)
                await asyncio.to_thread(write_egress, path, dialog.headings, whole, names)
            except ClerkError as error:
                text = self._words.sentence(error)
            except OSError:
                text = self.tr("The file could not be written. Choose another folder.")
            if isValid(dialog):  # it may have been left meanwhile
                dialog.say(text)

        dialog.save_asked.connect(lambda: self._bench.tasks.start(save()))
        await answer(dialog)

    async def _choose_file(self, dialog: EgressDialog) -> Path | None:
        chooser = QFileDialog(dialog, self.tr("What left this computer"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter("CSV (*.csv)")
        chooser.setDefaultSuffix("csv")
        return Path(chooser.selectedFiles()[0]) if await answer(chooser) else None
