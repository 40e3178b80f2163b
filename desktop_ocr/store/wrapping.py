"""One slot: something secret, wrapped so that whoever has the slot's secret can take it out again.

AES-256-GCM, with all that is written about the slot as additional data: a slot that was altered, or put into another
file, does not open.  The wrapping key comes by HKDF from a random secret, by Argon2id from a passphrase.
"""

from __future__ import annotations

import json
import os
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_ocr.domain.errors import KeySlotsDamaged, KeySlotWrong
from desktop_ocr.store.sub_keys import KEY_SIZE, stretched

Kind: TypeAlias = Literal["os", "recovery", "pass", "unsaved"]
"""By the keyring's key, the recovery code, the passphrase; and the code itself, by the data key, until it is saved."""
KINDS: tuple[Kind, ...] = get_args(Kind)
_NONCE_SIZE, _SALT_SIZE, _TAG_SIZE = 12, 16, 16
_MEMORY, _PASSES, _LANES = 64 * 1024, 3, 4  # RELIABILITY.md §3; KiB
_MOST_MEMORY, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 64, 64  # what a damaged file can make us spend


@dataclass(frozen=True, slots=True)
class Slot:
    """``name``: the item in the keyring (``os``).  ``memory`` (KiB), ``passes``, ``lanes``: of Argon2id (``pass``)."""

    kind: Kind
    salt: bytes
    nonce: bytes
    wrapped: bytes
    name: str = ""
    memory: int = 0
    passes: int = 0
    lanes: int = 0

    def values(self) -> dict[str, str | int]:
        """As they stand in the file."""
        return {name: value.hex() if isinstance(value, bytes) else value for name, value in asdict(self).items()}

    @classmethod
    def from_values(cls, values: object) -> Slot:
        """Raises ``KeySlotsDamaged`` for anything that ``values`` would not have written."""
        if not isinstance(values, Mapping) or values.get("kind") not in KINDS:
            raise KeySlotsDamaged
        try:
            known = dict(values)
            for name in ("salt", "nonce", "wrapped"):
                known[name] = bytes.fromhex(known[name])
            slot = cls(**known)
        except (TypeError, ValueError, KeyError):
            raise KeySlotsDamaged from None
        if not slot._is_sound():
            raise KeySlotsDamaged
        return slot

    def _is_sound(self) -> bool:
        numbers = (self.memory, self.passes, self.lanes)
        most = (_MOST_MEMORY, _MOST_PASSES, _MOST_LANES) if self.kind == "pass" else (0, 0, 0)
        return (
            (len(self.salt), len(self.nonce)) == (_SALT_SIZE, _NONCE_SIZE)
            and _TAG_SIZE < len(self.wrapped) <= KEY_SIZE + _TAG_SIZE
            and isinstance(self.name, str)
            and all(type(number) is int and 0 <= number <= top for number, top in zip(numbers, most, strict=True))
            and (self.kind != "pass" or (self.passes > 0 and self.lanes > 0 and self.memory >= 8 * self.lanes))
        )

    def _about(self, store: str) -> bytes:
        told = {name: value for name, value in self.values().items() if name not in ("wrapped", "nonce")}
        return json.dumps([store, told], sort_keys=True).encode()

    def _wrapping_key(self, secret: bytes) -> bytes:
        if self.kind != "pass":
            return stretched(secret, salt=self.salt, info=f"desktop-ocr slot {self.kind}")
        argon = Argon2id(
            salt=self.salt, length=KEY_SIZE, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory
        )
        with _ONE_AT_A_TIME:
            return argon.derive(secret)


_ONE_AT_A_TIME = threading.Lock()
"""A second derivation beside the first finds no threads left for its lanes, and is told as a lack of memory."""


def wrap(content: bytes, secret: bytes, *, kind: Kind, store: str, name: str = "") -> Slot:
    """A new slot with its own salt; ``store`` is the id of the store it belongs to."""
    costs = (_MEMORY, _PASSES, _LANES) if kind == "pass" else (0, 0, 0)
    salt, nonce = os.urandom(_SALT_SIZE), os.urandom(_NONCE_SIZE)
    empty = Slot(kind, salt, nonce, b"", name, *costs)
    wrapped = AESGCM(empty._wrapping_key(secret)).encrypt(nonce, content, empty._about(store))
    return Slot(kind, salt, nonce, wrapped, name, *costs)


def unwrap(slot: Slot, secret: bytes, *, store: str) -> bytes:
    """What ``wrap`` was given.  Raises ``KeySlotWrong`` for another secret, another store or an altered slot."""
    try:
        return AESGCM(slot._wrapping_key(secret)).decrypt(slot.nonce, slot.wrapped, slot._about(store))
    except InvalidTag:
        raise KeySlotWrong from None


def passphrase_bytes(text: str) -> bytes:
    """The same for every way a keyboard may write it (full-width digits, accents in two parts).

    Raises ``ValueError`` for an empty one.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise ValueError("an empty passphrase protects nothing")
    return plain.encode()
