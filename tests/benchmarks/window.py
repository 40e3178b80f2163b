"""How smooth the window is, beside a bare PySide6 window: ``python -m tests.benchmarks.window``.

- First window: whole processes in turn, ours and a bare one, from their start to the first paint.
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
from desktop_ocr.domain import checks
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import theme
from desktop_ocr.ui.garbage import GarbageCollector
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading

PICTURES = 40
ROWS = 10_000
LONG_GAP = 0.05
"""Seconds: a gap that a person feels."""

STARTS = {
    "bare": """
import os, sys
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)
app = QApplication(sys.argv)
window = Window()
window.show()
app.exec()
""",
    "ours": """
import os
from desktop_ocr import app
from desktop_ocr.ui.main_window import MainWindow
def painted(self, event):
    os._exit(0)
MainWindow.paintEvent = painted
app.run()
""",
    "ours, loaded": """
import os
from desktop_ocr import app
from desktop_ocr.ui import main_window
moved_in = main_window.MainWindow.move_in
def move_in(*parts):
    moved_in(*parts)
    os._exit(0)
main_window.MainWindow.move_in = move_in
app.run()
""",
}
"""Each ends when its window has painted itself, or when all is in it."""


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
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    with tempfile.TemporaryDirectory() as folder:
        plain = os.environ | {"DESKTOP_OCR_CONFIG": folder}
        for number in range(rounds + 1):
            for name, code in STARTS.items():
                started = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, env=plain, capture_output=True)
                if number:
                    taken[name].append(time.perf_counter() - started)
    print("process start to the first paint; ratio to a bare window (wanted ≤ 1.5)")
    for name, seconds in taken.items():
        ratio = statistics.median(ours / bare for bare, ours in zip(taken["bare"], seconds, strict=True))
        print(f"  {name:14} {statistics.median(seconds):.3f} s, ratio {ratio:.2f}")
    print()


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
        window = MainWindow()
        bench = Workbench(window, program.recogniser, program.unfolder, program.catalogue.types, Words("en"))
        window.appear()
        bench.review.take([Document(Source(path)) for path in paths])
        timer = gaps.start(window)
        while bench.batch.count(DocumentState.QUEUED, DocumentState.READING):
            _scroll_and_type(bench)
            await asyncio.sleep(0.1)
        timer.stop()
        await bench.tasks.cancel()
        window.hide()
        window.deleteLater()
    return gaps


def _scroll_and_type(bench: Workbench) -> None:
    bar = bench.queue.list.verticalScrollBar()
    bar.setValue((bar.value() + 40) % max(1, bar.maximum()))
    keys = list(bench.batch)
    ready = [key for key in keys if bench.batch.document(key).fields]
    if ready:
        bench.queue.select(ready[len(ready) // 2])
        field = bench.batch.document(ready[len(ready) // 2]).fields[0].spec.key
        bench.fields.activate(field)
        focus = QApplication.focusWidget() or bench.fields
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
        window = MainWindow()
        bench = Workbench(window, program.recogniser, program.unfolder, program.catalogue.types, Words("en"))
        window.appear()
        bench.review.read_waiting = lambda: None  # type: ignore[method-assign]
        await asyncio.sleep(0.3)
        started = time.perf_counter()
        bench.review.take([Document(Source(Path(f"/nowhere/{number}.jpg"))) for number in range(ROWS)])
        QApplication.sendPostedEvents()
        bench.queue.list.viewport().repaint()
        print(f"{ROWS} papers: open {time.perf_counter() - started:.2f} s (wanted < 2)")
        await asyncio.sleep(0.5)
        timer = gaps.start(window)
        bar = bench.queue.list.verticalScrollBar()
        for step in range(300):
            bar.setValue(bar.maximum() * step // 300)
            await asyncio.sleep(0.005)
        timer.stop()
        await bench.tasks.cancel()
        window.hide()
        window.deleteLater()
    return gaps


def main() -> None:
    first_window(15)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    theme.apply(app, "light", 100)
    GarbageCollector(app)
    checks.load_tables()
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
