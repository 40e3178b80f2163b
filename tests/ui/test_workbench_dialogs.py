"""The dialogs of the window: what they do to it, what is remembered, how the clerk leaves."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from desktop_ocr import paths
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.settings_file import load_settings, save_settings
from desktop_ocr.ui import preferences, theme, tints
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.ui.dialogs.keys import KeysDialog
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import Recogniser
from tests.fakes import unfolds_nothing
from tests.ui.conftest import Play
from tests.ui.driving import dialog, done, press, read, until, value
from tests.ui.fakes import RIGHT, FakeDecoder, FakeEngine


class TestDialogs:
    def test_export_writes_what_is_ready(
        self, bench: Workbench, play: Play, pictures: list[Path], tmp_path: Path
    ) -> None:
        target = tmp_path / "out.xlsx"

        async def scenario() -> None:
            await read(bench, pictures)
            bench.actions.by_id["export"].trigger()
            asked = await dialog(bench, ExportDialog)
            asked.target.line.setText(str(target))
            await until(asked.export_button.isEnabled)
            asked.export_button.click()
            await until(target.exists)
            await until(lambda: asked.exported)
            asked.accept()
            await done(bench)

        play(scenario())
        sheet = load_workbook(target).worksheets[0]
        assert RIGHT["id_number"] in {cell.value for row in sheet for cell in row}
        assert bench.progress.saved.text() == "✓ Exported"

    def test_what_is_half_typed_is_exported(
        self, bench: Workbench, play: Play, pictures: list[Path], tmp_path: Path
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.fields.activate("name")
            QTest.keyClicks(QApplication.focusWidget(), "Liu Yang")
            press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
            asked = await dialog(bench, ExportDialog)
            asked.target.line.setText(str(tmp_path / "out.xlsx"))
            await until(asked.export_button.isEnabled)
            asked.export_button.click()
            await until(lambda: asked.exported)
            asked.accept()
            await done(bench)

        play(scenario())
        sheet = load_workbook(tmp_path / "out.xlsx").worksheets[0]
        assert "Liu Yang" in {cell.value for row in sheet for cell in row}
        assert bench.exports.missing() == []

    def test_the_keys_and_the_settings_open(self, bench: Workbench, play: Play) -> None:
        async def scenario() -> None:
            for name, kind in (("keys", KeysDialog), ("settings", SettingsDialog)):
                bench.actions.by_id[name].trigger()
                (await dialog(bench, kind)).reject()
                await done(bench)

        play(scenario())

    def test_closing_asks_once_about_work_in_no_file(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        closed: list[bool] = []
        bench.window.closed.connect(lambda: closed.append(True))

        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.window.close()
            (await dialog(bench, ClosingDialog)).stay_button.click()
            await done(bench)
            assert (closed, bench.window.isVisible()) == ([], True)
            bench.window.close()
            (await dialog(bench, ClosingDialog)).close_button.click()
            await done(bench)

        play(scenario())
        assert closed == [True]

    def test_closing_asks_about_what_is_half_typed(self, bench: Workbench, play: Play, pictures: list[Path]) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.exports.know(bench.batch.documents())
            bench.fields.activate("name")
            QTest.keyClicks(QApplication.focusWidget(), "Liu Yang")
            bench.window.close()
            (await dialog(bench, ClosingDialog)).stay_button.click()
            await done(bench)

        play(scenario())
        assert bench.window.isVisible()
        assert value(bench, "name") == "Liu Yang"

    def test_an_empty_window_closes_without_a_question(self, bench: Workbench) -> None:
        closed: list[bool] = []
        bench.window.closed.connect(lambda: closed.append(True))
        bench.window.close()
        assert closed == [True]

    @pytest.mark.parametrize("name", ["export", "keys", "settings", ""])
    def test_one_key_pressed_twice_opens_one(
        self, bench: Workbench, play: Play, pictures: list[Path], name: str
    ) -> None:
        kinds = {"export": ExportDialog, "keys": KeysDialog, "settings": SettingsDialog}

        async def scenario() -> None:
            await read(bench, pictures[:1])
            for _ in range(2):
                bench.actions.by_id[name].trigger() if name else bench.window.close()
            await asyncio.sleep(0.05)
            opened = bench.window.findChildren(kinds.get(name, ClosingDialog))
            assert len(opened) == 1
            opened[0].reject()
            await done(bench)

        play(scenario())

    def test_the_choices_of_an_export_are_those_of_the_next(
        self, bench: Workbench, play: Play, pictures: list[Path], tmp_path: Path
    ) -> None:
        async def scenario() -> None:
            await read(bench, pictures[:1])
            bench.export()
            first = await dialog(bench, ExportDialog)
            first.target.line.setText(str(tmp_path / "out.csv"))
            await until(first.export_button.isEnabled)
            first.export_button.click()
            await until(lambda: first.exported)
            chosen = first.choices
            first.accept()
            await done(bench)
            bench.export()
            second = await dialog(bench, ExportDialog)
            assert second.choices == chosen
            assert (second.target.folder, second.target.format) == (tmp_path, ".csv")
            second.reject()
            await done(bench)

        play(scenario())


class TestSettings:
    def test_they_are_kept_and_the_threshold_holds_from_then_on(
        self, bench: Workbench, play: Play, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def scenario() -> None:
            bench.actions.by_id["settings"].trigger()
            asked = await dialog(bench, SettingsDialog)
            threshold = asked.editor("likely_threshold")
            assert isinstance(threshold, QSpinBox)
            threshold.setValue(91)
            asked.accept()
            await done(bench)

        writers: list[threading.Thread] = []

        def save(*arguments: Any) -> None:
            writers.append(threading.current_thread())
            save_settings(*arguments)

        monkeypatch.setattr(preferences, "save_settings", save)
        play(scenario())
        assert len(writers) == 1 and writers[0] is not threading.main_thread(), "a slow disk would hold up the window"
        assert load_settings(paths.config()).likely_threshold == 91
        assert bench.batch.likely_score == pytest.approx(0.91)

    def test_the_threshold_holds_from_the_start(
        self,
        bench: Workbench,
        qtbot: QtBot,
        engine: FakeEngine,
        decoder: FakeDecoder,
        kinds: dict[str, DocumentType],
        words: Words,
    ) -> None:
        settings = Settings(likely_threshold=91)
        window = MainWindow()
        qtbot.addWidget(window)
        recogniser = Recogniser(engine, decoder, kinds)
        second = Workbench(window, recogniser, unfolds_nothing(recogniser), kinds, words, settings)
        assert second.batch.likely_score == pytest.approx(0.91)
        second.review.close()

    def test_a_notice_follows_the_theme(self, bench: Workbench, play: Play, qapp: QApplication) -> None:
        async def scenario() -> None:
            theme.apply(qapp, "light", 100)
            bench.notice.tell("It is broken.", True)
            theme.apply(qapp, "dark", 100)
            await asyncio.sleep(0.05)
            assert bench.notice.grab().toImage().pixelColor(2, 2) == tints.BAD.ground

        try:
            play(scenario())
        finally:
            theme.apply(qapp, "light", 100)
