"""P11 for the database: one flipped bit, anywhere in it, is noticed when all is read; none is mended silently."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import apsw
import pytest

from desktop_ocr.domain.errors import StoreError
from desktop_ocr.domain.review import Correction
from desktop_ocr.store import journal
from desktop_ocr.store.ledger import CallKey
from desktop_ocr.store.store import Store, open_store
from tests.store.conftest import MovedClock
from tests.store.memory_files import MemoryFiles
from tests.store.values import KEY, paper, real_sized

LONG = os.environ.get("DESKTOP_OCR_RELIABILITY") == "long"
FLIPS = 5000 if LONG else 200
NAME = (("name", Correction("王小明")),)


def filled(folder: Path) -> Store:
    """A store in which something was deleted too, so that pages have come free."""
    store = open_store(folder, KEY, MemoryFiles(), MovedClock(), is_new=True)
    for number in range(1, 25):
        store.put([paper(number, recognition=real_sized(number, lines=number), corrections=NAME)])
    call = store.ledger.begin(CallKey("00" * 32, "baidu", "idcard", {}), document=1, cost=5)
    store.ledger.mark_sent(call)
    store.ledger.keep_answer(call, b"{}" * 9000)
    store.put_into_bin([3, 5, 24])
    store.purge([5, 12, 24])
    store.draft(1, "number", "1101")
    store.remember("current", 2)
    return store


def everything(store: Store) -> Any:
    entries = [store.backup(lambda connection, n=n: journal.entries(connection, n)) for n in range(1, 25)]
    calls = [store.ledger.call(1), store.ledger.answer(1)]
    return store.all_open(), store.bin(), store.drafts(), store.recall("current"), entries, calls, store.guards.all()


def read(folder: Path) -> Any:
    """All there is; the error if that fails."""
    try:
        store = open_store(folder, KEY, MemoryFiles(), MovedClock(), is_new=False)
    except StoreError as error:
        return error
    try:
        return everything(store)
    finally:
        store.close()


def flipped(content: bytes, bit: int) -> bytes:
    place, value = bit // 8, content[bit // 8] ^ (1 << bit % 8)
    return content[:place] + bytes([value]) + content[place + 1 :]


def bits(size: int, chance: Random) -> list[int]:
    """One in every page first, then anywhere."""
    pages = [page * 4096 * 8 + chance.randrange(4096 * 8) for page in range(size // 4096)]
    chance.shuffle(pages)
    return [*pages[: FLIPS // 2], *(chance.randrange(size * 8) for _ in range(FLIPS - len(pages[: FLIPS // 2])))]


def test_every_flipped_bit_is_noticed_and_none_is_mended(tmp_path: Path) -> None:
    filled(tmp_path).close()
    path = tmp_path / "store.db"
    content = path.read_bytes()
    found: Counter[str] = Counter()
    for bit in bits(len(content), Random(1)):
        damaged = flipped(content, bit)
        path.write_bytes(damaged)
        result = read(tmp_path)
        found[type(result).__name__ if isinstance(result, StoreError) else f"nothing said of bit {bit}"] += 1
        assert path.read_bytes() == damaged, "it was written to"
    print(f"\n{FLIPS} flips in {len(content)} bytes: {dict(found)}")
    assert set(found) <= {"StoreDamaged", "StoreKeyWrong"}
    path.write_bytes(content)
    assert isinstance(read(tmp_path), tuple)  # it was not the test that broke it


def test_no_page_lies_unused(tmp_path: Path) -> None:
    """Such a page would never be read, and would keep what was deleted."""
    store = filled(tmp_path)
    assert store.backup(lambda connection: connection.pragma("freelist_count")) == 0
    store.close()


def test_the_test_sees_a_flip_that_is_not_noticed(tmp_path: Path) -> None:
    """Its control: a file without the pages' MACs."""
    path = tmp_path / "plain.db"
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE a (b)")
    connection.executemany("INSERT INTO a VALUES (?)", [("x" * 1000,) for _ in range(100)])
    connection.close()
    content, chance, noticed = path.read_bytes(), Random(1), 0
    for _ in range(50):
        path.write_bytes(flipped(content, chance.randrange(len(content) * 8)))
        connection = apsw.Connection(str(path))
        try:
            noticed += connection.pragma("quick_check") != "ok"
        except apsw.Error:
            noticed += 1
        connection.close()
    assert noticed < 25


@pytest.mark.parametrize("seed", range(3))
def test_a_flip_in_the_log_of_a_crash_takes_whole_steps_from_the_end(tmp_path: Path, seed: int) -> None:
    """SQLite cannot tell it from a power cut: what stood behind it is gone.  Nothing before it is, and nothing mixes.

    The log is there only between a crash and the next start.
    """
    store = open_store(tmp_path, KEY, MemoryFiles(), MovedClock(), is_new=True)
    states = [everything(store)]
    for number in range(1, 11):
        store.put([paper(number, recognition=real_sized(lines=2))])
        states.append(everything(store))
        store.put([replace(store.all_open()[-1], corrections=NAME)])
        states.append(everything(store))
    names = ("store.db", "store.db-wal")
    content = {name: (tmp_path / name).read_bytes() for name in names}
    store.close()
    chance, kept = Random(seed), 0
    for number in range(FLIPS // 20):
        folder = tmp_path / f"crash {number}"
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(content[name])
        log = folder / "store.db-wal"
        # Behind the first commits, which make the tables: before them there is no store yet.
        log.write_bytes(flipped(content[log.name], chance.randrange(300_000 * 8, len(content[log.name]) * 8)))
        result = read(folder)
        assert isinstance(result, StoreError) or result in states
        kept += result in states
    assert kept
