"""The safe: keys, store and backups as the window uses them; nothing here holds up the loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import apsw

from desktop_ocr.domain.errors import ClerkError, FormerStoreAside, StoreWarning
from desktop_ocr.store import opening, placement, restoring, retention, self_test
from desktop_ocr.store.backup_folder import Backup
from desktop_ocr.store.backups import Backups
from desktop_ocr.store.clock import Clock, SystemClock
from desktop_ocr.store.key_slots import KeySlots
from desktop_ocr.store.keyrings import SecretStore, system_keyring
from desktop_ocr.store.opening import NeedsUnlock, Opened, Outcome
from desktop_ocr.store.pictures import PictureFiles
from desktop_ocr.store.placement import Place
from desktop_ocr.store.records import StoredDocument
from desktop_ocr.store.store import Store, open_store
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.store.sub_keys import sub_key
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.backing_up import BackingUp, Steps
from desktop_ocr.workflow.clearing import Clearing

IMAGES = "images"
KNOWN_FOR = 600.0
"""Seconds for which whoever gave the passphrase is taken to be still there."""
T = TypeVar("T")


class Safe:
    """``thread`` is there once it is open.  All methods raise ``ClerkError`` where the store or its keys fail.

    ``look`` finds out where a folder lies.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keyring: Callable[[], SecretStore] = system_keyring,
        clock: Clock | None = None,
        retention_days: int = retention.RETENTION_DAYS,
        look: Callable[[Path], Place] = placement.look,
        at_hand: AtHand | None = None,
    ) -> None:
        self.folder = folder
        self.at_hand = at_hand or AtHand()
        """What lies decrypted in memory: forgotten with every deletion, closed with the store."""
        self.retention_days = retention_days
        self.thread: StoreThread | None = None
        self.opened: Opened | None = None
        self._keyring, self._clock, self._look = keyring, clock or SystemClock(), look
        self._secrets: SecretStore | None = None
        self._backups = Backups(folder, check_slots=self._check_slots)
        self._clearing: Clearing | None = None
        self._backing_up: BackingUp | None = None
        self._given_at: float | None = None
        """When the passphrase was given the last time."""

    # --- Opening ----------------------------------------------------------------------------------------------------

    async def open(self) -> Outcome:
        """Find out what is there, and open it if the keyring has the key."""
        outcome = await asyncio.to_thread(self._find)
        if isinstance(outcome, Opened):
            await self._enter(outcome)
        return outcome

    def _find(self) -> Outcome:
        restoring.finish_restore(self.folder)  # one that was cut off by a crash
        self._secrets = self._keyring()
        return opening.open_keys(self.folder, self._secrets)

    async def unlock(self, waiting: NeedsUnlock, way: str, text: str) -> Opened:
        """``way`` is "recovery" or "passphrase"."""
        with_text = opening.unlock_with_recovery if way == "recovery" else opening.unlock_with_passphrase
        assert self._secrets is not None
        opened = await asyncio.to_thread(with_text, self.folder, waiting.slots, text, self._secrets)
        await self._enter(opened)
        self._note_given()
        return opened

    async def create_with_passphrase(self, text: str) -> Opened:
        """A new store on a computer without a keyring."""
        opened = await asyncio.to_thread(opening.create_with_passphrase, self.folder, text)
        await self._enter(opened)
        self._note_given()
        return opened

    async def _enter(self, opened: Opened) -> None:
        place = await asyncio.to_thread(self._look, self.folder)
        thread = StoreThread(lambda: self._open_store(opened, is_remote=place.is_remote))
        try:
            await thread.opened()
        except BaseException:
            await thread.close()
            raise
        self.thread, self.opened = thread, opened
        found = self_test.warnings(place, self._clock.now(), await thread.run(Store.newest))
        await thread.run(Store.recover)
        self._clearing = Clearing(self.folder, thread, self._clock, self.retention_days)
        self.opened = replace(opened, warnings=(*found, *await self._clearing.begin()))
        self._backing_up = BackingUp(
            self._backups,
            thread,
            self._clock,
            self._begin_backup,
            retention_days=self.retention_days,
            prunes=not self._clearing.is_withheld,
        )
        await self._backing_up.note_backed_up()

    @property
    def keyring(self) -> Callable[[], SecretStore]:
        """Where the operating system keeps secrets."""
        return self._keyring

    @property
    def warnings(self) -> tuple[StoreWarning, ...]:
        """What is to be told of the store since it was opened."""
        return self.opened.warnings if self.opened else ()

    async def note_told(self, told: FormerStoreAside) -> None:
        """The clerk sees that one; it is not told again."""
        if self._clearing is not None:
            await self._clearing.note_told(told)

    def _open_store(self, opened: Opened, *, is_remote: bool) -> Store:
        is_new = opened.is_new or (not (self.folder / opening.DATABASE).exists() and not self._has_pictures())
        files = PictureFiles(self.folder / IMAGES, sub_key(opened.data_key, "names"))
        key = sub_key(opened.data_key, "database")

        def back_up(connection: apsw.Connection) -> None:
            self._backups.make(connection, key, files, self._clock)

        return open_store(
            self.folder, key, files, self._clock, is_new=is_new, before_migration=back_up, is_remote=is_remote
        )

    def _has_pictures(self) -> bool:
        return any(True for path in (self.folder / IMAGES).rglob("*") if path.is_file())

    # --- The passphrase ---------------------------------------------------------------------------------------------

    @property
    def has_passphrase(self) -> bool:
        return self.opened is not None and self.opened.slots.has_passphrase

    @property
    def is_in_keyring(self) -> bool:
        """Whether the system's keyring has a key that opens the store."""
        return self.opened is not None and self.opened.slots.os_name is not None

    @property
    def knows_clerk(self) -> bool:
        """Whether the passphrase was given not long ago, or there is none that could be asked for."""
        given = self._given_at
        return not self.has_passphrase or (given is not None and self._clock.monotonic() - given < KNOWN_FOR)

    async def check_passphrase(self, text: str) -> None:
        """Whether it is the one of this store, if that has one; its recovery code does too, for whoever has forgotten
        the passphrase.  Raises ``KeySlotWrong``.
        """
        if self.opened is not None and self.has_passphrase:
            await asyncio.to_thread(opening.check_passphrase, self.opened.slots, text)
            self._note_given()

    async def set_passphrase(self, text: str) -> None:
        """In place of the one before; the keyring's key opens the store as before.

        Older backups keep the one they were made with; one is made soon that has the new.  Raises ``ValueError`` for
        an empty one, ``KeySlotsDamaged``, ``OSError``.
        """
        assert self.opened is not None, "the store is not open"
        opened = self.opened
        slots = await asyncio.to_thread(opened.slots.with_passphrase, opened.data_key, text)
        saved = await asyncio.to_thread(slots.save, self.folder)
        self.opened = replace(opened, slots=saved)
        if self._backing_up is not None:
            self._backing_up.note_changed()
        self._note_given()

    def forget_clerk(self) -> None:
        """Have the passphrase asked for again, however lately it was given, and forget what is decrypted."""
        self._given_at = None
        self.at_hand.forget()

    def _note_given(self) -> None:
        self._given_at = self._clock.monotonic()

    # --- The recovery code ------------------------------------------------------------------------------------------

    @property
    def code_to_save(self) -> str:
        """The recovery code while the clerk has not confirmed it, else nothing."""
        return self.opened.recovery.text if self.opened and self.opened.recovery else ""

    async def confirm_code(self) -> None:
        """The clerk has it on paper: the program forgets it.  Raises ``OSError``."""
        if self.opened is not None:
            opened = self.opened
            slots = opened.slots.with_recovery_saved(opened.data_key)
            saved = await asyncio.to_thread(slots.save, self.folder)
            self.opened = replace(opened, slots=saved, is_new=False, recovery=None)

    # --- The bin ----------------------------------------------------------------------------------------------------

    async def bin(self) -> list[StoredDocument]:
        return await self._run(Store.bin)

    def days_left(self, one: StoredDocument) -> int:
        """Until what lies in the bin is deleted for good."""
        return retention.days_left(one, self._clock.now(), retention_days=self.retention_days)

    async def purge(self, numbers: list[int]) -> None:
        """Delete for good."""
        try:
            await self._run(Store.purge, numbers)
        finally:
            self.at_hand.forget()

    # --- Backups ----------------------------------------------------------------------------------------------------

    async def backups(self) -> tuple[Backup, ...]:
        return await asyncio.to_thread(self._backups.all)

    async def back_up(self) -> Backup:
        """Make one and verify it; old ones that are not needed any more go."""
        assert self._backing_up is not None, "the store is not open"
        return await self._backing_up.make()

    async def back_up_if_due(self) -> None:
        """Every half hour if something changed."""
        if self._backing_up is not None:
            await self._backing_up.make_if_due()

    def _begin_backup(self, connection: apsw.Connection) -> Steps:
        assert self.opened is not None
        files = PictureFiles(self.folder / IMAGES, sub_key(self.opened.data_key, "names"))
        return self._backups.steps(connection, sub_key(self.opened.data_key, "database"), files, self._clock)

    def _check_slots(self, folder: Path) -> None:
        """A backup whose keys do not open it is none."""
        slots = KeySlots.load(folder)
        if self.opened is not None:
            slots.verify(self.opened.data_key)

    async def restore(self, backup: Backup) -> None:
        """Put a backup in place; the present store is kept aside.  The store is closed by that: start again.

        What opens it stays as it is now: the backup has the same data key, or it could not be read at all.
        """
        assert self.opened is not None
        key, slots = sub_key(self.opened.data_key, "database"), self.opened.slots.encoded()
        await self.close(backs_up=False)
        await asyncio.to_thread(self._backups.restore, backup, self.folder, key, self._clock, slots=slots)

    # --- The end ----------------------------------------------------------------------------------------------------

    async def close(self, *, backs_up: bool = True) -> None:
        """Write what was handed over; a backup if something changed, where that fails the earlier ones are there."""
        if self.thread is None:
            return
        self.at_hand.close()
        if backs_up and self._backing_up is not None and await self._backing_up.is_needed():
            with contextlib.suppress(ClerkError):
                await self._backing_up.make()
        await self.thread.close()
        self.thread = self._backing_up = None

    async def _run(self, function: Callable[..., T], *arguments: object) -> T:
        assert self.thread is not None, "the store is not open"
        return await self.thread.run(function, *arguments)
