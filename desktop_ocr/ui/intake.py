"""What comes in: files and folders by dialog, drop or paste, and pictures from the clipboard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from PySide6.QtCore import QDir, QMimeData, QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop_ocr import paths
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui import dropped
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.pictures import to_png
from desktop_ocr.ui.tasks import Tasks, answer
from desktop_ocr.workflow.recognising import PICTURE_SUFFIXES, count_left_out, find_sources

Told = Callable[[str, bool], None]
"""Told a sentence, and whether it is about an error."""


class Intake(QObject):
    """Hands new documents to ``take``; what there is to say goes to ``tell``."""

    def __init__(
        self,
        tasks: Tasks,
        take: Callable[[Sequence[Document]], object],
        tell: Told,
        sentence: Callable[[ClerkError], str],
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._tasks, self._take, self._tell, self._window = tasks, take, tell, window
        self._sentence = sentence
        self.fetches = False
        """Whether a picture may be fetched from the address of it that a browser hands over."""
        self.fetch: Callable[[str], Awaitable[Source]] = _fetch_picture

    def open(self) -> None:
        """Ask for files."""
        self._tasks.start(self._open())

    def read_specimens(self) -> None:
        """Take in the pictures that came with the program."""
        self._tasks.start(self._add([paths.samples()], tells_left_out=False), must_finish=True)

    def add(self, chosen: Sequence[Path]) -> None:
        """Take in files, and the pictures in folders."""
        self._tasks.start(self._add(list(chosen)), must_finish=True)

    def paste(self) -> None:
        """Take in the files or the picture in the clipboard."""
        self.take_mime(QGuiApplication.clipboard().mimeData())

    @staticmethod
    def can_take(data: QMimeData) -> bool:
        return dropped.holds_something(data)

    def take_mime(self, data: QMimeData) -> None:
        """Take in what was dropped or pasted: files, else a file's bytes, else a picture, else what an address has."""
        if files := dropped.files(data):
            self.add(files)
        elif (carried := dropped.carried(data)) is not None:
            self._take_content(*carried)
        elif (image := dropped.picture(data)) is not None:
            self._tasks.start(self._add_picture(image), must_finish=True)
        elif address := dropped.address(data):
            self._fetch(address)
        else:
            self._tell(self.tr("There is no picture in the clipboard."), True)

    async def _open(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Open pictures and documents"), self._folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        readable = self.tr("Pictures and documents ({patterns})").format(patterns=patterns)
        dialog.setNameFilters([readable, self.tr("All files (*)")])
        if await answer(dialog):
            self._window.state = replace(self._window.state, open_folder=dialog.directory().path())
            self.add([Path(file) for file in dialog.selectedFiles()])

    def _folder(self) -> str:
        """Where pictures were opened last, if that is still there."""
        last = self._window.state.open_folder
        return last if last and QDir(last).exists() else _folder_of_pictures()

    async def _add(self, chosen: Sequence[Path], *, tells_left_out: bool = True) -> None:
        sources = await asyncio.to_thread(find_sources, chosen)
        left_out = await asyncio.to_thread(count_left_out, chosen)
        if sources:
            self._take([Document(source, is_new=True) for source in sources])
        if not sources:
            self._tell(self.tr("There is no picture in the folder."), True)
        elif left_out and tells_left_out:
            self._tell(self.tr("Files left out, as they are no pictures: %n", "", left_out), False)

    async def _add_picture(self, image: QImage) -> None:
        self._take_content("png", await asyncio.to_thread(to_png, image))

    def _take_content(self, suffix: str, content: bytes) -> None:
        """What has no file gets a name."""
        name = self.tr("Pasted {time}").format(time=datetime.now().strftime("%H:%M:%S"))
        self._take([Document(Source(PurePath(f"{name}.{suffix}"), content=content), is_new=True)])

    def _fetch(self, address: str) -> None:
        if self.fetches:
            self._tasks.start(self._add_fetched(address), must_finish=True)
        else:
            self._tell(self.tr("Only the address of a picture came, and the settings forbid to fetch it."), True)

    async def _add_fetched(self, address: str) -> None:
        self._tell(self.tr("Fetching the picture…"), False)
        try:
            source = await self.fetch(address)
        except ClerkError as error:
            self._tell(self._sentence(error), True)
        else:
            self._take([Document(source, is_new=True)])


async def _fetch_picture(address: str) -> Source:
    from desktop_ocr.workflow.fetching import fetch_picture  # not before somebody fetches: it loads a network library

    return await fetch_picture(address)


def _folder_of_pictures() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
