"""The page of an empty batch: what to do, in three steps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_ocr.ui import theme
from desktop_ocr.ui.wrapped import plain_label

WIDTH = 36
"""Most that the text takes, in heights of a line."""
HEADING = 1.5
"""Size of the heading's text, beside the other text."""


class WelcomePage(QWidget):
    """Its buttons ask; what is dropped goes to the window."""

    open_asked = Signal()
    camera_asked = Signal()
    paste_asked = Signal()
    specimens_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open_button = QPushButton(self.tr("Open pictures…"))
        self.camera_button = QPushButton(self.tr("Camera…"))
        self.paste_button = QPushButton(self.tr("Paste"))
        self.specimens_button = QPushButton(self.tr("Try the specimens"))
        self._card = _Card()
        self._layout = QVBoxLayout(self._card)
        self._arrange()
        self.open_button.clicked.connect(self._ask_open)
        self.camera_button.clicked.connect(self._ask_camera)
        self.paste_button.clicked.connect(self._ask_paste)
        self.specimens_button.clicked.connect(self._ask_specimens)

    def _arrange(self) -> None:
        self._heading = plain_label(self.tr("From pictures of papers to a table"))
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(self._heading)
        self._layout.addLayout(self._steps())
        self._layout.addLayout(self._buttons())
        private = plain_label(self.tr("Everything stays on this computer; nothing is sent anywhere."), is_quiet=True)
        private.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(private)

        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_scrolled(inner))
        self._fit_to_text()

    def _steps(self) -> QGridLayout:
        steps = (
            (
                self.tr("Bring pictures in"),
                self.tr("Drop files or folders here, open them, paste a picture, or use a camera."),
            ),
            (self.tr("Look at what is doubtful"), self.tr("The rest is proven, or nothing speaks against it.")),
            (self.tr("Export"), self.tr("The values go into a table, one paper a row.")),
        )
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for row, (what, how) in enumerate(steps):
            grid.addWidget(_Number(row + 1), row, 0, Qt.AlignmentFlag.AlignTop)
            text = QVBoxLayout()
            text.setSpacing(2)
            text.addWidget(plain_label(what, is_bold=True))
            text.addWidget(plain_label(how, is_quiet=True))
            grid.addLayout(text, row, 1)
        self._grid = grid
        return grid

    def _buttons(self) -> QHBoxLayout:
        self.open_button.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.open_button, self.camera_button, self.paste_button, self.specimens_button):
            button.setAutoDefault(True)  # Enter presses it
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _fit_to_text(self) -> None:
        line = self.fontMetrics().height()
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * HEADING)
        self._heading.setFont(font)
        self._card.setMaximumWidth(WIDTH * line)
        self._layout.setContentsMargins(2 * line, line, 2 * line, line)
        self._layout.setSpacing(line * 5 // 4)
        self._grid.setHorizontalSpacing(line * 3 // 4)
        self._grid.setVerticalSpacing(line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_to_text()

    def _ask_open(self) -> None:
        self.open_asked.emit()

    def _ask_camera(self) -> None:
        self.camera_asked.emit()

    def _ask_paste(self) -> None:
        self.paste_asked.emit()

    def _ask_specimens(self) -> None:
        self.specimens_asked.emit()


class _Card(QWidget):
    """A dashed frame: things can be dropped here."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours()
        painter.setPen(QPen(QColor(colours.border), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(colours.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


class _Number(QWidget):
    """A step's number in a disc."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() * 7 // 4
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.chosen))
        painter.drawEllipse(self.rect())
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_chosen))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))


def _scrolled(inner: QWidget) -> QScrollArea:
    """For small windows and large text."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
