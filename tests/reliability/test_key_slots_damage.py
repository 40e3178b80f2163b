"""P11 for ``keyslots.json``: a bit that is not as it was written is told, and never leads to another data key.

200 random flips of each kind at a change; 5,000 with ``DESKTOP_OCR_RELIABILITY=long``.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from desktop_ocr.domain.errors import KeySlotsDamaged
from desktop_ocr.store.key_slots import COPY, FILE, KeySlots, decoded
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.opening import CannotOpen, Opened, Outcome, open_keys

FLIPS = 5_000 if os.environ.get("DESKTOP_OCR_RELIABILITY") == "long" else 200
SEED = 20260115


class Store:
    """One store whose files of keys are put back after each try."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.secrets = folder, MemorySecrets()
        new = open_keys(folder, self.secrets)
        assert isinstance(new, Opened)
        new.slots.with_passphrase(new.data_key, "words").save(folder)  # every kind of slot
        self.key = new.data_key
        self.content = (folder / FILE).read_bytes()

    def with_files(self, file: bytes | None, copy: bytes | None) -> Outcome:
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in ((FILE, file), (COPY, copy)):
            if content is not None:
                (self.folder / name).write_bytes(content)
        return open_keys(self.folder, self.secrets)

    def flips(self) -> Iterable[tuple[bytes, bytes]]:
        """Pairs of the file with one bit flipped."""
        source = random.Random(SEED)
        for _ in range(FLIPS):
            one, other = (flipped(self.content, source.randrange(len(self.content) * 8)) for _ in range(2))
            yield one, other


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_every_single_bit_is_guarded(store: Store) -> None:
    """All of them, in the file by itself."""
    decoded(store.content)
    missed = []
    for bit in range(len(store.content) * 8):
        try:
            decoded(flipped(store.content, bit))
        except KeySlotsDamaged:
            continue
        missed.append(bit)
    assert missed == []


@pytest.mark.parametrize("cut", [0, 1, 100, -2, -1])
def test_a_file_cut_off_or_longer(store: Store, cut: int) -> None:
    for content in (store.content[:cut], store.content + b"\n", b" " + store.content, store.content * 2):
        with pytest.raises(KeySlotsDamaged):
            decoded(content)


def test_a_flip_in_the_file_is_told_and_mended_from_the_copy(store: Store) -> None:
    told = Counter[str]()
    for flip, _ in store.flips():
        outcome = store.with_files(flip, store.content)
        assert isinstance(outcome, Opened)
        assert outcome.data_key == store.key
        assert (outcome.damaged, outcome.slots.came_from_backup) == ((FILE,), True)
        assert (store.folder / FILE).read_bytes() == store.content
        assert (store.folder / f"{FILE}.broken").read_bytes() == flip
        told["told"] += 1
    assert told["told"] == FLIPS


def test_a_flip_in_the_copy_is_told_and_mended_from_the_file(store: Store) -> None:
    for _, flip in store.flips():
        outcome = store.with_files(store.content, flip)
        assert isinstance(outcome, Opened)
        assert outcome.data_key == store.key
        assert (outcome.damaged, outcome.slots.came_from_backup) == ((COPY,), False)
        assert (store.folder / COPY).read_bytes() == store.content


def test_flips_in_both_or_without_a_copy_open_nothing_and_change_nothing(store: Store) -> None:
    for one, other in store.flips():
        for copy in (other, None):
            outcome = store.with_files(one, copy)
            assert isinstance(outcome, CannotOpen)
            assert isinstance(outcome.error, KeySlotsDamaged)
            assert (store.folder / FILE).read_bytes() == one


def test_with_the_digest_made_anew_the_seal_or_the_slot_tells(store: Store) -> None:
    """What a damaged disk does not do: somebody alters a value and makes the digest fit.  Never another key."""
    from desktop_ocr.store import key_slots

    slots = decoded(store.content)
    source, outcomes = random.Random(SEED), Counter[str]()
    for _ in range(FLIPS):
        values = key_slots.json.loads(store.content)
        del values["digest"]
        slot = values["slots"][source.choice(sorted(slots.slots))]
        name = source.choice(["salt", "nonce", "wrapped"])
        slot[name] = flipped(bytes.fromhex(slot[name]), source.randrange(len(slot[name]) * 4)).hex()
        digest = key_slots.hashlib.sha256(key_slots._text(values)).hexdigest()
        altered = key_slots._text({**values, "digest": digest})
        outcome = store.with_files(altered, altered)
        assert not isinstance(outcome, Opened)
        outcomes[type(outcome).__name__] += 1
    assert set(outcomes) == {"NeedsUnlock", "CannotOpen"}


def test_control_the_store_opens_when_nothing_was_flipped(store: Store) -> None:
    outcome = store.with_files(store.content, store.content)
    assert isinstance(outcome, Opened)
    assert (outcome.damaged, outcome.data_key) == ((), store.key)
    assert isinstance(KeySlots.load(store.folder), KeySlots)
