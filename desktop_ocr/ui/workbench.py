"""What works in the window: joins its parts and places the panes, has files come in.

What the clerk does to papers is in ``review``, what keys and buttons do in ``window_actions``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.settings import Settings
from desktop_ocr.ui.banner import Banner
from desktop_ocr.ui.camera.place import CameraPlace
from desktop_ocr.ui.dialogs.kind import KindDialog
from desktop_ocr.ui.exports import Exports
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.file_questions import FileQuestions
from desktop_ocr.ui.file_telling import FileTelling
from desktop_ocr.ui.gate import Gate
from desktop_ocr.ui.guard import Guard
from desktop_ocr.ui.halt_strip import HaltStrip
from desktop_ocr.ui.handed_over import HandedOver
from desktop_ocr.ui.intake import Intake
from desktop_ocr.ui.leaving import Leaving
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.new_papers_strip import NewPapersStrip
from desktop_ocr.ui.notice import Notice
from desktop_ocr.ui.page_view import PageView
from desktop_ocr.ui.preferences import Preferences
from desktop_ocr.ui.progress import ProgressBar
from desktop_ocr.ui.queue_menu import QueueMenu
from desktop_ocr.ui.queue_model import QueueModel
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.review import Review
from desktop_ocr.ui.tasks import OneAtATime, Tasks, answer
from desktop_ocr.ui.window_actions import WindowActions
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.batch_unfolding import BatchUnfolding
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.unfolding import Unfolder

if TYPE_CHECKING:
    from desktop_ocr.ui.locking import Locking
    from desktop_ocr.ui.safekeeping import Safekeeping
    from desktop_ocr.ui.services_page import ServicesPage

SHOWN_AFTER = 40
"""Milliseconds after which changes are shown."""
QUEUE, FIELDS = (14, 0.22), (23, 0.38)
"""Widths of the outer panes at the first start: in heights of a line, and at most this share of the window."""


class Workbench(QObject):
    """Moves into a window; ``window`` is also the parent of all dialogs."""

    def __init__(
        self,
        window: MainWindow,
        recogniser: Recogniser,
        unfolder: Unfolder,
        types: Mapping[str, DocumentType],
        words: Words,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(window)
        self.window, self.tasks = window, Tasks()
        self.dialogs = OneAtATime(self.tasks)
        self._types, self._words = types, words
        self._has_widths = False
        self.gate = Gate(window)
        self.guard = Guard(window, words, self.tasks, self.gate)
        self.safekeeping: Safekeeping | None = None
        """What keeps the work, once the session has it."""
        self.services: ServicesPage | None = None
        """Reading with services, once the session has them."""
        self.locking: Locking | None = None

        settings = settings or Settings()
        self.batch = Batch(types, settings.likely_threshold / 100)
        self.reading = BatchReading(self.batch, recogniser)
        self.banner, self.notice = Banner(), Notice()
        self.halt_strip, self.new_strip = HaltStrip(), NewPapersStrip()
        questions, telling = FileQuestions(window), FileTelling(self.notice.tell, self)
        asking = replace(
            unfolder, ask_pages=questions.ask_pages, ask_password=questions.ask_password, tell=telling.tell
        )
        self.unfolding = BatchUnfolding(self.batch, asking)
        self.queue = QueuePanel(QueueModel(self.batch, words))
        self.page = PageView()
        self.fields = FieldPanel(words, list(types.values()))
        panes = (self.queue, self.page, self.fields)
        work = (self.unfolding, self.reading)
        self.review = Review(self.batch, work, recogniser, types, words, self.tasks, panes)
        self.intake = Intake(self.tasks, self.review.take, self.notice.tell, words.sentence, window)
        self.handed_over = HandedOver(window, self.gate, self.tasks, self.intake.add)
        self.camera = CameraPlace(window, self.tasks, self.review.take, words, types)
        self.progress = ProgressBar(self.batch, self.reading)
        self.exports = Exports(self.batch, self.fields, words, self.tasks, window, self)
        self.preferences = Preferences(settings, words.language, self.notice.tell, self.guard, window, self)
        self.intake.fetches = settings.web_pictures == "on"
        self.leaving = Leaving(self)
        self._arrange()
        self._window_actions = WindowActions(self)
        self.actions = self._window_actions.actions
        self._connect()
        self._show_change()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.queue, self.page, self.fields):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.halt_strip)
        column.addWidget(self.new_strip)
        self.window.move_in(self, self.splitter, above, self.notice, self.progress)

    def _show_panes(self) -> None:
        """The panes in place of the welcome page: only now has the splitter a width to share out."""
        self.window.stack.setCurrentWidget(self.splitter)
        if not self._has_widths:
            self._has_widths = True
            kept = self.window.state.splitter
            self.splitter.setSizes(list(kept if len(kept) == self.splitter.count() else self._first_widths()))

    def _first_widths(self) -> tuple[int, int, int]:
        line, whole = self.window.fontMetrics().height(), self.splitter.width()
        queue, fields = (min(lines * line, round(share * whole)) for lines, share in (QUEUE, FIELDS))
        return queue, whole - queue - fields, fields

    def _connect(self) -> None:
        self.review.told.connect(self.notice.tell)
        self.queue.current_changed.connect(self.notice.forget)
        self.review.undo_stack.indexChanged.connect(self.notice.forget)
        self.queue.menu_asked.connect(self._open_menu)
        # Many changes come at once, when many papers are dropped or read: they are shown together.
        self._soon = QTimer(self, singleShot=True, interval=SHOWN_AFTER)
        self._soon.timeout.connect(self._show_change)
        self.review.changed.connect(self._show_soon)
        self.review.undo_stack.indexChanged.connect(self._show_soon)
        self.window.welcome.open_asked.connect(self.intake.open)
        self.window.welcome.camera_asked.connect(self.camera.open)
        self.camera.changed.connect(self._show_change)
        self.window.welcome.paste_asked.connect(self.intake.paste)
        self.window.welcome.specimens_asked.connect(self.intake.read_specimens)
        self.progress.stop_button.clicked.connect(self._stop_or_resume)
        self.exports.written.connect(self._note_written)
        self.exports.ended.connect(self._show_change)
        self.preferences.asked.connect(self._use_settings)

    # --- What follows -----------------------------------------------------------------------------------------------

    def _stop_or_resume(self) -> None:
        if self.review.is_stopped:
            self.review.resume_reading()
        else:
            self.review.stop_reading()

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_change(self) -> None:
        if self.camera.panel is not None:
            self.window.stack.setCurrentWidget(self.camera.panel)
        elif len(self.batch):
            self._show_panes()
        else:
            self.window.stack.setCurrentWidget(self.window.welcome)
        if self.services is not None:
            self.services.follow()
        self._window_actions.refresh()
        self.progress.show_batch(unexported=len(self.exports.missing()), is_stopped=self.review.is_stopped)

    def _note_written(self, documents: Sequence[Document]) -> None:
        if self.safekeeping is not None:
            self.safekeeping.note_exported(documents)

    def know_exported(self, documents: Sequence[Document]) -> None:
        """These are in a file since an earlier start."""
        self.exports.know(documents)
        self._show_soon()

    def _use_settings(self) -> None:
        settings = self.preferences.settings
        if self.locking is not None:
            self.locking.set_minutes(settings.lock_minutes)
        self.batch.likely_score = settings.likely_threshold / 100
        self.intake.fetches = settings.web_pictures == "on"

    # --- Telling ----------------------------------------------------------------------------------------------------

    def tell_error(self, error: ClerkError) -> None:
        self.notice.tell(self._words.sentence(error), True)

    def tell_bug(self, kind: str) -> None:
        """An exception that nothing expected."""
        words = self.tr("The program made a mistake ({kind}). Your files are not affected; please tell the developers.")
        self.notice.tell(words.format(kind=kind), True)

    # --- Dialogs ----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        self.dialogs.start(self.guard.before(self.exports.export))

    def _open_menu(self, place: QPoint, keys: Sequence[int]) -> None:
        if QApplication.activePopupWidget() is None:  # some desktops ask twice for one key
            ask_engine = self.services.read_with if self.services is not None else None
            menu = QueueMenu(keys, self.review.papers, self._choose_kind, self.notice.tell, self.window, ask_engine)
            menu.popup(place)

    def _choose_kind(self, keys: Sequence[int]) -> None:
        self.dialogs.start(partial(self._kind_dialog, keys))

    async def _kind_dialog(self, keys: Sequence[int]) -> None:
        dialog = KindDialog(len(keys), self._words, list(self._types.values()), self.window)
        if await answer(dialog):
            self.review.papers.ask_type(keys, dialog.kind)

    # --- In and out -------------------------------------------------------------------------------------------------

    def can_take(self, data: QMimeData) -> bool:
        return self.intake.can_take(data)

    def take_mime(self, data: QMimeData) -> None:
        self.intake.take_mime(data)

    def close_asked(self) -> None:
        self.leaving.begin()

    def leave(self) -> None:
        """Without a question."""
        self.window.leave(tuple(self.splitter.sizes()) if self._has_widths else self.window.state.splitter)
