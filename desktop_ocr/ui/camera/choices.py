"""Which camera, what size of picture, and whether the shutter goes off by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from desktop_ocr.ui.camera.formats import Camera, CameraChoice, Form, sizes


class CameraChoices(QWidget):
    """``changed`` when the clerk chose another camera or size, ``automatic_changed`` for the shutter."""

    changed = Signal()
    automatic_changed = Signal(bool)

    def __init__(self, choice: CameraChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self._cameras: Sequence[Camera] = ()
        self.camera, self.size_box = QComboBox(), QComboBox()
        self.automatic = QCheckBox(self.tr("Take the picture automatically"))
        self.automatic.setChecked(choice.automatic)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for words, box in ((self.tr("Camera"), self.camera), (self.tr("Size of the picture"), self.size_box)):
            label = QLabel(words)
            label.setProperty("quiet", "true")
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.setEnabled(False)
            column.addWidget(label)
            column.addWidget(box)
        column.addSpacing(6)
        column.addWidget(self.automatic)
        self.camera.setPlaceholderText(self.tr("Choose a camera"))
        self.camera.activated.connect(self._camera_chosen)
        self.size_box.activated.connect(self._size_chosen)
        self.automatic.toggled.connect(self._automatic_chosen)

    def show_cameras(self, cameras: Sequence[Camera], camera: Camera | None, form: Form | None) -> None:
        """``camera`` and ``form`` are in use."""
        self._cameras = cameras
        self.camera.clear()
        for one in cameras:
            self.camera.addItem(one.name, one.id)
        self.camera.setCurrentIndex(self.camera.findData(camera.id) if camera else -1)
        self.camera.setToolTip(camera.name if camera else "")
        self.size_box.clear()
        for one_form in sizes(camera.forms) if camera else ():
            self.size_box.addItem(f"{one_form.width} × {one_form.height}", (one_form.width, one_form.height))
            if form and (one_form.width, one_form.height) == (form.width, form.height):
                self.size_box.setCurrentIndex(self.size_box.count() - 1)
        self.camera.setEnabled(bool(cameras))
        self.size_box.setEnabled(self.size_box.count() > 1)

    def _camera_chosen(self, place: int) -> None:
        """With another camera, its best size."""
        self.choice = replace(self.choice, id=self.camera.itemData(place), width=0, height=0)
        self.changed.emit()

    def _size_chosen(self, place: int) -> None:
        width, height = self.size_box.itemData(place)
        camera = self.camera.currentData(Qt.ItemDataRole.UserRole)
        self.choice = replace(self.choice, id=camera or self.choice.id, width=width, height=height)
        self.changed.emit()

    def _automatic_chosen(self, is_on: bool) -> None:
        self.choice = replace(self.choice, automatic=is_on)
        self.automatic_changed.emit(is_on)
