"""The store as a whole: database and picture files together, whatever is interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from desktop_ocr import paths
from desktop_ocr.domain.errors import StoreDamaged, StoreKeyWrong
from desktop_ocr.store.database import SCHEMA, open_database, schema
from desktop_ocr.store.ledger import CallKey
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.records import Draft
from desktop_ocr.store.store import DATABASE_FILE, Store, open_store
from tests.store.conftest import MovedClock
from tests.store.memory_files import MemoryFiles
from tests.store.test_documents import NAME, failing_at
from tests.store.values import KEY, paper

PICTURE = b"a picture's bytes"


@pytest.fixture
def files() -> MemoryFiles:
    return MemoryFiles()


@pytest.fixture
def store(tmp_path: Path, files: MemoryFiles, clock: MovedClock) -> Iterator[Store]:
    opened = open_store(tmp_path, KEY, files, clock, is_new=True)
    yield opened
    opened.close()


def reopened(store: Store, tmp_path: Path, files: MemoryFiles, clock: MovedClock) -> Store:
    store.close()
    return open_store(tmp_path, KEY, files, clock, is_new=False)


def test_work_comes_back(store: Store, tmp_path: Path, files: MemoryFiles, clock: MovedClock) -> None:
    picture = store.add_picture(PICTURE)
    put = [paper(store.next_id(), picture=picture.id, corrections=NAME)]
    store.put(put)
    store.draft(1, "number", "1101")
    store.remember("current", 1)
    again = reopened(store, tmp_path, files, clock)
    assert again.all_open() == put
    assert again.drafts() == [Draft(1, "number", "1101")]
    assert again.recall("current") == 1
    assert again.read_picture(picture.id) == PICTURE
    assert again.picture_with(picture.digest) == picture
    assert again.next_id() == 2
    again.close()


def test_a_picture_whose_row_was_not_written_is_swept(store: Store, files: MemoryFiles) -> None:
    kept = store.add_picture(PICTURE)
    store.put([paper(1, picture=kept.id)])
    with failing_at("documents.before_commit"):
        store.add_picture(b"lost before it was acknowledged")
    assert len(files.files) == 2
    store.recover()
    assert set(files.files) == {kept.name}


def test_a_picture_that_no_paper_shows_goes_at_the_start(store: Store, files: MemoryFiles) -> None:
    shown, binned, _ = [store.add_picture(content) for content in (PICTURE, b"in the bin", b"its paper never came")]
    store.put([paper(1, picture=shown.id), paper(2, picture=binned.id)])
    store.put_into_bin([2])
    store.recover()
    assert set(files.files) == {shown.name, binned.name}
    assert store.picture_with(shown.digest) == shown
    assert store.read_picture(binned.id) == b"in the bin"


def test_deleting_for_good_deletes_the_file(store: Store, files: MemoryFiles) -> None:
    shared = store.add_picture(PICTURE)
    store.put([paper(1, picture=shared.id), paper(2, picture=shared.id)])
    store.put_into_bin([1, 2])
    store.purge([1])
    assert store.read_picture(shared.id) == PICTURE
    store.purge([2])
    assert files.files == {}
    assert store.bin() == []
    with pytest.raises(StoreDamaged):
        store.read_picture(shared.id)
    assert [(one.name, one.document, one.count) for one in store.guards.all()] == [("purged", None, 1)] * 2


def test_a_file_that_outlives_its_row_is_swept(store: Store, files: MemoryFiles) -> None:
    store.put([paper(1, picture=store.add_picture(PICTURE).id)])
    with failing_at("delete.row_gone"):
        store.purge([1])
    assert len(files.files) == 1
    assert store.sweep() == 1
    assert files.files == {}


def test_the_bin_gives_back(store: Store) -> None:
    store.put([paper(1), paper(2)])
    store.put_into_bin([1])
    assert [one.id for one in store.bin()] == [1]
    store.restore([1])
    assert [one.id for one in store.all_open()] == [1, 2]


def test_a_start_finds_the_calls_that_were_under_way(
    store: Store, tmp_path: Path, files: MemoryFiles, clock: MovedClock
) -> None:
    call = store.ledger.begin(CallKey("00" * 32, "baidu", "idcard", {}), document=1, cost=5)
    store.ledger.mark_sent(call)
    again = reopened(store, tmp_path, files, clock)
    assert [one.id for one in again.recover()] == [call]
    again.close()


def test_changes_are_counted_for_the_backup(store: Store) -> None:
    before = store.changes
    store.all_open()
    assert store.changes == before
    store.put([paper(1)])
    assert store.changes > before
    assert store.backup(schema) == SCHEMA


def test_a_store_that_is_gone_is_not_made_anew(tmp_path: Path, clock: MovedClock) -> None:
    with pytest.raises(StoreDamaged):
        open_store(tmp_path, KEY, MemoryFiles(), clock, is_new=False)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_opening_lets_go_of_the_file(store: Store, tmp_path: Path, clock: MovedClock) -> None:
    store.close()
    with pytest.raises(StoreKeyWrong):
        open_store(tmp_path, bytes(32), MemoryFiles(), clock, is_new=False)
    open_store(tmp_path, KEY, MemoryFiles(), clock, is_new=False).close()


def test_before_a_migration_there_is_a_backup(tmp_path: Path, clock: MovedClock) -> None:
    connection = open_database(tmp_path / DATABASE_FILE, KEY)
    migrate(connection, up_to=1)
    connection.close()
    seen: list[int] = []

    def backup(open_one: apsw.Connection) -> None:
        seen.append(schema(open_one))

    for _ in range(2):
        open_store(tmp_path, KEY, MemoryFiles(), clock, is_new=False, before_migration=backup).close()
    assert seen == [1]


def test_where_the_work_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(tmp_path / "settings"))
    monkeypatch.delenv("DESKTOP_OCR_DATA", raising=False)
    assert paths.data() == tmp_path / "settings" / "data"
    monkeypatch.setenv("DESKTOP_OCR_DATA", str(tmp_path / "work"))
    assert paths.data() == tmp_path / "work"
    monkeypatch.delenv("DESKTOP_OCR_CONFIG")
    monkeypatch.delenv("DESKTOP_OCR_DATA")
    assert paths.data().is_absolute()
    assert paths.data().name in ("desktop-ocr", "data")
