"""The page in the middle: the canvas it lies on, the buttons above it, and words where there is no page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.ui.adjust_strip import AdjustStrip
from desktop_ocr.ui.page_advice import PageAdvice
from desktop_ocr.ui.page_canvas import PageCanvas
from desktop_ocr.ui.page_message import PageMessage
from desktop_ocr.ui.region_item import ShownRegion

__all__ = ["PageView", "ShownRegion"]


class _Clicked(Protocol):
    def __call__(self) -> object: ...


class PageView(QWidget):
    """Coordinates in signals are those of the page as it is shown (0–1)."""

    region_hovered = Signal(str)  # a key, "" when the pointer leaves
    region_clicked = Signal(str)
    box_drawn = Signal(object, bool)  # Quad, whether it is to be appended
    place_clicked = Signal(object, bool)  # Point, whether it is to be appended
    turn_asked = Signal(int)  # clockwise degrees
    crop_asked = Signal()
    adjust_asked = Signal()
    crop_chosen = Signal(object)  # Quad
    crop_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PageCanvas()
        self.message = PageMessage()
        self.hint = QLabel()
        self.hint.setProperty("quiet", True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self._tool_strip())
        self.adjust_strip = AdjustStrip()
        self.adjust_strip.hide()
        layout.addWidget(self.adjust_strip)
        self.advice = PageAdvice()
        layout.addWidget(self.advice)
        layout.addWidget(self.message, 1)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.hint)
        self._connect()
        self.show_message("")

    def _connect(self) -> None:
        self.canvas.zoomed.connect(self._show_percent)
        self.canvas.region_hovered.connect(self.region_hovered)
        self.canvas.region_clicked.connect(self.region_clicked)
        self.canvas.box_drawn.connect(self.box_drawn)
        self.canvas.place_clicked.connect(self.place_clicked)
        self.canvas.outline_grabbed.connect(self.crop_asked)

    def _tool_strip(self) -> QWidget:
        strip = QFrame()
        line = QHBoxLayout(strip)
        line.setContentsMargins(8, 4, 8, 4)

        def add(text: str, name: str, run: _Clicked) -> QToolButton:
            button = QToolButton()
            button.setText(text)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("narrow", "true")
            button.clicked.connect(run)
            line.addWidget(button)
            return button

        self.fit_button = add(self.tr("Fit"), self.tr("Fit the page (0)"), self.canvas.fit)
        self.percent = QLabel()
        line.addWidget(self.percent)
        add("+", self.tr("Zoom in (+)"), self.canvas.zoom_in)
        add("−", self.tr("Zoom out (−)"), self.canvas.zoom_out)
        self._turns = (
            add("⟲", self.tr("Turn left (Ctrl+L)"), self._ask_left),
            add("⟳", self.tr("Turn right (Ctrl+R)"), self._ask_right),
        )
        self._adjust_button = add("◐", self.tr("Light and straightening (Ctrl+U)"), self.adjust_asked.emit)
        self.crop_button = add(self.tr("Crop"), self.tr("Crop the page (Ctrl+K)"), self.crop_asked.emit)
        line.addStretch(1)
        self.choose_button = add(self.tr("Crop"), self.tr("Crop to the quad (Enter)"), self._choose_crop)
        self.cancel_button = add(self.tr("Cancel"), self.tr("Leave the crop (Esc)"), self.end_crop)
        self.choose_button.setProperty("primary", True)
        self._show_crop_buttons(False)
        return strip

    # --- Showing ----------------------------------------------------------------------------------------------------

    def show_page(self, image: QImage | None, regions: Sequence[ShownRegion]) -> None:
        """Show a page and its boxes; it is fitted unless the clerk had zoomed."""
        if image is None:
            self.show_message("")
            return
        self.end_crop()  # it was drawn on another page
        self.message.hide()
        self.canvas.show()
        self.hint.show()
        self.canvas.set_image(QPixmap.fromImage(image))
        self.crop_button.setEnabled(True)
        self.set_regions(regions)

    def set_regions(self, regions: Sequence[ShownRegion]) -> None:
        """Other boxes on the same page; zoom and place stay."""
        self.canvas.set_regions(regions)

    def set_outline(self, quad: Quad | None) -> None:
        """Where on the page the paper lies (page coordinates), None where the page is the paper."""
        self.canvas.set_outline(quad)

    def show_message(self, text: str, *, may_be_tried: bool = False, remedies: Sequence[Remedy] = ()) -> None:
        """Words in place of a page that cannot be shown, and what can be done about it."""
        self.end_crop()
        self.canvas.clear()
        self.canvas.hide()
        self.crop_button.setEnabled(False)
        self.hint.hide()
        self.message.tell(text, may_be_tried=may_be_tried, remedies=remedies)
        self.message.show()

    def highlight(self, key: str | None, hovered: bool = False) -> None:
        """Mark the box of the active field, or of the one that the pointer is over in the panel."""
        self.canvas.highlight(key, hovered)

    def ensure_shown(self, key: str) -> None:
        """Scroll so far that a field's box can be seen."""
        self.canvas.ensure_shown(key)

    # --- Cropping ---------------------------------------------------------------------------------------------------

    def begin_crop(self, quad: Quad) -> None:
        """Let the clerk move a quad (page coordinates); ``crop_chosen`` or ``crop_left`` ends it."""
        self.canvas.begin_crop(quad)
        self._show_crop_buttons(True)
        self.canvas.setFocus()

    def end_crop(self) -> None:
        if self.canvas.crop is not None:
            self.canvas.end_crop()
            self.crop_left.emit()
        self._show_crop_buttons(False)

    def _choose_crop(self) -> None:
        crop = self.canvas.crop
        if crop is not None:
            quad = crop.quad
            self.canvas.end_crop()
            self._show_crop_buttons(False)
            self.crop_chosen.emit(quad)

    def _show_crop_buttons(self, shown: bool) -> None:
        drawing = self.tr("Drag the corners · Tab and the arrows move them · Enter crops, Esc leaves")
        reading = self.tr("Drag a box: its text goes into the active field · Ctrl+click takes a line")
        self.hint.setText(drawing if shown else reading)
        for button in (*self._turns, self._adjust_button, self.crop_button):  # there is no room for all
            button.setVisible(not shown)
        self.choose_button.setVisible(shown)
        self.cancel_button.setVisible(shown)

    def _ask_left(self) -> None:
        self.turn_asked.emit(-90)

    def _ask_right(self) -> None:
        self.turn_asked.emit(90)

    def _show_percent(self, scale: float) -> None:
        self.percent.setText(f"{scale:.0%}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a crop, and of zooming."""
        crop, key = self.canvas.crop, Qt.Key(event.key())
        if crop is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_crop()
        elif key == Qt.Key.Key_Escape:
            self.end_crop()
        else:
            super().keyPressEvent(event)
