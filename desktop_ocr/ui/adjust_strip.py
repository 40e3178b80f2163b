"""The strip above the page with what makes it easier to read: straightening, light, the document filter."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from desktop_ocr.domain.recipe import STRONGEST, Filter, Recipe
from desktop_ocr.ui.flow_layout import FlowLayout

STEP = 15
"""Of brightness and contrast, by a key."""


class AdjustStrip(QFrame):
    """Shows a recipe's light and filter and says what a person chooses instead; it changes no recipe itself."""

    light_moved = Signal(int, int)  # brightness, contrast: -100 to 100
    straighten_chosen = Signal(bool)
    filter_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout()
        around = QVBoxLayout(self)
        around.setContentsMargins(8, 0, 8, 4)
        around.addLayout(layout)
        self.straighten = QCheckBox(self.tr("Straight"))
        self.straighten.setToolTip(self.tr("Straighten the page by its lines (Ctrl+D)"))
        self.filter = QCheckBox(self.tr("Document filter"))
        self.filter.setToolTip(self.tr("Even light and white paper; seals keep their colour (Ctrl+M)"))
        self.brightness = self._slider(self.tr("Brightness"), layout)
        self.contrast = self._slider(self.tr("Contrast"), layout)
        for box in (self.straighten, self.filter):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(box)
        self.straighten.clicked.connect(self.straighten_chosen)
        self.filter.clicked.connect(self.filter_chosen)

    def _slider(self, name: str, layout: FlowLayout) -> QSlider:
        place = QWidget()
        line = QHBoxLayout(place)
        line.setContentsMargins(0, 0, 0, 0)
        label, slider = QLabel(name), QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-STRONGEST, STRONGEST)
        slider.setSingleStep(5)
        slider.setPageStep(STEP)
        slider.setFixedWidth(14 * self.fontMetrics().averageCharWidth())
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setAccessibleName(name)
        label.setBuddy(slider)
        slider.valueChanged.connect(self._tell_light)
        line.addWidget(label)
        line.addWidget(slider)
        layout.addWidget(place)
        return slider

    def show_recipe(self, recipe: Recipe, usable: bool) -> None:
        """What is done to the page now; a slider in hand stays where it is."""
        self.setEnabled(usable)
        self.straighten.setChecked(bool(recipe.straighten))
        self.filter.setChecked(recipe.filter is Filter.DOCUMENT)
        for slider, value in ((self.brightness, recipe.brightness), (self.contrast, recipe.contrast)):
            if not slider.isSliderDown():
                slider.blockSignals(True)
                slider.setValue(value)
                slider.blockSignals(False)

    def _tell_light(self) -> None:
        self.light_moved.emit(self.brightness.value(), self.contrast.value())
