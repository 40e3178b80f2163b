"""A camera that is fed: frames come through a ``QVideoFrameInput`` as if a camera had sent them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput

from desktop_ocr.ui.camera.formats import Camera, Form

FULL_HD = Form(1920, 1080, 30.0)
DESK = Camera("desk", "Desk camera", (FULL_HD, Form(1280, 720, 30.0), Form(640, 480, 30.0)))
LAPTOP = Camera("laptop", "Laptop camera", (Form(1280, 720, 30.0),))


class FedDevices(QObject):
    """See ``Devices``.  ``is_allowed`` is the system's answer, None where it has not come yet."""

    changed = Signal()
    broken = Signal()

    def __init__(self, *cameras: Camera) -> None:
        super().__init__()
        self.there = list(cameras)
        self.is_allowed: bool | None = True
        self.answered: Callable[[bool], None] | None = None
        self.started: list[tuple[str, Form | None]] = []
        self.is_running = False
        self._feed: QVideoFrameInput | None = None

    def cameras(self) -> list[Camera]:
        return list(self.there)

    def ask(self, answered: Callable[[bool], None]) -> None:
        self.answered = answered
        if self.is_allowed is not None:
            answered(self.is_allowed)

    def start(self, session: QMediaCaptureSession, camera: Camera, form: Form | None) -> None:
        self.started.append((camera.id, form))
        self.is_running = True
        self._feed = QVideoFrameInput()
        session.setVideoFrameInput(self._feed)

    def stop(self, session: QMediaCaptureSession) -> None:
        self.is_running = False
        session.setVideoFrameInput(None)  # type: ignore[arg-type]
        self._feed = None

    def send(self, image: QImage) -> bool:
        """One frame; False where the camera does not run or is not ready yet."""
        return self._feed is not None and self._feed.sendVideoFrame(QVideoFrame(image))

    def plug(self, camera: Camera) -> None:
        self.there.append(camera)
        self.changed.emit()

    def unplug(self, camera: Camera) -> None:
        self.there.remove(camera)
        self.changed.emit()


def frame(colour: int, width: int = 1920, height: int = 1080) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


class Clock:
    """Goes on when told, or by itself from when it is made."""

    def __init__(self) -> None:
        self.now = time.monotonic()

    def __call__(self) -> float:
        return self.now

    def go(self, seconds: float) -> None:
        self.now += seconds
