"""Opening: the right key only, nothing plain in the file, damage noticed, and as durable as promised."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import apsw
import pytest
from sqlcipher3 import dbapi2

from desktop_ocr.domain.errors import (
    ClerkError,
    SqliteTooOld,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreKeyWrong,
    StoreTooNew,
    StoreUnwritable,
)
from desktop_ocr.domain.review import Correction
from desktop_ocr.store import database, failpoints
from desktop_ocr.store.database import SCHEMA, clerk_errors, open_database, schema, select, transaction
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.migrations import MIGRATIONS, migrate
from tests.store.conftest import MovedClock
from tests.store.values import KEY, paper

CANARY = "CANARY-110105194912310021"


@pytest.fixture
def full(path: Path, clock: MovedClock) -> Path:
    """A store that was closed, with a paper in it."""
    connection = open_database(path, KEY)
    migrate(connection)
    Documents(connection, clock).put([paper(1, corrections=(("number", Correction(CANARY)),))])
    connection.close()
    return path


def test_a_new_store_opens_again(path: Path) -> None:
    for _ in range(2):
        connection = open_database(path, KEY)
        migrate(connection)
        assert schema(connection) == SCHEMA
        connection.close()
    assert os.listdir(path.parent) == [path.name]  # noqa: PTH208 - the log is folded in at the end


def test_it_is_as_durable_as_promised(connection: apsw.Connection) -> None:
    read = {name: connection.pragma(name) for name in ("journal_mode", "synchronous", "locking_mode", "temp_store")}
    assert read == {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive", "temp_store": 2}
    assert connection.pragma("secure_delete") == connection.pragma("foreign_keys") == 1


def test_on_a_network_drive_there_is_no_wal(full: Path) -> None:
    """A store of a local disk that was moved there, and back."""
    for is_remote, wanted in ((True, ("truncate", 3)), (False, ("wal", 2))):
        connection = open_database(full, KEY, is_remote=is_remote)
        assert (connection.pragma("journal_mode"), connection.pragma("synchronous")) == wanted
        assert connection.pragma("locking_mode") == "exclusive"
        connection.execute("UPDATE documents SET finished = 1 - finished")
        logs = {path.name: path.stat().st_size for path in full.parent.iterdir() if path != full}
        assert ("store.db-wal" in logs) is not is_remote
        assert logs.get("store.db-journal", 0) == 0, "the old pages stay in no journal"
        connection.close()
    assert os.listdir(full.parent) == [full.name]  # noqa: PTH208


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder's permissions")
def test_nobody_else_may_read_the_file(full: Path) -> None:
    assert stat.S_IMODE(full.stat().st_mode) == 0o600


def test_a_wrong_key_is_said_and_changes_nothing(full: Path) -> None:
    before = full.read_bytes()
    with pytest.raises(StoreKeyWrong):
        open_database(full, bytes(32))
    assert full.read_bytes() == before


def test_a_file_that_is_no_store_is_said_and_stays(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreKeyWrong):
        open_database(path, KEY)
    assert path.read_bytes() == b"no database at all" * 1000


@pytest.mark.parametrize("content", [None, b""])
def test_a_store_that_is_gone_is_not_made_anew(path: Path, content: bytes | None) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_database(path, KEY, create=False)
    assert path.exists() == (content is not None)


def test_a_store_of_a_later_version_is_left_alone(full: Path) -> None:
    connection = open_database(full, KEY)
    connection.pragma("user_version", SCHEMA + 1)
    connection.close()
    before = full.read_bytes()
    with pytest.raises(StoreTooNew) as caught:
        open_database(full, KEY)
    assert caught.value.facts == {"found": SCHEMA + 1, "known": SCHEMA}
    assert full.read_bytes() == before


def test_an_old_library_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SQLITE_NEEDED", (99, 0, 0))
    with pytest.raises(SqliteTooOld):
        open_database(path, KEY)
    assert not path.exists()


def test_a_second_program_is_kept_out(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    first = open_database(full, KEY)
    select(first, "SELECT * FROM state")
    with pytest.raises(StoreBusy):
        open_database(full, KEY)
    first.close()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable):
        open_database(tmp_path / "none" / "store.db", KEY)


# --- Independent readers --------------------------------------------------------------------------------------------


def test_another_library_reads_it_with_the_key(full: Path) -> None:
    other = dbapi2.connect(str(full))
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    ((found,),) = other.execute("SELECT corrections FROM documents").fetchall()
    assert CANARY.encode() in found
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert other.execute("PRAGMA cipher_integrity_check").fetchall() == []
    other.close()


@pytest.mark.parametrize("key", [None, bytes(32)])
def test_without_the_key_nobody_reads_it(full: Path, key: bytes | None) -> None:
    other = dbapi2.connect(str(full))
    if key is not None:
        other.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    with pytest.raises(dbapi2.DatabaseError):
        other.execute("SELECT * FROM sqlite_master").fetchall()
    other.close()


def test_nothing_plain_lies_in_the_files(path: Path, clock: MovedClock) -> None:
    opened = (open_database(path, KEY), apsw.Connection(str(path.with_name("plain.db"))))
    for connection in opened:
        migrate(connection)
        documents = Documents(connection, clock)
        documents.put([paper(1, source_path=f"{CANARY}.png", corrections=(("number", Correction(CANARY)),))])
        documents.draft(1, "name", CANARY)
    hits = {file.name: CANARY.encode() in file.read_bytes() for file in path.parent.iterdir()}
    assert hits.pop("plain.db"), "the scan finds nothing at all"  # its control
    assert hits == {"store.db": False, "store.db-wal": False}
    assert b"CREATE TABLE" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite format")
    for connection in opened:
        connection.close()


# --- Transactions ---------------------------------------------------------------------------------------------------


def test_what_fails_within_is_undone(connection: apsw.Connection) -> None:
    with pytest.raises(ZeroDivisionError), transaction(connection):
        connection.execute("INSERT INTO state VALUES ('a', x'00')")
        raise ZeroDivisionError
    assert select(connection, "SELECT * FROM state") == []
    with transaction(connection):
        connection.execute("INSERT INTO state VALUES ('b', x'00')")
    assert select(connection, "SELECT key FROM state") == [("b",)]


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (OSError(errno.ENOSPC, "full"), StoreFull),
        (OSError(errno.EIO, "broken"), StoreUnwritable),
        (apsw.FullError(), StoreFull),
        (apsw.IOError(), StoreUnwritable),
        (apsw.ReadOnlyError(), StoreUnwritable),
        (apsw.CorruptError(), StoreDamaged),
        (apsw.BusyError(), StoreBusy),
    ],
)
def test_every_fault_of_the_disk_has_its_sentence(raised: Exception, told: type[ClerkError]) -> None:
    with pytest.raises(told), clerk_errors():
        raise raised


def test_a_disk_that_fills_up_is_told_and_loses_nothing(connection: apsw.Connection, documents: Documents) -> None:
    documents.put([paper(1)])
    connection.pragma("max_page_count", int(connection.pragma("page_count")))
    with pytest.raises(StoreFull):
        documents.put([paper(number, source_path="x" * 10_000) for number in range(1, 100)])
    assert [one.source_path for one in documents.all_open()] == ["scan 1.png"]
    connection.pragma("max_page_count", 1_000_000)
    documents.put([paper(2)])
    assert len(documents.all_open()) == 2


def test_the_names_of_the_failpoints_go_as_far_as_the_migrations() -> None:
    assert failpoints.SCHEMAS == SCHEMA == len(MIGRATIONS)
