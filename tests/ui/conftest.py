"""Real widgets without a screen, and one loop for Qt and asyncio."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextvars import Context
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")  # tells of each optional library that there is not

import pytest
import qasync
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr import composition, paths
from desktop_ocr.app import CHINESE_FONTS
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import SourceGone
from desktop_ocr.ui import theme
from desktop_ocr.ui.dialogs.export import FOLDER, ExportDialog
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import Recogniser
from tests.fakes import unfolds_nothing
from tests.ui.exporting import Open, quiet
from tests.ui.fakes import RIGHT, WRONG, FakeDecoder, FakeEngine, recognition

Play = Callable[..., None]
PATIENCE = 60.0
"""Seconds after which a scenario counts as hanging.  A third of that was too little where many suites ran at once."""


@pytest.fixture(scope="module")
def old_objects_are_passed_over() -> None:
    """Thousands of tests are collected: looking through them after each test took a third of the suite's time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_is_freed_here(old_objects_are_passed_over: None) -> Iterator[None]:
    """A widget in a cycle of references must not wait for a collection in another thread, which crashes Qt."""
    yield
    gc.collect()


@pytest.fixture
def collecting() -> Iterator[None]:
    """A session collects garbage in its own way."""
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def kinds() -> dict[str, DocumentType]:
    return dict(composition.load_catalogue().types)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def decoder() -> FakeDecoder:
    return FakeDecoder()


@pytest.fixture
def words() -> Words:
    return Words("en")


class BetweenScenarios(qasync.QEventLoop):  # type: ignore[misc]
    """A loop whose steps wait while no scenario is played.

    A fixture, and pytest-qt after each phase, has Qt deal with its events; the next step of a task that a scenario
    left behind would come then, with no loop that runs, and fail in whatever asks for it.
    """

    def __init__(self, app: QApplication) -> None:
        self._late: list[asyncio.Handle] = []
        super().__init__(app)

    def call_later(
        self, delay: float, callback: Callable[..., object], *arguments: Any, context: Context | None = None
    ) -> asyncio.Handle:
        handle = asyncio.Handle(callback, arguments, self, context)
        super().call_later(delay, self._step, handle)
        return handle

    def _step(self, handle: asyncio.Handle) -> None:
        if not self.is_running():
            self._late.append(handle)
        elif not handle.cancelled():
            handle._run()

    def run_forever(self) -> Any:
        late, self._late = self._late, []
        for handle in late:
            super().call_later(0, self._step, handle)
        return super().run_forever()


@pytest.fixture
def play(qapp: QApplication) -> Iterator[Play]:
    """Runs a coroutine on a loop of Qt."""
    qapp.setQuitOnLastWindowClosed(False)  # else a closing widget can stop the loop under a test
    loop = BetweenScenarios(qapp)
    asyncio.set_event_loop(loop)

    def run(scenario: Coroutine[Any, Any, Any], seconds: float = PATIENCE) -> None:
        loop.run_until_complete(asyncio.wait_for(scenario, seconds))

    yield run
    pending = asyncio.all_tasks(loop)
    for task in pending:
        task.cancel()
    if pending:
        loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    asyncio.set_event_loop(None)


@pytest.fixture
def bench(
    play: Play,
    qtbot: QtBot,
    engine: FakeEngine,
    decoder: FakeDecoder,
    kinds: dict[str, DocumentType],
    words: Words,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workbench]:
    """The whole window, with a fake engine at work in it."""
    monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(tmp_path / "config"))
    window = MainWindow()
    recogniser = Recogniser(engine, decoder, kinds, at_once=2)
    bench = Workbench(window, recogniser, unfolds_nothing(recogniser), kinds, words)

    def end_without_a_question(_window: MainWindow) -> None:
        """Before the widgets are gone, which a reading that ends shows itself in: pytest-qt deletes them first."""
        bench.leaving.asks = False
        play(bench.tasks.cancel())

    qtbot.addWidget(window, before_close_func=end_without_a_question)
    window.appear()
    yield bench
    bench.review.close()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Files that the fake decoder takes for pictures, each of another colour."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    paths = [folder / f"{number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(bytes((50 * number, 0, 100)))
    return paths


@pytest.fixture
def documents(kinds: dict[str, DocumentType], pictures: list[Path]) -> list[Document]:
    """One waiting, one read without fault, one that breaks a rule, one that failed."""
    new = Document(Source(pictures[0]))
    kind = kinds["id_card_front"]
    return [
        new,
        new.read_as(kind, recognition(RIGHT)),
        replace(new, source=Source(pictures[1])).read_as(kind, recognition(WRONG)),
        Document(Source(pictures[2])).failed(SourceGone()),
    ]


@pytest.fixture
def open_dialog(play: Play, qtbot: QtBot, documents: list[Document], words: Words, tmp_path: Path) -> Open:
    """The dialog for one waiting, one ready, one broken and one failed document, in an empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()

    def make(remembered: Mapping[str, object] | None = None, papers: list[Document] | None = None) -> ExportDialog:
        chosen = documents if papers is None else papers
        dialog = ExportDialog(chosen, words, {FOLDER: str(folder), **(remembered or {})}, today=date(2026, 11, 21))
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.activateWindow()
        play(quiet(dialog))
        return dialog

    return make


@pytest.fixture(params=["en", "zh"])
def large(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """The largest text, in a language, with the style sheet of the program."""
    palette, font = qapp.palette(), qapp.font()
    translator = QTranslator()
    if request.param == "zh":
        assert translator.load("zh_CN", str(paths.resources() / "translations"))
        qapp.installTranslator(translator)
    with_chinese = qapp.font()
    with_chinese.setFamilies([*font.families(), *CHINESE_FONTS])
    qapp.setFont(with_chinese)
    theme.apply(qapp, "light", 175)
    yield
    qapp.removeTranslator(translator)
    theme.apply(qapp, "system", 100)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
