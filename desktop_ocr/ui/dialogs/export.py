"""The export dialog: what was chosen in its boxes is written; then it says how that went."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError, Unexpected
from desktop_ocr.export.columns import ColumnChoice
from desktop_ocr.ui import folder, tints
from desktop_ocr.ui.dialogs.export_columns import ColumnsBox
from desktop_ocr.ui.dialogs.export_papers import PapersBox
from desktop_ocr.ui.dialogs.export_target import TargetBox
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.tints import Tint
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.exporting import Candidates, Export, ExportCancelled

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
        self._documents = tuple(documents)
        self._candidates: Candidates | None = None
        self._stage = _Stage.CHOOSING
        self._may_replace: frozenset[Path] = frozenset()
        self._export: Export | None = None

        where, form = str(remembered.get(FOLDER) or ""), str(remembered.get(FORMAT) or "")
        self.papers = PapersBox()
        self.target = TargetBox(words, self.tasks, where, form, today or date.today())
        self.columns = ColumnsBox(ColumnChoice.from_plain(remembered.get(COLUMNS)))
        self._make_widgets()
        self._arrange()
        self._connect()
        self._show_stage(_Stage.CHOOSING)
        self._counting = self.tasks.start(self._count())

    @property
    def choices(self) -> dict[str, object]:
        """What to remember: plain values that settings can keep."""
        return {
            FOLDER: str(self.target.folder),
            FORMAT: self.target.format,
            COLUMNS: self.columns.choice.plain(),
        }

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _make_widgets(self) -> None:
        self.notice = QLabel()
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.hide()
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
        left.addWidget(self.papers)
        left.addWidget(self.target)
        left.addStretch(1)
        sides.addLayout(left, 3)
        sides.addWidget(self.columns, 2)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self._choosing, 1)
        self._whole.addWidget(self.notice)
        self._whole.addWidget(self.bar)
        self._whole.addLayout(self._buttons())
        width = self.fontMetrics().horizontalAdvance("x") * 130
        self.resize(min(width, WIDEST), self.sizeHint().height())

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (self.open_folder, self.export_button, self.leave):
            line.addWidget(button)
        return line

    def _connect(self) -> None:
        self.papers.changed.connect(self._recount)
        self.target.changed.connect(self._withdraw_warning)
        self.columns.changed.connect(self._show_same_stage)
        self.export_button.clicked.connect(self._begin)
        self.open_folder.clicked.connect(self._show_folder)
        self.leave.clicked.connect(self.reject)

    # --- Counting ---------------------------------------------------------------------------------------------------

    def _recount(self) -> None:
        self._counting.cancel()
        self._withdraw_warning()
        self._counting = self.tasks.start(self._count())

    async def _count(self) -> None:
        """States are worked out from all fields: with thousands of papers that takes a while."""
        if self._candidates is None:
            self._candidates = await asyncio.to_thread(Candidates.of, self._documents)
            self.papers.show_counts(self._candidates)
        scope, language = self.papers.scope, self._words.language
        self.columns.show_headings(await asyncio.to_thread(self._candidates.headings, scope, language))
        self._show_same_stage()

    # --- Writing ----------------------------------------------------------------------------------------------------

    @property
    def is_writing(self) -> bool:
        return self._stage is _Stage.WRITING

    def _begin(self) -> None:
        documents = self._candidates.within(self.papers.scope) if self._candidates else ()
        if self._stage is _Stage.CHOOSING and documents:
            path, words = self.target.path, self._words
            self.target.folder = path.parent
            self._export = Export(documents, path, words.sentence, words.language, self.columns.choice)
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
        self._show_same_stage()

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

    def _show_same_stage(self) -> None:
        self._show_stage(self._stage)

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
        self.export_button.setEnabled(choosing and self.columns.has_columns and self.target.has_name)
        self.export_button.setText(self.tr("Replace") if self._may_replace else self.tr("Export"))
        self.export_button.setDefault(not done)
        self.leave.setText(self.tr("Close") if done else self.tr("Cancel"))
        self.leave.setDefault(done)

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


def _breakable(text: str) -> str:
    """With places where a long path may go on in the next line; else the label would widen the dialog."""
    return re.sub(r"([/\\_.-]|\w{24})(?=\S)", "\\1\u200b", text)
