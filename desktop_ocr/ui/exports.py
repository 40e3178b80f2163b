"""Export: its dialog, the choices that the next one begins with, and which papers are in a file already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.document import Document
from desktop_ocr.store.settings_file import Plain
from desktop_ocr.ui.dialogs.export import COLUMNS, FOLDER, FORMAT, ExportDialog
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.exporting import ExportRecord

COLUMNS_OF = "columns."
"""Before a kind, names the columns chosen for it among what is remembered of exports."""


class Exports(QObject):
    """``written`` carries the documents (a list) that stand in a file now, just as they are; then ``ended`` comes."""

    written = Signal(object)
    ended = Signal()

    def __init__(
        self, batch: Batch, fields: FieldPanel, words: Words, tasks: Tasks, window: MainWindow, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._batch, self._fields, self._words = batch, fields, words
        self._tasks, self._window = tasks, window
        self._record = ExportRecord()
        self.is_under_way = False
        self._dialog: ExportDialog | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a file is just being written."""
        return self._dialog is not None and self._dialog.is_writing

    def know(self, documents: Iterable[Document]) -> None:
        """These are in a file just as they are."""
        self._record.add(documents)

    def missing(self) -> list[Document]:
        """Papers with work in them that is in no file."""
        return self._record.missing(self._batch.documents())

    async def export(self) -> None:
        """Let the clerk export all papers, and stay until the dialog is left."""
        self.is_under_way = True
        self._fields.commit()  # a key or a button of the tool bar leaves the focus in a field that is half typed
        try:
            documents = self._batch.documents()
            dialog = ExportDialog(documents, self._words, self._remembered(), self._window, tasks=self._tasks)
            self._dialog = dialog
            await answer(dialog)
            self.know(dialog.exported)
            self.written.emit(dialog.exported)
            self._remember(dialog.choices)
        finally:
            self.is_under_way, self._dialog = False, None
            self.ended.emit()

    def _remember(self, choices: Mapping[str, object]) -> None:
        columns = choices[COLUMNS]
        shown = columns.items() if isinstance(columns, Mapping) else ()
        kept: dict[str, Plain] = {COLUMNS_OF + str(kind): tuple(map(str, keys)) for kind, keys in shown}
        kept[FORMAT] = str(choices[FORMAT])
        self._window.state = replace(self._window.state, export=kept, export_folder=str(choices[FOLDER]))

    def _remembered(self) -> dict[str, object]:
        kept = self._window.state.export
        columns = {name[len(COLUMNS_OF) :]: keys for name, keys in kept.items() if name.startswith(COLUMNS_OF)}
        return {FORMAT: kept.get(FORMAT, ""), FOLDER: self._window.state.export_folder, COLUMNS: columns}
