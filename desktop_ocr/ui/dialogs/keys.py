"""The page that F1 shows: every key and what it does."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

_HEADING = '<tr><td colspan="2"><h3>{what}</h3></td></tr>'
_ROW = '<tr><td width="24%" style="white-space: nowrap"><b>{key}</b></td><td>{what}</td></tr>'


class KeysDialog(QDialog):
    """The keys that work in a pane, and ``rows`` of (key, what it does) of all others; an empty key is a heading."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = [*self._keys_in_panes(), *rows]
        self.setWindowTitle(self.tr("Keys"))
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Keys"))
        self.page.setHtml(_table(rows))
        self.page.setTabChangesFocus(True)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page, 1)
        layout.addWidget(close)
        metrics = self.fontMetrics()
        self.resize(min(metrics.horizontalAdvance("x") * 110, 1200), min(metrics.height() * 2 * (len(rows) + 4), 660))

    def _keys_in_panes(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Accept the field, go to the next that needs a look")),
            ("Tab", self.tr("Next field")),
            ("F2", self.tr("Edit the field; typing replaces it")),
            ("Esc", self.tr("Leave the field as it was")),
            (self.tr("Delete"), self.tr("In the list: take the selected papers out of this batch")),
            ("Shift+F10", self.tr("In the list: what can be done with the selected papers")),
            ("Alt+1 … Alt+4", self.tr("Take another reading of the doubtful character")),
            ("Alt+0", self.tr("Mark the field as illegible")),
            (self.tr("Drag"), self.tr("Read the text in a box into the field (Shift appends)")),
            (self.tr("Ctrl+click"), self.tr("Take a line of the page into the field (Shift appends)")),
        ]


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = [(_ROW if key else _HEADING).format(key=escape(key), what=escape(what)) for key, what in rows]
    return f'<table cellpadding="4" width="100%">{"".join(lines)}</table>'
