"""The window's process: Qt's application, and a window that is seen before the program behind it is loaded.

Nothing is computed here: numpy, OpenCV and the models live in the worker processes alone.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_ocr import paths
from desktop_ocr.store.settings_file import load_settings
from desktop_ocr.ui import theme
from desktop_ocr.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop_ocr.export.words import Language

ENDS_WITHIN = 5.0
"""Seconds within which the process ends once the window's work is done."""
CHINESE_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")


def run(files: Sequence[str] = ()) -> int:
    """Show the window until it is closed; what is being read then is cancelled.  ``files`` are taken in."""
    gc.disable()  # for the start; then ui/garbage.py says when
    app = QApplication(sys.argv[:1])
    app.setApplicationName("desktop-ocr")
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)  # the session ends it, not a dialog that closes
    font = app.font()
    font.setFamilies([*font.families(), *CHINESE_FONTS])
    app.setFont(font)
    settings = load_settings(paths.config())
    theme.set_text_size(app, settings.font_size)
    language = system_language() if settings.language == "system" else settings.language
    translate(app, language)
    window = MainWindow()
    theme.apply(app, settings.theme, settings.font_size)  # before the window is made it would be polished piecewise
    window.appear()
    app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)  # it is painted; clicks wait

    from desktop_ocr.session import work  # two thirds of the start: after the window is seen

    _run_until_complete(app, _and_end(work(window, language, settings, files)))
    return 0


async def _and_end(work: Coroutine[Any, Any, None]) -> None:
    """All is saved then.  The loop's end and Python's wait for every thread, also for one that waits for a disk that
    does not answer; nobody would see that, and the next start would wait as well.
    """
    await work
    last = threading.Timer(ENDS_WITHIN, os._exit, [0])
    last.daemon = True
    last.start()


def _run_until_complete(app: QApplication, main: Coroutine[Any, Any, None]) -> None:
    """On the one loop, which is Qt's and asyncio's."""
    import asyncio

    import qasync

    # It logs what is handed to threads and what comes back: keys, names of files, values.  Whoever logs everything, to
    # find a fault elsewhere, must not get those.
    logging.getLogger("qasync").setLevel(logging.WARNING)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(main)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        asyncio.set_event_loop(None)


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
