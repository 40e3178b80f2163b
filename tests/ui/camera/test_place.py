"""The camera in the whole window: opened, used, left; and what must not reach behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.ui.camera.source import CameraSource
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.locking import Locking
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe
from tests.ui.camera.desk import IN_THE_MIDDLE, Eye, Table
from tests.ui.camera.fed import DESK, LAPTOP, FedDevices
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, press, read


class Shot:
    """A bench with a fed camera."""

    def __init__(self, bench: Workbench) -> None:
        self.bench, self.devices, self.table, self.eye = bench, FedDevices(DESK, LAPTOP), Table(), Eye()
        bench.camera.look = self.eye.look
        bench.camera.open_source = lambda _parent: CameraSource(self.devices)

    async def papers(self, count: int) -> None:
        while len(self.bench.batch) < count:
            self.devices.send(self.table.photograph())
            await asyncio.sleep(0.01)

    async def looks(self, count: int) -> None:
        wanted = self.eye.looks + count
        while self.eye.looks < wanted:
            self.devices.send(self.table.photograph())
            await asyncio.sleep(0.01)


@pytest.fixture
def shot(bench: Workbench) -> Iterator[Shot]:
    yield Shot(bench)
    bench.camera.close()


def test_from_the_welcome_page_to_read_papers(shot: Shot, play: Play) -> None:
    bench = shot.bench

    async def scene() -> None:
        bench.window.welcome.camera_button.click()
        panel = bench.camera.panel
        assert panel is not None
        assert bench.window.stack.currentWidget() is panel
        await shot.looks(1)
        press(Qt.Key.Key_Space)
        await shot.papers(1)
        await asyncio.sleep(0.2)  # it is read, and the fields behind would like to have the keyboard
        assert panel.view.hasFocus()
        press(Qt.Key.Key_Space)
        await shot.papers(2)
        press(Qt.Key.Key_Escape)
        assert bench.camera.panel is None
        await done(bench)
        assert bench.window.stack.currentWidget() is bench.splitter
        assert bench.fields.isAncestorOf(QApplication.focusWidget())
        assert [document.recognition is not None for document in bench.batch.documents()] == [True, True]
        await bench.tasks.cancel()

    play(scene())


def test_the_key_opens_and_closes_it(shot: Shot, play: Play, pictures: list[Path]) -> None:
    bench = shot.bench

    async def scene() -> None:
        await read(bench, pictures)
        before = QApplication.focusWidget()
        QTest.keyClick(bench.window, Qt.Key.Key_F8)
        await shot.looks(1)
        assert shot.devices.is_running
        QTest.keyClick(bench.window, Qt.Key.Key_F8)
        assert not shot.devices.is_running
        assert bench.window.stack.currentWidget() is bench.splitter
        assert QApplication.focusWidget() is before
        await bench.tasks.cancel()

    play(scene())


def test_what_works_on_the_papers_behind_is_off(shot: Shot, play: Play, pictures: list[Path]) -> None:
    bench = shot.bench

    async def scene() -> None:
        await read(bench, pictures)
        assert bench.actions.by_id["export"].isEnabled()
        bench.camera.open()
        enabled = {name for name, action in bench.actions.by_id.items() if action.isEnabled()}
        assert enabled == {"camera", "lock", "keys", "settings"}
        bench.camera.close()
        assert bench.actions.by_id["export"].isEnabled()
        await bench.tasks.cancel()

    play(scene())


def test_the_choices_are_remembered(shot: Shot, play: Play) -> None:
    bench = shot.bench

    async def scene() -> None:
        bench.camera.open()
        await shot.looks(1)
        panel = bench.camera.panel
        assert panel is not None
        panel.choices.camera.activated.emit(0)
        panel.choices.size_box.activated.emit(1)
        panel.choices.automatic.click()
        panel.kind_picker.chosen.emit("bank_card")
        bench.camera.close()
        assert bench.window.state.camera == {"id": "desk", "width": 1280, "height": 720, "automatic": False}
        bench.camera.open()
        await shot.looks(1)
        assert shot.devices.started[-1] == ("desk", DESK.forms[1])
        shot.table.paper = IN_THE_MIDDLE
        press(Qt.Key.Key_Space)
        await shot.papers(1)
        asked = bench.batch.documents()[0].asked_type
        assert asked is not None
        assert asked.key == "bank_card"
        await bench.tasks.cancel()

    play(scene())


def test_locking_lets_go_of_the_camera_and_pictures_keep_it_away(shot: Shot, play: Play, tmp_path: Path) -> None:
    """A hand that lays papers under the camera touches neither key nor mouse."""
    bench = shot.bench

    async def scene() -> None:
        locking = Locking(bench, Safe(tmp_path / "store", keyring=MemorySecrets), Words("en"), 10)
        bench.camera.open()
        await shot.looks(1)
        touched: list[None] = []
        bench.camera.used.connect(lambda: touched.append(None))
        press(Qt.Key.Key_Space)
        assert len(touched) == 1
        await shot.papers(1)
        locking.watch.idle.emit()
        assert locking.page.locked
        assert not shot.devices.is_running
        await done(bench)
        await bench.tasks.cancel()

    play(scene())


def test_closing_the_window_lets_go_of_the_camera(shot: Shot, play: Play) -> None:
    async def scene() -> None:
        shot.bench.camera.open()
        await shot.looks(1)
        shot.bench.window.close()
        assert not shot.devices.is_running
        await shot.bench.tasks.cancel()

    play(scene())


def test_the_window_stays_until_the_last_picture_is_among_the_papers_and_asks_about_it(shot: Shot, play: Play) -> None:
    """Without a store the picture is nowhere but here, whether it was read or not."""
    bench, counts = shot.bench, list[int]()
    bench.window.closed.connect(lambda: counts.append(len(bench.batch)))

    async def scene() -> None:
        bench.camera.open()
        await shot.looks(1)
        shot.eye.gate = asyncio.Event()
        press(Qt.Key.Key_Space)
        bench.window.close()
        bench.window.close()  # an impatient hand
        shot.eye.gate.set()
        asked = await dialog(bench, ClosingDialog)
        assert (len(bench.batch), counts) == (1, [])
        asked.close_button.click()
        await done(bench)
        assert counts == [1]

    play(scene())
