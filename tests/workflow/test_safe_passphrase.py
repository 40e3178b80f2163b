"""The passphrase of a safe: set, changed, asked for again after a while."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import KeySlotWrong
from desktop_ocr.store.key_slots import KeySlots
from desktop_ocr.store.keyrings import MemorySecrets, NoSecrets, Reason
from desktop_ocr.workflow.safe import KNOWN_FOR, Safe


class HandClock:
    """Stands still until the test moves it."""

    seconds = 1000.0

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def safe(tmp_path: Path, clock: HandClock) -> Safe:
    secrets = MemorySecrets()
    return Safe(tmp_path / "store", keyring=lambda: secrets, clock=clock)


def opened(safe: Safe, scenario: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await safe.open()
        try:
            await scenario()
        finally:
            await safe.close(backs_up=False)

    asyncio.run(run())


def test_where_nothing_can_be_asked_the_clerk_is_known(safe: Safe) -> None:
    async def scenario() -> None:
        assert (safe.has_passphrase, safe.is_in_keyring, safe.knows_clerk) == (False, True, True)

    opened(safe, scenario)


def test_the_clerk_is_known_for_a_while_after_the_passphrase_was_given(safe: Safe, clock: HandClock) -> None:
    async def scenario() -> None:
        await safe.set_passphrase("correct horse")
        assert safe.knows_clerk
        clock.seconds += KNOWN_FOR
        assert not safe.knows_clerk
        with pytest.raises(KeySlotWrong):
            await safe.check_passphrase("wrong horse")
        assert not safe.knows_clerk
        await safe.check_passphrase("correct horse")
        clock.seconds += KNOWN_FOR - 1
        assert safe.knows_clerk

    opened(safe, scenario)


def test_a_passphrase_beside_the_keyring_is_to_be_asked_for_at_the_next_start(safe: Safe, clock: HandClock) -> None:
    async def set_it() -> None:
        await safe.set_passphrase("correct horse")

    async def look() -> None:
        assert (again.has_passphrase, again.is_in_keyring, again.knows_clerk) == (True, True, False)

    opened(safe, set_it)
    again = Safe(safe.folder, keyring=safe._keyring, clock=clock)
    opened(again, look)


def test_the_recovery_code_does_where_the_passphrase_is_forgotten(safe: Safe) -> None:
    async def scenario() -> None:
        code = safe.code_to_save
        await safe.set_passphrase("correct horse")
        await safe.check_passphrase(code.lower())
        with pytest.raises(KeySlotWrong):
            await safe.check_passphrase(code[:-1] + ("0" if code[-1] != "0" else "1"))

    opened(safe, scenario)


def test_a_changed_passphrase_opens_and_the_one_before_does_not(tmp_path: Path) -> None:
    safe = Safe(tmp_path / "store", keyring=lambda: NoSecrets(Reason.MISSING))

    async def scenario() -> None:
        await safe.create_with_passphrase("correct horse")
        assert safe.knows_clerk
        await safe.set_passphrase("better horse")
        slots = KeySlots.load(safe.folder)
        assert slots.unwrap_passphrase("better horse") == slots.unwrap_passphrase("better horse")
        with pytest.raises(KeySlotWrong):
            slots.unwrap_passphrase("correct horse")

    opened(safe, scenario)


def test_a_backup_with_the_new_passphrase_is_made_at_the_end(safe: Safe) -> None:
    async def scenario() -> None:
        await safe.back_up()
        await safe.set_passphrase("correct horse")
        await safe.close()
        newest = (await safe.backups())[0]
        assert KeySlots.load(newest.path).has_passphrase

    opened(safe, scenario)


@pytest.mark.parametrize("before", [None, "correct horse"])
def test_a_restore_leaves_the_passphrase_and_the_code_as_they_are_now(
    safe: Safe, clock: HandClock, before: str | None
) -> None:
    """Not as they were when the backup was made."""

    async def change() -> None:
        await safe.confirm_code()
        if before:
            await safe.set_passphrase(before)
        backup = await safe.back_up()
        await safe.set_passphrase("better horse")
        await safe.restore(backup)

    async def look() -> None:
        assert (again.has_passphrase, again.is_in_keyring, again.knows_clerk) == (True, True, False)
        assert again.code_to_save == ""
        with pytest.raises(KeySlotWrong):
            await again.check_passphrase("correct horse")
        await again.check_passphrase("better horse")
        assert not KeySlots.load(safe.folder).needs_saving, "both files are so"

    opened(safe, change)
    again = Safe(safe.folder, keyring=safe._keyring, clock=clock)
    opened(again, look)
