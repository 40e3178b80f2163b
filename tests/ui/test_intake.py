"""Drops without a file: bytes, and addresses that are fetched only where that is allowed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ClerkError, DownloadFailed
from desktop_ocr.ui.intake import Intake
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.tasks import Tasks
from tests.ui.conftest import Play
from tests.ui.driving import until


class Taking:
    """An intake with what it took and what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.taken: list[Document] = []
        self.told: list[tuple[str, bool]] = []
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.intake = Intake(Tasks(), self.take, self.tell, self.sentence, self.window)

    def take(self, documents: Sequence[Document]) -> None:
        self.taken += documents

    def tell(self, sentence: str, is_error: bool) -> None:
        self.told.append((sentence, is_error))

    @staticmethod
    def sentence(error: ClerkError) -> str:
        return error.code


@pytest.fixture
def taking(qtbot: QtBot) -> Taking:
    return Taking(qtbot)


def from_browser() -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl("https://pictures.example/a.png")])
    return data


def test_bytes_without_a_file_are_taken_as_they_are(taking: Taking) -> None:
    data = QMimeData()
    data.setData("application/pdf", b"%PDF-1.7 ...")
    taking.intake.take_mime(data)
    (document,) = taking.taken
    assert document.is_new
    assert document.source.content == b"%PDF-1.7 ..."
    assert document.source.path.suffix == ".pdf"


def test_an_address_is_not_fetched_unless_that_is_allowed(taking: Taking) -> None:
    taking.intake.take_mime(from_browser())
    assert taking.taken == []
    assert taking.told[0][1]


def test_an_address_is_fetched_where_it_is_allowed(taking: Taking, play: Play) -> None:
    async def fetch(address: str) -> Source:
        assert address == "https://pictures.example/a.png"
        return Source(PurePath("a.png"), content=b"picture")

    async def scenario() -> None:
        taking.intake.fetches, taking.intake.fetch = True, fetch
        taking.intake.take_mime(from_browser())
        await until(lambda: bool(taking.taken))

    play(scenario())
    assert taking.taken[0].source.content == b"picture"
    assert taking.taken[0].is_new


def test_a_picture_that_does_not_come_is_told(taking: Taking, play: Play) -> None:
    async def fetch(address: str) -> Source:
        raise DownloadFailed

    async def scenario() -> None:
        taking.intake.fetches, taking.intake.fetch = True, fetch
        taking.intake.take_mime(from_browser())
        await until(lambda: (DownloadFailed.code, True) in taking.told)

    play(scenario())
    assert taking.taken == []
