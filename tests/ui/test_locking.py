"""The papers are hidden when the clerk is away, and come back for the clerk alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop_ocr.store.keyrings import MemorySecrets, NoSecrets, Reason
from desktop_ocr.ui.locking import Locking
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.safe import Safe
from tests.ui.conftest import Play
from tests.ui.driving import read, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_with_a_keyring_the_page_hides_and_a_click_brings_back(
    bench: Workbench, play: Play, pictures: list[Path], folder: Path
) -> None:
    async def scenario() -> None:
        safe = Safe(folder, keyring=MemorySecrets)
        await safe.open()
        locking = Locking(bench, safe, Words("en"), 0)
        locking.lock()
        assert not locking.page.locked, "there is nothing to hide"
        await read(bench, pictures[:1])
        locking.watch.idle.emit()
        assert locking.page.locked
        locking.page.unlock_asked.emit("")
        await until(lambda: not locking.page.locked)
        await safe.close(backs_up=False)

    play(scenario())


def test_a_passphrase_is_asked_for(bench: Workbench, play: Play, pictures: list[Path], folder: Path) -> None:
    async def scenario() -> None:
        safe = Safe(folder, keyring=lambda: NoSecrets(Reason.MISSING))
        await safe.open()
        await safe.create_with_passphrase("correct horse")
        locking = Locking(bench, safe, Words("en"), 0)
        await read(bench, pictures[:1])
        locking.lock()
        locking.page.unlock_asked.emit("wrong horse")
        await until(lambda: not bench.tasks.busy)
        assert locking.page.locked
        locking.page.unlock_asked.emit("correct horse")
        await until(lambda: not locking.page.locked)
        await safe.close(backs_up=False)

    play(scenario())


def test_a_lock_while_the_passphrase_is_checked_is_not_lost(
    bench: Workbench, play: Play, pictures: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system locks its screen: whoever comes next has not given the passphrase."""

    async def scenario() -> None:
        safe = Safe(folder, keyring=lambda: NoSecrets(Reason.MISSING))
        await safe.open()
        await safe.create_with_passphrase("correct horse")
        locking = Locking(bench, safe, Words("en"), 0)
        await read(bench, pictures[:1])
        locking.lock()
        begun, go, check = asyncio.Event(), asyncio.Event(), safe.check_passphrase

        async def check_slowly(text: str) -> None:
            begun.set()
            await go.wait()
            await check(text)

        monkeypatch.setattr(safe, "check_passphrase", check_slowly)
        locking.page.edit.setText("correct horse")
        locking.page.unlock_button.click()
        await begun.wait()
        locking.system.away.emit()
        go.set()
        await until(lambda: not bench.tasks.busy)
        assert locking.page.locked
        assert bench.gate.is_closed
        assert not safe.knows_clerk
        assert (locking.page.edit.text(), locking.page.edit.isEnabled()) == ("", True)
        locking.page.edit.setText("correct horse")
        locking.page.unlock_button.click()
        await until(lambda: not locking.page.locked)
        await safe.close(backs_up=False)

    play(scenario())
