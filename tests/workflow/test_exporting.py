"""What is exported by default, writing in a thread, cancelling it, and what is not exported yet."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from openpyxl import load_workbook

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.errors import ClerkError, SourceDamaged, TargetForbidden, WorkerDied
from desktop_ocr.domain.recognition import Paper, Reading, Recognition
from desktop_ocr.domain.review import Correction, DocumentState
from desktop_ocr.export.base import ROWS_BETWEEN_REPORTS
from desktop_ocr.export.columns import ColumnChoice
from desktop_ocr.export.replacing import Disk
from desktop_ocr.workflow.exporting import Candidates, Export, ExportCancelled, ExportRecord, Scope

KIND = DocumentType("kind", "种类", "Kind", (FieldSpec("name", "姓名", "Name", ValueKind.NAME, required=True),))
NEW = Document(Source(Path("/scans/a.jpg")))


def read(value: str, score: float = 0.99) -> Document:
    paper = Paper("kind", 1.0, (), (Reading("name", value, value, score, "test"),))
    return NEW.read_as(KIND, Recognition("test", (paper,), 0, 1, 1, 0.1))


READY, LOOK = read("张三"), read("李四", 0.5)
FINISHED = replace(read("王五", 0.5), finished=True)
FAILED = NEW.failed(SourceDamaged())
READING = replace(NEW, reading=True)
EVERYTHING = [LOOK, READY, NEW, FAILED, FINISHED, READING]


class SlowDisk(Disk):
    """Holds the writing up until it is let go."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def create(self, folder: Path) -> Path:
        created = super().create(folder)
        self.reached.set()
        assert self.go_on.wait(10)
        return created


def exporting(documents: list[Document], path: Path, disk: Disk | None = None) -> Export:
    return Export(documents, path, lambda error: error.code, "zh", disk=disk or Disk())


async def until(event: threading.Event) -> None:
    while not event.is_set():
        await asyncio.sleep(0.002)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), [READY, FINISHED]),
        (Scope(to_look_at=True), [LOOK, READY, FINISHED]),
        (Scope(failed=True), [READY, FAILED, FINISHED]),
        (Scope(settled=False, failed=True), [FAILED]),
        (Scope(to_look_at=True, failed=True), [LOOK, READY, FAILED, FINISHED]),
        (Scope(settled=False), []),
    ],
)
def test_which_documents_go(scope: Scope, expected: list[Document]) -> None:
    assert list(Candidates.of(EVERYTHING).within(scope)) == expected


@pytest.mark.parametrize("state", [DocumentState.QUEUED, DocumentState.READING])
def test_what_is_not_read_never_goes(state: DocumentState) -> None:
    assert not Scope(True, True, True).takes(state)


def test_counts_and_headings() -> None:
    candidates = Candidates.of(EVERYTHING)
    assert candidates.count(DocumentState.READY, DocumentState.FINISHED) == 2
    assert candidates.count(DocumentState.QUEUED, DocumentState.READING) == 2
    assert [heading.state_needed for heading in candidates.headings(Scope(), "zh")] == [False]
    both = candidates.headings(Scope(to_look_at=True, failed=True), "en")
    assert [(heading.title, heading.state_needed) for heading in both] == [("Kind", True), ("Not read", True)]


def test_writes_in_a_thread_and_tells_the_loop(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    threads = set()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        threads.add(threading.current_thread())

    async def scenario() -> list[Path]:
        rows = [READY] * (2 * ROWS_BETWEEN_REPORTS + 1)
        written = await exporting(rows, tmp_path / "a.xlsx").run(progress)
        await asyncio.sleep(0)
        return written

    assert asyncio.run(scenario()) == [tmp_path / "a.xlsx"]
    assert told == [(100, 201), (200, 201), (201, 201)]
    assert threads == {threading.main_thread()}


def test_failed_document_is_a_row_with_its_error_and_columns_are_chosen(tmp_path: Path) -> None:
    one = replace(exporting([READY, FAILED], tmp_path / "a.xlsx"), columns=ColumnChoice({"kind": ("name",)}))
    asyncio.run(one.run())
    cards, rest = load_workbook(tmp_path / "a.xlsx").worksheets
    assert list(cards.iter_rows(values_only=True)) == [("姓名",), ("张三",)]
    assert list(rest.iter_rows(min_row=2, values_only=True)) == [("a.jpg", "1", "未读出", "E_DAMAGED", "E_DAMAGED")]


def test_names_the_files_that_would_be_replaced(tmp_path: Path) -> None:
    async def there(name: str) -> list[Path]:
        return await exporting([READY], tmp_path / name).existing()

    (tmp_path / "old.xlsx").write_bytes(b"old")
    assert asyncio.run(there("new.xlsx")) == []
    assert asyncio.run(there("old.xlsx")) == [tmp_path / "old.xlsx"]
    assert asyncio.run(there("x" * 300 + ".xlsx")) == []


def test_error_of_the_target(tmp_path: Path) -> None:
    with pytest.raises(TargetForbidden):
        asyncio.run(exporting([READY], tmp_path / "gone" / "a.xlsx").run())


def test_cancel_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    disk = SlowDisk()

    async def scenario() -> None:
        one = exporting([READY], target, disk)
        running = asyncio.create_task(one.run())
        await until(disk.reached)
        one.cancel()
        disk.go_on.set()
        with pytest.raises(ExportCancelled):
            await running

    asyncio.run(scenario())
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert target.read_bytes() == b"old"


def test_cancelled_between_rows(tmp_path: Path) -> None:
    one = exporting([READY] * 150, tmp_path / "a.xlsx")
    one.cancel()
    with pytest.raises(ExportCancelled):
        asyncio.run(one.run())
    assert list(tmp_path.iterdir()) == []


def test_cancelled_too_late_is_written(tmp_path: Path) -> None:
    class LateDisk(Disk):
        def replace(self, old: Path, new: Path) -> None:
            one.cancel()
            super().replace(old, new)

    one = exporting([READY], tmp_path / "a.xlsx", LateDisk())
    assert asyncio.run(one.run()) == [tmp_path / "a.xlsx"]


def test_cancelled_task_ends_after_the_thread_cleaned_up(tmp_path: Path) -> None:
    disk = SlowDisk()
    told: list[int] = []

    async def scenario() -> None:
        running = asyncio.create_task(exporting([READY], tmp_path / "a.xlsx", disk).run(lambda *_: told.append(1)))
        await until(disk.reached)
        running.cancel()
        await asyncio.sleep(0.01)
        assert not running.done()
        disk.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert list(tmp_path.iterdir()) == []

    asyncio.run(scenario())
    assert told == []


def test_record_of_what_was_exported() -> None:
    record = ExportRecord()
    changed = READY.corrected("name", Correction("赵六"))
    assert record.missing(EVERYTHING) == [LOOK, READY, FINISHED]
    record.add([LOOK, READY, FINISHED])
    assert record.missing(EVERYTHING) == []
    assert record.missing([changed, LOOK]) == [changed]
    record.add([changed])
    assert record.missing([changed, READY]) == []


@pytest.mark.parametrize(("document", "has_work"), [(NEW, False), (FAILED, False), (LOOK.failed(WorkerDied()), False)])
def test_nothing_is_lost_with_a_paper_that_was_not_read(document: Document, has_work: bool) -> None:
    assert bool(ExportRecord().missing([document])) is has_work


def test_a_shot_that_is_nowhere_else_is_work() -> None:
    shot = Document(Source(PurePath("Camera.jpg"), content=b"pixels"))
    assert ExportRecord().missing([shot]) == [shot]
    assert ExportRecord().missing([replace(shot, source=replace(shot.source, picture=7))]) == []


def test_a_persons_value_counts_even_when_reading_again_failed() -> None:
    error: ClerkError = WorkerDied()
    assert ExportRecord().missing([READY.corrected("name", Correction("赵六")).failed(error)])
