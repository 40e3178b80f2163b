"""The bin: papers that were removed, to be taken out again or deleted for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.dialogs.bin import BinDialog, BinItem
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.stored import from_record


class BinPage(QObject):
    """Shown while there is a keeper."""

    def __init__(self, bench: Workbench, safe: Safe, types: Mapping[str, DocumentType], words: Words) -> None:
        super().__init__(bench)
        self._bench, self._safe, self._types, self._words = bench, safe, types, words

    async def show(self, keeper: Keeper) -> None:
        await keeper.write_work()  # what was removed just now is to be there
        dialog = BinDialog(await self._items(), self._bench.window)
        tasks = self._bench.tasks
        dialog.restore_asked.connect(lambda numbers: tasks.start(self._take_out(dialog, keeper, numbers)))
        dialog.purge_asked.connect(lambda numbers: tasks.start(self._purge(dialog, numbers)))
        await answer(dialog)

    async def _items(self) -> list[BinItem]:
        items = []
        for one in await self._safe.bin():
            kind = self._types.get(one.document_type)
            deleted = datetime.fromisoformat(one.deleted_at)
            name = from_record(one, self._types, likely_score=self._bench.batch.likely_score).source.name
            left = self._safe.days_left(one)
            items.append(BinItem(one.id, name, self._words.name(kind) if kind else "", deleted, left))
        return items

    async def _take_out(self, dialog: BinDialog, keeper: Keeper, numbers: list[int]) -> None:
        await keeper.take_from_bin(numbers, self._types)
        self._bench.review.undo_stack.clear()  # undoing their removal would bring them a second time
        dialog.show_items(await self._items())

    async def _purge(self, dialog: BinDialog, numbers: list[int]) -> None:
        await self._safe.purge(numbers)
        dialog.show_items(await self._items())
