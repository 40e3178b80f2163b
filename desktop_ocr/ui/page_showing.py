"""Which page lies before the clerk: its picture is fetched and let go again, its regions go with the fields."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError, ServiceError
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.ui.current import Current
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.page_view import PageView, ShownRegion
from desktop_ocr.ui.pictures import to_qimage
from desktop_ocr.ui.portrait import PortraitShowing
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow import reviewing
from desktop_ocr.workflow.previews import Previews

FIRST_CROP = Quad.rectangle(0.05, 0.05, 0.95, 0.95)
"""Where a new crop begins, in page coordinates."""
CELL = "\N{WHITE SQUARE}"
"""In place of a field's key: the cell that the clerk is in.  No field is called so."""
_PageId = tuple[int | None, str, int, Recipe]
"""Key in the batch, file, page in it, how it is shown."""


class PageShowing(QObject):
    """Pictures come later than they are asked for: one that is no longer wanted is not shown."""

    def __init__(
        self,
        current: Current,
        page: PageView,
        fields: FieldPanel,
        previews: Previews,
        words: Words,
        tasks: Tasks,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._current, self._page, self._fields = current, page, fields
        self._previews, self._words, self._tasks = previews, words, tasks
        self._shown: _PageId | None = None
        self._is_loading = False
        self._cell: tuple[int | None, str, Quad] | None = None
        """Of which paper and field, and where."""
        self._portrait = PortraitShowing(fields.portrait, previews, tasks, self)
        page.region_clicked.connect(fields.activate)
        page.region_hovered.connect(self._hover_on_page)
        fields.field_activated.connect(self._activated)
        fields.field_hovered.connect(self._hover_in_fields)
        fields.cell_shown.connect(self._show_cell)

    def show(self, document: Document | None) -> None:
        """Show the page of the current paper, None for no paper; or, of the page that is there already, the regions."""
        self._page.advice.show_sentences(self._current.key, self._sentences(document))
        self._portrait.show(document)
        if document is None:
            self._shown = None
            self._page.show_message("")
        else:
            self._show_page(document)

    def _sentences(self, document: Document | None) -> list[str]:
        """What a service remarked on the paper, and what would make a better picture of it."""
        if document is None:
            return []
        remarks = [self._words.remark(one) for one in reviewing.remarks(document)]
        return remarks + [self._words.advice(one) for one in reviewing.page_advice(document)]

    def forget_failed(self) -> None:
        """A page that could not be shown is fetched again when it is shown next: perhaps it can be shown then."""
        if self._page.canvas.isHidden():
            self._shown = None

    def begin_crop(self) -> None:
        """Let the clerk draw a crop on the page."""
        document = self._current.document
        if document is not None and self._shown is not None:
            self._page.begin_crop(document.shown_crop or document.suggested_crop or FIRST_CROP)

    # --- The picture ------------------------------------------------------------------------------------------------

    def _show_page(self, document: Document) -> None:
        regions = self._regions(document)
        page = (self._current.key, str(document.source.path), document.source.page, document.shown_recipe)
        if document.error:
            self._shown = None
            sentence, remedies = self._words.sentence(document.error), _remedies(document)
            is_new = bool(remedies) and self._page.message.text() != sentence
            self._page.show_message(sentence, may_be_tried=document.may_be_tried, remedies=remedies)
            if is_new and not isinstance(QApplication.focusWidget(), QAbstractItemView | QLineEdit | QPlainTextEdit):
                self._page.message.setFocus()  # its fields are gone; Tab leads to the choices, Enter chooses none yet
            self._fields.set_page(None)
        elif page == self._shown:
            self._page.set_outline(document.shown_crop)
            self._page.set_regions(regions)
        else:
            if not _is_same_but_for_light(page, self._shown):
                self._page.show_message("")  # nobody works on the page of another paper meanwhile
                self._fields.set_page(None)
            self._shown = page
            if not self._is_loading:
                self._is_loading = True
                self._tasks.start(self._load_pages())

    async def _load_pages(self) -> None:
        """The page that is looked at; of those passed over meanwhile only the last."""
        loaded = None
        try:
            while (document := self._current.document) and self._shown is not None and self._shown != loaded:
                loaded = self._shown
                await self._load_page(document, loaded)
        finally:
            self._is_loading = False

    async def _load_page(self, document: Document, page: _PageId) -> None:
        try:
            image = to_qimage(await self._previews.page(document))
        except ClerkError as error:
            if page == self._shown:
                self._page.show_message(self._words.sentence(error))
            return
        now = self._current.document
        if page == self._shown and now is not None:
            self._page.show_page(image, self._regions(now))
            self._page.set_outline(now.shown_crop)
            self._fields.set_page(image)

    # --- The regions ------------------------------------------------------------------------------------------------

    def _regions(self, document: Document) -> list[ShownRegion]:
        regions = [
            ShownRegion(one.spec.key, one.region, one.state, self._words.name(one.spec))
            for one in document.fields
            if one.region
        ]
        if self._cell is not None and self._cell[0] == self._current.key:
            _, key, quad = self._cell
            regions += [ShownRegion(CELL, quad, one.state, "") for one in document.fields if one.spec.key == key]
        return regions

    def _show_cell(self, field: str, quad: Quad | None) -> None:
        """The box of the cell that the clerk is in, beside that of its table."""
        cell = (self._current.key, field, quad) if quad is not None else None
        document = self._current.document
        if cell == self._cell or document is None:
            return
        self._cell = cell
        if not document.error and self._shown is not None:
            self._page.set_regions(self._regions(document))
            self._page.highlight(CELL if cell else field)
            self._page.ensure_shown(CELL if cell else field)

    def _hover_on_page(self, field: str) -> None:
        self._fields.highlight(field, bool(field))

    def _hover_in_fields(self, field: str) -> None:
        self._page.highlight(field or None, hovered=True)

    def _activated(self, field: str) -> None:
        shown = CELL if self._cell is not None and self._cell[:2] == (self._current.key, field) else field
        self._page.highlight(shown or None)
        if shown:
            self._page.ensure_shown(shown)


def _remedies(document: Document) -> tuple[Remedy, ...]:
    return document.error.remedies if document.engine and isinstance(document.error, ServiceError) else ()


def _is_same_but_for_light(page: _PageId, shown: _PageId | None) -> bool:
    """Whether everything on a page lies where it lies on the one that is shown."""
    return shown is not None and page[:3] == shown[:3] and page[3].has_same_places(shown[3])
