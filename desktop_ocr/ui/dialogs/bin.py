"""The bin: papers that were deleted, to be restored or deleted for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain import masks
from desktop_ocr.ui.dialogs.rows import RowsModel, RowsView
from desktop_ocr.ui.inline_question import InlineQuestion
from desktop_ocr.ui.revealing import Revealing
from desktop_ocr.ui.wrapped import fit_to_words, plain_label


@dataclass(frozen=True, slots=True)
class BinItem:
    """``name`` of the file, in full.  ``days_left`` until it is deleted for good."""

    number: int
    name: str
    kind: str
    deleted_at: datetime
    days_left: int


class BinDialog(QDialog):
    """Asks with the numbers of the chosen papers, and stays open: ``show_items`` tells what is in the bin then.

    Numbers of persons in the names are masked until they are asked for.
    """

    restore_asked = Signal(list)
    purge_asked = Signal(list)

    def __init__(self, items: Sequence[BinItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bin"))
        headings = (self.tr("Paper"), self.tr("Kind"), self.tr("Deleted"), self.tr("Days left"))
        self.model = _BinModel(headings, items, self)
        self.view = RowsView(self.tr("Deleted papers"), self.model, QAbstractItemView.SelectionMode.ExtendedSelection)
        self.empty = plain_label(self.tr("The bin is empty."), is_quiet=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(self.fontMetrics().height())
        self.question = InlineQuestion()
        self.restore_button = QPushButton(self.tr("Restore"))
        self.purge_button = QPushButton(self.tr("Delete for good…"))
        self.names_button = QPushButton(self.tr("Show names in full"))
        self.close_button = QPushButton(self.tr("Close"))
        self.names = Revealing(self)
        self.names.changed.connect(self.model.show_names)
        self.names_button.clicked.connect(self.names.show)
        self._arrange()
        self.view.selectionModel().selectionChanged.connect(self._follow)
        self.model.modelReset.connect(self._follow)
        self.question.confirmed.connect(self._purge)
        self.question.withdrawn.connect(self._come_back)
        self.restore_button.clicked.connect(self._restore)
        self.purge_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)
        self._begin()
        fit_to_words(self)

    @property
    def chosen(self) -> list[int]:
        """The numbers of the chosen papers."""
        return [self.model.items[row].number for row in self.view.chosen_rows]

    def show_items(self, items: Sequence[BinItem]) -> None:
        self.question.hide()
        self.model.show_items(items)
        self._begin()

    def reject(self) -> None:
        """Esc: no to the question, else leave."""
        if self.question.is_asking:
            self.question.withdraw()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.purge_button.isEnabled():
            self._ask()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(
            plain_label(
                self.tr("Deleted papers stay here until their days are over. After that nobody can read them."),
                is_quiet=True,
            )
        )
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.question)
        line = QHBoxLayout()
        line.addWidget(self.restore_button)
        line.addWidget(self.purge_button)
        line.addWidget(self.names_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        layout.addLayout(line)

    def _begin(self) -> None:
        """The first paper is chosen, so that the keys have something to do."""
        if self.model.items:
            self.view.selectRow(0)
            self.view.setFocus()
        else:
            self.close_button.setFocus()
        self._follow()

    def _follow(self) -> None:
        self.question.hide()  # it was about other papers
        self.view.setVisible(bool(self.model.items))
        self.empty.setVisible(not self.model.items)
        self.names_button.setVisible(any(masks.file_name(item.name) != item.name for item in self.model.items))
        has_chosen = bool(self.view.chosen_rows)
        self.restore_button.setEnabled(has_chosen)
        self.purge_button.setEnabled(has_chosen)
        (self.restore_button if has_chosen else self.close_button).setDefault(True)

    def _ask(self) -> None:
        sentence = self.tr("Papers to be deleted for good: {count}. Nobody can bring them back.")
        self.question.ask(sentence.format(count=len(self.chosen)), self.tr("Delete for good"))
        fit_to_words(self)

    def _come_back(self) -> None:
        self._follow()
        self.view.setFocus()

    def _purge(self) -> None:
        chosen = self.chosen
        self._come_back()
        self.purge_asked.emit(chosen)

    def _restore(self) -> None:
        self.restore_asked.emit(self.chosen)


class _BinModel(RowsModel[BinItem]):
    numbers = frozenset({3})
    _shows_names = False

    def show_names(self, is_shown: bool) -> None:
        self._shows_names = is_shown
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, 0))

    def cells(self, item: BinItem) -> Sequence[str]:
        name = item.name if self._shows_names else masks.file_name(item.name)
        return (name, item.kind, f"{item.deleted_at.astimezone():%Y-%m-%d %H:%M}", str(item.days_left))
