"""The export dialog: which papers, into which file, which columns; then the writing and how it went."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr import export
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError, Unexpected
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.export.columns import ColumnChoice
from desktop_ocr.export.rows import SETTLED, Heading
from desktop_ocr.ui import folder, tints
from desktop_ocr.ui.dialogs.column_list import ColumnList
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.tints import Tint
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.exporting import Candidates, Export, ExportCancelled, Scope

WIDEST = 1240
FOLDER, FORMAT, COLUMNS = "folder", "format", "columns"
"""The keys of what is remembered."""


class _Stage(Enum):
    CHOOSING = auto()
    WRITING = auto()
    WRITTEN = auto()


class ExportDialog(QDialog):
    """Accepted when files were written: ``written`` names them, ``exported`` are the documents in them.

    ``remembered`` is what ``choices`` gave the last time.  Whoever has ``tasks`` of longer life hands them in, so that
    the end of the program waits until the writing has cleaned up.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        words: Words,
        remembered: Mapping[str, object],
        parent: QWidget | None = None,
        *,
        tasks: Tasks | None = None,
        today: date | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks or Tasks()
        self.written: tuple[Path, ...] = ()
        self.exported: tuple[Document, ...] = ()
        self._words = words
        self._infos = {make().info.suffix: make().info for make in export.EXPORTERS.values()}
        self._folder = Path(str(remembered.get(FOLDER) or _documents_folder()))
        self._format = str(remembered.get(FORMAT, ""))
        self._columns = ColumnChoice.from_plain(remembered.get(COLUMNS))
        self._documents = tuple(documents)
        self._candidates: Candidates | None = None
        self._headings: list[Heading] = []
        self._stage = _Stage.CHOOSING
        self._may_replace: frozenset[Path] = frozenset()
        self._export: Export | None = None

        self._make_widgets()
        self._arrange()
        self._connect()
        self._suggest_target(today or date.today())
        self._show_stage(_Stage.CHOOSING)
        self._counting = self.tasks.start(self._count())

    @property
    def choices(self) -> dict[str, object]:
        """What to remember: plain values that settings can keep."""
        return {FOLDER: str(self._folder), FORMAT: self._format, COLUMNS: self._columns.plain()}

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.settled, self.to_look_at, self.failed = QCheckBox(), QCheckBox(), QCheckBox()
        self.settled.setChecked(True)
        self.left_out = _label()
        self.form_of_file = QComboBox()
        for suffix, info in self._infos.items():
            self.form_of_file.addItem(f"{self._words.form_of_file(info)} (*{suffix})", suffix)
        self.target = QLineEdit()
        self.browse = QPushButton(self.tr("Browse…"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of paper"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.columns = ColumnList()
        self.up, self.down = QPushButton(self.tr("Up")), QPushButton(self.tr("Down"))
        self.up.setToolTip(self.tr("Move the column up (Alt+Up)"))
        self.down.setToolTip(self.tr("Move the column down (Alt+Down)"))
        self.reset = QPushButton(self.tr("All"))
        self.reset.setToolTip(self.tr("Show all columns in their usual order"))
        self.notice = _label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.export_button = QPushButton(self.tr("Export"))
        self.open_folder, self.leave = QPushButton(self.tr("Open folder")), QPushButton()

    def _arrange(self) -> None:
        self.setWindowTitle(self.tr("Export"))
        self._choosing = QWidget()
        sides = QHBoxLayout(self._choosing)
        sides.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self._papers_box())
        left.addWidget(self._file_box())
        left.addStretch(1)
        sides.addLayout(left, 3)
        sides.addWidget(self._columns_box(), 2)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self._choosing, 1)
        self._whole.addWidget(self.notice)
        self._whole.addWidget(self.bar)
        self._whole.addLayout(self._buttons())
        width = self.fontMetrics().horizontalAdvance("x") * 130
        self.resize(min(width, WIDEST), self.sizeHint().height())

    def _papers_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("Papers"))
        layout = QVBoxLayout(box)
        for widget in (self.settled, self.to_look_at, self.failed, self.left_out):
            layout.addWidget(widget)
        return box

    def _file_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("File"))
        form = QFormLayout(box)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Format"), self.form_of_file)
        line = QHBoxLayout()
        line.addWidget(self.target, 1)
        line.addWidget(self.browse)
        label = QLabel(self.tr("Write to"))
        label.setBuddy(self.target)
        form.addRow(label, line)
        return box

    def _columns_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("Columns"))
        layout = QVBoxLayout(box)
        layout.addWidget(self.kind)
        layout.addWidget(self.columns, 1)
        line = QHBoxLayout()
        for button in (self.up, self.down, self.reset):
            line.addWidget(button)
        layout.addLayout(line)
        return box

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.open_folder, self.export_button, self.leave):
            line.addWidget(button)
        return line

    def _connect(self) -> None:
        for box in (self.settled, self.to_look_at, self.failed):
            box.toggled.connect(self._recount)
        self.form_of_file.currentIndexChanged.connect(self._put_suffix)
        self.target.textChanged.connect(self._target_changed)
        self.browse.clicked.connect(self._browse)
        self.kind.currentIndexChanged.connect(self._show_columns)
        self.columns.edited.connect(self._columns_edited)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.reset.clicked.connect(self._show_all_columns)
        self.export_button.clicked.connect(self._begin)
        self.open_folder.clicked.connect(self._show_folder)
        self.leave.clicked.connect(self.reject)

    # --- Which papers -----------------------------------------------------------------------------------------------

    @property
    def _scope(self) -> Scope:
        return Scope(self.settled.isChecked(), self.to_look_at.isChecked(), self.failed.isChecked())

    def _recount(self) -> None:
        self._counting.cancel()
        self._withdraw_warning()
        self._counting = self.tasks.start(self._count())

    async def _count(self) -> None:
        """States are worked out from all fields: with thousands of papers that takes a while."""
        if self._candidates is None:
            self._candidates = await asyncio.to_thread(Candidates.of, self._documents)
            self._show_counts(self._candidates)
        language = self._words.language
        self._headings = await asyncio.to_thread(self._candidates.headings, self._scope, language)
        self._show_kinds()
        self._show_stage(self._stage)

    def _show_counts(self, candidates: Candidates) -> None:
        settled = candidates.count(*SETTLED)
        looks = candidates.count(DocumentState.NEEDS_LOOK)
        failed = candidates.count(DocumentState.FAILED)
        waiting = candidates.count(DocumentState.QUEUED, DocumentState.READING)
        self.settled.setText(self.tr("%n finished or ready", "", settled))
        self.to_look_at.setText(self.tr("%n to be looked at (marked in the State column)", "", looks))
        self.failed.setText(self.tr("%n that could not be read (with the reason)", "", failed))
        self.left_out.setText(self.tr("%n not read yet: left out", "", waiting))
        for widget, count in ((self.to_look_at, looks), (self.failed, failed), (self.left_out, waiting)):
            widget.setVisible(count > 0)
        self.settled.setEnabled(settled > 0)

    # --- Which columns ----------------------------------------------------------------------------------------------

    def _show_kinds(self) -> None:
        """The kinds of the chosen papers; the one that was shown stays if it can."""
        before = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        for heading in self._headings:
            self.kind.addItem(heading.title, heading.key)
        self.kind.setCurrentIndex(max(self.kind.findData(before), 0) if self._headings else -1)
        self.kind.blockSignals(False)
        self._show_columns()

    @property
    def _heading(self) -> Heading | None:
        place = self.kind.currentIndex()
        return self._headings[place] if 0 <= place < len(self._headings) else None

    def _show_columns(self) -> None:
        heading = self._heading
        if heading:
            keys, needed = [column.key for column in heading.columns], heading.state_needed
            shown = self._columns.places(heading.key, keys, state_needed=needed)
            self.columns.fill(heading.columns, shown, state_needed=needed)
        else:
            self.columns.clear()
        for widget in (self.columns, self.up, self.down, self.reset, self.kind):
            widget.setEnabled(heading is not None)

    def _columns_edited(self) -> None:
        if heading := self._heading:
            self._columns = ColumnChoice({**self._columns.shown, heading.key: self.columns.shown()})
            self._show_stage(self._stage)

    def _show_all_columns(self) -> None:
        if heading := self._heading:
            self._columns = ColumnChoice({key: on for key, on in self._columns.shown.items() if key != heading.key})
            self._show_columns()
            self._show_stage(self._stage)

    def _move_up(self) -> None:
        self.columns.move_current(-1)

    def _move_down(self) -> None:
        self.columns.move_current(1)

    # --- Which file -------------------------------------------------------------------------------------------------

    def _suggest_target(self, today: date) -> None:
        place = self.form_of_file.findData(self._format)
        self.form_of_file.setCurrentIndex(max(place, 0))
        self._format = str(self.form_of_file.currentData())
        self._suggested = self.tr("results-{date}").format(date=today.isoformat()) + self._format
        self.target.setText(str(self._folder / self._suggested))

    def _path(self) -> Path:
        """What stands in the line, in the remembered folder if it names none, with a suffix that we can write."""
        path = self._folder / (self.target.text().strip() if self._typed_name() else self._suggested)
        return path if path.suffix.lower() in self._infos else path.with_name(path.name + self._format)

    def _typed_name(self) -> str:
        """The name of the file; nothing where a folder stands alone."""
        text = self.target.text().strip()
        return "" if text.endswith(("/", "\\")) else Path(text).name

    def _target_changed(self) -> None:
        """A suffix that was typed says the format."""
        suffix = Path(self.target.text().strip()).suffix.lower()
        if suffix in self._infos:
            self._format = suffix
            self.form_of_file.blockSignals(True)
            self.form_of_file.setCurrentIndex(self.form_of_file.findData(suffix))
            self.form_of_file.blockSignals(False)
        self._withdraw_warning()

    def _put_suffix(self) -> None:
        self._format = str(self.form_of_file.currentData())
        text = self.target.text().strip()
        path = Path(text)
        if path.name:
            known = path.suffix.lower() in self._infos
            self.target.setText(str(path.with_suffix(self._format) if known else Path(text + self._format)))

    def _browse(self) -> None:
        self.tasks.start(self._choose_target())

    async def _choose_target(self) -> None:
        dialog = QFileDialog(self, self.tr("Export"), str(self._path().parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked here, for all files that are written
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Look in:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, self.tr("Files of type:"))
        filters = [self.form_of_file.itemText(place) for place in range(self.form_of_file.count())]
        dialog.setNameFilters(filters)
        dialog.selectNameFilter(self.form_of_file.currentText())
        dialog.selectFile(self._path().name)
        if await answer(dialog):
            self.form_of_file.setCurrentIndex(filters.index(dialog.selectedNameFilter()))
            self.target.setText(dialog.selectedFiles()[0])
            self.target.setFocus()

    # --- Writing ----------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._stage is _Stage.CHOOSING and self._candidates:
            path = self._path()
            documents = self._candidates.within(self._scope)
            words = self._words
            self._folder = path.parent
            self._export = Export(documents, path, words.sentence, words.language, self._columns)
            self._show_stage(_Stage.WRITING)
            self.tasks.start(self._write(self._export))

    async def _write(self, export: Export) -> None:
        try:
            there = await export.existing()
            if not self._may_replace.issuperset(there):
                self._warn(there)
                return
            written = await export.run(self._show_progress)
        except ExportCancelled:
            self._end(self.tr("Cancelled. Nothing was written."), None)
        except ClerkError as error:
            self._end(self._words.sentence(error), tints.BAD)
        except Exception as error:
            self._end(self._words.sentence(Unexpected(kind=type(error).__name__)), tints.BAD)
            raise
        else:
            self._finish(export, written)

    def _warn(self, there: Sequence[Path]) -> None:
        names = "\n".join(path.name for path in there)
        self._may_replace = frozenset(there)
        self._end(self.tr("Already there, and would be replaced:\n{files}").format(files=names), tints.DOUBT)

    def _withdraw_warning(self) -> None:
        self._may_replace = frozenset()
        self._say("")
        self._show_stage(self._stage)

    def _show_progress(self, done: int, total: int) -> None:
        """All rows are there before the files are: a bar that only moves says that work goes on."""
        if self._stage is _Stage.WRITING:
            self.bar.setRange(0, total if done < total else 0)
            self.bar.setValue(done)

    def _end(self, text: str, tint: Tint | None) -> None:
        """Back to choosing, with the reason in words."""
        self._export = None
        self._show_stage(_Stage.CHOOSING)
        self._say(text, tint)
        self.export_button.setFocus()

    def _finish(self, export: Export, written: Sequence[Path]) -> None:
        self._export = None
        self.written, self.exported = tuple(written), tuple(export.documents)
        self._show_stage(_Stage.WRITTEN)
        names = "\n".join(str(path) for path in written)
        self._say(self.tr("Written:\n{files}").format(files=names), tints.GOOD)
        self.leave.setFocus()

    # --- Showing and leaving ----------------------------------------------------------------------------------------

    def _show_stage(self, stage: _Stage) -> None:
        self._stage = stage
        choosing, done = stage is _Stage.CHOOSING, stage is _Stage.WRITTEN
        self._choosing.setEnabled(choosing)
        self._choosing.setVisible(not done)
        self.bar.setVisible(stage is _Stage.WRITING)
        if stage is not _Stage.WRITING:
            self.bar.setRange(0, 0)
        self.open_folder.setVisible(done)
        self.export_button.setVisible(not done)
        self.export_button.setEnabled(choosing and self._can_export())
        self.export_button.setText(self.tr("Replace") if self._may_replace else self.tr("Export"))
        self.export_button.setDefault(not done)
        self.leave.setText(self.tr("Close") if done else self.tr("Cancel"))
        self.leave.setDefault(done)

    def _can_export(self) -> bool:
        """There are papers, a name to write to, and at least one column of each kind."""
        shown = self._columns.shown
        has_columns = all(shown.get(heading.key, ("all",)) for heading in self._headings)
        return bool(self._headings) and has_columns and bool(self._typed_name())

    def _say(self, text: str, tint: Tint | None = None) -> None:
        self.notice.setText(_breakable(text))
        self.notice.setVisible(bool(text))
        colours = f"background: {tint.ground.name()}; color: {tint.ink.name()}; " if tint else ""
        self.notice.setStyleSheet(f"QLabel {{ {colours}padding: 6px; }}")
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as the words need: Qt does not look at wrapped labels by itself; lower only when the form is gone."""
        self._whole.activate()
        needed = self._whole.totalHeightForWidth(self.width())
        self.resize(self.width(), needed if self.written else max(needed, self.height()))

    def _show_folder(self) -> None:
        folder.show(self.written[0].parent)

    def reject(self) -> None:
        """Esc and the last button: cancel the writing, or leave."""
        if self._export:
            self._export.cancel()
        elif self._stage is _Stage.WRITTEN:
            self.accept()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Count no longer: the widgets are about to go."""
        self._counting.cancel()
        super().done(result)


def _documents_folder() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _breakable(text: str) -> str:
    """With places where a long path may go on in the next line; else the label would widen the dialog."""
    return re.sub(r"([/\\_.-]|\w{24})(?=\S)", "\\1\u200b", text)


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.hide()
    return label
