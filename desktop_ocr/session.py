"""What runs behind the window from its start to its end: the program's parts, and the workbench that uses them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop_ocr import composition, paths
from desktop_ocr.domain import checks
from desktop_ocr.domain.settings import Settings
from desktop_ocr.export.words import Language
from desktop_ocr.ui.garbage import GarbageCollector
from desktop_ocr.ui.locking import Locking
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.safekeeping import Safekeeping
from desktop_ocr.ui.single_instance import SingleInstance
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe


async def work(window: MainWindow, language: Language, settings: Settings, files: Sequence[str] = ()) -> None:
    """Work in the window until it is closed; what is coming in then is kept, what is being read cancelled."""
    GarbageCollector(window)
    instance = SingleInstance(str(paths.data().absolute()), window)
    if not instance.is_first:
        window.hide()
        instance.send([str(Path(file).absolute()) for file in files])
        return
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, AttributeError):  # Windows
            loop.add_signal_handler(number, stop.set)
    with composition.program(pages=settings.workers or (os.cpu_count() or 1) * 2) as program:
        bench = Workbench(
            window, program.recogniser, program.unfolder, program.catalogue.types, Words(language), settings
        )
        bench.camera.look = program.look
        at_hand = program.contents.at_hand
        safe = Safe(paths.data() / "store", retention_days=settings.retention_days, at_hand=at_hand)
        bench.guard.safe = safe
        safekeeping = Safekeeping(bench, safe, program.contents, program.catalogue.types, Words(language))
        bench.safekeeping = safekeeping
        locking = Locking(bench, safe, Words(language), settings.lock_minutes)
        locking.system.listen()
        bench.locking = locking
        instance.asked.connect(bench.take_files)
        window.closed.connect(stop.set)
        for problem in program.catalogue.problems:
            bench.tell_error(problem)
        with _bugs_told_by(bench, loop):
            bench.tasks.start(asyncio.to_thread(checks.load_tables))
            bench.tasks.start(safekeeping.begin())
            if files:
                bench.take_files(files)
            await stop.wait()
            bench.camera.close()  # where it was a signal that stopped the program
            await bench.tasks.finish()
            await bench.tasks.cancel()
            await safekeeping.close()
            await bench.tasks.cancel()  # what has just been kept wants to be read
        bench.review.close()
        window.hide()
        window.deleteLater()


@contextlib.contextmanager
def _bugs_told_by(bench: Workbench, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """The one hook: whatever nobody expected goes to stderr and, without its text, to the clerk."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        bench.tell_bug(kind.__name__)

    def tell_from_loop(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if error := context.get("exception"):
            tell(type(error), error, error.__traceback__)
        else:
            print(context.get("message"), file=sys.stderr)

    before, sys.excepthook = sys.excepthook, tell
    loop.set_exception_handler(tell_from_loop)
    try:
        yield
    finally:
        sys.excepthook = before
        loop.set_exception_handler(None)
