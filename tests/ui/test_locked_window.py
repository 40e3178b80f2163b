"""While the window is locked nothing happens in it, whatever goes on behind it; afterwards it goes on where it was."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import StoreFull
from desktop_ocr.store.keyrings import MemorySecrets, SecretStore
from desktop_ocr.store.store import Store
from desktop_ocr.ui.dialogs.ask_again import AskAgainDialog
from desktop_ocr.ui.dialogs.closing import ClosingDialog
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.ui.dialogs.recovery_code import RecoveryCodeDialog
from desktop_ocr.ui.field_editor import FieldEditor
from desktop_ocr.ui.watching import LOOKED_AT
from tests.ui.conftest import Play
from tests.ui.driving import dialog, drop, outside, until
from tests.ui.test_safekeeping import Start, Starter, start

__all__ = ["start"]
PASSPHRASE = "correct horse"
A_WHILE = 0.2
"""Seconds in which something would happen if it happened at all."""


@pytest.fixture
def secrets() -> SecretStore:
    return MemorySecrets()


def focus() -> object:
    return QApplication.focusWidget()


def others(one: Start) -> list[str]:
    """What stands over the window."""
    return [type(each).__name__ for each in QApplication.topLevelWidgets() if each.isVisible() and each != one.window]


def work(one: Start) -> tuple[list[Document], tuple[str, str] | None]:
    return list(one.bench.batch.documents()), one.bench.fields.typed()


async def unlock(one: Start, passphrase: str = PASSPHRASE) -> None:
    one.locking.page.unlock_asked.emit(passphrase)
    await until(lambda: not one.locking.page.locked)


def assert_locked(one: Start) -> None:
    page = one.locking.page
    assert page.locked
    assert one.window.focusWidget() in (page.edit, page.unlock_button)
    assert others(one) == []


async def drop_on_page(one: Start, pictures: list[Path]) -> None:
    assert not drop(one.locking.page, pictures[1:])


async def drop_on_window(one: Start, pictures: list[Path]) -> None:
    assert not drop(one.window, pictures[1:])


async def second_start(one: Start, pictures: list[Path]) -> None:
    one.bench.handed_over.take([str(path) for path in pictures[1:]])


async def keys_of_the_window(one: Start, pictures: list[Path]) -> None:
    handle = one.window.windowHandle()
    for key in (Qt.Key.Key_E, Qt.Key.Key_B, Qt.Key.Key_F, Qt.Key.Key_Return, Qt.Key.Key_Comma):
        await outside(partial(QTest.keyClick, handle, key, Qt.KeyboardModifier.ControlModifier))


async def keys_into_the_focus(one: Start, pictures: list[Path]) -> None:
    """Enter only where it does not press the button that unlocks."""
    enter = [Qt.Key.Key_Return] if one.locking.page.edit.isVisible() else []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_9, *enter, Qt.Key.Key_Backtab, Qt.Key.Key_Escape):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


async def all_that_takes_the_focus(one: Start, pictures: list[Path]) -> None:
    bench = one.bench
    bench.fields.activate("name")
    bench.queue.search.begin()
    bench.page.canvas.setFocus()
    bench.queue.list.setFocus()
    bench.review.going_on.enter_fields()
    one.window.appear()


async def export(one: Start, pictures: list[Path]) -> None:
    one.bench.export()


async def code(one: Start, pictures: list[Path]) -> None:
    one.bench.banner.recovery_asked.emit()


async def question_before_closing(one: Start, pictures: list[Path]) -> None:
    one.bench.dialogs.start(one.bench.leaving._ask)


@pytest.mark.parametrize("asks_passphrase", [True, False])
@pytest.mark.parametrize(
    "step",
    [
        drop_on_page,
        drop_on_window,
        second_start,
        keys_of_the_window,
        keys_into_the_focus,
        all_that_takes_the_focus,
        export,
        code,
        question_before_closing,
    ],
)
def test_nothing_happens(
    start: Starter,
    play: Play,
    pictures: list[Path],
    step: Callable[[Start, list[Path]], Awaitable[None]],
    asks_passphrase: bool,
) -> None:
    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        if asks_passphrase:
            await one.safe.set_passphrase(PASSPHRASE)
        one.locking.lock()
        assert_locked(one)
        before = work(one)
        await step(one, pictures)
        await asyncio.sleep(A_WHILE)
        assert_locked(one)
        assert work(one) == before
        await one.crash()

    play(scenario())


def test_reading_that_ends_behind_it_leaves_the_keys_to_the_page(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        one = await start().begin()
        one.engine.gate = asyncio.Event()
        one.bench.intake.add(pictures[:1])
        await until(lambda: one.engine.waiting)
        one.locking.lock()
        one.engine.gate.set()
        await until(lambda: one.bench.batch.documents()[0].fields)
        await asyncio.sleep(A_WHILE)
        assert_locked(one)
        await unlock(one)
        assert isinstance(focus(), FieldEditor), "the clerk goes on with what was read"
        await one.crash()

    play(scenario())


def test_what_was_half_typed_at_the_last_start_waits_for_the_passphrase(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.safe.set_passphrase(PASSPHRASE)
        await first.read(pictures)
        first.bench.fields.activate("address")
        QTest.keyClicks(QApplication.focusWidget(), "half")
        await asyncio.sleep(2 * LOOKED_AT)
        await first.crash()
        first.window.hide()
        second = await start().begin()
        assert_locked(second)
        widget = QApplication.focusWidget()
        assert widget is second.locking.page.edit
        QTest.keyClicks(widget, PASSPHRASE)
        assert second.bench.fields.typed() == ("address", "half")
        QTest.keyClick(widget, Qt.Key.Key_Return)
        await until(lambda: not second.locking.page.locked)
        QTest.keyClicks(QApplication.focusWidget(), " a street")
        assert second.bench.fields.typed() == ("address", "half a street")
        await second.crash()

    play(scenario())


def test_closing_a_locked_start_leaves_the_draft_a_draft(start: Starter, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        first = await start().begin()
        await first.safe.set_passphrase(PASSPHRASE)
        await first.read(pictures[:1])
        first.bench.fields.activate("address")
        QTest.keyClicks(QApplication.focusWidget(), "half")
        await asyncio.sleep(2 * LOOKED_AT)
        await first.crash()
        first.window.hide()
        second = await start().begin()
        closed: list[bool] = []
        second.window.closed.connect(lambda: closed.append(True))
        second.window.close()
        assert closed, "nothing is lost by that"
        assert second.bench.batch.documents()[0].corrections == ()
        await second.end()
        second.window.hide()
        third = await start().begin()
        assert third.bench.fields.typed() == ("address", "half")
        await third.crash()

    play(scenario())


def test_a_lock_loses_neither_the_cursor_nor_the_text(start: Starter, play: Play, pictures: list[Path]) -> None:
    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        one.bench.fields.activate("address")
        QTest.keyClicks(QApplication.focusWidget(), "half")
        one.locking.lock()
        await unlock(one)
        QTest.keyClicks(QApplication.focusWidget(), " a street")
        assert one.bench.fields.typed() == ("address", "half a street")
        await one.crash()

    play(scenario())


def test_files_of_a_second_start_are_taken_in_once_it_is_unlocked(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        one.locking.lock()
        one.bench.handed_over.take([str(pictures[1])])
        await asyncio.sleep(A_WHILE)
        assert len(one.bench.batch) == 1
        await unlock(one)
        await until(lambda: len(one.bench.batch) == 2)
        await one.crash()

    play(scenario())


def test_a_lock_ends_the_question_for_the_passphrase(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while it is checked: nothing comes up over the page, and nothing is asked twice."""

    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        await one.safe.set_passphrase(PASSPHRASE)
        one.safe.forget_clerk()
        one.bench.export()
        asked = await dialog(one.bench, AskAgainDialog)
        checked, check = asyncio.Event(), one.safe.check_passphrase

        async def check_slowly(text: str) -> None:
            await checked.wait()
            await check(text)

        monkeypatch.setattr(one.safe, "check_passphrase", check_slowly)
        asked.edit.setText(PASSPHRASE)
        asked.go_button.click()
        await asyncio.sleep(0)
        one.locking.system.away.emit()
        checked.set()
        del asked
        await until(lambda: not one.bench.window.findChildren(AskAgainDialog))
        await asyncio.sleep(A_WHILE)
        assert_locked(one)
        await unlock(one)
        await asyncio.sleep(A_WHILE)
        assert others(one) == []
        one.bench.export()
        (await dialog(one.bench, ExportDialog)).reject()
        await one.crash()

    play(scenario())


def test_a_dialog_that_ended_behind_the_page_does_not_come_back(
    start: Starter, play: Play, pictures: list[Path]
) -> None:
    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        one.bench.export()
        opened = await dialog(one.bench, ExportDialog)
        await until(opened.isVisible)
        one.locking.lock()
        assert_locked(one)
        opened.reject()
        del opened
        await until(lambda: not one.bench.window.findChildren(ExportDialog))
        await unlock(one)
        assert others(one) == []
        await one.crash()

    play(scenario())


def test_work_that_is_saved_nowhere_keeps_a_locked_window_and_is_not_exported_from_it(
    start: Starter, play: Play, pictures: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreFull

    async def scenario() -> None:
        one = await start().begin()
        await one.read(pictures[:1])
        await one.safe.set_passphrase(PASSPHRASE)
        monkeypatch.setattr(Store, "put", full)
        one.bench.review.field_steps.correct("name", "刘样")
        await until(lambda: not one.safekeeping.keeps_all)
        one.locking.lock()
        assert not one.safe.knows_clerk
        closed: list[bool] = []
        one.window.closed.connect(lambda: closed.append(True))
        one.window.close()
        await asyncio.sleep(A_WHILE)
        assert_locked(one)
        assert "Unlock first" in one.locking.page.notice.text()
        await unlock(one)
        one.window.close()
        (await dialog(one.bench, ClosingDialog)).reject()
        assert closed == []
        await one.crash()

    play(scenario())


def test_without_papers_a_recovery_code_on_the_screen_is_hidden(start: Starter, play: Play) -> None:
    async def scenario() -> None:
        one = await start().begin()
        one.bench.banner.recovery_button.click()
        shown = await dialog(one.bench, RecoveryCodeDialog)
        await until(shown.isVisible)
        one.locking.watch.idle.emit()
        assert_locked(one)
        await unlock(one)
        assert shown.isVisible()
        QDialog.reject(shown)
        await one.end()

    play(scenario())


def test_without_papers_a_passphrase_locks(start: Starter, play: Play) -> None:
    async def scenario() -> None:
        one = await start().begin()
        one.locking.lock()
        assert not one.locking.page.locked, "there is nothing to hide"
        await one.safe.set_passphrase(PASSPHRASE)
        one.locking.lock()
        assert_locked(one)
        await one.end()

    play(scenario())
