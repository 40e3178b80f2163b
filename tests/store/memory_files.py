"""Picture files in memory, for tests of what lies above them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field

from desktop_ocr.store.records import PictureRecord


@dataclass(frozen=True)
class MemoryPicture:
    name: str
    key: bytes
    digest: str
    size: int


@dataclass
class MemoryFiles:
    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, content: bytes) -> MemoryPicture:
        key = os.urandom(32)
        name = hashlib.sha256(content + key).hexdigest()
        self.files[name] = content
        return MemoryPicture(name, key, hashlib.sha256(content).hexdigest(), len(content))

    def read(self, record: PictureRecord, /) -> bytes:
        return self.files[record.name]

    def delete(self, name: str) -> None:
        self.files.pop(name, None)

    def sweep(self, known: Collection[str]) -> int:
        orphans = set(self.files) - set(known)
        for name in orphans:
            del self.files[name]
        return len(orphans)
