"""What runs behind the window from its start to its end: the program's parts, and the workbench that uses them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any

from desktop_ocr import composition, paths
from desktop_ocr.domain import checks
from desktop_ocr.domain.errors import StoreUnwritable
from desktop_ocr.domain.settings import Settings
from desktop_ocr.export.words import Language
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.ui.dialogs.unfinished import UnfinishedDialog
from desktop_ocr.ui.garbage import GarbageCollector
from desktop_ocr.ui.locking import Locking
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.safekeeping import Safekeeping
from desktop_ocr.ui.services_page import ServicesPage
from desktop_ocr.ui.single_instance import SingleInstance
from desktop_ocr.ui.taking_over import TakingOver
from desktop_ocr.ui.tasks import FINISHED_WITHIN, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe

TOLD_FOR = 30.0
"""Seconds for which it is said at the end that something did not end."""


async def work(window: MainWindow, language: Language, settings: Settings, files: Sequence[str] = ()) -> None:
    """Work in the window until it is closed; what is coming in then is kept, what is being read cancelled."""
    GarbageCollector(window)
    instance = SingleInstance(str(paths.data().absolute()), window)
    if instance.is_first or await TakingOver(instance, window).is_needed(files):
        with contextlib.closing(instance):  # another start may be waiting for that
            await _work(window, language, settings, files, instance)


async def _work(
    window: MainWindow, language: Language, settings: Settings, files: Sequence[str], instance: SingleInstance
) -> None:
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
        services = composition.services(program, lambda: _thread_of(safe), safe.keyring)
        bench.services = page = ServicesPage(bench, services, program.recogniser, Words(language))
        safekeeping = Safekeeping(bench, safe, program.contents, page.types, Words(language))
        bench.safekeeping = safekeeping
        locking = Locking(bench, safe, Words(language), settings.lock_minutes)
        locking.system.listen()
        bench.locking = locking
        instance.asked.connect(bench.handed_over.take)
        window.closed.connect(stop.set)
        for problem in program.catalogue.problems:
            bench.tell_error(problem)
        with _bugs_told_by(bench, loop):
            bench.tasks.start(asyncio.to_thread(checks.load_tables))
            bench.tasks.start(safekeeping.begin())
            if files:
                bench.handed_over.take(files)
            await stop.wait()
            instance.stop_listening()
            bench.camera.close()  # where it was a signal that stopped the program
            bench.handed_over.take_now()
            await bench.tasks.finish()
            is_export = bench.exports.is_writing
            has_ended = await bench.tasks.cancel()
            await safekeeping.close()
            await services.close()
            await bench.tasks.cancel(FINISHED_WITHIN if has_ended else 0.0)  # what has just been kept wants to be read
            if not has_ended:
                await _tell_unfinished(is_export=is_export)
        bench.review.close()
        window.hide()
        window.deleteLater()


async def _tell_unfinished(*, is_export: bool) -> None:
    """For a while, as the clerk may be gone and the next start waits for the end of this one."""
    dialog = UnfinishedDialog(is_export=is_export)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(answer(dialog), TOLD_FOR)


def _thread_of(safe: Safe) -> StoreThread:
    if safe.thread is None:
        raise StoreUnwritable  # without it nothing that costs money could be written down
    return safe.thread


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
