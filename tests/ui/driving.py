"""How tests drive the window: drop, wait, press keys, find dialogs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.queue_panel import SOON
from desktop_ocr.ui.workbench import SHOWN_AFTER, Workbench

Dialog = TypeVar("Dialog", bound=QDialog)


def drop(widget: QWidget, paths: list[Path]) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    centre = widget.rect().center()
    enter = QDragEnterEvent(centre, copy, mime, left, none)
    QApplication.sendEvent(widget, enter)
    event = QDropEvent(QPointF(centre), copy, mime, left, none)
    QApplication.sendEvent(widget, event)
    return enter.isAccepted() and event.isAccepted()


def states(bench: Workbench) -> list[DocumentState]:
    return [document.state for document in bench.batch.documents()]


def value(bench: Workbench, field: str, row: int = 0) -> str:
    return bench.batch.documents()[row].field(field).value


def colour(bench: Workbench) -> bytes | None:
    """Of the page that is shown; None where there is none."""
    if bench.page.canvas._pixmap is None:
        return None
    pixel = bench.page.canvas._pixmap.pixmap().toImage().pixelColor(0, 0)
    return bytes((pixel.red(), pixel.green(), pixel.blue()))


async def until(happened: Callable[[], object]) -> None:
    while not happened():
        await asyncio.sleep(0.005)


async def outside(act: Callable[[], object]) -> None:
    """Do what runs a loop of Qt's own, as a key that is sent to a window does.

    Within a coroutine the steps of other tasks would come in that inner loop, be refused and never come again.
    """
    acted: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def run() -> None:
        try:
            act()
        finally:
            acted.set_result(None)

    QTimer.singleShot(0, run)
    await acted


async def done(bench: Workbench) -> None:
    await until(lambda: not bench.tasks.busy)
    await asyncio.sleep((2 * SHOWN_AFTER + SOON) / 1000)
    await until(lambda: not bench.tasks.busy)  # small pictures, which are asked for later


async def dialog(bench: Workbench, kind: type[Dialog]) -> Dialog:
    await until(lambda: bench.window.findChildren(kind))
    return bench.window.findChildren(kind)[0]


async def read(bench: Workbench, pictures: list[Path]) -> None:
    bench.intake.add(pictures)
    await done(bench)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
