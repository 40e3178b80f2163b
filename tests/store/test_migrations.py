"""From every earlier schema to the newest, killed at every step: afterwards complete, and nothing is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

import desktop_ocr
from desktop_ocr.domain.errors import StoreError, StoreFull
from desktop_ocr.store import failpoints
from desktop_ocr.store.database import SCHEMA, open_database, schema, select, transaction
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.migrations import MIGRATIONS, migrate
from tests.store.conftest import MovedClock
from tests.store.values import KEY, real_sized

PAPERS = 200
READ = real_sized(lines=3)
STEPS = [f"migrate.{number}.{step}" for number in range(2, SCHEMA + 1) for step in ("begin", "end")]
OPENING = sorted(name for name in failpoints.NAMES if name.startswith("database."))
POINTS = [*OPENING, *STEPS, "documents.before_commit", "documents.after_commit"]
"""All that a start with an old store passes."""

CHILD = """
import sys
from pathlib import Path
from desktop_ocr.store.database import open_database
from desktop_ocr.store.migrations import migrate
connection = open_database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
migrate(connection)
print("migrated")
connection.close()
"""


def put_as_schema_1(connection: apsw.Connection, count: int) -> None:
    """Papers as the first schema kept them, with its own statements: today's code no longer writes it."""
    from desktop_ocr.store import codec

    read = codec.encode(READ)
    with transaction(connection):
        for number in range(1, count + 1):
            connection.execute(
                "INSERT INTO pictures (name, key, digest, size, added_at) VALUES (?, ?, ?, 100, '2026-01-01')",
                (f"{number:064x}", number.to_bytes(32), f"{number:064X}"),
            )
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, 1, 0, '', 'id_card', ?, ?, '', ?, ?, '')",
                (
                    *(number, number, float(-number), f"scan {number}.png".encode()),
                    codec.encode({"turn": 90}),
                    codec.encode([["name", {"value": f"王{number}", "reason": "none"}]]),
                    codec.encode({}),
                    number % 2,
                ),
            )
            connection.execute("INSERT INTO recognitions VALUES (?, ?)", (number, read))
            connection.execute(
                "INSERT INTO journal (document, at, kind, details) VALUES (?, '2026-01-01', 'added', ?)",
                (number, codec.encode({})),
            )
        connection.execute("INSERT INTO state VALUES ('current', ?)", (codec.encode(7),))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of schema 1 with some papers."""
    path = tmp_path_factory.mktemp("schema 1") / "store.db"
    connection = open_database(path, KEY)
    migrate(connection, up_to=1)
    put_as_schema_1(connection, PAPERS)
    connection.close()
    return path


@pytest.fixture
def store(old: Path, path: Path) -> Path:
    shutil.copy(old, path)
    return path


def start(path: Path, failpoint: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(path), KEY.hex()],
        env={**os.environ, failpoints.VARIABLE: failpoint},
        cwd=Path(desktop_ocr.__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def start_here(path: Path, point: str = "", fault: str = "") -> None:
    """What the child does, in this process; raises what the fault becomes."""
    seen: list[str] = []

    def hook(reached: str) -> None:
        if reached == point and not seen:
            seen.append(reached)
            failpoints.fail(fault)

    failpoints.install(hook)
    try:
        with closing(open_database(path, KEY)) as connection:
            migrate(connection)
    finally:
        failpoints.install(None)


def check(path: Path) -> None:
    connection = open_database(path, KEY)
    assert schema(connection) == SCHEMA
    assert connection.pragma("integrity_check") == "ok"
    documents = Documents(connection, MovedClock())
    found = documents.all_open()
    assert [one.id for one in found] == list(range(PAPERS, 0, -1))
    assert all(dict(one.corrections)["name"].value == f"王{one.id}" for one in found)
    assert all(one.recognition == READ and one.recipe.turn == 90 for one in found)
    assert all(one.picture == one.id and one.finished == bool(one.id % 2) and not one.deleted_at for one in found)
    assert select(connection, "SELECT count(*), count(DISTINCT key) FROM pictures") == [(PAPERS, PAPERS)]
    assert select(connection, "SELECT count(*) FROM journal") == [(PAPERS,)]
    assert documents.recall("current") == 7
    documents.draft(1, "name", "x")
    documents.put_into_bin([1])
    assert len(documents.bin()) == 1
    connection.close()


def tables(path: Path) -> list[tuple[str, ...]]:
    connection = open_database(path, KEY)
    found = select(connection, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
    connection.close()
    return found


def test_from_the_first_schema(store: Path) -> None:
    assert start(store).stdout == "migrated\n"
    check(store)


@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_and_started_again(store: Path, point: str) -> None:
    ended = start(store, f"{point}=kill")
    assert ended.returncode != 0, "the fail-point was never reached"
    assert "migrated" not in ended.stdout
    start_here(store)
    check(store)


@pytest.mark.parametrize("fault", ["EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("point", POINTS)
def test_failed_anywhere_and_started_again(store: Path, point: str, fault: str) -> None:
    with pytest.raises((StoreError, failpoints.FailpointReached)):
        start_here(store, point, fault)
    start_here(store)
    check(store)


@pytest.mark.parametrize(
    "point", [f"migrate.{number}.{step}" for number in range(1, SCHEMA + 1) for step in ("begin", "end")]
)
def test_the_first_start_ended_anywhere_and_started_again(path: Path, point: str) -> None:
    assert start(path, f"{point}=kill").returncode != 0
    assert start(path).stdout == "migrated\n"
    other = path.with_name("unharmed.db")
    start(other)
    assert tables(path) == tables(other)


def test_a_step_is_taken_as_a_whole_or_not(store: Path) -> None:
    start(store, "migrate.2.end=kill")
    connection = open_database(store, KEY)
    assert schema(connection) == 1
    assert select(connection, "SELECT name FROM sqlite_master WHERE name = 'calls'") == []
    connection.close()


def test_there_is_time_for_a_backup_before(store: Path, path: Path) -> None:
    seen: list[int] = []
    for one in (store, path.with_name("new.db")):
        connection = open_database(one, KEY)
        migrate(connection, before=seen.append)
        migrate(connection, before=seen.append)
        connection.close()
    assert seen == [1]  # not for a new store, not where nothing is to do


def test_without_a_backup_nothing_is_migrated(store: Path) -> None:
    def full(_: int) -> None:
        raise StoreFull

    connection = open_database(store, KEY)
    with pytest.raises(StoreFull):
        migrate(connection, before=full)
    assert schema(connection) == 1
    connection.close()


def test_the_steps_are_numbered_without_a_gap() -> None:
    assert [one.number for one in MIGRATIONS] == list(range(1, SCHEMA + 1))
