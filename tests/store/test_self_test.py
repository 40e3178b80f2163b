"""What is told at the start: room, clock, place; and that without a way back nothing is opened."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.domain.errors import (
    ClockBehind,
    KeySlotsDamaged,
    LittleRoom,
    StoreOnNetwork,
    StoreSynced,
    StoreWarning,
)
from desktop_ocr.domain.release import RELEASED
from desktop_ocr.store.key_slots import KeySlots, decoded
from desktop_ocr.store.placement import Place
from desktop_ocr.store.recovery_code import RecoveryCode
from desktop_ocr.store.self_test import warnings
from desktop_ocr.store.store import Store, open_store
from tests.store.conftest import MovedClock
from tests.store.memory_files import MemoryFiles
from tests.store.values import KEY, paper

MB = 1_000_000
NOON = datetime.combine(RELEASED, time(12), UTC)
DAY = timedelta(days=1)


def told(place: Place, now: datetime = NOON, newest: datetime | None = None) -> list[type[StoreWarning]]:
    return [type(one) for one in warnings(place, now, newest)]


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        (Place(free=500 * MB), []),
        (Place(free=None), []),
        (Place(free=500 * MB - 1), [LittleRoom]),
        (Place(free=0, is_remote=True, synced_by="Dropbox"), [LittleRoom, StoreOnNetwork, StoreSynced]),
    ],
)
def test_room_and_place(place: Place, kinds: list[type[StoreWarning]]) -> None:
    assert told(place) == kinds


@pytest.mark.parametrize(
    ("now", "newest", "is_told"),
    [
        (NOON, None, False),
        (NOON - DAY, None, False),  # it is still yesterday elsewhere
        (NOON - 2 * DAY, None, True),
        (NOON + 30 * DAY, NOON + 31 * DAY, False),
        (NOON + 30 * DAY, NOON + 31 * DAY + timedelta(seconds=1), True),
        (NOON - 2 * DAY, NOON - 9 * DAY, True),
        (NOON + 900 * DAY, NOON, False),
    ],
)
def test_the_clock(now: datetime, newest: datetime | None, is_told: bool) -> None:
    assert told(Place(), now, newest) == [ClockBehind] * is_told


def test_the_facts_name_no_more_than_days_and_megabytes() -> None:
    found = list(warnings(Place(free=3 * MB), NOON - 9 * DAY, NOON + DAY))
    expected = {"today": f"{NOON - 9 * DAY:%Y-%m-%d}", "known": f"{NOON + DAY:%Y-%m-%d}"}
    assert [one.facts for one in found] == [{"free": 3, "needed": 500}, expected]


def test_the_newest_row_of_a_store(tmp_path: Path) -> None:
    clock = MovedClock()
    store: Store = open_store(tmp_path, KEY, MemoryFiles(), clock, is_new=True)
    assert store.newest() is None
    first = clock.now()
    store.add_picture(b"one")
    assert store.newest() == first
    clock.move(days=2)
    store.put([paper(1)])
    assert store.newest() == first + 2 * DAY
    clock.move(days=-5)
    store.add_picture(b"two")
    assert store.newest() == first + 2 * DAY, "the newest, not the last"
    store.close()


def test_without_a_slot_for_the_recovery_code_there_are_no_key_slots() -> None:
    """Also where everything else about them is right."""
    slots = KeySlots.create(KEY, recovery=RecoveryCode.new(), passphrase="a passphrase")
    assert decoded(slots.encoded()).unwrap_passphrase("a passphrase") == KEY
    without = slots._sealed(KEY, {"pass": slots.slots["pass"]})
    with pytest.raises(KeySlotsDamaged):
        decoded(without.encoded())


def test_the_day_of_the_release_is_the_one_of_the_changelog() -> None:
    """Where a released version and one in the making have theirs: a typing error here would call all clocks wrong."""
    changelog = Path(desktop_ocr.__file__).parent.parent / "CHANGELOG.md"
    newest = re.search(r"^## \S+ \((?:unreleased, )?(.+)\)$", changelog.read_text("utf-8"), re.MULTILINE)
    assert newest
    assert date.fromisoformat(newest[1]) == RELEASED
