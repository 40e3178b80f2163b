"""The keys of each purpose, all from the store's one data key: who learns one of them learns no other."""

from __future__ import annotations

from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_SIZE = 32
"""Bytes of the data key and of every key made from it."""


def sub_key(data_key: bytes, purpose: Literal["database", "names", "slots"]) -> bytes:
    """32 bytes by HKDF-SHA256: of ``store.db``, of the pictures' names, of the seal on ``keyslots.json``."""
    return stretched(data_key, salt=b"", info=f"desktop-ocr {purpose}")


def stretched(secret: bytes, *, salt: bytes, info: str) -> bytes:
    """32 bytes from a secret that is random already; a passphrase is not (``wrapping.py`` has Argon2id for it)."""
    return HKDF(SHA256(), KEY_SIZE, salt or None, info.encode()).derive(secret)
