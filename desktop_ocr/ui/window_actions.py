"""What can be done in the window: the table of its actions, and the tool bar made from it.

Another action is a line in the table, and a method here only where what it does is not one call already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolButton, QWidget

from desktop_ocr.ui.actions import Actions, Entry, Usable
from desktop_ocr.ui.dialogs.keys import KeysDialog
from desktop_ocr.ui.tasks import answer

if TYPE_CHECKING:
    from desktop_ocr.ui.workbench import Workbench


BESIDE_CAMERA = ("camera", "lock", "keys", "settings")
"""What can be done while the camera's page covers the papers."""


class WindowActions(QObject):
    """Made last of all the parts of a workbench; what the session gives it later need not be there yet."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._came_from_field = False
        self.actions = Actions(self._table(), self)
        self._fill_tool_bar()
        bench.queue.search_left.connect(self._leave_search)

    def refresh(self) -> None:
        """Enable what can be used now, and name the steps that can be taken back."""
        self.actions.refresh(BESIDE_CAMERA if self._bench.camera.panel is not None else None)
        stack = self._bench.review.undo_stack
        undo, redo = self.actions.by_id["undo"], self.actions.by_id["redo"]
        undo.setToolTip(self.tr("Undo: {step}").format(step=stack.undoText()) if stack.canUndo() else undo.text())
        redo.setToolTip(self.tr("Redo: {step}").format(step=stack.redoText()) if stack.canRedo() else redo.text())

    def _table(self) -> tuple[Entry, ...]:
        bench, review = self._bench, self._bench.review
        stack, going_on = review.undo_stack, review.going_on
        return (
            Entry("open", self.tr("Open…"), bench.intake.open, ("Ctrl+O",)),
            Entry("paste", self.tr("Paste"), bench.intake.paste, ("Ctrl+V", "Ctrl+Shift+V")),
            Entry("camera", self.tr("Camera"), bench.camera.switch, ("F8", "Ctrl+Shift+C")),
            self._by_key("crop", self.tr("Crop"), review.page_showing.begin_crop, "Ctrl+K", self._has_page),
            self._by_key("left", self.tr("Turn left"), self._turn_left, "Ctrl+L", self._has_page),
            self._by_key("right", self.tr("Turn right"), self._turn_right, "Ctrl+R", self._has_page),
            Entry("again", self.tr("Read again"), self._read_again, ("F5",), self._has_document),
            self._in_menu("with", self.tr("Read with…"), self._read_with, "Ctrl+Shift+R", self._can_ask_services),
            self._by_key("rest", self.tr("Read the rest offline"), self._read_rest, "F7", self._is_halted),
            self._by_key("go_on", self.tr("Go on with the service"), self._go_on, "Shift+F7", self._is_halted),
            Entry("undo", self.tr("Undo"), review.undo, ("Ctrl+Z",), stack.canUndo),
            Entry("redo", self.tr("Redo"), review.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), stack.canRedo),
            self._by_key("find", self.tr("Search the papers"), self._find, "Ctrl+F", self._has_papers),
            self._by_key("kind", self.tr("Kind of paper"), self._pick_kind, "Ctrl+T", self._has_document),
            self._by_key("next", self.tr("Next to look at"), self._next, "Ctrl+J", self._has_document),
            self._by_key("finish", self.tr("Finish"), going_on.finish, "Ctrl+Return", self._has_document),
            *review.adjusting.entries(self._has_page),
            self._in_menu("bin", self.tr("Bin…"), self._open_bin, "Ctrl+B", self._is_kept),
            self._in_menu("backups", self.tr("Backups…"), self._open_backups, "Ctrl+Shift+B", self._is_kept),
            self._in_menu(
                "names", self.tr("Show file names in full"), self._show_names, "Ctrl+Shift+N", self._has_masked
            ),
            self._in_menu("engines", self.tr("Cloud engines…"), self._set_up, "Ctrl+Shift+E", self._has_services),
            self._in_menu(
                "egress", self.tr("What left this computer…"), self._show_egress, "Ctrl+Shift+U", self._has_services
            ),
            self._in_menu("lock", self.tr("Lock"), self._lock, "Ctrl+Shift+L", self._has_papers),
            Entry("keys", self.tr("Keys"), self._show_keys, ("F1",)),
            Entry("settings", self.tr("Settings…"), self._change_settings, ("Ctrl+,",)),
            Entry("export", self.tr("Export…"), bench.export, ("Ctrl+E",), self._can_export, is_main=True),
        )

    @staticmethod
    def _by_key(name: str, text: str, run: Callable[[], object], keys: str, usable: Usable) -> Entry:
        return Entry(name, text, run, (keys,), usable, in_tool_bar=False)

    @staticmethod
    def _in_menu(name: str, text: str, run: Callable[[], object], keys: str, usable: Usable) -> Entry:
        return Entry(name, text, run, (keys,), usable, in_tool_bar=False, in_menu=True)

    def _fill_tool_bar(self) -> None:
        bar = self._bench.window.tools
        for entry in self.actions.entries:
            action = self.actions.by_id[entry.id]
            self._bench.window.addAction(action)
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
        button, menu = QToolButton(), QMenu(self._bench.window)
        for entry in self.actions.entries:
            if entry.in_menu:
                menu.addAction(self.actions.by_id[entry.id])
        button.setText(self.tr("More"))
        button.setAccessibleName(button.text())
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # --- What can be used -------------------------------------------------------------------------------------------

    def _has_papers(self) -> bool:
        return len(self._bench.batch) > 0

    def _has_document(self) -> bool:
        return self._bench.review.document is not None

    def _has_page(self) -> bool:
        document = self._bench.review.document
        return document is not None and document.error is None

    def _is_kept(self) -> bool:
        return self._bench.safekeeping is not None and self._bench.safekeeping.keeper is not None

    def _has_services(self) -> bool:
        """Also where there is no store: what is asked for then says why it cannot be had."""
        return self._bench.services is not None

    def _can_ask_services(self) -> bool:
        return self._has_services() and self._has_papers()

    def _is_halted(self) -> bool:
        return self._bench.services is not None and self._bench.services.setbacks.halt is not None

    def _can_export(self) -> bool:
        return self._has_papers() and not self._bench.exports.is_under_way

    # --- What is done -----------------------------------------------------------------------------------------------

    def _turn_left(self) -> None:
        self._bench.review.turn(-90)

    def _turn_right(self) -> None:
        self._bench.review.turn(90)

    def _next(self) -> None:
        self._bench.review.going_on.look_on(self._bench.fields.active_key())

    def _find(self) -> None:
        """Whoever was in a field comes back to it with Esc."""
        focus, search = QApplication.focusWidget(), self._bench.queue.search
        if focus is not search:
            self._came_from_field = focus is not None and self._bench.fields.isAncestorOf(focus)
        search.begin()

    def _leave_search(self) -> None:
        if self._came_from_field:
            self._came_from_field = False
            self._bench.fields.activate(self._bench.fields.active_key())

    def _pick_kind(self) -> None:
        picker = self._bench.fields.kind_picker
        picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
        picker.open()

    def _open_bin(self) -> None:
        if self._bench.safekeeping is not None:
            self._bench.safekeeping.open_bin()

    def _open_backups(self) -> None:
        if self._bench.safekeeping is not None:
            self._bench.safekeeping.open_backups()

    def _read_again(self) -> None:
        """What a service has read is asked about first: it may cost."""
        review, key = self._bench.review, self._bench.review.key
        if key is not None and self._bench.services is not None and review.papers.were_sent_for([key]):
            self._bench.services.read_with([key])
        else:
            review.read_again()

    def _read_with(self) -> None:
        if self._bench.services is not None:
            self._bench.services.read_with(self._bench.queue.selected())

    def _read_rest(self) -> None:
        if self._bench.services is not None:
            self._bench.services.setbacks.read_rest_offline()

    def _go_on(self) -> None:
        if self._bench.services is not None:
            self._bench.services.setbacks.go_on()

    def _set_up(self) -> None:
        if self._bench.services is not None:
            self._bench.services.set_up()

    def _show_egress(self) -> None:
        if self._bench.services is not None:
            self._bench.services.show_egress()

    def _has_masked(self) -> bool:
        return self._bench.queue.model.has_masked_names

    def _show_names(self) -> None:
        self._bench.dialogs.start(self._bench.guard.before(self._bench.queue.names.begin))

    def _lock(self) -> None:
        if self._bench.locking is not None:
            self._bench.locking.lock()

    def _change_settings(self) -> None:
        self._bench.dialogs.start(self._bench.guard.before(self._bench.preferences.ask))

    def _show_keys(self) -> None:
        self._bench.dialogs.start(self._keys_dialog)

    async def _keys_dialog(self) -> None:
        await answer(KeysDialog(self.actions.keys(), self._bench.window))
