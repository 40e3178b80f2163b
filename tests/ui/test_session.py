"""Behind the window from start to end: bugs are told, work is ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_ocr import composition, paths, session
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.store import Store
from desktop_ocr.ui import taking_over, tasks
from desktop_ocr.ui.camera import capture
from desktop_ocr.ui.camera.source import CameraSource
from desktop_ocr.ui.dialogs.unfinished import UnfinishedDialog
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.single_instance import SingleInstance
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.safe import Safe
from tests.fakes import FakeProgram
from tests.ui.camera.fed import DESK, FedDevices, frame
from tests.ui.conftest import Play
from tests.ui.driving import done, until
from tests.ui.fakes import FakeDecoder, FakeEngine


async def fail() -> None:
    raise ZeroDivisionError("刘洋")


def test_a_bug_is_told_without_its_text(bench: Workbench, play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.excepthook

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        with session._bugs_told_by(bench, loop):
            bench.tasks.start(fail())
            await done(bench)
            assert "ZeroDivisionError" in bench.notice.text()
            assert "刘洋" not in bench.notice.text()
            loop.call_exception_handler({"exception": LookupError()})
            assert "LookupError" in bench.notice.text()

    play(scenario())
    assert "ZeroDivisionError: 刘洋" in capsys.readouterr().err
    assert sys.excepthook is before


@pytest.mark.usefixtures("collecting")
def test_whoever_leaves_while_papers_are_read_cancels_that(
    play: Play,
    qtbot: QtBot,
    engine: FakeEngine,
    decoder: FakeDecoder,
    pictures: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(tmp_path / "config"))
    monkeypatch.setattr(composition, "program", FakeProgram(engine, decode=decoder))
    monkeypatch.setattr(session, "Safe", partial(Safe, keyring=MemorySecrets))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pictures[0]))])

    async def scenario() -> None:
        engine.gate = asyncio.Event()
        window = MainWindow()
        work = asyncio.ensure_future(session.work(window, "en", Settings()))
        await until(lambda: window._occupant)
        window._occupant.take_mime(mime)  # type: ignore[union-attr]
        await until(lambda: engine.waiting == 1)
        window.close()
        await work

    play(scenario())
    assert engine.cancelled == 1


class Program:
    """A session that can be closed and its store looked into; reading waits for ever."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, engine: FakeEngine, decoder: FakeDecoder) -> None:
        self._engine, self._secrets = engine, MemorySecrets()
        monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(folder / "config"))
        monkeypatch.setenv("DESKTOP_OCR_DATA", str(folder / "data"))
        self.parts = FakeProgram(engine, decode=decoder)
        monkeypatch.setattr(composition, "program", self.parts)
        monkeypatch.setattr(session, "Safe", partial(Safe, keyring=lambda: self._secrets))

    async def start(self, files: Sequence[Path] = ()) -> Workbench:
        self._engine.gate = asyncio.Event()
        window = MainWindow()
        self._work = asyncio.ensure_future(session.work(window, "en", Settings(), [str(file) for file in files]))
        await until(lambda: window._occupant)
        bench = window._occupant
        assert isinstance(bench, Workbench)
        await until(lambda: bench.safekeeping and bench.safekeeping.keeps_all)
        return bench

    async def ended(self) -> None:
        await self._work

    async def kept(self) -> int:
        """Papers in the store."""
        safe = Safe(paths.data() / "store", keyring=lambda: self._secrets)
        await safe.open()
        assert safe.thread is not None
        count = len(await safe.thread.run(Store.all_open))
        await safe.close(backs_up=False)
        return count


@pytest.fixture
def program(
    qtbot: QtBot,
    collecting: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    engine: FakeEngine,
    decoder: FakeDecoder,
) -> Program:
    return Program(tmp_path, monkeypatch, engine, decoder)


@pytest.mark.parametrize("is_stuck", [False, True], ids=["looked at", "never looked at"])
def test_a_picture_taken_in_the_last_moment_is_kept(
    program: Program, play: Play, is_stuck: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "PATIENCE", 0.1)

    async def never(_image: PreparedImage) -> Look:
        await asyncio.Event().wait()
        raise AssertionError

    async def scenario() -> None:
        bench, devices = await program.start(), FedDevices(DESK)
        bench.camera.open_source = lambda _parent: CameraSource(devices)
        if is_stuck:
            bench.camera.look = never
        bench.camera.open()
        panel = bench.camera.panel
        assert panel is not None
        while not panel.shoot_button.isEnabled():
            devices.send(frame(0xFF808080))
            await asyncio.sleep(0.005)
        panel.shoot_button.click()
        bench.window.close()
        await program.ended()
        assert await program.kept() == 1

    play(scenario())


def test_a_picture_pasted_in_the_last_moment_is_kept(program: Program, play: Play) -> None:
    mime, image = QMimeData(), QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    mime.setImageData(image)

    async def scenario() -> None:
        bench = await program.start()
        bench.take_mime(mime)
        bench.window.close()
        await program.ended()
        assert await program.kept() == 1

    play(scenario())


def test_a_file_dropped_before_the_system_ends_the_program_is_kept(
    program: Program, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        bench = await program.start()
        bench.intake.add(pictures)
        bench.window.closed.emit()  # as a signal: nobody asked the window
        await program.ended()
        assert await program.kept() == len(pictures)

    play(scenario())


def test_locking_forgets_the_files_that_the_program_has_at_hand(
    program: Program, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        bench = await program.start()
        bench.intake.add(pictures[:1])
        await until(lambda: len(bench.batch) and bench.batch.documents()[0].source.picture is not None)
        contents = program.parts.contents
        found = await asyncio.to_thread(contents, bench.batch.documents()[0].source)
        assert contents.at_hand.digest_of(found.content)
        assert bench.locking is not None
        bench.locking.lock()
        assert not contents.at_hand.digest_of(found.content)
        bench.locking.page.unlock_asked.emit("")
        await until(lambda: not bench.gate.is_closed)
        bench.window.close()
        await program.ended()

    play(scenario())


def test_files_handed_to_a_locked_window_that_is_closed_are_kept(
    program: Program, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        bench = await program.start()
        bench.intake.add(pictures[:1])
        await until(lambda: len(bench.batch))
        assert bench.locking is not None
        bench.locking.lock()
        bench.handed_over.take([str(path) for path in pictures[1:]])
        bench.window.close()
        await program.ended()
        assert await program.kept() == len(pictures)

    play(scenario())


def test_without_a_store_a_locked_window_with_files_handed_to_it_is_not_closed(
    program: Program, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        bench = await program.start()
        bench.intake.add(pictures[:1])
        await until(lambda: len(bench.batch))
        safekeeping, locking = bench.safekeeping, bench.locking
        assert safekeeping is not None
        assert locking is not None
        locking.lock()
        bench.handed_over.take([str(path) for path in pictures[1:]])
        keeper, safekeeping.keeper = safekeeping.keeper, None
        bench.window.close()
        assert "Unlock first" in locking.page.notice.text()
        safekeeping.keeper = keeper
        bench.window.close()
        await program.ended()

    play(scenario())


def waiting_windows() -> list[MainWindow]:
    """Windows of starts that wait for the end of another one."""
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
    return [one for one in shown if "just closing" in one.statusBar().currentMessage()]


def test_a_start_while_the_window_closes_waits_for_its_end_and_takes_over(
    program: Program, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is handed to a window that is closing would be lost."""

    async def scenario() -> None:
        bench = await program.start()
        saved, safekeeping = asyncio.Event(), bench.safekeeping
        assert safekeeping is not None
        close = safekeeping.close

        async def close_slowly() -> None:
            await saved.wait()
            await close()

        monkeypatch.setattr(safekeeping, "close", close_slowly)
        bench.window.close()
        before = program._work
        after = asyncio.ensure_future(program.start(pictures))
        await until(waiting_windows)
        saved.set()
        await before
        second = await after
        assert waiting_windows() == []
        await until(lambda: len(second.batch) == len(pictures))
        second.window.close()
        await program.ended()
        assert await program.kept() == len(pictures)

    play(scenario())


def test_a_start_beside_a_window_that_does_not_answer_says_so(
    program: Program, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_over, "WAITS", 0.1)

    async def scenario() -> None:
        stuck = SingleInstance(str(paths.data().absolute()))
        stuck.stop_listening()
        window = MainWindow()
        second = asyncio.ensure_future(session.work(window, "en", Settings(), [str(pictures[0])]))
        said: list[QMessageBox] = []

        def box() -> list[QMessageBox]:
            said[:] = [
                one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()
            ]
            return said

        await until(box)
        assert "The files were not taken in" in said[0].text()
        said[0].accept()
        await second
        assert not window.isVisible()
        stuck.close()

    play(scenario())


def test_an_export_that_does_not_end_is_given_up_and_told_once_all_is_saved(
    program: Program, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.Tasks.cancel, "__defaults__", (0.1,))

    async def scenario() -> None:
        bench = await program.start()
        bench.intake.add(pictures)
        share, begun = asyncio.Event(), asyncio.Event()

        async def write() -> None:
            begun.set()
            try:
                await share.wait()
            finally:
                await share.wait()

        bench.tasks.start(write())
        await begun.wait()
        monkeypatch.setattr(type(bench.exports), "is_writing", True)
        bench.window.closed.emit()

        def told() -> list[UnfinishedDialog]:
            return [one for one in QApplication.topLevelWidgets() if isinstance(one, UnfinishedDialog)]

        await until(lambda: told() and told()[0].isVisible())
        assert "The export was given up" in told()[0].text()
        assert await program.kept() == len(pictures)
        told()[0].accept()
        await program.ended()
        share.set()

    play(scenario())
