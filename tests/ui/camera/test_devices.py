"""This computer's cameras by Qt, as far as that can be seen without one."""

from __future__ import annotations

import pytest
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.camera.devices import SystemDevices
from desktop_ocr.ui.camera.formats import Camera


@pytest.fixture
def devices(qapp: object) -> SystemDevices:
    return SystemDevices()


def test_a_camera_that_went_before_it_was_started(devices: SystemDevices, qtbot: QtBot) -> None:
    with qtbot.waitSignal(devices.broken):
        devices.start(QMediaCaptureSession(), Camera("gone", "Gone"), None)


def test_an_error_is_told_after_the_camera_has_said_it(devices: SystemDevices, qtbot: QtBot) -> None:
    devices._camera = QCamera(devices)
    with qtbot.waitSignal(devices.broken):
        devices._failed(QCamera.Error.CameraError, "")


def test_an_error_of_a_camera_that_is_not_in_use_any_more(devices: SystemDevices, qtbot: QtBot) -> None:
    devices._camera = QCamera(devices)
    with qtbot.assertNotEmitted(devices.broken, wait=50):
        devices._failed(QCamera.Error.CameraError, "")
        devices.stop(QMediaCaptureSession())
