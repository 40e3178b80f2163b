"""The picture files: what a clerk opened, sealed one by one and never changed.

Each file is AES-256-GCM under a random key of its own, which stands in the picture's row of the database and nowhere
else: when the row is gone, nothing can read the file any more, whatever a disk keeps of it.  The name is a MAC of
content and key, so that it says nothing, and is sealed in: a file under another's name is noticed.

The file comes first and the row second, by the caller: a crash in between leaves an orphan, which ``sweep`` removes at
the next start.  Layout: ``ab/<64 hex>.bin`` with MARK, a nonce of 12 bytes, ciphertext, a tag of 16 bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop_ocr.domain.errors import PictureDamaged, PictureGone
from desktop_ocr.store.database import clerk_errors
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.records import Picture
from desktop_ocr.store.replacing import PREFIX, SUFFIX, make_folder, replace_file, sync_folder

MARK = b"DOCRPIC1"
_NONCE, _TAG = 12, 16
OVERHEAD = len(MARK) + _NONCE + _TAG
"""Bytes by which a file is longer than the picture in it."""
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture whose file is written and whose row is not.

    ``key`` is its own, ``digest`` SHA-256 (hex) and ``size`` the number of bytes of the original.
    """

    name: str
    key: bytes = field(repr=False)
    digest: str
    size: int


class PictureFolder:
    """A folder of picture files: that of the store, or the one its backups share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Where the file of that name is, or would be.  Raises ``PictureDamaged`` for what cannot be a name of ours."""
        if not _NAME.fullmatch(name):
            raise PictureDamaged
        return self.folder / name[:2] / f"{name}.bin"

    def read(self, picture: Picture) -> bytes:
        """The picture as it was.  Raises ``PictureGone``, ``PictureDamaged``, ``StoreUnwritable``."""
        return unseal(self.sealed(picture.name), picture)

    def sealed(self, name: str) -> bytes:
        """The file's bytes as they are.  Raises ``PictureGone``, ``PictureDamaged``, ``StoreUnwritable``."""
        path = self.path(name)
        with clerk_errors():
            try:
                return path.read_bytes()
            except FileNotFoundError as error:
                raise PictureGone from error

    def holds(self, picture: Picture) -> bool:
        """Whether there is a file of its name and length; ``read`` knows whether it is right."""
        with contextlib.suppress(OSError):
            return self.path(picture.name).stat().st_size == picture.size + OVERHEAD
        return False

    def put(self, name: str, sealed: bytes) -> None:
        """Write a sealed file; when this returns it outlives a power cut.

        Raises ``StoreFull``, ``StoreUnwritable``.
        """
        path = self.path(name)
        with clerk_errors():
            make_folder(path.parent)
            replace_file(path, sealed)

    def delete(self, name: str) -> None:
        """Remove the file of a picture whose row is gone already; nothing happens if it is not there.

        Raises ``StoreUnwritable``: the file is an orphan then, unreadable, and ``sweep`` will try again.
        """
        path = self.path(name)
        with clerk_errors():
            failpoint("delete.row_gone")
            if path.exists():
                path.unlink()
                sync_folder(path.parent)
            failpoint("delete.picture_gone")

    def sweep(self, known: Collection[str]) -> int:
        """Remove the files of all other names, and unfinished ones; how many.  What is not ours stays.

        For the start, and for whoever else is sure that no picture is between its file and its row.  A file that
        cannot be removed stays for the next time.
        """
        names, swept = frozenset(known), 0
        for path in self._files():
            if path.stem in names and path.suffix == ".bin":
                continue
            with contextlib.suppress(OSError):
                failpoint("images.sweep")
                path.unlink()
                swept += 1
        return swept

    def _files(self) -> Iterator[Path]:
        """Ours: finished and unfinished pictures."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                finished = path.suffix == ".bin" and _NAME.fullmatch(path.stem)
                if finished or (path.name.startswith(PREFIX) and path.name.endswith(SUFFIX)):
                    yield path


class PictureFiles(PictureFolder):
    """The store's own folder, which new pictures are written to."""

    def __init__(self, folder: Path, names_key: bytes) -> None:
        super().__init__(folder)
        self._names_key = names_key

    def write(self, content: bytes) -> NewPicture:
        """Seal a picture under a new key; the caller then writes the row.

        Raises ``StoreFull``, ``StoreUnwritable``.
        """
        key = AESGCM.generate_key(256)
        name = hmac.digest(self._names_key, content + key, "sha256").hex()
        with clerk_errors():
            failpoint("images.before_write")
            self.put(name, seal(content, name, key))
            failpoint("images.after_rename")
        return NewPicture(name, key, hashlib.sha256(content).hexdigest(), len(content))


def seal(content: bytes, name: str, key: bytes) -> bytes:
    """The bytes of the file that holds ``content`` under ``name``."""
    nonce = os.urandom(_NONCE)
    return MARK + nonce + AESGCM(key).encrypt(nonce, content, MARK + name.encode())


def unseal(sealed: bytes, picture: Picture) -> bytes:
    """What is in the bytes of a file.  Raises ``PictureDamaged`` if anything of it is not as it was written."""
    nonce, rest = sealed[len(MARK) : len(MARK) + _NONCE], sealed[len(MARK) + _NONCE :]
    if not sealed.startswith(MARK) or len(rest) < _TAG:
        raise PictureDamaged
    try:
        content = AESGCM(picture.key).decrypt(nonce, rest, MARK + picture.name.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: the row's key has a wrong length
        raise PictureDamaged from error
    if len(content) != picture.size or hashlib.sha256(content).hexdigest() != picture.digest:
        raise PictureDamaged
    return content
