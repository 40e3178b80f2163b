"""The backups: when the last one was verified, making one now, and going back to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.ui import tints
from desktop_ocr.ui.dialogs.rows import RowsModel, RowsView
from desktop_ocr.ui.inline_question import InlineQuestion
from desktop_ocr.ui.wrapped import fit_to_words, plain_label


@dataclass(frozen=True, slots=True)
class BackupItem:
    """``name`` says which one to the store, and is not shown.  ``size`` in bytes."""

    name: str
    made_at: datetime
    papers: int
    size: int


class BackupsDialog(QDialog):
    """``backup_asked``, and ``restore_asked`` with the backup's name.

    Who does the work tells it: ``show_progress``, and at the end ``show_items`` with ``say``.
    """

    backup_asked = Signal()
    restore_asked = Signal(str)

    def __init__(
        self, items: Sequence[BackupItem], last_verified: datetime | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_busy = False
        self.setWindowTitle(self.tr("Backups"))
        headings = (self.tr("Made"), self.tr("Papers"), self.tr("Size"))
        self.model = _BackupsModel(headings, items, self)
        self.view = RowsView(self.tr("Backups"), self.model, QAbstractItemView.SelectionMode.SingleSelection)
        self.verified, self.notice = plain_label(), plain_label()
        self.notice.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.question = InlineQuestion()
        self.empty = plain_label(self.tr("There are no backups yet."), is_quiet=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(self.fontMetrics().height())
        self.backup_button = QPushButton(self.tr("Back up now"))
        self.restore_button = QPushButton(self.tr("Restore…"))
        self.close_button = QPushButton(self.tr("Close"))
        self._arrange()
        self._connect()
        self.show_items(items, last_verified)
        fit_to_words(self)

    @property
    def chosen(self) -> BackupItem | None:
        rows = self.view.chosen_rows
        return self.model.items[rows[0]] if rows else None

    def show_items(self, items: Sequence[BackupItem], last_verified: datetime | None) -> None:
        """What there is now; nothing is under way any more."""
        self._is_busy = False
        self.bar.hide()
        self.question.hide()
        self.model.show_items(items)
        if last_verified:
            text = self.tr("Last verified backup: {when}").format(when=_when(last_verified))
        else:
            text = self.tr("No backup has been verified yet.")
        self.verified.setText(text)
        self.verified.setStyleSheet("" if last_verified else f"color: {tints.DOUBT.ink.name()}")
        if items:
            self.view.selectRow(0)
            self.view.setFocus()
        else:
            self.backup_button.setFocus()
        self._follow()

    def show_progress(self, text: str) -> None:
        """Work is under way, and this is how far: nothing else can be asked for until ``show_items``."""
        self._is_busy = True
        self.bar.show()
        self._follow()
        self.say(text)

    def say(self, text: str, *, is_error: bool = False) -> None:
        """How it went; an empty text takes it away."""
        self.notice.setStyleSheet(f"color: {tints.BAD.ink.name()}" if is_error else "")
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        fit_to_words(self)

    def reject(self) -> None:
        """Esc: no to the question, else leave; but not in the middle of work, which tells this dialog its end."""
        if self.question.is_asking:
            self.question.withdraw()
        elif not self._is_busy:
            super().reject()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.verified)
        words = self.tr("Backups are encrypted like the papers themselves, and are opened and compared when made.")
        layout.addWidget(plain_label(words, is_quiet=True))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.question)
        layout.addWidget(self.notice)
        layout.addWidget(self.bar)
        line = QHBoxLayout()
        line.addWidget(self.backup_button)
        line.addWidget(self.restore_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        layout.addLayout(line)

    def _connect(self) -> None:
        self.view.selectionModel().selectionChanged.connect(self._follow)
        self.question.confirmed.connect(self._restore)
        self.question.withdrawn.connect(self._come_back)
        self.backup_button.clicked.connect(self._back_up)
        self.restore_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)

    # --- Asking -----------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        self.question.hide()  # it was about another backup
        self.view.setVisible(bool(self.model.items))
        self.empty.setVisible(not self.model.items)
        self.view.setEnabled(not self._is_busy)
        self.backup_button.setEnabled(not self._is_busy)
        self.restore_button.setEnabled(self.chosen is not None and not self._is_busy)
        self.close_button.setEnabled(not self._is_busy)
        self.backup_button.setDefault(True)

    def _ask(self) -> None:
        if chosen := self.chosen:
            sentence = self.tr(
                "Go back to the papers of {when}? The present papers are kept aside, not deleted."
            ).format(when=_when(chosen.made_at))
            self.question.ask(sentence, self.tr("Restore"))
            fit_to_words(self)

    def _come_back(self) -> None:
        self._follow()
        self.view.setFocus()

    def _restore(self) -> None:
        if chosen := self.chosen:
            self._come_back()
            self.restore_asked.emit(chosen.name)

    def _back_up(self) -> None:
        self.backup_asked.emit()


class _BackupsModel(RowsModel[BackupItem]):
    numbers = frozenset({1, 2})

    def cells(self, item: BackupItem) -> Sequence[str]:
        return (_when(item.made_at), str(item.papers), QLocale().formattedDataSize(item.size, 1, _DECIMAL))


_DECIMAL = QLocale.DataSizeFormat.DataSizeTraditionalFormat


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
