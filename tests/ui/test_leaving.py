"""The end of the window: what is on its way is waited for, and what would be lost is asked about."""

from __future__ import annotations

import asyncio
from pathlib import PurePath

import pytest
from PySide6.QtCore import QMimeData, QUrl

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, until


@pytest.fixture
def closed(bench: Workbench) -> list[bool]:
    """Grows when the window is closed."""
    told: list[bool] = []
    bench.window.closed.connect(lambda: told.append(True))
    return told


class Web:
    """Gives a picture for any address, once it is let."""

    def __init__(self, bench: Workbench) -> None:
        self._open = asyncio.Event()
        self.is_cancelled = False
        bench.intake.fetches, bench.intake.fetch = True, self._fetch

    async def _fetch(self, _address: str) -> Source:
        try:
            await self._open.wait()
        except asyncio.CancelledError:
            self.is_cancelled = True
            raise
        return Source(PurePath("a.png"), content=b"\x32\x00\x64")

    def answer(self) -> None:
        self._open.set()


def drop_an_address(bench: Workbench) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://pictures.example/a.png")])
    bench.take_mime(data)


def test_a_picture_from_the_web_is_waited_for_and_asked_about(bench: Workbench, play: Play, closed: list[bool]) -> None:
    async def scenario() -> None:
        web = Web(bench)
        drop_an_address(bench)
        bench.window.close()
        assert "once the pictures that are coming in are here" in bench.notice.text()
        web.answer()
        asked = await dialog(bench, ClosingDialog)
        assert (len(bench.batch), closed) == (1, [])
        asked.stay_button.click()
        await done(bench)

    play(scenario())
    assert closed == []


def test_a_picture_that_does_not_come_in_time_is_asked_about(bench: Workbench, play: Play, closed: list[bool]) -> None:
    bench.leaving.patience = 0.05

    async def scenario() -> None:
        web = Web(bench)
        drop_an_address(bench)
        bench.window.close()
        asked = await dialog(bench, ClosingDialog)
        await until(asked.isVisible)
        assert not asked.export_button.isVisible()
        asked.stay_button.click()
        await until(lambda: not bench.window.findChildren(ClosingDialog))
        assert (closed, web.is_cancelled) == ([], False)
        bench.window.close()
        (await dialog(bench, ClosingDialog)).close_button.click()
        await until(lambda: closed)
        assert not bench.tasks.is_awaited, "the end of the program does not wait a second time"
        await bench.tasks.cancel()
        assert web.is_cancelled

    play(scenario())


def test_pasted_bytes_are_asked_about_before_they_are_read(bench: Workbench, play: Play, closed: list[bool]) -> None:
    async def scenario() -> None:
        bench.review.stop_reading()
        bench.batch.add([Document(Source(PurePath("Pasted.png"), content=b"\x32\x00\x64"))])
        bench.window.close()
        (await dialog(bench, ClosingDialog)).stay_button.click()
        await done(bench)

    play(scenario())
    assert closed == []
