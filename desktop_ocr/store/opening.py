"""How the store's keys are got at the start: what lies in the folder × what the keyring says → one of four outcomes.

                     keyring works          has no (right) key        cannot be used
    empty folder     new keys: Opened       new keys: Opened          MemoryOnly: no question, a passphrase is offered
    a store          Opened                 NeedsUnlock               NeedsUnlock
    its keys gone    CannotOpen             CannotOpen                CannotOpen: a backup is restored

Two rules stand above all: while anything of a store lies there no new data key is made, and a store that cannot be
opened is left as it is.  Every new wrapping key has a new name in the keyring, so that nothing there is overwritten
either.  Call with the store's lock held and off the window's thread: the keyring may ask the clerk something.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_ocr.domain.errors import (
    KeySlotsDamaged,
    KeySlotsGone,
    KeySlotsTooNew,
    KeySlotWrong,
    RecoveryCodeWrong,
    StoreWarning,
    UnlockError,
)
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.key_slots import COPY, FILE, KeySlots
from desktop_ocr.store.keyrings import KeyringUnavailable, Reason, SecretStore
from desktop_ocr.store.recovery_code import RecoveryCode
from desktop_ocr.store.replacing import make_folder, sweep_unfinished
from desktop_ocr.store.sub_keys import KEY_SIZE

DATABASE = "store.db"


class Why(StrEnum):
    """Why the clerk has to be asked for the recovery code or the passphrase."""

    KEYRING_LOCKED = "locked"
    KEYRING_MISSING = "missing"
    KEYRING_REFUSED = "refused_type"
    KEYRING_FAILED = "failed"
    KEY_LOST = "key_lost"
    """The keyring works and has no key: it was reset, or the store was copied here."""
    KEY_WRONG = "key_wrong"
    NO_KEY_KEPT = "no_key_kept"
    """The store was made without a keyring."""


@dataclass(frozen=True, slots=True)
class Opened:
    """``recovery``: the code the clerk has not confirmed yet, if so.  ``keyring``: why no key could be put there.

    ``damaged``: files of keys that were found broken; they were written anew from ``slots.came_from``.
    ``warnings``: what the self-test found once the store itself was open.
    """

    data_key: bytes = field(repr=False)
    slots: KeySlots
    is_new: bool = False
    recovery: RecoveryCode | None = None
    keyring: Reason | None = None
    warnings: tuple[StoreWarning, ...] = ()

    @property
    def needs_recovery_saved(self) -> bool:
        return self.recovery is not None

    @property
    def damaged(self) -> tuple[str, ...]:
        return self.slots.damaged


@dataclass(frozen=True, slots=True)
class NeedsUnlock:
    """A store that waits for its recovery code or passphrase: ``unlock_with_recovery``, ``unlock_with_passphrase``."""

    why: Why
    slots: KeySlots


@dataclass(frozen=True, slots=True)
class MemoryOnly:
    """Nothing is kept here and no keyring can be used: work in memory and offer ``create_with_passphrase``."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class CannotOpen:
    """A store without usable keys; ``error`` has the sentence.  Only a backup helps; nothing is deleted."""

    error: UnlockError


Outcome = Opened | NeedsUnlock | MemoryOnly | CannotOpen


def open_keys(folder: Path, secrets: SecretStore) -> Outcome:
    """The outcome for what is there now; a new store if nothing is.  Raises ``OSError`` if that cannot be written."""
    sweep_unfinished(folder)
    if not has_store(folder):
        try:
            return _create(folder, secrets)
        except KeyringUnavailable as unavailable:
            return MemoryOnly(unavailable.reason)
    try:
        slots = KeySlots.load(folder)
        return _opened_by_keyring(folder, slots, secrets)
    except (KeySlotsDamaged, KeySlotsGone, KeySlotsTooNew) as error:
        return CannotOpen(error)


def create_with_passphrase(folder: Path, passphrase: str) -> Opened:
    """A new store for a computer without a keyring.

    Raises ``FileExistsError`` if anything of a store is there, ``ValueError`` for an empty passphrase, ``OSError``.
    """
    if has_store(folder):
        raise FileExistsError
    return _created(folder, passphrase=passphrase)


def unlock_with_recovery(folder: Path, slots: KeySlots, text: str, secrets: SecretStore) -> Opened:
    """Raises ``RecoveryCodeWrong``, ``RecoveryGroupWrong``, ``KeySlotWrong``, ``KeySlotsDamaged``."""
    return _unlocked(folder, slots, slots.unwrap_recovery(RecoveryCode.parse(text)), secrets)


def unlock_with_passphrase(folder: Path, slots: KeySlots, text: str, secrets: SecretStore) -> Opened:
    """Raises ``KeySlotWrong``, ``KeySlotsDamaged``.  Takes a quarter of a second."""
    return _unlocked(folder, slots, slots.unwrap_passphrase(text), secrets)


def check_passphrase(slots: KeySlots, text: str) -> None:
    """Whether it is the one of these slots, or their recovery code.  Raises ``KeySlotWrong``, ``KeySlotsDamaged``."""
    try:
        slots.unwrap_passphrase(text)
    except KeySlotWrong:
        try:
            code = RecoveryCode.parse(text)
        except RecoveryCodeWrong:
            raise KeySlotWrong from None  # nobody said that it was one
        slots.unwrap_recovery(code)


def has_store(folder: Path) -> bool:
    """Whether anything lies there that a data key once opened: keys, database, pictures or backups."""
    if any(path for name in (FILE, DATABASE) for path in folder.glob(f"{name}*")):  # with .bak, -wal, .broken …
        return True
    return any(True for part in ("images", "backups") for path in (folder / part).rglob("*") if not path.is_dir())


def _create(folder: Path, secrets: SecretStore) -> Opened:
    store = os.urandom(16).hex()
    return _created(folder, store=store, os_key=_key_in_keyring(store, secrets))


def _created(
    folder: Path, *, store: str = "", os_key: tuple[str, bytes] | None = None, passphrase: str | None = None
) -> Opened:
    data_key, recovery = os.urandom(KEY_SIZE), RecoveryCode.new()
    slots = KeySlots.create(data_key, recovery=recovery, os_key=os_key, passphrase=passphrase, store=store)
    make_folder(folder)
    failpoint("opening.before_slots")
    saved = slots.save(folder)
    failpoint("opening.after_slots")
    return Opened(data_key, saved, is_new=True, recovery=recovery)


def _key_in_keyring(store: str, secrets: SecretStore) -> tuple[str, bytes]:
    """A new wrapping key under a name of its own: a failure later leaves it there, where it opens nothing."""
    name, os_key = f"store-{store}-{os.urandom(4).hex()}", os.urandom(KEY_SIZE)
    failpoint("opening.before_os_key")
    secrets.set(name, os_key)
    failpoint("opening.after_os_key")
    return name, os_key


def _opened_by_keyring(folder: Path, slots: KeySlots, secrets: SecretStore) -> Opened | NeedsUnlock:
    if slots.os_name is None:
        return NeedsUnlock(Why.NO_KEY_KEPT, slots)
    try:
        os_key = secrets.get(slots.os_name)
    except KeyringUnavailable as unavailable:
        return NeedsUnlock(_WHY[unavailable.reason], slots)
    if os_key is None:
        return NeedsUnlock(Why.KEY_LOST, slots)
    try:
        data_key = slots.unwrap_os(os_key)
    except KeySlotWrong:
        return NeedsUnlock(Why.KEY_WRONG, slots)
    return _opened(folder, slots, data_key)


def _unlocked(folder: Path, slots: KeySlots, data_key: bytes, secrets: SecretStore) -> Opened:
    """With a new slot for the keyring, so that the clerk is not asked again; without one if that cannot be."""
    try:
        renewed = slots.with_os(data_key, *_key_in_keyring(slots.store, secrets))
    except KeyringUnavailable as unavailable:
        return _opened(folder, slots, data_key, unavailable.reason)
    return _opened(folder, renewed, data_key)


def _opened(folder: Path, slots: KeySlots, data_key: bytes, keyring: Reason | None = None) -> Opened:
    """Both copies of the file are made whole; a disk that does not let us is no reason to keep the clerk out."""
    if slots.needs_saving:
        with contextlib.suppress(OSError):
            _keep_broken(folder, slots)
            failpoint("opening.before_slots")
            slots = slots.save(folder)
            failpoint("opening.after_slots")
    return Opened(data_key, slots, recovery=slots.recovery_to_save(data_key), keyring=keyring)


def _keep_broken(folder: Path, slots: KeySlots) -> None:
    for name in slots.damaged:
        if name in (FILE, COPY):
            (folder / name).replace(folder / f"{name}.broken")


_WHY: dict[Reason, Why] = {
    Reason.LOCKED: Why.KEYRING_LOCKED,
    Reason.MISSING: Why.KEYRING_MISSING,
    Reason.REFUSED_TYPE: Why.KEYRING_REFUSED,
    Reason.FAILED: Why.KEYRING_FAILED,
    Reason.TOO_LONG: Why.KEYRING_FAILED,
}
if set(_WHY) != set(Reason):
    raise AssertionError("a reason of the keyring's without an answer")
