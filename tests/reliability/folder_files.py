"""Picture files in a folder, unsealed: enough for tests of the database beside them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from desktop_ocr.store.records import PictureRecord
from tests.store.memory_files import MemoryPicture


class FolderFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def write(self, content: bytes) -> MemoryPicture:
        name = hashlib.sha256(content).hexdigest()
        with (self._folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return MemoryPicture(name, bytes(32), name, len(content))

    def read(self, record: PictureRecord, /) -> bytes:
        return (self._folder / record.name).read_bytes()

    def delete(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> int:
        orphans = [path for path in self._folder.iterdir() if path.name not in known]
        for path in orphans:
            path.unlink()
        return len(orphans)
