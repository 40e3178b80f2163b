"""500 mixed files dropped on the window: ``python -m tests.benchmarks.dropping [--count 500] [--seconds 60]``.

Prints when the queue stands and answers, how the pictures in the list and the papers arrive, the window's gaps, and how
much memory its process takes.  The time to the queue is also given beside that of listing the files' names alone.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import qasync
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication

from desktop_ocr import composition
from desktop_ocr.domain import checks
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import theme
from desktop_ocr.ui.garbage import GarbageCollector
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.queue_model import THUMBNAIL
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import find_sources
from tests.benchmarks.window import Gaps

SUFFIXES = (".jpg", ".jpg", ".jpg", ".png", ".tif", ".webp", ".pdf", ".ofd", ".jpg", ".bmp")
MB = 1 << 20


def mixed_files(folder: Path, count: int) -> None:
    """Photos of several sizes and formats, PDF and OFD pages, now and then a broken file; all of different bytes.

    In a process of its own: what drawing takes is not the window's memory.
    """
    from tests.imaging.papers import ofd, pdf
    from tests.specimens import USUAL, photograph, render

    shots = [photograph(render(USUAL[n % len(USUAL)], n), "mild", n).image.convert("RGB") for n in range(8)]
    large = shots[0].resize((4000, 3000))
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        path = folder / f"{number:03}{suffix}"
        if suffix in (".pdf", ".ofd"):
            path.write_bytes(pdf() if suffix == ".pdf" else ofd())
        elif number % 50 == 7:
            path.write_bytes(b"no picture" * number)
        else:
            shot = large if number % 25 == 0 else shots[number % len(shots)]
            shot.crop((number % 7, 0, shot.width, shot.height)).save(path)


def resident() -> float:
    """Megabytes of this process at its largest."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / MB


def thumbnails(bench: Workbench) -> int:
    model = bench.queue.model
    return sum(model.index(row).data(THUMBNAIL) is not None for row in range(model.rowCount()))


async def dropped(paths: list[Path], seconds: float) -> None:
    started = time.perf_counter()
    find_sources(paths)
    listed = time.perf_counter() - started
    gaps = Gaps()
    with composition.program(pages=len(paths)) as program:
        window = MainWindow()
        bench = Workbench(window, program.recogniser, program.unfolder, program.catalogue.types, Words("en"))
        window.appear()
        await asyncio.sleep(0.5)
        before = resident()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        timer = gaps.start(window)
        started = time.perf_counter()
        bench.take_mime(mime)
        while len(bench.batch) < len(paths):
            await asyncio.sleep(0.005)
        bench.queue.select(bench.batch.keys()[-1])
        QApplication.sendPostedEvents()
        bench.queue.list.viewport().repaint()
        standing = time.perf_counter() - started
        print(f"{len(paths)} files: queue stands after {standing:.2f} s (wanted < 2; listing alone {listed:.3f} s)")
        bar = bench.queue.list.verticalScrollBar()
        while (passed := time.perf_counter() - started) < seconds:
            if thumbnails(bench) >= 10 and not bar.value():
                print(f"  ten small pictures after {passed:.1f} s")
            bar.setValue(int(bar.maximum() * min(1.0, passed / seconds)))
            await asyncio.sleep(0.25)
        timer.stop()
        done = bench.batch.count(DocumentState.READY, DocumentState.NEEDS_LOOK, DocumentState.FAILED)
        new = sum(one.is_new for one in bench.batch.documents())
        print(f"  after {seconds:.0f} s: {thumbnails(bench)} small pictures, {new} files not looked into, {done} read")
        print(f"  window's process: {resident():.0f} MB at most (wanted < 600; {before:.0f} before)")
        print(f"{'':36}{'99.9 % ms':>10}{'max ms':>9}{'> 50 ms':>9}{'gaps':>9}")
        print(gaps.row("  gaps of the window's thread"))
        await bench.tasks.cancel()
        bench.review.close()
        window.hide()
        window.deleteLater()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
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
        drawing = multiprocessing.get_context("spawn").Process(target=mixed_files, args=(Path(folder), options.count))
        drawing.start()
        drawing.join()
        loop.run_until_complete(dropped(sorted(Path(folder).glob("[0-9]*")), options.seconds))
    loop.close()


if __name__ == "__main__":
    main()
