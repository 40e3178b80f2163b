"""Frames in, pictures out; and everything that can happen to a camera."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

import desktop_ocr
from desktop_ocr.domain.errors import (
    CameraBusy,
    CameraError,
    CameraForbidden,
    CameraLibrary,
    CameraLost,
    CameraNone,
)
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.opening import open_source
from desktop_ocr.ui.camera.source import CameraSource
from tests.ui.camera.fed import DESK, FULL_HD, LAPTOP, FedDevices, frame

SOON = 60
"""Milliseconds that stand for the seconds one waits for a real camera."""


class Rig:
    """A source, what it has said, and frames that come without an end."""

    def __init__(self, devices: FedDevices, **patience: int) -> None:
        self.devices = devices
        self.source = CameraSource(devices, **patience)
        self.frames: list[QImage] = []
        self.errors: list[CameraError] = []
        self.source.frame_ready.connect(self.frames.append)
        self.source.failed.connect(self.errors.append)
        self.image = frame(0xFF3366CC)
        self.feeding = QTimer()
        self.feeding.timeout.connect(self._send)
        self.feeding.start(5)

    def _send(self) -> None:
        self.devices.send(self.image)

    @property
    def error(self) -> CameraError:
        assert len(self.errors) == 1
        return self.errors[0]


@pytest.fixture
def rig(qapp: object) -> Iterator[Rig]:
    rig = Rig(FedDevices(DESK, LAPTOP))
    yield rig
    rig.feeding.stop()
    rig.source.stop()


def test_frames_become_pictures(rig: Rig, qtbot: QtBot) -> None:
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: len(rig.frames) >= 3)
    picture = rig.frames[-1]
    assert (picture.width(), picture.height()) == (1920, 1080)
    assert picture.pixelColor(5, 5).name() == "#3366cc"
    assert not rig.errors


def test_a_still_is_the_newest_frame_at_full_size_and_not_mirrored(rig: Rig, qtbot: QtBot) -> None:
    rig.image.setPixelColor(0, 0, "red")
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: rig.source.still() is not None)
    still = rig.source.still()
    assert still is not None
    assert still.size() == rig.image.size()
    assert still.pixelColor(0, 0).red() > 200
    assert still.pixelColor(0, 0).green() < 60


def test_the_best_size_of_the_first_camera(rig: Rig) -> None:
    rig.source.start(CameraChoice())
    assert rig.devices.started == [("desk", FULL_HD)]


def test_the_camera_and_size_that_were_chosen(rig: Rig) -> None:
    rig.source.start(CameraChoice("laptop", 1280, 720))
    assert rig.devices.started == [("laptop", LAPTOP.forms[0])]


def test_stopped_it_gives_nothing_more(rig: Rig, qtbot: QtBot) -> None:
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(rig.frames))
    rig.source.stop()
    seen = len(rig.frames)
    assert not rig.devices.is_running
    assert rig.source.still() is None
    rig.devices.broken.emit()
    qtbot.wait(SOON)
    assert len(rig.frames) == seen
    assert not rig.errors


def test_started_again_it_goes_on(rig: Rig, qtbot: QtBot) -> None:
    for _ in range(3):
        rig.frames.clear()
        rig.source.start(CameraChoice())
        qtbot.waitUntil(lambda: bool(rig.frames))
    assert not rig.errors


def test_no_camera(rig: Rig) -> None:
    rig.devices.there.clear()
    rig.source.start(CameraChoice())
    assert isinstance(rig.error, CameraNone)


def test_unplugged_in_the_middle(rig: Rig, qtbot: QtBot) -> None:
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(rig.frames))
    rig.devices.unplug(DESK)
    assert isinstance(rig.error, CameraLost)
    assert rig.error.facts == {"name": "Desk camera"}
    assert not rig.devices.is_running


def test_another_camera_that_is_unplugged_does_not_matter(rig: Rig, qtbot: QtBot) -> None:
    rig.source.start(CameraChoice())
    with qtbot.waitSignal(rig.source.cameras_changed):
        rig.devices.unplug(LAPTOP)
    assert not rig.errors
    assert rig.devices.is_running


def test_an_error_before_the_first_frame_is_a_camera_in_use(rig: Rig) -> None:
    rig.feeding.stop()
    rig.source.start(CameraChoice())
    rig.devices.broken.emit()
    assert isinstance(rig.error, CameraBusy)
    assert rig.error.facts == {"name": "Desk camera"}


def test_an_error_later_is_a_camera_lost(rig: Rig, qtbot: QtBot) -> None:
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(rig.frames))
    rig.devices.broken.emit()
    assert isinstance(rig.error, CameraLost)


def test_a_camera_that_stays_silent_is_in_use(qapp: object, qtbot: QtBot) -> None:
    rig = Rig(FedDevices(DESK), first_frame=SOON)
    rig.feeding.stop()
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(rig.errors))
    assert isinstance(rig.error, CameraBusy)


def test_a_camera_that_falls_silent_is_lost(qapp: object, qtbot: QtBot) -> None:
    rig = Rig(FedDevices(DESK), next_frame=SOON)
    rig.source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(rig.frames))
    rig.feeding.stop()
    qtbot.waitUntil(lambda: bool(rig.errors))
    assert isinstance(rig.error, CameraLost)


def test_the_system_says_no(rig: Rig) -> None:
    rig.devices.is_allowed = False
    rig.source.start(CameraChoice())
    assert isinstance(rig.error, CameraForbidden)
    assert not rig.devices.started


def test_the_person_is_asked_and_says_yes_later(rig: Rig) -> None:
    rig.devices.is_allowed = None
    rig.source.start(CameraChoice())
    assert not rig.devices.started
    assert rig.devices.answered is not None
    rig.devices.answered(True)
    assert rig.devices.started


def test_an_answer_after_the_end_starts_nothing(rig: Rig) -> None:
    rig.devices.is_allowed = None
    rig.source.start(CameraChoice())
    rig.source.stop()
    assert rig.devices.answered is not None
    rig.devices.answered(True)
    assert not rig.devices.started
    assert not rig.errors


def test_this_computer_s_own_cameras(qapp: object, qtbot: QtBot) -> None:
    if QMediaDevices.videoInputs():
        pytest.skip("it has one, which is left alone")
    owner = QObject()
    source = open_source(owner)
    errors: list[CameraError] = []
    source.failed.connect(errors.append)
    source.start(CameraChoice())
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], CameraNone)
    source.stop()


@pytest.mark.parametrize("missing", ["desktop_ocr.ui.camera.devices", "desktop_ocr.ui.camera.source"])
def test_libraries_that_are_missing(qapp: object, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """As where QtMultimedia does not find libpulse: importing what needs it fails."""
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(CameraLibrary):
        open_source(QObject())


def test_qtmultimedia_is_not_loaded_before_a_camera_is_wanted() -> None:
    program = (
        "import sys, desktop_ocr.session, desktop_ocr.ui.camera.capture;"
        "print('PySide6.QtMultimedia' in sys.modules, 'desktop_ocr.ui.camera.capture' in sys.modules)"
    )
    root = Path(desktop_ocr.__file__).parents[1]
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.split() == ["False", "True"]
