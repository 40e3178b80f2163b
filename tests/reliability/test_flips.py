"""P11 for pictures and backups: one bit that is not as it was written is noticed, and nothing mended silently.

200 flips of each at a change; 5,000 with ``DESKTOP_OCR_RELIABILITY=long``.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import BackupDamaged, PictureDamaged
from desktop_ocr.store.backup_folder import Backup
from tests.store.small_store import KEY, SmallStore, files_under, opened

FLIPS = 5_000 if os.environ.get("DESKTOP_OCR_RELIABILITY") == "long" else 200
SEED = 20260115


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SmallStore]:
    chance = random.Random(SEED)
    with opened(tmp_path / "store") as store:
        for number in range(6):
            store.add(chance.randbytes(500 * number), f"paper {number}")
        store.delete(store.rows()[2].name)  # pages that the database counts as free
        yield store


def flip(path: Path, chance: random.Random) -> bytes:
    """Turn one bit of the file over; returns what it was."""
    before = path.read_bytes()
    after = bytearray(before)
    after[chance.randrange(len(after))] ^= 1 << chance.randrange(8)
    path.write_bytes(after)
    return before


def test_pictures(store: SmallStore) -> None:
    chance, noticed = random.Random(SEED), 0
    for _ in range(FLIPS):
        picture = chance.choice(store.rows())
        path = store.pictures.path(picture.name)
        before = flip(path, chance)
        damaged = files_under(store.pictures.folder)
        with pytest.raises(PictureDamaged):
            store.pictures.read(picture)
        noticed += 1
        assert files_under(store.pictures.folder) == damaged
        path.write_bytes(before)
    assert noticed == FLIPS
    assert len(store.contents()) == 5


def test_backups(store: SmallStore) -> None:
    store.back_up()
    (backup,) = store.backups.all()
    folder = store.folder / "backups"
    sorts = {path.name: [path] for path in backup.path.iterdir()}
    sorts["images"] = list(folder.rglob("*.bin"))
    chance, noticed = random.Random(SEED), Counter[str]()
    for number in range(FLIPS):
        sort = sorted(sorts)[number % len(sorts)]
        path = chance.choice(sorts[sort])
        before = flip(path, chance)
        damaged = files_under(folder)
        assert is_damaged(store, backup), (sort, path.read_bytes())
        noticed[sort] += 1
        assert files_under(folder) == damaged
        path.write_bytes(before)
    assert noticed.total() == FLIPS
    assert set(noticed) == {"store.db", "keyslots.json", "pictures.list", "manifest.json", "images"}
    store.backups.verify(backup, KEY)


def test_every_bit_of_a_small_picture_and_of_a_manifest(store: SmallStore) -> None:
    """No luck: all of them."""
    picture = store.add(b"1")
    store.back_up()
    (backup,) = store.backups.all()
    path = store.pictures.path(picture.name)
    for _ in every_flip(path):
        with pytest.raises(PictureDamaged):
            store.pictures.read(picture)
    manifest = backup.path / "manifest.json"
    step = 1 if FLIPS > 200 else 37
    for number, flipped in enumerate(every_flip(manifest)):
        if number % step == 0:
            assert is_damaged(store, backup), flipped
    store.backups.verify(backup, KEY)


def every_flip(path: Path) -> Iterator[bytes]:
    before = path.read_bytes()
    for place in range(len(before) * 8):
        after = bytearray(before)
        after[place // 8] ^= 1 << place % 8
        path.write_bytes(after)
        yield bytes(after)
    path.write_bytes(before)


def is_damaged(store: SmallStore, backup: Backup) -> bool:
    try:
        store.backups.verify(backup, KEY)
    except BackupDamaged:
        return True
    return False
