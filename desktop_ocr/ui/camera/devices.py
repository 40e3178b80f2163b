"""The cameras of this computer, by QtMultimedia; tests have a twin that is fed with frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCameraPermission, QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaFormat,
)

from desktop_ocr.domain.errors import CameraLibrary
from desktop_ocr.ui.camera.formats import Camera, Form


class Devices(Protocol):
    """``changed``: a camera was plugged in or out.  ``broken``: the one that was started has an error."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def broken(self) -> SignalInstance: ...

    def cameras(self) -> list[Camera]:
        """Those that are there, the system's default first."""

    def ask(self, answered: Callable[[bool], None]) -> None:
        """Ask the system, which may ask the person, whether cameras may be used; ``answered`` may be called at once."""

    def start(self, session: QMediaCaptureSession, camera: Camera, form: Form | None) -> None:
        """Let the camera's frames come into the session."""

    def stop(self, session: QMediaCaptureSession) -> None: ...


class SystemDevices(QObject):
    """See ``Devices``.  Raises CameraLibrary where QtMultimedia has nothing that it could use cameras with."""

    changed = Signal()
    broken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if not QMediaDevices.videoInputs() and not _has_backend():
            raise CameraLibrary
        self._watch = QMediaDevices(self)
        self._watch.videoInputsChanged.connect(self.changed)
        self._camera: QCamera | None = None
        self._answered: Callable[[bool], None] | None = None

    def cameras(self) -> list[Camera]:
        default = QMediaDevices.defaultVideoInput()
        devices = sorted(QMediaDevices.videoInputs(), key=lambda device: device != default)
        return [_described(device) for device in devices]

    def ask(self, answered: Callable[[bool], None]) -> None:
        app, permission = QGuiApplication.instance(), QCameraPermission()
        status = app.checkPermission(permission) if app else Qt.PermissionStatus.Denied
        if app is None or status != Qt.PermissionStatus.Undetermined:
            answered(status == Qt.PermissionStatus.Granted)
            return
        self._answered = answered
        app.requestPermission(permission, self, self._permission_came)

    def _permission_came(self, _permission: object) -> None:
        app, answered, self._answered = QGuiApplication.instance(), self._answered, None
        if app is not None and answered is not None:
            answered(app.checkPermission(QCameraPermission()) == Qt.PermissionStatus.Granted)

    def start(self, session: QMediaCaptureSession, camera: Camera, form: Form | None) -> None:
        for device in QMediaDevices.videoInputs():
            if _id(device) == camera.id:
                self._camera = QCamera(device, self)
                self._camera.errorOccurred.connect(self._failed)
                if form is not None and (wanted := _format(device, form)):
                    self._camera.setCameraFormat(wanted)
                session.setCamera(self._camera)
                self._camera.start()
                return
        self.broken.emit()

    def stop(self, session: QMediaCaptureSession) -> None:
        if self._camera is not None:
            self._camera.stop()
            session.setCamera(None)  # type: ignore[arg-type]
            self._camera.deleteLater()
            self._camera = None

    def _failed(self, error: QCamera.Error, _text: str) -> None:
        """Told a turn of the loop later: whoever hears of it takes the camera away, which is still at work here."""
        if error != QCamera.Error.NoError:
            QTimer.singleShot(0, self, partial(self._tell_broken, self._camera))

    def _tell_broken(self, camera: QCamera | None) -> None:
        if camera is not None and camera is self._camera:
            self.broken.emit()


def _has_backend() -> bool:
    """Without its plugin QtMultimedia finds no camera either, and can decode nothing."""
    return bool(QMediaFormat().supportedVideoCodecs(QMediaFormat.ConversionMode.Decode))


def _id(device: QCameraDevice) -> str:
    return device.id().toStdString()


def _described(device: QCameraDevice) -> Camera:
    forms = (
        Form(form.resolution().width(), form.resolution().height(), form.maxFrameRate())
        for form in device.videoFormats()
    )
    return Camera(_id(device), device.description(), tuple(forms))


def _format(device: QCameraDevice, form: Form) -> QCameraFormat | None:
    """The most fluent one of that size."""
    size = (form.width, form.height)
    fit = [one for one in device.videoFormats() if (one.resolution().width(), one.resolution().height()) == size]
    return max(fit, key=lambda one: one.maxFrameRate(), default=None)
