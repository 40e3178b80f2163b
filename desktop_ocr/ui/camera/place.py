"""Shows the camera's page in the window, and puts back what was there.

Imported with the window, so the page itself is imported only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.looking import LookAt, see_nothing

if TYPE_CHECKING:
    from desktop_ocr.ui.camera.capture import Capture
    from desktop_ocr.ui.camera.panel import CameraPanel
    from desktop_ocr.ui.camera.source import CameraSource


class CameraPlace(QObject):
    """``changed`` when the page came or went; ``used`` with every picture, as a hand on the papers touches no key."""

    changed = Signal()
    used = Signal()

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        take: Callable[[Sequence[Document]], object],
        words: Words,
        kinds: Mapping[str, DocumentType],
    ) -> None:
        super().__init__(window)
        self.look: LookAt = see_nothing
        """What looks at the frames; the session has it."""
        self.open_source: Callable[[QObject], CameraSource] | None = None
        """Another source than this computer's cameras, for tests."""
        self._window, self._tasks, self._take, self._words, self._kinds = window, tasks, take, words, kinds
        self._capture: Capture | None = None
        self._kind = self._refusal = ""
        self._behind: QWidget | None = None
        """Gets the keyboard when the page goes: what had it, or has asked for it meanwhile."""

    @property
    def panel(self) -> CameraPanel | None:
        """The page, while it is shown."""
        return self._capture.panel if self._capture is not None else None

    def switch(self) -> None:
        """Open the page, or close it."""
        if self._capture is None:
            self.open()
        else:
            self.close()

    def open(self) -> None:
        if self._capture is not None:
            return
        from desktop_ocr.ui.camera.capture import Capture
        from desktop_ocr.ui.camera.formats import CameraChoice
        from desktop_ocr.ui.camera.opening import open_source
        from desktop_ocr.ui.camera.panel import CameraPanel

        panel = CameraPanel(self._words, list(self._kinds.values()), CameraChoice.of(self._window.state.camera))
        self._capture = Capture(
            panel,
            self._tasks,
            self._take,
            self.look,
            self._words,
            self._kinds,
            open_source=self.open_source or open_source,
        )
        self._capture.ended.connect(self._take_away)
        self._capture.took.connect(self.used)
        self._behind = QApplication.focusWidget()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self._window.stack.addWidget(panel)
        self._window.stack.setCurrentWidget(panel)
        self._capture.begin(self._kind)
        self._capture.refuse(self._refusal)
        self.changed.emit()

    def refuse(self, sentence: str) -> None:
        """From now on no pictures are taken, for the reason in ``sentence``; "" to allow it again."""
        self._refusal = sentence
        if self._capture is not None:
            self._capture.refuse(sentence)

    def close(self) -> None:
        """End the page if it is there: the camera's light goes out."""
        if self._capture is not None:
            self._capture.end()

    def _take_away(self) -> None:
        capture, self._capture = self._capture, None
        if capture is None:
            return
        self._kind = capture.kind
        self._window.state = replace(self._window.state, camera=capture.panel.choices.choice.values())
        self._window.stack.removeWidget(capture.panel)
        capture.panel.hide()
        capture.panel.deleteLater()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._focus_moved)
        self.changed.emit()
        if self._behind is not None and shiboken6.isValid(self._behind):
            self._behind.setFocus()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """New papers ask for the keyboard when they come or are read, though they are behind the page."""
        panel = self.panel
        if panel is not None and now is not None and not now.isVisible():
            self._behind = now
            stays = before is not None and panel.isAncestorOf(before)
            (before if before is not None and stays else panel.view).setFocus()
