"""What a backup says of itself, in ``manifest.json``: plain for whoever lists or thins out backups without a key, and
sealed by a MAC under a key derived from the database's, so that whoever restores one knows that it is whole.

It holds lengths and hashes of encrypted files and numbers of rows: nothing of what is in them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MANIFEST = "manifest.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files``: length and SHA-256 by name; ``rows`` by table; ``missing``: pictures that could not be had."""

    made: str
    files: Mapping[str, tuple[int, str]]
    rows: Mapping[str, int]
    pictures: int
    missing: int
    schema: int = SCHEMA

    def sealed(self, key: bytes) -> bytes:
        """The file's bytes."""
        plain = asdict(self)
        return _canonical({**plain, "mac": _mac(plain, key)})


def describe(path: Path) -> tuple[int, str]:
    """Length and SHA-256 of a file.  Raises ``OSError``."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest of a backup, not checked against a key.  Raises ``OSError``, and ``ValueError`` for a broken one."""
    return _parse((folder / MANIFEST).read_bytes())


def is_sealed(folder: Path, key: bytes) -> bool:
    """Whether every byte of the manifest is as it was written with this key.  Raises ``OSError``, ``ValueError``."""
    content = (folder / MANIFEST).read_bytes()
    return hmac.compare_digest(_parse(content).sealed(key), content)


def _parse(content: bytes) -> Manifest:
    try:
        plain = json.loads(content)
        files = {str(name): (int(size), str(digest)) for name, (size, digest) in plain["files"].items()}
        rows = {str(name): int(number) for name, number in plain["rows"].items()}
        made, pictures, missing, schema = plain["made"], plain["pictures"], plain["missing"], plain["schema"]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no manifest of ours") from error
    if not isinstance(made, str) or not all(type(number) is int for number in (pictures, missing, schema)):
        raise ValueError("no manifest of ours")
    return Manifest(made, files, rows, pictures, missing, schema)


def _mac(plain: Mapping[str, Any], key: bytes) -> str:
    own = HKDF(SHA256(), 32, salt=None, info=b"desktop-ocr backup manifest").derive(key)
    return hmac.digest(own, _canonical(plain), "sha256").hex()


def _canonical(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, sort_keys=True, indent=1).encode() + b"\n"
