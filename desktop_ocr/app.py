"""The window's process: Qt's application and the one loop, the window, its start and its end.

Nothing is computed here: numpy, OpenCV and the models live in the worker processes alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import qasync
from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_ocr import composition, paths
from desktop_ocr.domain.settings import Settings
from desktop_ocr.export.rows import Language
from desktop_ocr.store.settings_file import load_settings
from desktop_ocr.ui import theme
from desktop_ocr.ui.garbage import GarbageCollector
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.words import Words

CHINESE_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")


def run() -> int:
    """Show the window until it is closed; what is being read then is cancelled."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("desktop-ocr")
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)  # the loop ends when _main does, not when a dialog closes
    font = app.font()
    font.setFamilies([*font.families(), *CHINESE_FONTS])
    app.setFont(font)
    settings = load_settings(paths.config())
    theme.apply(app, settings.theme, settings.font_size)
    language = system_language() if settings.language == "system" else settings.language
    translate(app, language)
    GarbageCollector(app)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_main(Words(language), settings))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        asyncio.set_event_loop(None)
    return 0


def system_language() -> Language:
    wanted = QLocale.system().uiLanguages()
    return "zh" if wanted and wanted[0].startswith("zh") else "en"


def translate(app: QApplication, language: Language) -> None:
    """Our words, and those of Qt's own dialogs, in Chinese; the sources are English."""
    if language == "en":
        return
    ours = str(paths.resources() / "translations")
    for name, folder in (
        ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("zh_CN", ours),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


async def _main(words: Words, settings: Settings) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, AttributeError):  # Windows
            loop.add_signal_handler(number, stop.set)
    with composition.program(pages=settings.workers or (os.cpu_count() or 1) * 2) as program:
        window = MainWindow(program.recogniser, program.catalogue.types, words, settings)
        window.closed.connect(stop.set)
        for problem in program.catalogue.problems:
            window.tell_error(problem)
        with _bugs_told_by(window, loop):
            window.show()
            await stop.wait()
            await window.tasks.cancel()
        window.hide()
        window.deleteLater()


@contextlib.contextmanager
def _bugs_told_by(window: MainWindow, loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """The one hook: whatever nobody expected goes to stderr and, without its text, to the clerk."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.tell_bug(kind.__name__)

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
