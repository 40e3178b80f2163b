"""Keeping a batch: what is said to be saved is on the disk, and comes back as it was."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import CallUnknown, SourceDamaged, SourceGone, StoreFull
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState, Reason
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.records import PictureRecord, StoredDocument
from desktop_ocr.store.store import Store
from desktop_ocr.workflow import picture_copies
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.remembering import Session
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.saving import Saving
from tests.fakes import ID_CARD, MATCHING, TYPES, recognition


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 30))


class Desk:
    """One start of the program: a batch, and what keeps it in a folder."""

    def __init__(self, folder: Path, secrets: MemorySecrets) -> None:
        self.at_hand = AtHand()
        self.safe = Safe(folder, keyring=lambda: secrets, at_hand=self.at_hand)
        self.batch = Batch(TYPES)
        self.keeper: Keeper
        self.session: Session

    async def __aenter__(self) -> Desk:
        await self.safe.open()
        assert self.safe.thread is not None
        self.keeper = Keeper(self.batch, self.safe.thread, self.at_hand)
        self.session = await self.keeper.load(TYPES)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.safe.close(backs_up=False)


def saving(one: Desk) -> Saving:
    """Asked anew: what is awaited in between changes it, which a type checker cannot know."""
    return one.keeper.saving


@pytest.fixture
def desk(tmp_path: Path) -> Callable[[], Desk]:
    secrets = MemorySecrets()
    return lambda: Desk(tmp_path / "store", secrets)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "card.png"
    path.write_bytes(b"the bytes of a card")
    return path


def read(path: Path) -> Document:
    return Document(Source(path)).read_as(ID_CARD, recognition(MATCHING))


def test_everything_comes_back(desk: Callable[[], Desk], picture: Path) -> None:
    said = Correction("章三", Reason.OTHER, Quad.rectangle(0.1, 0.1, 0.2, 0.2))

    async def scenario() -> None:
        async with desk() as first:
            keys = first.batch.add([read(picture), Document(Source(picture)), Document(Source(picture))])
            first.batch.correct(keys[0], "name", said)
            first.batch.finish(keys[0], True)
            first.batch.set_recipe(keys[1], Recipe(turn=90, crop=Quad.rectangle(0.2, 0.2, 0.8, 0.8)))
            first.batch.put(keys[2], [first.batch.begin_reading(keys[2]).failed(SourceGone())])
            await first.keeper.write()
            await first.keeper.remember(keys[1], None)
            before = first.batch.documents()
        async with desk() as second:
            after = second.batch.documents()
            assert [one.corrections for one in after] == [one.corrections for one in before]
            assert [one.recipe for one in after] == [one.recipe for one in before]
            assert [one.state for one in after] == [one.state for one in before]
            assert after[0].fields == before[0].fields
            assert isinstance(after[2].error, SourceGone)
            assert second.session.current == second.batch.key_at(1)

    run(scenario())


def test_what_is_incomplete_stays_so(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            tried = Document(Source(picture)).failed(SourceDamaged()).tried_anyway()
            first.batch.add([tried, tried.read_as(ID_CARD, recognition(MATCHING)), tried.failed(SourceDamaged())])
            await first.keeper.write()
        async with desk() as second:
            waiting, found, failed = second.batch.documents()
            assert (waiting.is_incomplete, waiting.state) == (True, DocumentState.QUEUED)
            assert (found.is_incomplete, found.state) == (True, DocumentState.NEEDS_LOOK)
            assert (failed.may_be_tried, failed.state) == (False, DocumentState.FAILED)

    run(scenario())


def test_the_file_is_not_needed_any_more(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(Source(picture))])
            await first.keeper.write()
        picture.unlink()
        async with desk() as second:
            contents = Contents()
            contents.keeper = second.keeper
            source = second.batch.documents()[0].source
            found = await asyncio.to_thread(contents, source)
            assert found.content == b"the bytes of a card"

    run(scenario())


def test_a_file_that_is_back_within_reach_is_kept(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            aside = picture.rename(picture.with_suffix(".aside"))
            (key,) = first.batch.add([Document(Source(picture))])
            await first.keeper.write()
            first.batch.put(key, [first.batch.begin_reading(key).failed(SourceGone())])
            await first.keeper.write()
            assert first.batch.document(key).source.picture is None
            aside.rename(picture)
            first.batch.put(key, [first.batch.begin_reading(key).read_as(ID_CARD, recognition(MATCHING))])
            await first.keeper.write()
            assert first.keeper.saving is Saving.SAVED
            assert first.batch.document(key).source.picture is not None
        picture.unlink()
        async with desk() as second:
            source = second.batch.documents()[0].source
            assert (await asyncio.to_thread(second.keeper.contents, source)).content == b"the bytes of a card"

    run(scenario())


def test_what_is_pasted_is_kept_and_leaves_the_memory(desk: Callable[[], Desk]) -> None:
    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([Document(Source(Path("Pasted.png"), content=b"pixels"))])
            await first.keeper.write()
            assert first.batch.document(key).source.content == b""
            found = await asyncio.to_thread(first.keeper.contents, first.batch.document(key).source)
            assert found.content == b"pixels"

    run(scenario())


def test_a_file_written_anew_under_its_name_is_another_picture(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(Source(picture))])
            await first.keeper.write()
            picture.write_bytes(b"another card")
            first.batch.add([Document(Source(picture))])
            await first.keeper.write()
            sources = [one.source for one in first.batch.documents()]
            found = [(await asyncio.to_thread(first.keeper.contents, one)).content for one in sources]
            assert found == [b"the bytes of a card", b"another card"]

    run(scenario())


def test_who_was_asked_and_what_left_is_kept_but_the_bin_sends_nothing(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            waiting, lost, thrown = first.batch.add([Document(Source(picture))] * 3)
            for key in (waiting, lost, thrown):
                first.batch.read_with(key, "cloud", None)
            first.batch.mark_sent(lost)
            first.batch.fail(lost, CallUnknown())
            first.batch.pay_again(lost)  # a word for one reading, not for the next day
            await first.keeper.write()
            first.batch.remove([thrown])
            await first.keeper.write()
        async with desk() as second:
            documents = second.batch.documents()
            assert [(one.engine, one.is_sent, one.may_pay_again) for one in documents] == [
                ("cloud", False, False),
                ("cloud", True, False),
            ]
            (key,) = await second.keeper.take_from_bin([3], TYPES)
            assert second.batch.document(key).engine == ""

    run(scenario())


def test_removed_papers_lie_in_the_bin_and_come_back_by_undo_or_from_there(
    desk: Callable[[], Desk], picture: Path
) -> None:
    async def scenario() -> None:
        async with desk() as first:
            one, two = first.batch.add([read(picture), Document(Source(picture))])
            await first.keeper.write()
            taken = first.batch.remove([one])
            await first.keeper.write()
            assert [each.id for each in await first.safe.bin()] == [1]
            first.batch.restore(taken)
            await first.keeper.write()
            assert await first.safe.bin() == []
            first.batch.remove([one, two])
            await first.keeper.write()
        async with desk() as second:
            assert len(second.batch) == 0
            (key,) = await second.keeper.take_from_bin([1], TYPES)
            await second.keeper.write()
            assert second.batch.document(key).state is DocumentState.READY
        async with desk() as third:
            assert len(third.batch) == 1

    run(scenario())


def test_what_comes_before_the_store_is_open_stands_behind_what_was_there(
    desk: Callable[[], Desk], picture: Path
) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([read(picture)])
            await first.keeper.write()
        early = desk()
        early.batch.add([Document(Source(picture, page=2))])
        async with early as second:
            await second.keeper.write()
            assert [one.source.page for one in second.batch.documents()] == [1, 2]
        async with desk() as third:
            assert [one.source.page for one in third.batch.documents()] == [1, 2]

    run(scenario())


def test_saved_is_said_after_the_disk_said_so(
    desk: Callable[[], Desk], picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with desk() as first:
            seen: list[Saving] = []
            first.keeper.subscribe(lambda: seen.append(first.keeper.saving))
            put = Store.put

            def full(*_: object) -> None:
                raise StoreFull

            monkeypatch.setattr(Store, "put", full)
            first.batch.add([read(picture)])
            await first.keeper.write()
            assert seen == [Saving.UNDER_WAY, Saving.FAILED]
            assert isinstance(first.keeper.problem, StoreFull)
            monkeypatch.setattr(Store, "put", put)
            await first.keeper.write()  # nothing new happened: what failed is tried again
            assert seen[-1] is Saving.SAVED
        async with desk() as second:
            assert len(second.batch) == 1

    run(scenario())


def test_what_failed_counts_as_failed_until_a_write_went_well(
    desk: Callable[[], Desk], picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the strip that says so would come and go with every key and every try."""

    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([read(picture)])
            await first.keeper.write()
            seen: list[Saving] = []

            def full(*_: object) -> None:
                raise StoreFull

            with monkeypatch.context() as broken:
                broken.setattr(Store, "put", full)
                first.batch.correct(key, "name", Correction("章"))
                await first.keeper.write()
                problem = first.keeper.problem
                first.keeper.subscribe(lambda: seen.append(first.keeper.saving))
                first.batch.correct(key, "name", Correction("章三"))
                await first.keeper.write()
                await first.keeper.write()
            assert isinstance(problem, StoreFull)
            assert (first.keeper.saving, first.keeper.problem, seen) == (Saving.FAILED, problem, [])
            await first.keeper.write()
            assert seen == [Saving.SAVED]
            first.batch.correct(key, "name", Correction("章三四"))
            assert seen == [Saving.SAVED, Saving.UNDER_WAY]

    run(scenario())


def test_typed_text_comes_back(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([read(picture)])
            await first.keeper.write()
            await first.keeper.remember(key, ("name", "half a na"))
        async with desk() as second:
            assert second.session.drafts == ((second.batch.key_at(0), "name", "half a na"),)
            key = second.batch.key_at(0)
            second.batch.correct(key, "name", Correction("whole"))
            await second.keeper.write()
        async with desk() as third:
            assert third.session.drafts == ()

    run(scenario())


def test_a_kind_that_is_gone_is_read_again_and_a_person_s_values_stay(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([read(picture)])
            first.batch.correct(key, "name", Correction("章三"))
            await first.keeper.write()
        other = desk()
        async with other as second:
            document = second.batch.documents()[0]
            assert document.state is DocumentState.READY
        async with desk() as third:
            keeper = Keeper(Batch(TYPES), third.safe.thread) if third.safe.thread else None
            assert keeper is not None
            await keeper.load({})
            (alone,) = keeper._batch.documents()
            assert (alone.state, alone.corrections) == (DocumentState.QUEUED, (("name", Correction("章三")),))

    run(scenario())


def test_a_kind_that_is_gone_is_not_sent_to_a_service_once_more(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            waiting, answered = first.batch.add([Document(Source(picture))] * 2)
            for key in (waiting, answered):
                first.batch.read_with(key, "cloud", None)
            first.batch.put(answered, [replace(read(picture), engine="cloud")])
            await first.keeper.write()
        async with desk() as second:
            assert second.safe.thread is not None
            keeper = Keeper(Batch(TYPES), second.safe.thread)
            await keeper.load({})
            found = [(one.state, one.engine) for one in keeper._batch.documents()]
            assert found == [(DocumentState.QUEUED, "cloud"), (DocumentState.QUEUED, "")]

    run(scenario())


def test_a_file_that_is_another_one_by_now_is_not_sent_to_a_service(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([replace(read_of(picture, picture.read_bytes()), engine="cloud")])
            picture.write_bytes(b"another card")
            await first.keeper.write()
            now = first.batch.document(key)
            assert (now.state, now.engine) == (DocumentState.QUEUED, "")

    run(scenario())


def test_five_hundred_papers_are_back_at_once(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([replace(read(picture), paper_index=0) for _ in range(500)])
            first.keeper._pictures._unreadable.update(first.batch.keys())  # not their pictures
            await first.keeper.write()
        async with desk() as second:
            assert len(second.batch) == 500

    run(scenario())


def test_what_was_exported_is_known_at_the_next_start_until_it_changes(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([read(picture), read(picture)])
            await first.keeper.write()
            first.keeper.mark_exported(first.batch.documents())
            await first.keeper.write()
            first.batch.correct(first.batch.key_at(1), "name", Correction("章三"))
            await first.keeper.write()
        async with desk() as second:
            assert second.session.exported == (second.batch.key_at(0),)

    run(scenario())


def test_a_stop_survives_the_end(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([Document(Source(picture))])
            await first.keeper.write()
            await first.keeper.remember(key, None, is_stopped=True)
        async with desk() as second:
            assert second.session.is_stopped
            assert second.batch.documents()[0].state is DocumentState.QUEUED

    run(scenario())


def test_a_page_that_is_wanted_at_the_very_end_is_no_bug(desk: Callable[[], Desk], picture: Path) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(Source(picture))])
            await first.keeper.write()
            source = first.batch.documents()[0].source
        with pytest.raises(SourceGone):
            await asyncio.to_thread(first.keeper.contents, source)

    run(scenario())


def new(path: Path) -> Document:
    return Document(Source(path), is_new=True)


def unfolded(batch: Batch, key: int, pages: tuple[int, ...]) -> None:
    """What looking into a file of several pages does to the batch."""
    now = batch.document(key)
    found = [replace(now, is_new=page != pages[0], source=replace(now.source, page=page)) for page in pages]
    batch.unfold(key, found)


def test_a_files_first_page_is_never_kept_without_the_others(
    desk: Callable[[], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill after the first transaction: the file is looked into during it, while other pictures are copied."""
    paths = [tmp_path / f"{number}.pdf" for number in range(4)]
    paths[0].write_bytes(b"a file")
    pasted = [Document(Source(Path(path.name), content=path.name.encode()), is_new=True) for path in paths[1:]]

    async def scenario() -> None:
        async with desk() as first:
            keys = first.batch.add([new(paths[0]), *pasted])
            write = first.keeper._write_documents

            async def write_once(given: Any) -> None:
                await write(given)
                raise asyncio.CancelledError

            monkeypatch.setattr(first.keeper, "_write_documents", write_once)
            writing = asyncio.ensure_future(first.keeper.write())
            while first.batch.document(keys[1]).source.picture is None:
                await asyncio.sleep(0)
            unfolded(first.batch, keys[0], (1, 2, 3))
            await asyncio.gather(writing, return_exceptions=True)
        async with desk() as second:
            kept = [(one.source.name, one.source.page, one.is_new) for one in second.batch.documents()]
            assert kept[:3] == [("0.pdf", 1, False), ("0.pdf", 2, True), ("0.pdf", 3, True)]
            assert [one[0] for one in kept[3:]] == ["1.pdf", "2.pdf", "3.pdf"]

    run(scenario())


def test_the_pages_that_are_wanted_stay_those_while_their_file_is_copied(
    desk: Callable[[], Desk], picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(source: Source) -> SourceBytes:
        begun.set()
        go.wait(10)
        return source_bytes(source)

    monkeypatch.setattr(picture_copies, "source_bytes", slow)

    async def scenario() -> None:
        async with desk() as first:
            (key,) = first.batch.add([new(picture)])
            writing = asyncio.ensure_future(first.keeper.write())
            await asyncio.to_thread(begun.wait, 10)
            unfolded(first.batch, key, (5, 6))
            go.set()
            await writing
            assert [one.source.page for one in first.batch.documents()] == [5, 6]
            assert all(one.source.picture is not None for one in first.batch.documents())

    run(scenario())


def test_what_is_typed_does_not_wait_for_all_pictures(
    desk: Callable[[], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are written before the first file is copied, and again after each slice of copying."""
    paths = [tmp_path / f"{number}.png" for number in range(3)]
    for path in paths:
        path.write_bytes(path.name.encode())
    monkeypatch.setattr(picture_copies, "COPYING", 0.0)

    async def scenario() -> None:
        async with desk() as first:
            keys = first.batch.add([read(path) for path in paths])
            first.batch.correct(keys[2], "name", Correction("章三"))
            there: list[StoredDocument] = []
            while not there or there[0].picture is None:
                assert await first.keeper._write_some(copies_files=True)
                there = await kept(first)
            assert [one.picture is not None for one in there] == [True, False, False]
            assert dict(there[2].corrections)["name"] == Correction("章三")
            assert first.keeper.saving is not Saving.SAVED
            await first.keeper.write()
            assert saving(first) is Saving.SAVED
            assert all(one.source.picture is not None for one in first.batch.documents())

    run(scenario())


async def kept(one: Desk) -> list[StoredDocument]:
    assert one.safe.thread is not None
    return await one.safe.thread.run(Store.all_open)


async def picture_digests(one: Desk) -> list[str]:
    """Of all pictures in the store, whether a paper shows them or not."""
    assert one.safe.thread is not None
    return sorted(row.digest for row in await one.safe.thread.run(lambda store: store._pictures.all()))


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Files named "far.png" give no bytes before it is set."""
    answers = threading.Event()

    def far(source: Source) -> SourceBytes:
        if source.name == "far.png":
            answers.wait(30)
        return source_bytes(source)

    monkeypatch.setattr(picture_copies, "source_bytes", far)
    monkeypatch.setattr(picture_copies, "COPYING", 0.01)
    yield answers
    answers.set()


@pytest.fixture
def far(tmp_path: Path) -> Path:
    path = tmp_path / "far.png"
    path.write_bytes(b"the bytes of a card on a share")
    return path


def test_a_file_that_stalls_keeps_no_rows_from_the_disk(
    desk: Callable[[], Desk], far: Path, picture: Path, stalled: threading.Event
) -> None:
    async def scenario() -> None:
        async with desk() as first:
            keys = first.batch.add([read(far), read(picture)])
            writing = asyncio.ensure_future(first.keeper.write())
            while len(await kept(first)) < 2:
                await asyncio.sleep(0)
            first.batch.correct(keys[1], "name", Correction("章三"))  # while it is waited for
            while dict((await kept(first))[1].corrections).get("name") != Correction("章三"):
                await asyncio.sleep(0)
            while not first.keeper.is_work_on_disk:
                await asyncio.sleep(0)
            assert first.keeper.saving is Saving.UNDER_WAY
            stalled.set()
            await writing
            assert saving(first) is Saving.SAVED
            assert all(one.source.picture is not None for one in first.batch.documents())

    run(scenario())


def test_a_file_that_never_comes_is_given_up_and_the_others_are_copied(
    desk: Callable[[], Desk], far: Path, picture: Path, stalled: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_copies, "READING", 0.05)

    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([read(far), read(picture)])
            await first.keeper.write()
            assert not stalled.is_set()
            assert [one.source.picture is not None for one in first.batch.documents()] == [False, True]
            assert first.keeper.saving is Saving.SAVED

    run(scenario())


def test_a_file_that_fails_after_it_was_given_up_is_no_bug(
    desk: Callable[[], Desk], far: Path, stalled: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_copies, "READING", 0.05)

    async def scenario() -> None:
        bugs: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: bugs.append(context))
        async with desk() as first:
            first.batch.add([read(far)])
            await first.keeper.write()
            far.unlink()
            stalled.set()
            while any(one.name == "copying a source" for one in threading.enumerate()):
                await asyncio.sleep(0)
            await asyncio.sleep(0)
            gc.collect()
            assert bugs == []

    run(scenario())


def test_the_last_write_waits_for_no_file(desk: Callable[[], Desk], far: Path, stalled: threading.Event) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([read(far), Document(Source(Path("Pasted.png"), content=b"pixels"))])
            await first.keeper.write_work()
            assert not stalled.is_set()
            assert first.keeper.is_work_on_disk
            assert [one.picture is not None for one in await kept(first)] == [False, True]

    run(scenario())


@pytest.mark.parametrize("is_pasted", [False, True])
def test_a_picture_for_which_there_is_no_room_keeps_no_rows_from_the_disk(
    desk: Callable[[], Desk], tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch, is_pasted: bool
) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(b"large")
    add = Store.add_picture

    def full(store: Store, content: bytes) -> PictureRecord:
        if content == b"large":
            raise StoreFull
        return add(store, content)

    async def scenario() -> None:
        async with desk() as first:
            with monkeypatch.context() as broken:
                broken.setattr(Store, "add_picture", full)
                first.batch.add([Document(Source(large, content=b"large" if is_pasted else b"")), read(picture)])
                await first.keeper.write()
            assert (first.keeper.saving, type(first.keeper.problem)) == (Saving.FAILED, StoreFull)
            assert [Path(one.source_path) for one in await kept(first)] == [large, picture][is_pasted:]
            assert first.keeper.is_work_on_disk is not is_pasted
            await first.keeper.write()
            assert first.keeper.saving is Saving.SAVED
            assert all(one.source.picture is not None for one in first.batch.documents())

    run(scenario())


def test_a_picture_is_added_once_whoever_writes_at_the_same_time(desk: Callable[[], Desk]) -> None:
    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(Source(Path("Pasted.png"), content=b"pixels"))])
            await asyncio.gather(first.keeper.write(), first.keeper.write_work())
            assert await picture_digests(first) == [digest(b"pixels")]

    run(scenario())


@pytest.mark.parametrize("is_pasted", [False, True])
def test_a_picture_is_added_once_where_a_write_is_cancelled_meanwhile(
    desk: Callable[[], Desk], picture: Path, monkeypatch: pytest.MonkeyPatch, is_pasted: bool
) -> None:
    begun, go, add = threading.Event(), threading.Event(), Store.add_picture

    def slow(store: Store, content: bytes) -> PictureRecord:
        begun.set()
        go.wait(10)
        return add(store, content)

    monkeypatch.setattr(Store, "add_picture", slow)

    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(Source(picture, content=b"pixels" if is_pasted else b""))])
            writing = asyncio.ensure_future(first.keeper.write())
            await asyncio.to_thread(begun.wait, 10)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            go.set()
            await first.keeper.write()
            assert first.keeper.saving is Saving.SAVED
            assert len(await picture_digests(first)) == 1

    run(scenario())


@pytest.mark.parametrize("is_pasted", [False, True])
def test_the_pages_of_a_file_share_one_copy(desk: Callable[[], Desk], picture: Path, is_pasted: bool) -> None:
    content = picture.read_bytes()
    first_page = Source(picture, content=content if is_pasted else b"", digest=digest(content))

    async def scenario() -> None:
        async with desk() as first:
            first.batch.add([Document(replace(first_page, page=page)) for page in (1, 2, 3)])
            await first.keeper.write()
            assert await picture_digests(first) == [digest(content)]
            assert {one.picture for one in await kept(first)} == {1}

    run(scenario())


def read_of(path: Path, content: bytes) -> Document:
    one = read(path)
    return replace(one, source=replace(one.source, digest=digest(content)))


def test_a_file_that_is_another_one_by_now_is_kept_as_it_was_read_while_that_is_at_hand(
    desk: Callable[[], Desk], picture: Path
) -> None:
    async def scenario() -> None:
        async with desk() as first:
            was = first.at_hand.get(Source(picture), source_bytes)
            (key,) = first.batch.add([read_of(picture, was.content)])
            picture.write_bytes(b"another card")
            await first.keeper.write()
            document = first.batch.document(key)
            assert (document.state, document.source.digest) == (DocumentState.READY, was.digest)
            assert (await asyncio.to_thread(first.keeper.contents, document.source)).content == was.content

    run(scenario())


@pytest.mark.parametrize("is_read_late", [False, True])
def test_a_file_that_is_another_one_by_now_is_read_again_and_that_is_told(
    desk: Callable[[], Desk], picture: Path, is_read_late: bool
) -> None:
    """Late: reading began before the file was copied and ended after."""
    was = picture.read_bytes()

    async def scenario() -> None:
        async with desk() as first:
            told: list[str] = []
            first.keeper.subscribe_to_other(lambda source: told.append(source.name))
            document = read_of(picture, was)
            (key,) = first.batch.add([Document(Source(picture)) if is_read_late else document])
            if is_read_late:
                first.batch.begin_reading(key)
            picture.write_bytes(b"another card")
            await first.keeper.write()
            if is_read_late:
                first.batch.put(key, [document])
                await first.keeper.write()
            now = first.batch.document(key)
            assert (now.state, now.source.digest) == (DocumentState.QUEUED, digest(b"another card"))
            assert (await asyncio.to_thread(first.keeper.contents, now.source)).content == b"another card"
            assert told == ["card.png"]
            assert (await kept(first))[0].recognition is None

    run(scenario())
