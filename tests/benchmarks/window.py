"""How smooth the window is, beside a bare PySide6 window: ``python -m tests.benchmarks.window``.

- First window: whole processes in turn, ours and a bare one, from start to the first paint.
- Gaps of the window's thread while 40 pictures are read and a script scrolls and types: a timer of 1 ms notes how late
  it comes.  The bare window has the same timer while the same pictures are read by the same workers.
- 10,000 papers in the queue (no engine): opening, and gaps while scrolling.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import qasync
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop_ocr import composition
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import theme
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading

PICTURES = 40
ROWS = 10_000
LONG_GAP = 0.05
"""Seconds: a gap that a person feels."""

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
OURS = """
import asyncio, sys
from PySide6.QtCore import QTimer
from desktop_ocr import app
from desktop_ocr.ui.main_window import MainWindow
shown = MainWindow.showEvent
def show(self, event):
    shown(self, event)
    QTimer.singleShot(0, self.closed.emit)
MainWindow.showEvent = show
app.run()
"""


@dataclass
class Gaps:
    """Seconds by which a timer of one millisecond came later than the time before."""

    seconds: list[float] = field(default_factory=list)
    _last: float = 0.0

    def start(self, owner: QObject) -> QTimer:
        self._last = time.perf_counter()
        timer = QTimer(owner, interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start()
        return timer

    def _tick(self) -> None:
        now = time.perf_counter()
        self.seconds.append(now - self._last)
        self._last = now

    def row(self, title: str) -> str:
        ordered = sorted(self.seconds)
        high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.999))]
        long = sum(gap > LONG_GAP for gap in ordered)
        return f"{title:34} {high * 1000:10.1f} {max(ordered) * 1000:8.1f} {long:8d} {len(ordered):8d}"


def first_window(rounds: int) -> None:
    taken: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        plain = os.environ | {"DESKTOP_OCR_CONFIG": folder}
        for number in range(rounds + 1):
            for name, code in (("bare", BARE), ("ours", OURS)):
                started = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, env=plain, capture_output=True)
                if number:
                    taken[name].append(time.perf_counter() - started)
    ratio = statistics.median(ours / bare for bare, ours in zip(taken["bare"], taken["ours"], strict=True))
    bare, ours = (statistics.median(taken[name]) for name in ("bare", "ours"))
    print(
        f"whole process to its first window: bare {bare:.2f} s, ours {ours:.2f} s, ratio {ratio:.2f} (wanted ≤ 1.5)\n"
    )


def pictures(folder: Path) -> list[Path]:
    from tests.specimens import KINDS, photograph, render

    paths = []
    for number in range(PICTURES):
        path = folder / f"{number:02}.jpg"
        photograph(render(KINDS[number % len(KINDS)], number), "mild", number).image.convert("RGB").save(path)
        paths.append(path)
    return paths


async def ours_under_load(paths: list[Path]) -> Gaps:
    gaps = Gaps()
    with composition.program(pages=PICTURES) as program:
        window = MainWindow(program.recogniser, program.catalogue.types, Words("en"))
        window.show()
        window.review.take([Document(Source(path)) for path in paths])
        timer = gaps.start(window)
        while window.batch.count(DocumentState.QUEUED, DocumentState.READING):
            _scroll_and_type(window)
            await asyncio.sleep(0.1)
        timer.stop()
        await window.tasks.cancel()
        window.hide()
        window.deleteLater()
    return gaps


def _scroll_and_type(window: MainWindow) -> None:
    bar = window.queue.list.verticalScrollBar()
    bar.setValue((bar.value() + 40) % max(1, bar.maximum()))
    keys = list(window.batch)
    ready = [key for key in keys if window.batch.document(key).fields]
    if ready:
        window.queue.select(ready[len(ready) // 2])
        field = window.batch.document(ready[len(ready) // 2]).fields[0].spec.key
        window.fields.activate(field)
        focus = QApplication.focusWidget() or window.fields
        QTest.keyClicks(focus, "abc")


async def bare_under_load(paths: list[Path]) -> Gaps:
    gaps = Gaps()
    with composition.program(pages=PICTURES) as program:
        window = QMainWindow()
        window.show()
        batch = Batch(program.catalogue.types)
        batch.add([Document(Source(path)) for path in paths])
        timer = gaps.start(window)
        await BatchReading(batch, program.recogniser).run()
        timer.stop()
        window.hide()
        window.deleteLater()
    return gaps


async def many_rows() -> Gaps:
    gaps = Gaps()
    with composition.program(pages=1) as program:
        window = MainWindow(program.recogniser, program.catalogue.types, Words("en"))
        window.show()
        window.review.read_waiting = lambda: None  # type: ignore[method-assign]
        await asyncio.sleep(0.3)
        started = time.perf_counter()
        window.review.take([Document(Source(Path(f"/nowhere/{number}.jpg"))) for number in range(ROWS)])
        QApplication.sendPostedEvents()
        window.queue.list.viewport().repaint()
        print(f"{ROWS} papers: open {time.perf_counter() - started:.2f} s (wanted < 2)")
        await asyncio.sleep(0.5)
        timer = gaps.start(window)
        bar = window.queue.list.verticalScrollBar()
        for step in range(300):
            bar.setValue(bar.maximum() * step // 300)
            await asyncio.sleep(0.005)
        timer.stop()
        await window.tasks.cancel()
        window.hide()
        window.deleteLater()
    return gaps


def main() -> None:
    first_window(5)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app, "light", 100)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESKTOP_OCR_CONFIG"] = folder
        paths = pictures(Path(folder))
        runs: list[tuple[str, Callable[[], Awaitable[Gaps]]]] = [
            ("bare window, 40 pictures read", lambda: bare_under_load(paths)),
            ("ours, 40 pictures read", lambda: ours_under_load(paths)),
            ("ours, 10,000 rows scrolled", many_rows),
        ]
        measured = [(title, loop.run_until_complete(run())) for title, run in runs]
    print(f"\n{'gaps of the window thread':34} {'99.9 % ms':>10} {'max ms':>8} {'> 50 ms':>8} {'ticks':>8}")
    for title, gaps in measured:
        print(gaps.row(title))
    loop.close()


if __name__ == "__main__":
    main()
