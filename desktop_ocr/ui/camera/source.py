"""A camera's pictures: one way from a real camera or a test's frames to ``frame_ready``, and what can go wrong.

The still is a frame of the preview at its full size: Qt's own still capture needs a real camera, and there is no better
picture to be had from a webcam.  Nothing is mirrored, nothing is written to a file.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoSink

from desktop_ocr.domain.errors import CameraBusy, CameraError, CameraForbidden, CameraLost, CameraNone
from desktop_ocr.ui.camera.formats import Camera, CameraChoice, Form, chosen

if TYPE_CHECKING:
    from desktop_ocr.ui.camera.devices import Devices

FIRST_FRAME, NEXT_FRAME = 8000, 3000
"""Milliseconds to wait for the first frame and for each further one: cameras are slow to start, and never so slow."""
SHARE = 2
"""Frames are shown for half of the time at most, so that the window answers: the others are let go."""
FLUENT = 0.025
"""Seconds between two frames that are shown at least."""


class CameraSource(QObject):
    """``failed`` carries a CameraError; the source is stopped then and can be started again.

    ``cameras_changed``: one was plugged in or out.
    """

    frame_ready = Signal(QImage)
    failed = Signal(object)
    cameras_changed = Signal()

    def __init__(
        self,
        devices: Devices,
        parent: QObject | None = None,
        *,
        first_frame: int = FIRST_FRAME,
        next_frame: int = NEXT_FRAME,
    ) -> None:
        super().__init__(parent)
        self.camera: Camera | None = None
        self.form: Form | None = None
        self._devices, self._first_frame, self._next_frame = devices, first_frame, next_frame
        self._has_frames = self._is_running = False
        self._starts, self._earliest = 0, 0.0
        self._session, self._sink = QMediaCaptureSession(), QVideoSink()
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame_came)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._show)
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._broke)
        devices.changed.connect(self._devices_changed)
        devices.broken.connect(self._broke)

    def cameras(self) -> list[Camera]:
        return self._devices.cameras()

    def start(self, choice: CameraChoice) -> None:
        """Start the camera chosen, or the best there is; what comes of it the signals say."""
        self.stop()
        self._starts += 1
        start = self._starts

        def answered(is_allowed: bool) -> None:
            if start != self._starts:
                return  # stopped, or started anew, while the person thought about it
            if is_allowed:
                self._start(choice)
            else:
                self._fail(CameraForbidden())

        self._devices.ask(answered)

    def _start(self, choice: CameraChoice) -> None:
        found = chosen(self.cameras(), choice)
        if found is None:
            self._fail(CameraNone())
            return
        self.camera, self.form = found
        self._has_frames, self._is_running = False, True
        self._silence.start(self._first_frame)
        self._devices.start(self._session, self.camera, self.form)

    def stop(self) -> None:
        """Let go of the camera: its light goes out, other programs can have it."""
        self._starts += 1
        self._next.stop()
        self._silence.stop()
        if self._is_running:
            self._is_running = False
            self._devices.stop(self._session)

    def still(self) -> QImage | None:
        """The newest frame at full size; None where there is none."""
        frame = self._sink.videoFrame()
        image = frame.toImage() if self._is_running and frame.isValid() else QImage()
        return None if image.isNull() else image

    # --- Frames -----------------------------------------------------------------------------------------------------

    @Slot()
    def _frame_came(self) -> None:
        """Takes no frame along: they would pile up before a busy window."""
        if self._is_running and self._sink.videoFrame().isValid():
            self._has_frames = True
            self._silence.start(self._next_frame)
            if not self._next.isActive():
                self._next.start(max(0, round((self._earliest - time.monotonic()) * 1000)))

    def _show(self) -> None:
        began = time.monotonic()
        image = self.still()
        if image is not None:
            self.frame_ready.emit(image)
        self._earliest = began + max(FLUENT, SHARE * (time.monotonic() - began))

    # --- What goes wrong --------------------------------------------------------------------------------------------

    def _broke(self) -> None:
        """An error, or silence.  Whether the camera is in use elsewhere no system says: it just gives no picture."""
        if self._is_running and self.camera is not None:
            is_there = any(one.id == self.camera.id for one in self.cameras())
            name = self.camera.name
            self._fail(CameraBusy(name=name) if is_there and not self._has_frames else CameraLost(name=name))

    def _devices_changed(self) -> None:
        if self._is_running and self.camera is not None and self.camera.id not in {one.id for one in self.cameras()}:
            self._fail(CameraLost(name=self.camera.name))
        self.cameras_changed.emit()

    def _fail(self, error: CameraError) -> None:
        self.stop()
        self.failed.emit(error)
