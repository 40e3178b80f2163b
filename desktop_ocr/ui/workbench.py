"""What works in the window: places the panes, connects actions.  What the clerk does in them is in ``review``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QSplitter, QToolButton, QWidget

from desktop_ocr import paths
from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.settings_file import Plain, save_settings
from desktop_ocr.ui import theme
from desktop_ocr.ui.actions import Actions, Entry, Usable
from desktop_ocr.ui.banner import Banner
from desktop_ocr.ui.camera.place import CameraPlace
from desktop_ocr.ui.dialogs.closing import Closing, ClosingDialog
from desktop_ocr.ui.dialogs.export import COLUMNS, FOLDER, FORMAT, ExportDialog
from desktop_ocr.ui.dialogs.keys import KeysDialog
from desktop_ocr.ui.dialogs.kind import KindDialog
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.intake import Intake
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.notice import Notice
from desktop_ocr.ui.page_view import PageView
from desktop_ocr.ui.progress import ProgressBar
from desktop_ocr.ui.queue_menu import QueueMenu
from desktop_ocr.ui.queue_model import QueueModel
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.review import Review
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.exporting import ExportRecord
from desktop_ocr.workflow.recognising import Recogniser

if TYPE_CHECKING:
    from desktop_ocr.ui.locking import Locking
    from desktop_ocr.ui.safekeeping import Safekeeping

COLUMNS_OF = "columns."
"""Before a kind, names the columns chosen for it among what is remembered of exports."""
SHOWN_AFTER = 40
"""Milliseconds after which changes are shown."""
BESIDE_CAMERA = ("camera", "lock", "keys", "settings")
"""What can be done while the camera's page covers the papers."""
QUEUE, FIELDS = (14, 0.22), (23, 0.38)
"""Widths of the outer panes at the first start: in heights of a line, and at most this share of the window."""


class Workbench(QObject):
    """Moves into a window; ``window`` is also the parent of all dialogs."""

    def __init__(
        self,
        window: MainWindow,
        recogniser: Recogniser,
        types: Mapping[str, DocumentType],
        words: Words,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(window)
        self.window, self.tasks = window, Tasks()
        self._types, self._words, self._settings = types, words, settings or Settings()
        self._exported = ExportRecord()
        self._exporting = False
        self._asking: asyncio.Task[None] | None = None
        self._may_close = False
        self.safekeeping: Safekeeping | None = None
        """What keeps the work, once the session has it."""
        self.locking: Locking | None = None
        self._came_from_field = False
        self._has_widths = False

        self.batch = Batch(types, self._settings.likely_threshold / 100)
        self.reading = BatchReading(self.batch, recogniser)
        self.queue = QueuePanel(QueueModel(self.batch, words))
        self.page = PageView()
        self.fields = FieldPanel(words, list(types.values()))
        panes = (self.queue, self.page, self.fields)
        self.review = Review(self.batch, self.reading, recogniser, types, words, self.tasks, panes)
        self.banner, self.notice = Banner(), Notice()
        self.intake = Intake(self.tasks, self.review.take, self.notice.tell, window)
        self.camera = CameraPlace(window, self.tasks, self.review.take, words, types)
        self.progress = ProgressBar(self.batch, self.reading)
        self.actions = Actions(self._table(), self)

        self._arrange()
        self._connect()
        self._show_change()

    # --- Parts ------------------------------------------------------------------------------------------------------

    def _table(self) -> tuple[Entry, ...]:
        review, stack = self.review, self.review.undo_stack
        return (
            Entry("open", self.tr("Open…"), self.intake.open, ("Ctrl+O",)),
            Entry("paste", self.tr("Paste"), self.intake.paste, ("Ctrl+V", "Ctrl+Shift+V")),
            Entry("camera", self.tr("Camera"), self.camera.switch, ("F8", "Ctrl+Shift+C")),
            Entry("crop", self.tr("Crop"), review.crop, ("Ctrl+K",), self._has_page, in_tool_bar=False),
            Entry("left", self.tr("Turn left"), self._turn_left, ("Ctrl+L",), self._has_page, in_tool_bar=False),
            Entry("right", self.tr("Turn right"), self._turn_right, ("Ctrl+R",), self._has_page, in_tool_bar=False),
            Entry("again", self.tr("Read again"), review.read_again, ("F5",), self._has_document),
            Entry("undo", self.tr("Undo"), review.undo, ("Ctrl+Z",), stack.canUndo),
            Entry("redo", self.tr("Redo"), review.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), stack.canRedo),
            Entry("find", self.tr("Search the papers"), self._find, ("Ctrl+F",), self._has_papers, in_tool_bar=False),
            Entry(
                "kind", self.tr("Kind of paper"), self._pick_kind, ("Ctrl+T",), self._has_document, in_tool_bar=False
            ),
            Entry("next", self.tr("Next to look at"), self._next, ("Ctrl+J",), self._has_document, in_tool_bar=False),
            Entry("finish", self.tr("Finish"), review.finish, ("Ctrl+Return",), self._has_document, in_tool_bar=False),
            self._in_menu("bin", self.tr("Bin…"), self._open_bin, "Ctrl+B", self._is_kept),
            self._in_menu("backups", self.tr("Backups…"), self._open_backups, "Ctrl+Shift+B", self._is_kept),
            self._in_menu("lock", self.tr("Lock"), self._lock, "Ctrl+Shift+L", self._has_papers),
            Entry("keys", self.tr("Keys"), self._show_keys, ("F1",)),
            Entry("settings", self.tr("Settings…"), self._change_settings, ("Ctrl+,",)),
            Entry("export", self.tr("Export…"), self.export, ("Ctrl+E",), self._can_export, is_main=True),
        )

    @staticmethod
    def _in_menu(name: str, text: str, run: Callable[[], object], keys: str, usable: Usable) -> Entry:
        return Entry(name, text, run, (keys,), usable, in_tool_bar=False, in_menu=True)

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.queue, self.page, self.fields):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.window.move_in(self, self.splitter, self.banner, self.notice, self.progress)
        self._fill_tool_bar()

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

    def _fill_tool_bar(self) -> None:
        bar = self.window.tools
        for entry in self.actions.entries:
            action = self.actions.by_id[entry.id]
            self.window.addAction(action)
            if entry.id == "keys":
                space = QWidget()
                space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(space)
                bar.addWidget(self._more_button())
            if entry.in_tool_bar:
                bar.addAction(action)
                button = bar.widgetForAction(action)
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if entry.is_main and isinstance(button, QToolButton):
                    button.setProperty("primary", "true")

    def _more_button(self) -> QToolButton:
        """What is done once a day, out of the way."""
        button, menu = QToolButton(), QMenu(self.window)
        for entry in self.actions.entries:
            if entry.in_menu:
                menu.addAction(self.actions.by_id[entry.id])
        button.setText(self.tr("More"))
        button.setAccessibleName(button.text())
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.review.told.connect(self.notice.tell)
        self.queue.current_changed.connect(self.notice.forget)
        self.review.undo_stack.indexChanged.connect(self.notice.forget)
        self.queue.menu_asked.connect(self._open_menu)
        self.queue.search_left.connect(self._leave_search)
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

    # --- What can be done -------------------------------------------------------------------------------------------

    def _has_document(self) -> bool:
        return self.review.document is not None

    def _has_page(self) -> bool:
        document = self.review.document
        return document is not None and document.error is None

    def _can_export(self) -> bool:
        return self._has_papers() and not self._exporting

    def _has_papers(self) -> bool:
        return len(self.batch) > 0

    def _find(self) -> None:
        """Whoever was in a field comes back to it with Esc."""
        focus = QApplication.focusWidget()
        if focus is not self.queue.search:
            self._came_from_field = focus is not None and self.fields.isAncestorOf(focus)
        self.queue.search.begin()

    def _is_kept(self) -> bool:
        return self.safekeeping is not None and self.safekeeping.keeper is not None

    def _open_bin(self) -> None:
        if self.safekeeping is not None:
            self.safekeeping.open_bin()

    def _open_backups(self) -> None:
        if self.safekeeping is not None:
            self.safekeeping.open_backups()

    def take_files(self, files: Sequence[str]) -> None:
        """Files that a second start of the program was given; it gave way to this one."""
        self.window.appear()
        if files:
            self.intake.add([Path(file) for file in files])

    def know_exported(self, documents: Sequence[Document]) -> None:
        """These are in a file since an earlier start."""
        self._exported.add(documents)
        self._show_soon()

    def _lock(self) -> None:
        if self.locking is not None:
            self.locking.lock()

    def _pick_kind(self) -> None:
        self.fields.kind_picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields.kind_picker.open()

    def _leave_search(self) -> None:
        if self._came_from_field:
            self._came_from_field = False
            self.fields.activate(self.fields.active_key())

    def _turn_left(self) -> None:
        self.review.turn(-90)

    def _turn_right(self) -> None:
        self.review.turn(90)

    def _next(self) -> None:
        self.review.look_on(self.fields.active_key())

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
        self.actions.refresh(BESIDE_CAMERA if self.camera.panel is not None else None)
        stack = self.review.undo_stack
        undo, redo = self.actions.by_id["undo"], self.actions.by_id["redo"]
        undo.setToolTip(self.tr("Undo: {step}").format(step=stack.undoText()) if stack.canUndo() else undo.text())
        redo.setToolTip(self.tr("Redo: {step}").format(step=stack.redoText()) if stack.canRedo() else redo.text())
        self.progress.show_batch(unexported=len(self._unexported()), is_stopped=self.review.is_stopped)

    # --- Telling ----------------------------------------------------------------------------------------------------

    def tell_error(self, error: ClerkError) -> None:
        self.notice.tell(self._words.sentence(error), True)

    def tell_bug(self, kind: str) -> None:
        """An exception that nothing expected."""
        words = self.tr("The program made a mistake ({kind}). Your files are not affected; please tell the developers.")
        self.notice.tell(words.format(kind=kind), True)

    # --- Dialogs ----------------------------------------------------------------------------------------------------

    def _ask(self, dialog: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """One dialog at a time: a key that is pressed twice opens no second one."""
        if self._asking is None or self._asking.done():
            self._asking = self.tasks.start(dialog())

    def export(self) -> None:
        self._ask(self._export)

    async def _export(self) -> None:
        self._exporting = True
        self.fields.commit()  # a key or a button of the tool bar leaves the focus in a field that is half typed
        try:
            documents = self.batch.documents()
            dialog = ExportDialog(documents, self._words, self._remembered(), self.window, tasks=self.tasks)
            await answer(dialog)
            self._exported.add(dialog.exported)
            if self.safekeeping is not None:
                self.safekeeping.note_exported(dialog.exported)
            self._remember_export(dialog.choices)
        finally:
            self._exporting = False
            self._show_change()

    def _remember_export(self, choices: Mapping[str, object]) -> None:
        columns = choices[COLUMNS]
        shown = columns.items() if isinstance(columns, Mapping) else ()
        kept: dict[str, Plain] = {COLUMNS_OF + str(kind): tuple(map(str, keys)) for kind, keys in shown}
        kept[FORMAT] = str(choices[FORMAT])
        self.window.state = replace(self.window.state, export=kept, export_folder=str(choices[FOLDER]))

    def _remembered(self) -> dict[str, object]:
        kept = self.window.state.export
        columns = {name[len(COLUMNS_OF) :]: keys for name, keys in kept.items() if name.startswith(COLUMNS_OF)}
        return {FORMAT: kept.get(FORMAT, ""), FOLDER: self.window.state.export_folder, COLUMNS: columns}

    def _open_menu(self, place: QPoint, keys: Sequence[int]) -> None:
        if QApplication.activePopupWidget() is None:  # some desktops ask twice for one key
            QueueMenu(keys, self.review.papers, self._choose_kind, self.notice.tell, self.window).popup(place)

    def _choose_kind(self, keys: Sequence[int]) -> None:
        self._ask(partial(self._kind_dialog, keys))

    async def _kind_dialog(self, keys: Sequence[int]) -> None:
        dialog = KindDialog(len(keys), self._words, list(self._types.values()), self.window)
        if await answer(dialog):
            self.review.papers.ask_type(keys, dialog.kind)

    def _change_settings(self) -> None:
        self._ask(self._settings_dialog)

    async def _settings_dialog(self) -> None:
        dialog = SettingsDialog(self._settings, self._words.language, self.window)
        dialog.changed.connect(self._apply)
        if await answer(dialog):
            self._settings = dialog.settings
            try:
                save_settings(self._settings, paths.config())
            except OSError:
                text = self.tr("The settings could not be kept: the disk is full or may not be written to.")
                self.notice.tell(text, True)
        self._apply(self._settings)
        if self.locking is not None:
            self.locking.set_minutes(self._settings.lock_minutes)
        self.batch.likely_score = self._settings.likely_threshold / 100

    def _apply(self, settings: Settings) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, settings.theme, settings.font_size)

    def _show_keys(self) -> None:
        self._ask(self._keys_dialog)

    async def _keys_dialog(self) -> None:
        await answer(KeysDialog([*self._field_keys(), *self.actions.keys()], self.window))

    def _field_keys(self) -> list[tuple[str, str]]:
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

    # --- In and out -------------------------------------------------------------------------------------------------

    def can_take(self, data: QMimeData) -> bool:
        return self.intake.can_take(data)

    def take_mime(self, data: QMimeData) -> None:
        self.intake.take_mime(data)

    def _unexported(self) -> list[object]:
        return list(self._exported.missing(self.batch.documents()))

    def close_asked(self) -> None:
        """Work in no file is asked about, once."""
        self.camera.close()
        self.fields.commit()
        is_kept = self.safekeeping is not None and self.safekeeping.keeps_all
        if self._may_close or is_kept or not self._unexported():
            self._leave()
        else:
            self._ask(self._ask_before_closing)

    async def _ask_before_closing(self) -> None:
        dialog = ClosingDialog(len(self._unexported()), self.window)
        await answer(dialog)
        if dialog.choice is Closing.EXPORT:
            await self._export()
        elif dialog.choice is Closing.CLOSE:
            self._may_close = True
            self._leave()

    def _leave(self) -> None:
        self.window.leave(tuple(self.splitter.sizes()) if self._has_widths else self.window.state.splitter)
