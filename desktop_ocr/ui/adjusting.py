"""Edits of the current page that make it easier to read, each a step that can be undone; the page is then read anew."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.recipe import STRONGEST, Filter, Recipe
from desktop_ocr.ui import commands
from desktop_ocr.ui.actions import Entry, Usable
from desktop_ocr.ui.adjust_strip import STEP, AdjustStrip
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.previews import Previews

PAUSE = 250
"""Milliseconds that a slider must rest before the page is prepared anew."""


class Adjusting(QObject):
    """``told`` as in ``Review``.

    While a slider moves, ``_light`` is what was chosen and not yet done, for the paper that was then in view.
    """

    told = Signal(str, bool)

    def __init__(
        self,
        batch: Batch,
        stack: QUndoStack,
        strip: AdjustStrip,
        current: Current,
        previews: Previews,
        words: Words,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._batch, self._stack, self.strip, self._current = batch, stack, strip, current
        self._previews, self._words, self._tasks = previews, words, tasks
        self._light: tuple[int, int, int] | None = None  # key, brightness, contrast
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._set_light)
        strip.light_moved.connect(self._light_moved)
        strip.straighten_chosen.connect(self._straighten_chosen)
        strip.filter_chosen.connect(self._set_filter)

    def entries(self, usable: Usable) -> tuple[Entry, ...]:
        """The actions, for the table of the window."""

        def entry(name: str, text: str, run: Callable[[], object], keys: str) -> Entry:
            return Entry(name, text, run, (keys,), usable, in_tool_bar=False, in_menu=True)

        return (
            entry("adjust", self.tr("Light and straightening"), self.toggle_strip, "Ctrl+U"),
            entry("straighten", self.tr("Straighten"), self.straighten, "Ctrl+D"),
            entry("filter", self.tr("Document filter"), self.toggle_filter, "Ctrl+M"),
            entry("brighter", self.tr("Brighter"), self.brighter, "Ctrl+]"),
            entry("darker", self.tr("Darker"), self.darker, "Ctrl+["),
            entry("contrast", self.tr("More contrast"), self.more_contrast, "Ctrl+Shift+K"),
        )

    def refresh(self) -> None:
        """Show the recipe of the paper in view; another one than before ends the choice of light for that."""
        if self._light is not None and self._light[0] != self._current.key:
            self._set_light()
        document = self._current.document
        if self._light is None:
            self.strip.show_recipe(document.recipe if document else Recipe(), _is_shown(document))

    def toggle_strip(self) -> None:
        self.strip.setVisible(self.strip.isHidden())
        self.refresh()

    # --- Light ------------------------------------------------------------------------------------------------------

    def brighter(self) -> None:
        self._step(STEP, 0)

    def darker(self) -> None:
        self._step(-STEP, 0)

    def more_contrast(self) -> None:
        self._step(0, STEP)

    def _step(self, brightness: int, contrast: int) -> None:
        self._set_light()
        key, document = self._current.key, self._current.document
        if key is not None and document is not None and _is_shown(document):
            recipe = document.recipe
            self._light = (key, _in_range(recipe.brightness + brightness), _in_range(recipe.contrast + contrast))
            self._set_light()

    def _light_moved(self, brightness: int, contrast: int) -> None:
        key = self._current.key
        if key is not None:
            self._light = (key, brightness, contrast)
            self._pause.start()

    def _set_light(self) -> None:
        light, self._light = self._light, None
        self._pause.stop()
        if light is None or light[0] not in self._batch:
            return
        key, brightness, contrast = light
        document = self._batch.document(key)
        if (brightness, contrast) != (document.recipe.brightness, document.recipe.contrast):
            new = document.adjusted(brightness=brightness, contrast=contrast)
            self._stack.push(commands.Adjust(self.tr("Light of the page"), self._batch, {key: new}))

    # --- The filter -------------------------------------------------------------------------------------------------

    def toggle_filter(self) -> None:
        document = self._current.document
        self._set_filter(document is not None and document.recipe.filter is Filter.NONE)

    def _set_filter(self, is_on: bool) -> None:
        key, document = self._current.key, self._current.document
        if key is not None and document is not None and _is_shown(document):
            new = document.adjusted(filter=Filter.DOCUMENT if is_on else Filter.NONE)
            self._push(self.tr("Document filter"), key, document, new)

    # --- Straightening ----------------------------------------------------------------------------------------------

    def straighten(self) -> None:
        """Straighten the page by its lines; one that was straightened lies again as it came."""
        document = self._current.document
        self._straighten_chosen(document is not None and not document.recipe.straighten)

    def _straighten_chosen(self, is_on: bool) -> None:
        key, document = self._current.key, self._current.document
        if key is not None and document is not None and _is_shown(document):
            self._tasks.start(self._straighten(key, document, is_on))

    async def _straighten(self, key: int, document: Document, is_on: bool) -> None:
        try:
            find = self._previews.straightened if is_on else self._previews.unstraightened
            new = await find(document)
        except ClerkError as error:
            self.told.emit(self._words.sentence(error), True)
            return
        finally:
            self.refresh()
        if key not in self._batch or self._batch.document(key).recipe != document.recipe:
            return  # the clerk has edited the page otherwise meanwhile
        if new.straighten == document.recipe.straighten:
            self.told.emit(self.tr("The lines of the page lie straight, or there are too few to go by."), False)
        else:
            self._push(self.tr("Straighten the page"), key, document, new)

    def _push(self, text: str, key: int, document: Document, new: Recipe) -> None:
        if new != document.recipe:
            self._stack.push(commands.SetRecipes(text, self._batch, {key: new}))


def _is_shown(document: Document | None) -> bool:
    return document is not None and document.error is None


def _in_range(value: int) -> int:
    return max(-STRONGEST, min(STRONGEST, value))
