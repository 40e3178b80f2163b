"""P2: nothing acknowledged is lost in a power cut, and nothing is corrupt; with less than FULL it would be."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_ocr.domain.errors import StoreError
from desktop_ocr.domain.review import Correction
from desktop_ocr.store.ledger import CallKey
from desktop_ocr.store.records import StoredDocument
from desktop_ocr.store.store import Store, open_store
from tests.reliability.power_cut import Acknowledged, Event, Log, RecordingVFS, disk_after
from tests.store.conftest import MovedClock
from tests.store.memory_files import MemoryFiles
from tests.store.values import KEY, paper, real_sized

LONG = os.environ.get("DESKTOP_OCR_RELIABILITY") == "long"
RUNS, IMAGES = (20, 20) if LONG else (5, 20)
"""Hours of work, and power cuts in each."""
STEPS = 60
CHECKPOINT_PAGES = 60
"""The log is folded into the file all the time, not only every thousand pages."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the recording layer is derived from Unix's")


def picture_of(store: Store) -> Any:
    """All that the store knows."""
    ledger = [store.ledger.call(number) for number in range(1, 40)]
    answers = [store.ledger.answer(number) for number in range(1, 40)]
    return store.all_open(), store.bin(), store.drafts(), store.recall("current"), ledger, answers, store.guards.all()


class Clerk:
    """Works in a store as chance has it; each step is one call that is acknowledged when it returns."""

    def __init__(self, store: Store, chance: Random) -> None:
        self.store = store
        self.chance = chance
        self.call = 0

    def step(self) -> None:
        steps = [self.take_in, self.take_in, self.read, self.read, self.correct, self.correct, self.type]
        self.chance.choice([*steps, self.finish, self.throw_away, self.delete, self.ask, self.look])()

    def one(self) -> StoredDocument:
        return self.chance.choice(self.store.all_open() or [paper(1)])

    def take_in(self) -> None:
        first, pages = self.store.next_id(), self.chance.randint(1, 4)
        self.store.put([paper(first + page) for page in range(pages)])

    def read(self) -> None:
        seed, lines = self.chance.randrange(1000), self.chance.choice((1, 5, 40))
        self.store.put([replace(self.one(), recognition=real_sized(seed, lines=lines))])

    def correct(self) -> None:
        value = Correction(f"王{self.chance.randrange(10**6)}")
        self.store.put([replace(self.one(), corrections=(("name", value),))])

    def type(self) -> None:
        self.store.draft(self.one().id, "number", str(self.chance.randrange(10**6)))

    def finish(self) -> None:
        self.store.put([replace(self.one(), finished=True)])

    def throw_away(self) -> None:
        self.store.put_into_bin([self.one().id])

    def delete(self) -> None:
        self.store.purge([one.id for one in self.store.bin()])

    def look(self) -> None:
        self.store.remember("current", self.one().id)

    def ask(self) -> None:
        """One state of a paid call per step."""
        ledger, number = self.store.ledger, self.call
        call = ledger.call(number)
        if call is None or call.state == "done":
            key = CallKey(f"{self.chance.randrange(10**9):064x}", "baidu", "idcard", {})
            self.call = ledger.begin(key, document=1, cost=5)
        elif call.state == "queued":
            ledger.mark_sent(number)
        elif call.state == "sent":
            ledger.keep_answer(number, b"{}" * self.chance.randint(1, 4000))
        else:
            ledger.finish(number)


@dataclass
class Hour:
    """What was written in an hour of work, and what the store knew after each step."""

    events: list[Event]
    known: list[Any] = field(default_factory=list)


def hour_of_work(
    folder: Path, seed: int, weaken: Callable[[Store], None] = lambda store: None, *, is_remote: bool = False
) -> Hour:
    """Begins with no store at all; it is closed and opened again in between."""
    chance, log = Random(seed), Log()
    vfs = RecordingVFS(log)
    hour = Hour([])
    for is_new in (True, False):
        store = open_store(
            folder, KEY, MemoryFiles(), MovedClock(), is_new=is_new, vfs=vfs.encrypting, is_remote=is_remote
        )
        store.backup(lambda connection: connection.pragma("wal_autocheckpoint", CHECKPOINT_PAGES))
        weaken(store)
        clerk = Clerk(store, chance)
        if is_new:
            hour.known.append(picture_of(store))
            log.acknowledge(0)
        for _ in range(STEPS // 2):
            clerk.step()
            log.acknowledge(len(hour.known))
            hour.known.append(picture_of(store))
        if not is_new and chance.random() < 0.5:
            hour.events = list(log.events)  # the power is cut before it is closed
        store.close()
    vfs.unregister()
    hour.events = hour.events or log.events
    return hour


def verdict(hour: Hour, cut: int, chance: Random, folder: Path) -> str:
    """Cut the power after ``cut`` events and start again: "ok", "lost" or "corrupt"."""
    folder.mkdir()
    for name, content in disk_after(hour.events[:cut], chance).items():
        (folder / name).write_bytes(content)
    said = max((event.number for event in hour.events[:cut] if isinstance(event, Acknowledged)), default=-1)
    try:
        store = open_store(folder, KEY, MemoryFiles(), MovedClock(), is_new=said < 0)
        found = picture_of(store)
        sound = store.backup(lambda connection: connection.pragma("integrity_check")) == "ok"
        store.put([paper(store.next_id())])  # and work goes on
        store.close()
        open_store(folder, KEY, MemoryFiles(), MovedClock(), is_new=False).close()
    except StoreError:
        return "corrupt"
    if not sound:
        return "corrupt"
    # The step that was under way may have come through or not.
    return "ok" if found in hour.known[max(said, 0) : said + 2] else "lost"


def verdicts(
    folder: Path,
    runs: int,
    images: int,
    weaken: Callable[[Store], None] = lambda store: None,
    *,
    is_remote: bool = False,
) -> Counter[str]:
    found: Counter[str] = Counter()
    for run in range(runs):
        work = folder / f"hour {run}"
        work.mkdir()
        hour, chance = hour_of_work(work, run, weaken, is_remote=is_remote), Random(run)
        for image in range(images):
            cut = chance.randint(1, len(hour.events))
            found[verdict(hour, cut, chance, folder / f"after {run} {image}")] += 1
    return found


def with_synchronous(value: str) -> Callable[[Store], None]:
    return lambda store: store.backup(lambda connection: connection.pragma("synchronous", value))


def test_nothing_acknowledged_is_lost_in_a_power_cut(tmp_path: Path) -> None:
    found = verdicts(tmp_path, RUNS, IMAGES)
    print(f"\n{found.total()} power cuts: {dict(found)}")
    assert found == {"ok": RUNS * IMAGES}


def test_nor_with_the_rollback_journal_of_a_network_drive(tmp_path: Path) -> None:
    found = verdicts(tmp_path, max(2, RUNS // 2), IMAGES, is_remote=True)
    print(f"\nrollback journal, {found.total()} power cuts: {dict(found)}")
    assert found == {"ok": found.total()}


@pytest.mark.parametrize("value", ["off", "normal"])
def test_the_test_sees_what_less_safety_would_lose(tmp_path: Path, value: str) -> None:
    """Its control: if this found nothing, the test above would prove nothing."""
    found = verdicts(tmp_path, 2, 25, with_synchronous(value))
    print(f"\nsynchronous={value}: {dict(found)}")
    assert found["lost"] + found["corrupt"] > 10


def test_the_log_holds_no_plain_text(tmp_path: Path) -> None:
    events = hour_of_work(tmp_path, 0).events
    written = b"".join(event.content for event in events if hasattr(event, "content"))
    assert len(written) > 500_000
    assert b"scan 1.png" not in written
    assert b"CREATE TABLE" not in written
