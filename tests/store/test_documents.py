"""The papers in work on disk: what was put comes back, in order, quickly; the bin; drafts; the journal."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.store import failpoints, journal
from desktop_ocr.store.database import open_database, select
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.picture_rows import PictureRows
from desktop_ocr.store.records import Draft, StoredDocument
from tests.store import values
from tests.store.conftest import MovedClock
from tests.store.values import KEY, paper, real_sized

READ = real_sized(lines=2)
NAME = (("name", Correction("张三")),)


def decrypted(content: bytes, size: int = 4096, reserve: int = 80) -> bytes:
    """What one with the key sees in a file of SQLCipher's format: pages of AES-CBC, each with its vector behind."""
    found = []
    for start in range(0, len(content), size):
        page = content[start : start + size]
        text, vector = page[16 if start == 0 else 0 : -reserve], page[-reserve : 16 - reserve]
        found.append(Cipher(algorithms.AES(KEY), modes.CBC(vector)).decryptor().update(text))
    return b"".join(found)


class WrittenFile:
    """A picture file as ``PictureFiles`` says it wrote it."""

    def __init__(self, number: int, digest: str = "") -> None:
        self.name = f"{number:064x}"
        self.key = bytes([number]) * 32
        self.digest = digest or f"{number + 1000:064x}"
        self.size = 12_345


def kinds(connection: apsw.Connection, document: int) -> list[str]:
    return [one.kind for one in journal.entries(connection, document)]


@contextmanager
def failing_at(name: str) -> Iterator[None]:
    def hook(reached: str) -> None:
        if reached == name:
            raise failpoints.FailpointReached

    failpoints.install(hook)
    try:
        with pytest.raises(failpoints.FailpointReached):
            yield
    finally:
        failpoints.install(None)


# --- Put and load ---------------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(values.documents(st.integers(1, 5)), max_size=6))
def test_whatever_is_put_comes_back(documents: Documents, clock: MovedClock, put: list[StoredDocument]) -> None:
    documents.purge(range(6))
    documents.put(put)
    last = {one.id: one for one in put}
    fresh = Documents(documents._connection, clock)
    assert {one.id: one for one in fresh.all_open()} == last
    assert [one.place for one in fresh.all_open()] == sorted(one.place for one in last.values())


def test_it_comes_back_after_closing(path: Path, clock: MovedClock) -> None:
    put = [paper(1, recognition=READ, error_code="E_GONE", error_facts={"n": 1}), paper(2, recipe=Recipe(90))]
    for _ in range(2):
        connection = open_database(path, KEY)
        migrate(connection)
        documents = Documents(connection, clock)
        documents.put(put)
        connection.close()
    connection = open_database(path, KEY)
    assert Documents(connection, clock).all_open() == put
    connection.close()


def test_papers_stand_in_order_of_their_place(documents: Documents) -> None:
    documents.put([paper(1, place=2.0), paper(2, place=1.0), paper(3, place=1.5)])
    assert [one.id for one in documents.all_open()] == [2, 3, 1]


def test_a_recognition_that_is_dropped_is_gone_and_another_replaces_it(documents: Documents, clock: MovedClock) -> None:
    for recognition in (READ, real_sized(1, lines=1), None, READ):
        documents.put([paper(1, recognition=recognition)])
        assert Documents(documents._connection, clock).all_open()[0].recognition == recognition


def test_a_keystroke_does_not_write_the_recognition_again(connection: apsw.Connection, documents: Documents) -> None:
    read = paper(1, recognition=real_sized())
    documents.put([read])
    written = int(connection.pragma("page_count"))
    connection.execute(
        "CREATE TEMP TRIGGER heavy BEFORE INSERT ON main.recognitions BEGIN SELECT RAISE(ABORT, ''); END"
    )
    documents.put([replace(read, corrections=NAME)])
    assert int(connection.pragma("page_count")) - written <= 1


def test_a_number_is_never_given_twice(documents: Documents) -> None:
    assert documents.next_id() == 1
    documents.put([paper(1), paper(7)])
    documents.purge([7])
    assert documents.next_id() == 8


@pytest.mark.parametrize("name", ["documents.begun", "documents.written", "documents.before_commit"])
def test_what_fails_changes_nothing_and_can_be_put_again(documents: Documents, clock: MovedClock, name: str) -> None:
    before, after = paper(1, recognition=READ), paper(1, corrections=NAME)
    documents.put([before])
    with failing_at(name):
        documents.put([after, paper(2)])
    assert Documents(documents._connection, clock).all_open() == [before]
    documents.put([after])
    assert Documents(documents._connection, clock).all_open() == [after]


def test_what_fails_after_the_commit_is_not_taken_for_unwritten(documents: Documents, clock: MovedClock) -> None:
    before, after = paper(1, recognition=READ), paper(1, recognition=None)
    documents.put([before])
    with failing_at("documents.after_commit"):
        documents.put([after])
    documents.put([before])
    assert Documents(documents._connection, clock).all_open() == [before]


def test_five_hundred_full_pages_load_in_seconds(path: Path, clock: MovedClock) -> None:
    """Seconds of the processor, and three times what it takes: the other half of a core may be busy."""
    pages = [real_sized(number) for number in range(20)]
    put = [paper(number, recognition=pages[number % 20]) for number in range(1, 501)]
    connection = open_database(path, KEY)
    migrate(connection)
    Documents(connection, clock).put(put)
    connection.close()
    with collecting_as_the_window_does():
        begun = time.process_time()
        connection = open_database(path, KEY)
        opened = time.process_time()
        found = Documents(connection, clock).all_open()
        loaded = time.process_time()
    print(f"\n500 papers: opened in {opened - begun:.2f} s, loaded in {loaded - opened:.2f} s")
    assert found == put
    assert loaded - opened < 2.0
    assert loaded - begun < 3.0
    connection.close()


@contextmanager
def collecting_as_the_window_does() -> Iterator[None]:
    """``ui/garbage.py`` collects by a timer; left to itself Python goes over all pages again and again."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


# --- The bin --------------------------------------------------------------------------------------------------------


def test_the_bin_takes_and_gives_back(documents: Documents, clock: MovedClock) -> None:
    documents.put([paper(1, recognition=READ), paper(2), paper(3)])
    documents.put_into_bin([1])
    clock.move(days=1)
    documents.put_into_bin([1, 2])
    assert [one.id for one in documents.all_open()] == [3]
    assert [(one.id, one.deleted_at[:10]) for one in documents.bin()] == [(2, "2026-03-02"), (1, "2026-03-01")]
    documents.restore([1, 3, 99])
    assert documents.all_open() == [paper(1, recognition=READ), paper(3)]
    assert kinds(documents._connection, 1) == ["added", "read", "binned", "restored"]


def test_a_change_that_comes_late_does_not_take_a_paper_out_of_the_bin(documents: Documents) -> None:
    documents.put([paper(1)])
    documents.put_into_bin([1])
    documents.put([paper(1, corrections=NAME)])
    assert documents.all_open() == []
    assert documents.bin()[0].corrections == NAME


def test_deleting_for_good_leaves_nothing(connection: apsw.Connection, documents: Documents, clock: MovedClock) -> None:
    pictures = PictureRows(connection, clock)
    shared, own = pictures.add(WrittenFile(1)), pictures.add(WrittenFile(2))
    documents.put([paper(1, picture=shared.id), paper(2, picture=shared.id), paper(3, picture=own.id)])
    documents.put([paper(1, picture=shared.id, corrections=NAME)])
    documents.draft(1, "name", "张")
    assert documents.purge([1, 3]) == (own.name,)
    assert pictures.names() == {shared.name}
    assert documents.purge([2]) == (shared.name,)
    counted = select(
        connection,
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM recognitions), (SELECT count(*) FROM journal), "
        "(SELECT count(*) FROM drafts), (SELECT count(*) FROM pictures)",
    )
    assert counted == [(0, 0, 0, 0, 0)]


def test_a_number_that_is_used_again_is_a_new_paper(documents: Documents, clock: MovedClock) -> None:
    """Undo after the bin was emptied: nothing that was known of the old one may be taken for written."""
    documents.put([paper(1, recognition=READ, corrections=NAME)])
    documents.purge([1])
    documents.put([paper(1, recognition=READ, corrections=NAME)])
    assert Documents(documents._connection, clock).all_open() == [paper(1, recognition=READ, corrections=NAME)]
    assert kinds(documents._connection, 1) == ["added", "read", "corrected"]


def test_the_key_of_a_deleted_picture_is_in_no_file(path: Path, clock: MovedClock) -> None:
    """Not even for one who has the data key: every page of the files is decrypted and searched."""
    connection = open_database(path, KEY)
    migrate(connection)
    pictures, documents = PictureRows(connection, clock), Documents(connection, clock)
    kept = [pictures.add(WrittenFile(number)) for number in (5, 6)]
    documents.put([paper(number, picture=one.id) for number, one in enumerate(kept, 1)])
    documents.purge([1])
    assert path.with_name("store.db-wal").stat().st_size == 0
    pages = decrypted(path.read_bytes())
    assert (kept[1].key in pages, kept[0].key in pages) == (True, False)
    connection.close()


# --- Drafts and the session -----------------------------------------------------------------------------------------


def test_what_is_being_typed_is_kept(documents: Documents, clock: MovedClock) -> None:
    documents.put([paper(1), paper(2)])
    documents.draft(1, "name", "张")
    clock.move(seconds=1)
    documents.draft(2, "name", "李\ud83d")
    documents.draft(1, "name", "张三")
    documents.draft(9, "name", "nobody's")
    assert documents.drafts() == [Draft(1, "name", "张三"), Draft(2, "name", "李\ufffd")]
    documents.draft(2, "name", None)
    documents.put_into_bin([1])
    assert documents.drafts() == []
    documents.restore([1])
    assert documents.drafts() == [Draft(1, "name", "张三")]


def test_a_correction_ends_its_draft(documents: Documents) -> None:
    documents.put([paper(1)])
    documents.draft(1, "name", "张")
    documents.draft(1, "number", "1101")
    documents.put([paper(1, corrections=NAME)])
    assert documents.drafts() == [Draft(1, "number", "1101")]


@pytest.mark.parametrize("value", [0, False, "", "张三", 1.5, b"\x00", [1, "a", None], {"at": [1, 2]}])
def test_the_session_is_remembered(documents: Documents, value: object) -> None:
    assert documents.recall("key") is None
    documents.remember("key", "before")
    documents.remember("key", value)
    assert documents.recall("key") == value
    documents.remember("key", None)
    assert documents.recall("key") is None


# --- The journal ----------------------------------------------------------------------------------------------------


def test_the_journal_tells_what_happened(connection: apsw.Connection, documents: Documents, clock: MovedClock) -> None:
    steps = [
        paper(1),
        paper(1, recognition=READ, document_type="id_card"),
        paper(1, recognition=READ, document_type="id_card", corrections=NAME),
        paper(1, recognition=READ, document_type="id_card", corrections=(("name", Correction("张", Reason.OTHER)),)),
        paper(1, recognition=READ, document_type="id_card", finished=True),
        paper(1, recognition=READ, document_type="id_card", exported_at="2026-03-01T08:00:00"),
        paper(1, asked_type="invoice", recipe=Recipe(90)),
        paper(1, asked_type="invoice", recipe=Recipe(90), error_code="E_TIMEOUT"),
    ]
    for one in steps:
        documents.put([one])
        documents.put([one])  # nothing changed: nothing written
        clock.move(seconds=1)
    found = journal.entries(connection, 1)
    assert [one.kind for one in found] == [
        *("added", "read", "corrected", "corrected", "withdrawn", "finished", "reopened", "exported"),
        *("prepared", "asked", "failed"),
    ]
    assert found[2].details == {"field": "name", "value": "张三", "reason": "none"}
    assert found[1].details["values"] == [[one.field, one.value, one.confidence] for one in READ.papers[0].readings]
    assert found[-1].at == "2026-03-01T08:00:07.000000+00:00"


def test_no_line_of_the_journal_can_be_changed(connection: apsw.Connection, documents: Documents) -> None:
    documents.put([paper(1)])
    with pytest.raises(apsw.ConstraintError):
        connection.execute("UPDATE journal SET kind = 'never'")
