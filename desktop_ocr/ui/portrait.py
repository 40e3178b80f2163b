"""The holder's picture, where a service cut one out of the paper: small, beside the kind of paper."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui.pictures import to_qimage
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.workflow.previews import Previews

LINES = 5.0
"""Its height, and at most its width, in heights of a line."""


class PortraitLabel(QLabel):
    """Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAccessibleName(self.tr("Portrait, as the service cut it out"))
        self.setToolTip(self.accessibleName())
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        self._image = image or QImage()
        self._scale()
        self.setVisible(not self._image.isNull())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale()  # the clerk may have made the text larger

    def _scale(self) -> None:
        if self._image.isNull():
            self.clear()
            return
        side, ratio = round(LINES * self.fontMetrics().height()), self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(QSize(side, side) * ratio, keep, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class PortraitShowing(QObject):
    """Shows that of the current paper.  It is a foreign file: the decoder's worker opens it."""

    def __init__(self, label: PortraitLabel, previews: Previews, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._label, self._previews, self._tasks = label, previews, tasks
        self._shown = b""

    def show(self, document: Document | None) -> None:
        paper = document.paper if document is not None else None
        wanted = paper.portrait if paper is not None else b""
        if wanted == self._shown:
            return
        self._shown = wanted
        self._label.show_image(None)
        if wanted:
            self._tasks.start(self._load(wanted))

    async def _load(self, portrait: bytes) -> None:
        try:
            image = to_qimage(await self._previews.portrait(portrait))
        except ClerkError:
            return  # the paper itself lies before the clerk
        if portrait == self._shown:
            self._label.show_image(image)
