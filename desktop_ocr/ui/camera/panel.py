"""The page that is shown while papers are photographed: the live picture, and beside it all there is to choose.

Keys: the space bar takes a picture, Esc ends.  What happens is ``Capture``'s business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.camera.choices import CameraChoices
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.message import MessagePage
from desktop_ocr.ui.camera.strip import ShotStrip
from desktop_ocr.ui.camera.view import CameraView
from desktop_ocr.ui.kind_picker import KindPicker
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.wrapped import keep_buttons_whole

SIDE = 17
"""Width of what stands beside the picture, in heights of a line."""
LARGER = 1.2
"""Size of the text on the shutter's button, beside the other text."""


class CameraPanel(QWidget):
    """Its parts ask: ``shoot_asked``, ``retry_asked``, ``skip_asked`` (there is no other side), ``end_asked``."""

    shoot_asked = Signal()
    retry_asked = Signal()
    skip_asked = Signal()
    end_asked = Signal()

    def __init__(
        self, words: Words, kinds: Sequence[DocumentType], choice: CameraChoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view, self.strip = CameraView(), ShotStrip()
        self.kind_picker = KindPicker(words, kinds)
        self.choices = CameraChoices(choice)
        self.message = MessagePage()
        self.shoot_button = QPushButton(self.tr("Take the picture"))
        self.skip_button = QPushButton(self.tr("There is no other side"))
        self.end_button = QPushButton(self.tr("Done"))
        self.shoot_button.setToolTip(self.tr("Take the picture (Space)"))
        self.end_button.setToolTip(self.tr("Back to the papers (Esc)"))
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self.show_starting()
        self.show_skip(False)

    def _arrange(self) -> None:
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.message)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 12, 12, 12)
        line.setSpacing(16)
        line.addWidget(self._pages, 1)
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolled(self._to_choose()), 1)
        column.addWidget(self.strip.counter)
        for button in (self.skip_button, self.shoot_button, self.end_button):
            button.setAutoDefault(True)  # Enter presses it
            column.addWidget(button)
        self.shoot_button.setDefault(True)
        line.addWidget(self._side)
        self._fit_to_text()

    @staticmethod
    def _scrolled(inner: QWidget) -> QScrollArea:
        """For small windows and large text: the buttons under it always stay in sight."""
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _to_choose(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        label = QLabel(self.tr("Kind of paper"))
        label.setProperty("quiet", "true")
        label.setBuddy(self.kind_picker)
        column.addWidget(label)
        column.addWidget(self.kind_picker)
        column.addWidget(self.choices)
        column.addStretch(1)
        column.addWidget(self.strip)
        return side

    def _connect(self) -> None:
        self.shoot_button.clicked.connect(self.shoot_asked)
        self.message.retry_asked.connect(self.retry_asked)
        self.skip_button.clicked.connect(self.skip_asked)
        self.end_button.clicked.connect(self.end_asked)

    # --- What is shown ----------------------------------------------------------------------------------------------

    @property
    def error(self) -> str:
        """The sentence that stands in place of the picture, or nothing."""
        return self.message.text if self._pages.currentWidget() is self.message else ""

    def show_starting(self) -> None:
        self._pages.setCurrentWidget(self.view)
        self.view.show_frame(None)
        self.view.show_outlines((), is_good=False, held=0)
        self.view.hint.clear()
        self.shoot_button.setEnabled(False)

    def show_live(self) -> None:
        self.shoot_button.setEnabled(True)

    def show_error(self, sentence: str, *, can_retry: bool = True) -> None:
        had_focus = self._pages.isAncestorOf(self.focusWidget() or self)
        self.show_starting()
        self.message.tell(sentence, can_retry=can_retry)
        self._pages.setCurrentWidget(self.message)
        if had_focus:
            (self.message.retry_button if can_retry else self.end_button).setFocus()

    def show_skip(self, is_shown: bool) -> None:
        if self.skip_button.hasFocus() and not is_shown:
            self.view.setFocus()
        self.skip_button.setVisible(is_shown)

    # --- Events -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Comes here from the picture, and from whatever else has no use for the key."""
        if event.key() == Qt.Key.Key_Escape:
            self.end_asked.emit()
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.shoot_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_to_text()

    def _fit_to_text(self) -> None:
        line = self.fontMetrics().height()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setBold(True)
        if self.shoot_button.font() != font:
            self.shoot_button.setFont(font)
        self.shoot_button.setMinimumHeight(round(line * 2.6))
        keep_buttons_whole(self)
        needed = max(button.minimumWidth() for button in (self.shoot_button, self.skip_button, self.end_button))
        needed = max(needed, self.choices.automatic.sizeHint().width())
        self._side.setFixedWidth(max(SIDE * line, needed) + 4)
