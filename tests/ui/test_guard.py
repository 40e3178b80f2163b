"""The passphrase is asked for again before exports and settings; where there is none, the settings page offers one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_ocr.store.keyrings import MemorySecrets, NoSecrets, Reason
from desktop_ocr.ui.dialogs.ask_again import AskAgainDialog
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe
from tests.ui.conftest import Play
from tests.ui.driving import dialog, read, until

Scenario = Callable[[Safe], Awaitable[None]]
Opened = Callable[[Scenario], None]


@pytest.fixture
def opened(bench: Workbench, play: Play, tmp_path: Path) -> Opened:
    """Plays with a safe that has a key in the keyring."""

    def run(scenario: Scenario) -> None:
        secrets = MemorySecrets()
        safe = Safe(tmp_path / "store", keyring=lambda: secrets)

        async def whole() -> None:
            await safe.open()
            bench.guard.safe = safe
            try:
                await scenario(safe)
            finally:
                await safe.close(backs_up=False)

        play(whole())

    return run


def forget(safe: Safe) -> None:
    """As if the passphrase had been given long ago."""
    safe._given_at = None


def test_without_a_passphrase_nobody_is_asked(bench: Workbench, opened: Opened, pictures: list[Path]) -> None:
    async def scenario(_safe: Safe) -> None:
        await read(bench, pictures[:1])
        bench.export()
        (await dialog(bench, ExportDialog)).reject()
        assert bench.window.findChildren(AskAgainDialog) == []

    opened(scenario)


def test_an_export_asks_once_and_then_not_for_a_while(bench: Workbench, opened: Opened, pictures: list[Path]) -> None:
    async def scenario(safe: Safe) -> None:
        await safe.set_passphrase("correct horse")
        forget(safe)
        await read(bench, pictures[:1])
        bench.export()
        asked = await dialog(bench, AskAgainDialog)
        asked.edit.setText("wrong horse")
        asked.go_button.click()
        await until(asked.edit.isEnabled)
        assert asked.notice.isVisible() and bench.window.findChildren(ExportDialog) == []
        QTest.keyClicks(asked.edit, "correct horse")
        QTest.keyClick(asked.edit, Qt.Key.Key_Return)
        (await dialog(bench, ExportDialog)).reject()
        await until(lambda: not bench.tasks.busy)
        assert bench.window.findChildren(AskAgainDialog) == []
        bench.export()
        (await dialog(bench, ExportDialog)).reject()

    opened(scenario)


def test_whoever_does_not_know_it_does_not_get_to_the_settings(bench: Workbench, opened: Opened) -> None:
    async def scenario(safe: Safe) -> None:
        await safe.set_passphrase("correct horse")
        forget(safe)
        bench.actions.by_id["settings"].trigger()
        (await dialog(bench, AskAgainDialog)).reject()
        await until(lambda: not bench.tasks.busy)
        assert bench.window.findChildren(SettingsDialog) == []

    opened(scenario)


def test_the_settings_page_sets_a_passphrase_and_changes_it_only_for_who_knows_it(
    bench: Workbench, opened: Opened
) -> None:
    async def give(text: str) -> None:
        asked = await dialog(bench, PassphraseDialog)
        asked.first.setText(text)
        asked.second.setText(text)
        asked.set_button.click()

    async def scenario(safe: Safe) -> None:
        bench.actions.by_id["settings"].trigger()
        page = await dialog(bench, SettingsDialog)
        assert page.passphrase_button.text() == "Set a passphrase…"
        page.passphrase_button.click()
        await give("correct horse")
        await until(page.passphrase_button.isEnabled)
        assert page.passphrase_button.text() == "Change the passphrase…"
        page.passphrase_button.click()
        asked = await dialog(bench, AskAgainDialog)  # though it was given just now
        asked.edit.setText("correct horse")
        asked.go_button.click()
        await give("better horse")
        await until(page.passphrase_button.isEnabled)
        await safe.check_passphrase("better horse")
        page.reject()

    opened(scenario)


def test_the_settings_page_stays_until_it_can_tell_how_it_went(
    bench: Workbench, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(safe: Safe) -> None:
        done, set_passphrase = asyncio.Event(), safe.set_passphrase

        async def set_slowly(text: str) -> None:
            await done.wait()
            await set_passphrase(text)

        monkeypatch.setattr(safe, "set_passphrase", set_slowly)
        bench.actions.by_id["settings"].trigger()
        page = await dialog(bench, SettingsDialog)
        page.passphrase_button.click()
        asked = await dialog(bench, PassphraseDialog)
        asked.first.setText("correct horse")
        asked.second.setText("correct horse")
        asked.set_button.click()
        await until(lambda: not page.isEnabled())
        QTest.keyClick(page, Qt.Key.Key_Escape)
        page.close()
        assert page.isVisible()
        done.set()
        await until(page.isEnabled)
        await until(page.passphrase_button.isEnabled)
        assert "The passphrase is set." in {label.text() for label in page.findChildren(QLabel)}
        assert bench.notice.text() == ""
        page.reject()
        assert not page.isVisible()

    opened(scenario)


def test_whoever_leaves_while_it_is_checked_does_not_get_in(
    bench: Workbench, opened: Opened, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(safe: Safe) -> None:
        checked, check = asyncio.Event(), safe.check_passphrase
        bugs: list[type[BaseException]] = []
        monkeypatch.setattr(sys, "excepthook", lambda kind, *_: bugs.append(kind))

        async def check_slowly(text: str) -> None:
            await checked.wait()
            await check(text)

        await safe.set_passphrase("correct horse")
        forget(safe)
        monkeypatch.setattr(safe, "check_passphrase", check_slowly)
        await read(bench, pictures[:1])
        bench.export()
        asked = await dialog(bench, AskAgainDialog)
        asked.edit.setText("correct horse")
        asked.go_button.click()
        await asyncio.sleep(0)
        asked.cancel_button.click()
        del asked
        await until(lambda: not bench.window.findChildren(AskAgainDialog))
        checked.set()
        await until(lambda: not bench.tasks.busy)
        assert bench.window.findChildren(ExportDialog) == []
        assert not safe.knows_clerk
        assert bugs == []

    opened(scenario)


def test_without_a_store_the_settings_page_offers_none(bench: Workbench, play: Play, tmp_path: Path) -> None:
    async def scenario() -> None:
        safe = Safe(tmp_path / "store", keyring=lambda: NoSecrets(Reason.MISSING))
        await safe.open()
        bench.guard.safe = safe
        bench.actions.by_id["settings"].trigger()
        page = await dialog(bench, SettingsDialog)
        assert not page.passphrase_button.isVisible()
        page.reject()

    play(scenario())
