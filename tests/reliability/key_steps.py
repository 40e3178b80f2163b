"""What can be done to a store's keys, as steps that a test repeats with a fault at each place; also as a child process.

python key_steps.py STEP FOLDER KEYRING        does the step, then says which data key it acknowledges
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from desktop_ocr.store.key_slots import FILE
from desktop_ocr.store.keyrings import KeyringSecrets
from desktop_ocr.store.opening import NeedsUnlock, Opened, open_keys, unlock_with_recovery
from desktop_ocr.store.recovery_code import RecoveryCode
from tests.store.keyring_backends import Working

CODE = RecoveryCode(b"on paper, 16 by.")


def secrets(keyring: Path) -> KeyringSecrets:
    return KeyringSecrets(Working(keyring))


def opened(folder: Path, keyring: Path) -> Opened:
    outcome = open_keys(folder, secrets(keyring))
    assert isinstance(outcome, Opened), outcome
    return outcome


def nothing(folder: Path, keyring: Path) -> None:
    """The first start."""


def a_store(folder: Path, keyring: Path) -> None:
    """One whose recovery code is ``CODE``, with something in its database."""
    new = opened(folder, keyring)
    new.slots.with_recovery(new.data_key, CODE).save(folder)
    (folder / "store.db").write_bytes(b"papers")


def a_store_whose_keyring_was_reset(folder: Path, keyring: Path) -> None:
    a_store(folder, keyring)
    for item in keyring.iterdir():
        item.unlink()


def a_damaged_store(folder: Path, keyring: Path) -> None:
    a_store(folder, keyring)
    (folder / FILE).write_bytes((folder / FILE).read_bytes()[:-20])


def unlock(folder: Path, keyring: Path) -> Opened:
    outcome = open_keys(folder, secrets(keyring))
    assert isinstance(outcome, NeedsUnlock)
    return unlock_with_recovery(folder, outcome.slots, CODE.text, secrets(keyring))


def confirm_recovery(folder: Path, keyring: Path) -> Opened:
    now = opened(folder, keyring)
    now.slots.with_recovery_saved(now.data_key).save(folder)
    return now


def set_passphrase(folder: Path, keyring: Path) -> Opened:
    now = opened(folder, keyring)
    now.slots.with_passphrase(now.data_key, "words").save(folder)
    return now


def anyway(later: Opened) -> bool:
    """That the store opens at all is what the step promised."""
    return True


Prepare, Step, IsDone = Callable[[Path, Path], None], Callable[[Path, Path], Opened], Callable[[Opened], bool]
STEPS: dict[str, tuple[Prepare, Step, IsDone]] = {
    "create": (nothing, opened, anyway),
    "unlock": (a_store_whose_keyring_was_reset, unlock, anyway),
    "confirm": (a_store, confirm_recovery, lambda later: later.recovery is None),
    "passphrase": (a_store, set_passphrase, lambda later: later.slots.has_passphrase),
    "heal": (a_damaged_store, opened, anyway),
}
"""What is there before, what is done, and how a later start shows that it was."""


def mark(data_key: bytes) -> str:
    return hashlib.sha256(data_key).hexdigest()


if __name__ == "__main__":
    _, doing, where, ring = sys.argv
    print("ACK", mark(STEPS[doing][1](Path(where), Path(ring)).data_key), flush=True)
