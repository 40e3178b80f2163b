"""The line above the page that says what would make a better picture of it: advice, never a wall."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop_ocr.ui.wrapped import plain_label


class PageAdvice(QFrame):
    """Hidden while there is nothing to say, and of a page whose advice the clerk has put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = plain_label(is_quiet=True)
        self.hide_button = QToolButton()
        self.hide_button.setText("×")
        self.hide_button.setToolTip(self.tr("Put this advice away"))
        self.hide_button.setAccessibleName(self.hide_button.toolTip())
        self.hide_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide_button.setProperty("narrow", "true")
        self.hide_button.clicked.connect(self._put_away)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 8, 4)
        line.addWidget(self.label, 1)
        line.addWidget(self.hide_button, 0, Qt.AlignmentFlag.AlignTop)
        self._said: Hashable = None
        self._put_aside: set[Hashable] = set()
        self.hide()

    def show_sentences(self, page: Hashable, sentences: Sequence[str]) -> None:
        """Say this of a page; other advice for the same page is shown again."""
        self._said = (page, tuple(sentences))
        self.label.setText(" ".join(sentences))
        self.setVisible(bool(sentences) and self._said not in self._put_aside)

    def _put_away(self) -> None:
        self._put_aside.add(self._said)
        self.hide()
