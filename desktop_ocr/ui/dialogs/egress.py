"""What left this computer: to whom, when, how many bytes; and the same list as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.egress import SIGN_IN, Sent
from desktop_ocr.ui.dialogs.rows import RowsModel, RowsView
from desktop_ocr.ui.wrapped import fit_to_words, plain_label

LETTERS = 100
"""How wide the dialog is, in widths of an x."""


class EgressDialog(QDialog):
    """``names`` has the titles of the engines, ``papers`` the names of papers by their numbers, as far as they are
    there.  ``save_asked`` asks for the file.
    """

    save_asked = Signal()

    def __init__(
        self, rows: Sequence[Sent], names: Mapping[str, str], papers: Mapping[int, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What left this computer"))
        headings = (self.tr("What"), self.tr("When"), self.tr("To"), self.tr("Bytes"))
        self.model = _EgressModel(headings, rows, self)
        self.model.names, self.model.papers = names, papers
        self.model.page, self.model.question = self.tr("Picture of {paper}"), self.tr("Question without a picture")
        self.model.sign_in = self.tr("Sign-in with the keys")
        self.model.paper = self.tr("paper no. {number}")
        self.view = RowsView(self.tr("What left this computer"), self.model, _ONE)
        self.empty = plain_label(self.tr("Nothing has left this computer."), is_quiet=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(self.fontMetrics().height())
        self.news = plain_label()
        self.news.hide()
        self.save_button, self.close_button = QPushButton(self.tr("Save as CSV…")), QPushButton(self.tr("Close"))
        self.save_button.setEnabled(bool(rows))
        self.save_button.clicked.connect(self.save_asked)
        self.close_button.clicked.connect(self.reject)
        self._arrange()
        fit_to_words(self, LETTERS)

    @property
    def headings(self) -> tuple[str, ...]:
        """Of the file."""
        return (
            self.tr("When"),
            self.tr("Engine"),
            self.tr("Interface"),
            self.tr("Paper no."),
            self.tr("Bytes"),
            self.tr("To"),
            self.tr("With a picture"),
        )

    def say(self, text: str) -> None:
        self.news.setText(text)
        self.news.setVisible(bool(text))
        fit_to_words(self, LETTERS)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        hint = self.tr("This list is only ever added to. It holds no contents, and stays when papers are deleted.")
        layout.addWidget(plain_label(hint, is_quiet=True))
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.news)
        line = QHBoxLayout()
        line.addWidget(self.save_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        layout.addLayout(line)
        self.view.setVisible(bool(self.model.items))
        self.empty.setVisible(not self.model.items)
        self.close_button.setDefault(True)
        if self.model.items:
            self.view.selectRow(0)
            self.view.setFocus()


_ONE = QAbstractItemView.SelectionMode.SingleSelection


class _EgressModel(RowsModel[Sent]):
    numbers = frozenset({3})
    names: Mapping[str, str]
    papers: Mapping[int, str]
    page = question = sign_in = paper = ""

    def cells(self, item: Sent) -> Sequence[str]:
        paper = self.papers.get(item.document) or self.paper.format(number=item.document)
        asked = self.sign_in if item.interface == SIGN_IN else self.question
        what = self.page.format(paper=paper) if item.is_page else asked
        to = f"{self.names.get(item.engine, item.engine)} ({item.host})"
        return (what, f"{item.at.astimezone():%Y-%m-%d %H:%M:%S}", to, f"{item.size:,}")
