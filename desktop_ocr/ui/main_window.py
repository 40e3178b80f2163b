"""The window itself: frame, welcome page, size and place.  It is shown before the rest is loaded.

What works in it is the ``Workbench``, which moves in later; so this module imports nothing that the first sight of the
window does not need.
"""

from __future__ import annotations

import base64
import contextlib
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QStatusBar, QToolBar, QToolButton, QVBoxLayout, QWidget

from desktop_ocr import paths
from desktop_ocr.store.settings_file import load_window_state, save_window_state
from desktop_ocr.ui.welcome import WelcomePage

SIZE, SHARE = (76, 44), 0.75
"""Width and height at the first start: this many heights of a line, or this share of a large screen."""
LITTLE_MORE = 1.1
"""A screen that has no more room than this many times the size is taken whole."""


class Occupant(Protocol):
    """What works in the window."""

    def can_take(self, data: QMimeData) -> bool:
        """Whether a drop would bring something in."""

    def take_mime(self, data: QMimeData) -> None: ...

    def close_asked(self) -> None:
        """The clerk wants to close the window."""


class MainWindow(QMainWindow):
    """``closed`` says that the clerk has left; whoever made the window ends its tasks and lets go of it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = load_window_state(paths.config())
        self._occupant: Occupant | None = None
        self.setWindowTitle(self.tr("Desktop OCR"))
        self.welcome = WelcomePage()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.welcome)
        self.tools = QToolBar(self.tr("Main tools"))
        self._arrange()

    def _arrange(self) -> None:
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.stack, 1)
        self.setCentralWidget(whole)
        self.tools.setMovable(False)
        self.tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)  # its only entry would hide the bar
        self.tools.addWidget(_room_of_a_button())
        self.addToolBar(self.tools)
        self.setStatusBar(QStatusBar())
        if self.state.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(self.state.geometry)))
        else:
            self._take_first_size()

    def _take_first_size(self) -> None:
        line, room = self.fontMetrics().height(), self.screen().availableSize()
        width, height = (
            max(SIZE[0] * line, round(SHARE * room.width())),
            max(SIZE[1] * line, round(SHARE * room.height())),
        )
        if width * LITTLE_MORE > room.width() or height * LITTLE_MORE > room.height():
            self.resize(room)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self.resize(width, height)

    def appear(self) -> None:
        """Show the window in front, ready for the keyboard (also where no window manager hands the focus out)."""
        self.show()
        self.activateWindow()
        self.welcome.open_button.setFocus()

    def move_in(self, occupant: Occupant, panes: QWidget, above: QWidget, below: QWidget, status: QStatusBar) -> None:
        """Give the window what works in it; ``above`` and ``below`` stand over and under the panes."""
        self._occupant = occupant
        self.stack.addWidget(panes)
        self._column.insertWidget(0, above)
        self._column.addWidget(below)
        self.setStatusBar(status)
        self.tools.clear()
        self.setAcceptDrops(True)

    def leave(self, splitter: tuple[int, ...]) -> None:
        """Vanish, and keep where the window and its panes stood."""
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.state = replace(self.state, geometry=geometry, splitter=splitter)
        with contextlib.suppress(OSError):  # the next start then has the usual sizes
            save_window_state(self.state, paths.config())
        self.hide()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._occupant and self._occupant.can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._occupant:
            event.acceptProposedAction()
            self._occupant.take_mime(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ignored: an accepted close lets Qt end the loop (Cmd+Q on macOS) while there is still work to cancel."""
        event.ignore()
        if self._occupant:
            self._occupant.close_asked()


def _room_of_a_button() -> QToolButton:
    """Holds the tool bar's height until its buttons come, so that the page does not jump."""
    button = QToolButton()
    button.setText(" ")
    button.setEnabled(False)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
