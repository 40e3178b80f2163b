"""Behind the window from start to end: bugs are told, work is ended."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from desktop_ocr import composition, session
from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe
from tests.fakes import FakeProgram
from tests.ui.conftest import Play
from tests.ui.driving import done, until
from tests.ui.fakes import FakeDecoder, FakeEngine


@pytest.fixture
def collecting() -> Iterator[None]:
    """A session collects garbage in its own way."""
    yield
    gc.unfreeze()
    gc.enable()


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
