"""A desk under a camera: papers are laid on it, an eye finds them in the frames, and a loop feeds the frames."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from PIL import Image
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.ui.camera.capture import Capture
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.panel import CameraPanel
from desktop_ocr.ui.camera.source import CameraSource
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.prints import SIDE
from tests.ui.camera.fed import DESK, LAPTOP, FedDevices

SIZE = (1920, 1080)
CARD = (860, 540)
IN_THE_MIDDLE = (530, 270)
LOOK_SECONDS = 0.2
"""By the shutter's clock, from one look to the next."""


class Table:
    """``paper`` is where a card lies in pixels, None for an empty table; ``print`` is how its print runs."""

    def __init__(self) -> None:
        self.paper: tuple[int, int] | None = None
        self.print = "left"

    def photograph(self) -> QImage:
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(QColor(40, 44, 52))
        if self.paper is not None:
            card = QRectF(QPointF(*self.paper), QPointF(self.paper[0] + CARD[0], self.paper[1] + CARD[1]))
            painter = QPainter(image)
            painter.fillRect(card, QColor(250, 250, 250))
            half = QRectF(card)
            if self.print == "left":
                half.setWidth(card.width() / 2)
            else:
                half.setHeight(card.height() / 2)
            painter.fillRect(half, QColor(190, 190, 190))
            painter.end()
        return image

    @property
    def quad(self) -> Quad:
        assert self.paper is not None
        x, y = self.paper
        return Quad.rectangle(x / SIZE[0], y / SIZE[1], (x + CARD[0]) / SIZE[0], (y + CARD[1]) / SIZE[1])


class Eye:
    """Finds what is light on the table.  ``advice`` and ``is_sure`` are what it says of it; ``clock`` goes on.

    ``divides``: it takes the left and the right half for a paper each.
    """

    def __init__(self) -> None:
        self.now = 100.0
        self.looks = 0
        self.is_sure = True
        self.divides = False
        self.advice: tuple[Advice, ...] = ()
        self.glare: tuple[Quad, ...] = ()
        self.error: Callable[[], Exception] | None = None  # made anew: an error keeps the frames it went through
        self.gate: asyncio.Event | None = None

    def clock(self) -> float:
        return self.now

    async def look(self, image: PreparedImage) -> Look:
        self.looks += 1
        self.now += LOOK_SECONDS
        await (self.gate.wait() if self.gate else asyncio.sleep(0))
        if self.error:
            raise self.error()
        grey = Image.frombytes("RGB", (image.width, image.height), image.pixels).convert("L")
        box = grey.point(lambda value: 255 * (value > 120)).getbbox()
        quality = Quality(0.9, 0.5, self.glare, advice=self.advice)
        if box is None:
            return Look((), quality)
        quad = Quad.rectangle(*box).scaled(1 / image.width, 1 / image.height)
        if self.divides:
            middle = (box[0] + box[2]) // 2
            halves = (box[0], box[1], middle, box[3]), (middle, box[1], box[2], box[3])
            quads = [Quad.rectangle(*half).scaled(1 / image.width, 1 / image.height) for half in halves]
            return Look(tuple(Outline(one, self.is_sure) for one in quads), quality)
        mark = grey.crop(box).resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
        return Look((Outline(quad, self.is_sure),), quality, (mark,))


class Studio:
    """The panel at work in a window; what it took is in ``taken``."""

    def __init__(self, qtbot: QtBot, words: Words, kinds: dict[str, DocumentType], choice: CameraChoice) -> None:
        self.table, self.eye, self.devices = Table(), Eye(), FedDevices(DESK, LAPTOP)
        self.taken: list[Document] = []
        self.tasks = Tasks()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.panel = CameraPanel(words, list(kinds.values()), choice, self.window)
        self.panel.resize(1366, 640)
        self.window.resize(1366, 640)
        self.source_error: Exception | None = None
        self.sources: list[CameraSource] = []
        self.capture = Capture(
            self.panel,
            self.tasks,
            self._take,
            self.eye.look,
            words,
            kinds,
            open_source=self._open_source,
            clock=self.eye.clock,
            pause=0,
        )
        self.window.show()
        self.window.activateWindow()
        self.is_feeding = True

    def _take(self, documents: Sequence[Document]) -> None:
        self.taken += documents

    def _open_source(self, parent: object) -> CameraSource:
        if self.source_error:
            raise self.source_error
        self.sources.append(CameraSource(self.devices, first_frame=2000, next_frame=400))
        return self.sources[-1]

    async def until(self, happened: Callable[[], object]) -> None:
        """Feed frames until something has happened."""
        while not happened():
            if self.is_feeding:
                self.devices.send(self.table.photograph())
            await asyncio.sleep(0.005)

    async def looks(self, count: int) -> None:
        """Feed frames for so many looks more."""
        wanted = self.eye.looks + count
        await self.until(lambda: self.eye.looks >= wanted)

    async def told(self, words: str) -> None:
        await self.until(lambda: words in self.panel.view.hint.text)

    async def shots(self, count: int) -> None:
        await self.until(lambda: len(self.taken) >= count)

    async def end(self) -> None:
        self.capture.end()
        await self.tasks.cancel()
