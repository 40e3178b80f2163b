"""The first window: papers above, fields of the chosen one below.  It places, connects and says what happened.

A small one that does the main job: open or drop, read, look, export.  The picture beside the fields, and changing them,
come with the clerk's window.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QLabel,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QTableView,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr import export, paths
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError, ExportError
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import field_model, queue_model, tints
from desktop_ocr.ui.field_model import FieldModel
from desktop_ocr.ui.queue_model import QueueModel
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.recognising import PICTURE_SUFFIXES, Recogniser, find_sources

_SELECT_ROWS = QAbstractItemView.SelectionBehavior.SelectRows
_SELECT_ONE = QAbstractItemView.SelectionMode.SingleSelection


class MainWindow(QMainWindow):
    """``closed`` says that the clerk wants to end; whoever made the window ends its tasks and lets go of it."""

    closed = Signal()

    def __init__(self, recogniser: Recogniser, words: Words) -> None:
        super().__init__()
        self.tasks = Tasks()
        self._recogniser, self._words = recogniser, words
        self._reading: asyncio.Task[None] | None = None
        self._exporting = False

        self._queue = QueueModel(words, self)
        self._fields = FieldModel(words, self)
        self.queue_view = _table(self._queue, self.tr("Papers"))
        self.field_view = _table(self._fields, self.tr("Fields of the chosen paper"))
        self.heading, self.notice, self._count = _words_label(), _words_label(), QLabel()
        self.notice.hide()

        self._arrange()
        self._make_actions()
        self._queue.rowsInserted.connect(self._papers_came)
        self._queue.dataChanged.connect(self._papers_changed)
        self.queue_view.selectionModel().currentRowChanged.connect(self._show_current)
        self._show_current()
        self._show_count()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.setWindowTitle(self.tr("Desktop OCR"))
        self.setAcceptDrops(True)
        self.resize(1100, 720)
        for view, widths in ((self.queue_view, (260, 180, 120)), (self.field_view, (180, 430, 130))):
            for column, width in enumerate(widths):
                view.setColumnWidth(column, width)
        # Few rows, long values: each is as high as its text.
        self.field_view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.field_view, 1)
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(self.queue_view)
        panes.addWidget(below)
        panes.setChildrenCollapsible(False)
        panes.setSizes([260, 400])
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addWidget(panes, 1)
        layout.addWidget(self.notice)
        self.setCentralWidget(whole)
        self.statusBar().addWidget(self._count, 1)

    def _make_actions(self) -> None:
        bar = QToolBar(self.tr("Main tools"))
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # its only entry would hide the bar
        self.addToolBar(bar)

        def add(text: str, shortcut: QKeySequence, slot: Callable[[], None]) -> QAction:
            action = bar.addAction(text)
            action.setIconText(text)  # else Qt takes the dots away
            action.setShortcut(shortcut)
            action.setToolTip(f"{text} ({shortcut.toString(QKeySequence.SequenceFormat.NativeText)})")
            action.triggered.connect(slot)
            bar.widgetForAction(action).setFocusPolicy(Qt.FocusPolicy.TabFocus)
            return action

        keys = QKeySequence.StandardKey
        self.open_action = add(self.tr("Open pictures…"), QKeySequence(keys.Open), self._choose_pictures)
        self.specimens_action = add(self.tr("Read the specimens"), QKeySequence("Ctrl+Shift+O"), self._read_specimens)
        self.again_action = add(self.tr("Read again"), QKeySequence(keys.Refresh), self._read_again)
        self.export_action = add(self.tr("Export…"), QKeySequence("Ctrl+E"), self._choose_target)

    # --- Taking in --------------------------------------------------------------------------------------------------

    def add_paths(self, chosen: Iterable[Path]) -> None:
        """Take in files, and the pictures in folders, and read them."""
        self.tasks.start(self._take_in(list(chosen)))

    async def _take_in(self, chosen: Sequence[Path]) -> None:
        sources = await asyncio.to_thread(find_sources, chosen)
        if not sources:
            self.tell(self.tr("There is no picture in the folder."), is_error=True)
            return
        self.notice.hide()
        self._queue.add([Document(source) for source in sources])
        self._read_waiting()

    def _choose_pictures(self) -> None:
        self.tasks.start(self._open_chosen())

    async def _open_chosen(self) -> None:
        dialog = self._file_dialog(self.tr("Open pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        pictures = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        dialog.setNameFilters([self.tr("Pictures ({patterns})").format(patterns=pictures), self.tr("All files (*)")])
        if await answer(dialog):
            self.add_paths(Path(file) for file in dialog.selectedFiles())

    def _read_specimens(self) -> None:
        self.add_paths([paths.samples()])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_paths(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    # --- Reading ----------------------------------------------------------------------------------------------------

    def _read_waiting(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = self.tasks.start(self._read())
        self._show_count()

    async def _read(self) -> None:
        """Read until nothing waits; what comes meanwhile is read in the next round."""
        while waiting := self._queue.waiting():
            beginning = iter(waiting)  # the recogniser begins them in this order

            def begin_next() -> None:
                if pair := next(beginning, None):  # noqa: B023 - called in this round only
                    self._queue.put(pair[0], [replace(pair[1], reading=True)])

            for _ in range(self._recogniser.at_once):
                begin_next()
            async for place, papers in self._recogniser.read_all([document for _, document in waiting]):
                self._queue.put(waiting[place][0], papers)
                begin_next()

    def _read_again(self) -> None:
        row = self.queue_view.currentIndex().row()
        if row >= 0 and (document := self._queue.document(row)).error:
            self._queue.put(self._queue.key(row), [replace(document, error=None, recognition=None, fields=())])
            self._read_waiting()

    # --- Exporting --------------------------------------------------------------------------------------------------

    def _choose_target(self) -> None:
        self.tasks.start(self._export_chosen())

    async def _export_chosen(self) -> None:
        infos = [make().info for make in export.EXPORTERS.values()]
        suffixes = {f"{self._words.form_of_file(info)} (*{info.suffix})": info.suffix for info in infos}
        dialog = self._file_dialog(self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(suffixes))
        dialog.selectFile(f"fields{infos[0].suffix}")
        if not await answer(dialog):
            return
        chosen = Path(dialog.selectedFiles()[0])
        if export.exporter_for(chosen):
            await self.export_to(chosen, may_replace=chosen)
        else:
            await self.export_to(chosen.with_name(chosen.name + suffixes[dialog.selectedNameFilter()]))

    async def export_to(self, path: Path, *, may_replace: Path | None = None) -> None:
        """Write all papers to a file; ``may_replace`` was asked about already."""
        documents, language, sentence = self._queue.documents(), self._words.language, self._words.sentence
        self._exporting = True
        self._enable_actions()
        try:
            targets = await asyncio.to_thread(export.targets, documents, path, sentence=sentence, language=language)
            there = await asyncio.to_thread(_existing, [target for target in targets if target != may_replace])
            if there and not await self._clerk_agrees_to_replace(there):
                return
            self.tell(self.tr("Exporting…"))
            written = await asyncio.to_thread(export.write, documents, path, sentence=sentence, language=language)
            names = ", ".join(file.name for file in written)
            self.tell(self.tr("Exported to {folder}: {names}").format(folder=path.parent, names=names))
        except ExportError as error:
            self.tell_error(error)
        finally:
            self._exporting = False
            self._enable_actions()

    def _file_dialog(self, title: str) -> QFileDialog:
        """With the words that Qt's Chinese translation lacks."""
        dialog = QFileDialog(self, title)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Files of type:"))
        return dialog

    async def _clerk_agrees_to_replace(self, there: Sequence[Path]) -> bool:
        names = "\n".join(path.name for path in there)
        question = self.tr("These files are there already:\n{names}\nReplace them?").format(names=names)
        buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
        return await answer(QMessageBox(QMessageBox.Icon.Question, self.tr("Export"), question, buttons, self))

    # --- Showing ----------------------------------------------------------------------------------------------------

    def tell(self, words: str, *, is_error: bool = False) -> None:
        """News that belong to no row; they stay until there are others."""
        self.notice.setText(words)
        _paint(self.notice, tints.BAD if is_error else None)
        self.notice.show()

    def tell_error(self, error: ClerkError) -> None:
        self.tell(self._words.sentence(error), is_error=True)

    def tell_bug(self, kind: str) -> None:
        """An exception that nothing expected."""
        words = self.tr("The program made a mistake ({kind}). Your files are not affected; please tell the developers.")
        self.tell(words.format(kind=kind), is_error=True)

    def _papers_came(self) -> None:
        self._show_count()
        if not self.queue_view.currentIndex().isValid():
            self.queue_view.selectRow(0)

    def _papers_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._show_count()
        for row in range(first.row(), last.row() + 1):
            if self._queue.document(row).error:
                self.queue_view.resizeRowToContents(row)  # the sentence must not be cut off
        if first.row() <= self.queue_view.currentIndex().row() <= last.row():
            self._show_current()

    def _show_current(self) -> None:
        row = self.queue_view.currentIndex().row()
        document = self._queue.document(row) if row >= 0 else None
        self._fields.show(document)
        self.heading.setText(self._heading(document))
        _paint(self.heading, tints.BAD if document and document.error else None)
        self._enable_actions()

    def _heading(self, document: Document | None) -> str:
        if document is None:
            return self.tr("Drop pictures or folders here, or open them.")
        parts = [self._queue.name(document)]
        if document.error:
            parts.append(self._words.sentence(document.error))
        elif document.document_type:
            parts.append(self._words.name(document.document_type))
        return " · ".join(parts)

    def _show_count(self) -> None:
        total = self._queue.rowCount()
        done = total - self._queue.in_state(DocumentState.QUEUED, DocumentState.READING)
        parts = [self.tr("{done} of {total}").format(done=done, total=total)]
        if look := self._queue.in_state(DocumentState.NEEDS_LOOK):
            parts.append(self.tr("{number} to look at").format(number=look))
        if failed := self._queue.in_state(DocumentState.FAILED):
            parts.append(self.tr("{number} not read").format(number=failed))
        self._count.setText(" · ".join(parts))
        self._enable_actions()

    def _enable_actions(self) -> None:
        """An export while papers are read would leave some out; only what failed can be read again."""
        unread = self._queue.in_state(DocumentState.QUEUED, DocumentState.READING)
        row = self.queue_view.currentIndex().row()
        self.export_action.setEnabled(self._queue.rowCount() > 0 and not unread and not self._exporting)
        self.again_action.setEnabled(row >= 0 and self._queue.document(row).error is not None)

    # --- The end ----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Vanish at once; the end itself comes after the work was cancelled.

        Ignored, because an accepted close lets Qt end the loop (Cmd+Q on macOS) while there is still work to cancel.
        """
        event.ignore()
        self.hide()
        self.closed.emit()


def _table(model: QueueModel | FieldModel, name: str) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setSelectionBehavior(_SELECT_ROWS)
    view.setSelectionMode(_SELECT_ONE)
    view.setTabKeyNavigation(False)  # Tab leaves the table
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setHighlightSections(False)
    return view


def _words_label() -> QLabel:
    """Text that may come from a file's name: never taken for markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMargin(6)
    return label


def _paint(label: QLabel, tint: tints.Tint | None) -> None:
    style = f"background: {tint.ground.name()}; color: {tint.ink.name()}" if tint else ""
    label.setStyleSheet(style)


def _existing(files: Sequence[Path]) -> list[Path]:
    return [path for path in files if path.exists()]


# The columns that the widths above are given for.
assert (queue_model.FILE, queue_model.KIND, queue_model.STATE) == (0, 1, 2)
assert (field_model.LABEL, field_model.VALUE, field_model.STATE) == (0, 1, 2)
