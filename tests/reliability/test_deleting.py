"""P15: deleting is deleting.  After a paper was purged its data are in no file, not even for who has the key.

Each search has its control: the same search finds the same words before, or in a planted leak.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_ocr.domain.review import Correction
from desktop_ocr.domain.spending import Spent
from desktop_ocr.store.backups import Backups
from desktop_ocr.store.ledger import CallKey
from desktop_ocr.store.pictures import PictureFiles
from desktop_ocr.store.records import PictureRecord
from desktop_ocr.store.retention import expired
from desktop_ocr.store.store import Store, open_store
from tests.reliability import canaries
from tests.reliability.canaries import CANARIES, search
from tests.store.small_store import KEY, NAMES_KEY, SLOTS, HandClock, check_slots
from tests.store.values import paper

DAY = timedelta(days=1)


class Desk:
    """A store with a paper of canaries among others, which is deleted; and all that could be known of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, HandClock()
        folder.mkdir()
        (folder / "keyslots.json").write_bytes(SLOTS)
        self.files = PictureFiles(folder / "images", NAMES_KEY)
        self.store = open_store(folder, KEY, self.files, self.clock, is_new=True)
        self.backups = Backups(folder, check_slots=check_slots, reserve=0)
        for number in range(20):
            add(self.store, b"another picture %d" % number, {"name": f"某人{number}"})
        self.picture = add(self.store, CANARIES["key"].encode() * 300, CANARIES)
        self.paper = self.store.all_open()[-1]
        for number in range(20, 40):
            add(self.store, b"another picture %d" % number, {"name": f"某人{number}"})

    def secrets(self) -> Mapping[str, str | bytes]:
        return {**CANARIES, "picture's key": self.picture.key, "picture's name": self.picture.name}

    def throw_away(self) -> None:
        """Into the bin, and 30 days later the clock has it purged."""
        self.store.put_into_bin([self.paper.id])
        assert expired(self.store.bin(), self.clock.now()) == ()
        self.clock.move(30 * DAY)
        gone = expired(self.store.bin(), self.clock.now())
        assert gone == (self.paper.id,)
        self.store.purge(gone)

    def back_up(self) -> None:
        self.store.backup(lambda connection: self.backups.make(connection, KEY, self.files, self.clock))


def add(store: Store, content: bytes, values: Mapping[str, str]) -> PictureRecord:
    """A paper with everything that may hold its values: corrections, what is typed, a paid answer, the journal."""
    picture = store.add_picture(content)
    one = paper(store.next_id(), picture=picture.id, source_path=f"/scans/{values['name']}.jpg")
    store.put([one])
    store.put([replace(one, corrections=tuple((key, Correction(value)) for key, value in values.items()))])
    for key, value in values.items():
        store.draft(one.id, key, value)
    call = store.ledger.begin(CallKey(hashlib.sha256(content).hexdigest(), "engine", "id", ""), document=one.id, cost=1)
    store.ledger.mark_sent(call)
    store.ledger.keep_answer(call, "".join(values.values()).encode("gbk"))
    store.ledger.finish(call)
    return picture


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "store")
    with closing(desk.store):
        yield desk


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    canaries.require_sight(tmp_path / "leaks", CANARIES)


def test_the_search_sees_into_databases(desk: Desk) -> None:
    """With the key everything is found, in the pages and in the log; without it nothing."""
    assert canaries.names(search(desk.folder, desk.secrets(), key=KEY)) == set(desk.secrets())
    assert canaries.names(search(desk.folder, CANARIES)) == set()
    assert canaries.names(search(desk.folder, CANARIES, key=bytes(32))) == set()
    places = {hit.path.name for hit in search(desk.folder, CANARIES, key=KEY)}
    assert "store.db-wal" in places


def test_after_a_purge_nothing_is_left_in_the_live_files(desk: Desk) -> None:
    path = desk.files.path(desk.picture.name)
    desk.throw_away()
    assert search(desk.folder, desk.secrets(), key=KEY) == []
    assert not path.exists()
    assert len(desk.store.all_open()) == 40
    assert canaries.names(search(desk.folder, {"other": "某人7"}, key=KEY)) == {"other"}


def test_in_the_bin_it_is_all_still_there(desk: Desk) -> None:
    """The control: what the purge removes was there until then."""
    desk.store.put_into_bin([desk.paper.id])
    assert canaries.names(search(desk.folder, desk.secrets(), key=KEY)) == set(desk.secrets())
    desk.store.restore([desk.paper.id])
    assert desk.store.read_picture(desk.picture.id) == CANARIES["key"].encode() * 300


def test_backups_forget_it_with_their_time(desk: Desk) -> None:
    desk.back_up()
    desk.throw_away()
    in_backups = desk.folder / "backups"
    assert canaries.names(search(in_backups, desk.secrets(), key=KEY)) == set(desk.secrets())  # the control
    desk.back_up()
    desk.backups.prune(desk.clock)
    assert len(desk.backups.all()) == 1
    assert search(desk.folder, desk.secrets(), key=KEY) == []
    assert not (in_backups / "images" / desk.picture.name[:2] / f"{desk.picture.name}.bin").exists()


def test_a_picture_file_that_outlives_its_row_cannot_be_read(desk: Desk) -> None:
    """The disk may keep what was deleted; the key is nowhere."""
    sealed = desk.files.sealed(desk.picture.name)
    desk.throw_away()
    (desk.folder / "recovered.bin").write_bytes(sealed)
    assert search(desk.folder, desk.secrets(), key=KEY) == []


def test_an_answer_that_comes_after_its_paper_was_deleted_is_not_kept(desk: Desk) -> None:
    """Its call is: what was paid stays counted, and the picture can be taken in and read anew."""
    content = CANARIES["key"].encode() * 300
    key = CallKey(hashlib.sha256(content).hexdigest(), "engine", "another", {})
    call = desk.store.ledger.begin(key, document=desk.paper.id, cost=40)
    desk.store.ledger.mark_sent(call)
    desk.throw_away()
    desk.store.ledger.keep_answer(call, "".join(CANARIES.values()).encode("gbk"))
    assert desk.store.ledger.answer(call) is None
    assert search(desk.folder, desk.secrets(), key=KEY) == []
    desk.store.ledger.recover()  # where the program ends at that moment, the call stands in nobody's way
    assert desk.store.ledger.spent_since(desk.clock.now() - 60 * DAY, "engine")["another"] == Spent(1, 40)
    desk.store.ledger.keep_free(key, b"of a question", document=desk.paper.id)
    assert desk.store.ledger.answer_for(key) is None
    desk.store.ledger.begin(key, document=desk.store.next_id(), cost=40)


def test_an_answer_that_an_earlier_version_left_behind_goes_at_the_next_start(desk: Desk) -> None:
    call = desk.store.ledger.begin(CallKey("ab" * 32, "engine", "id", {}), document=desk.paper.id, cost=1)
    desk.store.ledger.mark_sent(call)
    desk.throw_away()
    desk.store.ledger.keep_answer(call, b"")
    desk.store._connection.execute("INSERT INTO answers VALUES (?, ?, '')", (call, CANARIES["name"].encode()))
    desk.store.recover()
    assert desk.store.ledger.answer(call) is None
    assert len(desk.store.ledger.answered()) == 41  # of the others each, and of this one that it was paid
