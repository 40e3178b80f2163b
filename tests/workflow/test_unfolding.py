"""What came in becomes pages and papers: nothing is dropped, nothing comes twice, nobody is asked needlessly."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import time
import weakref
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import (
    PagesNotChosen,
    ReadingTimeout,
    SourceArchive,
    SourceDamaged,
    SourceGone,
    SourceLocked,
    SourceShape,
    WorkerDied,
)
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import Correction, DocumentState
from desktop_ocr.imaging.source import SourceBytes
from desktop_ocr.workflow import jobs, paper_job
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.batch_unfolding import AT_ONCE, BatchUnfolding
from desktop_ocr.workflow.file_news import CameBefore, FirstPagesOnly, FirstPictureOnly
from desktop_ocr.workflow.passwords import Passwords
from desktop_ocr.workflow.unfolding import MANY, Unfolder
from tests.fakes import ID_CARD, TYPES, FakeEngine, recogniser

QUESTIONS = 9
LEFT, RIGHT = Quad.rectangle(0.0, 0.1, 0.4, 0.9), Quad.rectangle(0.5, 0.1, 0.9, 0.9)


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 20))


def new(name: str = "a.pdf", page: int = 1) -> Document:
    return Document(Source(PurePath(name), page), is_new=True)


def bytes_of(source: Source) -> SourceBytes:
    content = source.path.name.encode()
    return SourceBytes(content, hashlib.sha256(content).hexdigest())


@dataclass
class Decoder:
    """Stands in for the decoder's process: files of so many pages, with outlines on their pages."""

    pages: int = 1
    contents: FileContents | None = None
    outlines: dict[int, tuple[Outline, ...]] = field(default_factory=dict)
    password: str = ""
    fails: Exception | None = None
    describe_fails: Exception | None = None
    search_fails: Exception | None = None
    """On page 1."""
    looked_at: list[tuple[str, int]] = field(default_factory=list)

    async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        await asyncio.sleep(0)
        if self.fails:
            raise self.fails
        if function is jobs.describe and self.describe_fails:
            raise self.describe_fails
        if function in (jobs.describe, jobs.describe_what_is_there):
            content, password = arguments
            if password != self.password:
                raise SourceLocked
            return self.contents or FileContents("PDF", self.pages)
        assert function is paper_job.find_papers
        content, page, password = arguments
        if password != self.password:
            raise SourceLocked
        if page == 1 and self.search_fails:
            raise self.search_fails
        self.looked_at.append((content.decode(), page))
        return self.outlines.get(page, ())


def unfolder(decoder: Decoder, **asks: Any) -> Unfolder:
    return Unfolder(decoder, bytes_of, Passwords(), **asks)


def papers_of(decoder: Decoder, document: Document, **asks: Any) -> list[Document]:
    return asyncio.run(unfolder(decoder, **asks).unfold(document))


class TestPages:
    def test_one_page_without_an_outline_is_itself(self) -> None:
        (only,) = papers_of(Decoder(), new())
        assert (only.source.page, only.is_new, only.recipe, only.paper_count) == (1, False, Recipe(), 1)

    def test_every_page_is_a_document_and_the_further_ones_are_still_to_be_looked_at(self) -> None:
        pages = papers_of(Decoder(pages=3), new())
        assert [(one.source.page, one.is_new) for one in pages] == [(1, False), (2, True), (3, True)]

    def test_a_further_page_is_not_unfolded_again(self) -> None:
        decoder = Decoder(pages=3)
        (only,) = papers_of(decoder, new(page=2))
        assert (only.source.page, only.is_new) == (2, False)
        assert decoder.looked_at == [("a.pdf", 2)]

    @pytest.mark.parametrize("pages", [MANY, MANY + 1])
    def test_above_fifty_pages_a_person_is_asked(self, pages: int) -> None:
        asked: list[tuple[str, int]] = []

        async def ask(name: str, count: int) -> Sequence[int]:
            asked.append((name, count))
            return [3, 7]

        found = papers_of(Decoder(pages=pages), new(), ask_pages=ask)
        assert asked == ([("a.pdf", pages)] if pages > MANY else [])
        assert [one.source.page for one in found] == ([3, 7] if pages > MANY else list(range(1, MANY + 1)))

    def test_a_file_of_which_no_page_is_wanted_is_left_out(self) -> None:
        async def none(name: str, count: int) -> Sequence[int]:
            return []

        assert papers_of(Decoder(pages=MANY + 1), new(), ask_pages=none) == []

    def test_where_nothing_was_chosen_the_file_stays_and_is_asked_about_again(self) -> None:
        answers: list[Sequence[int] | None] = [None, [2]]

        async def ask(name: str, count: int) -> Sequence[int] | None:
            return answers.pop(0)

        batch = Batch(TYPES)
        (key,) = batch.add([new()])
        unfolding = BatchUnfolding(batch, unfolder(Decoder(pages=MANY + 1), ask_pages=ask))
        run(unfolding.run())
        assert isinstance(batch.document(key).error, PagesNotChosen)
        batch.read_again(key)
        run(unfolding.run())
        assert [(one.source.page, one.error) for one in batch.documents()] == [(2, None)]


class TestNews:
    @pytest.mark.parametrize(
        ("contents", "told"),
        [
            (FileContents("PNG"), []),
            (FileContents("GIF", is_animated=True), [FirstPictureOnly("a.pdf")]),
            (FileContents("TIFF", 500, has_more_pages=True), [FirstPagesOnly("a.pdf", 500)]),
        ],
    )
    def test_what_is_left_out_is_told_once_a_file(self, contents: FileContents, told: list[Any]) -> None:
        heard: list[Any] = []
        asyncio.run(unfolder(Decoder(contents=contents), tell=heard.append).unfold(new()))
        assert heard == told

    def test_not_of_a_file_of_which_nothing_is_wanted(self) -> None:
        async def none(name: str, count: int) -> Sequence[int]:
            return []

        heard: list[Any] = []
        contents = FileContents("TIFF", 500, has_more_pages=True)
        assert papers_of(Decoder(contents=contents), new(), ask_pages=none, tell=heard.append) == []
        assert heard == []

    def test_nor_that_pages_are_left_out_where_a_person_left_out_more(self) -> None:
        async def some(name: str, count: int) -> Sequence[int]:
            return range(1, 21)

        heard: list[Any] = []
        contents = FileContents("TIFF", 500, has_more_pages=True)
        assert len(papers_of(Decoder(contents=contents), new(), ask_pages=some, tell=heard.append)) == 20
        assert heard == []


class TestDamaged:
    """A file that a person has had tried although it is damaged."""

    def test_its_page_is_taken_whole_and_its_further_pages_for_sound(self) -> None:
        decoder = Decoder(pages=2, outlines={1: (Outline(LEFT, True),)})
        first, second = papers_of(decoder, new().tried_anyway())
        assert (first.is_incomplete, first.is_new, first.recipe, decoder.looked_at) == (True, False, Recipe(), [])
        assert (second.is_incomplete, second.is_new) == (False, True)

    def test_of_what_is_left_of_a_file_every_page_is_tried(self) -> None:
        decoder = Decoder(contents=FileContents("PDF", 3, is_damaged=True), describe_fails=SourceDamaged())
        papers = papers_of(decoder, new().tried_anyway())
        assert [(one.source.page, one.is_incomplete, one.is_new) for one in papers] == [
            (1, True, False),
            (2, True, True),
            (3, True, True),
        ]
        assert decoder.looked_at == []

    def test_where_not_even_its_pages_can_be_counted_there_is_one(self) -> None:
        (only,) = papers_of(Decoder(fails=SourceDamaged()), new().tried_anyway())
        assert (only.error, only.is_new, only.is_incomplete) == (None, False, True)


class TestPapers:
    def test_papers_that_are_sure_are_cut_out(self) -> None:
        outlines = {1: (Outline(LEFT, True), Outline(RIGHT, True))}
        found = papers_of(Decoder(outlines=outlines), new())
        assert [(one.recipe.crop, one.paper_index, one.paper_count) for one in found] == [(LEFT, 0, 2), (RIGHT, 1, 2)]
        assert len({one.source for one in found}) == 1

    def test_where_one_is_not_sure_the_whole_page_is_kept_and_the_outlines_are_offered(self) -> None:
        outlines = {1: (Outline(LEFT, True), Outline(RIGHT, False))}
        (only,) = papers_of(Decoder(outlines=outlines), new())
        assert (only.recipe, only.offered, only.is_new) == (Recipe(), (LEFT, RIGHT), False)

    def test_what_a_person_has_turned_already_is_left_as_it_is(self) -> None:
        decoder = Decoder(outlines={1: (Outline(LEFT, True),)})
        (only,) = papers_of(decoder, replace(new(), recipe=Recipe(turn=90)))
        assert (only.recipe, only.is_new, decoder.looked_at) == (Recipe(turn=90), False, [])


class TestFailures:
    @pytest.mark.parametrize("fails", [SourceDamaged(), SourceArchive(), WorkerDied(), ReadingTimeout(seconds=5)])
    def test_what_cannot_be_opened_is_one_document_with_its_error(self, fails: Exception) -> None:
        (only,) = papers_of(Decoder(fails=fails), new())
        assert only.state is DocumentState.FAILED
        assert isinstance(only.error, SourceArchive if isinstance(fails, SourceArchive) else SourceDamaged)

    @pytest.mark.parametrize("fails", [WorkerDied(), ReadingTimeout(seconds=5)])
    def test_a_page_whose_edges_cannot_be_searched_is_taken_whole(self, fails: Exception) -> None:
        first, second = papers_of(Decoder(pages=2, search_fails=fails), new())
        assert (first.error, first.is_new, first.recipe, second.source.page) == (None, False, Recipe(), 2)

    def test_a_first_page_that_cannot_be_opened_takes_none_of_the_others_with_it_and_brings_them_only_once(
        self,
    ) -> None:
        batch, decoder = Batch(TYPES), Decoder(pages=3, search_fails=SourceShape(width=1, height=99))
        (key,) = batch.add([new()])
        unfolding = BatchUnfolding(batch, unfolder(decoder))
        run(unfolding.run())
        assert [type(one.error) for one in batch.documents()] == [SourceShape, type(None), type(None)]
        batch.read_again(key)
        run(unfolding.run())
        assert [one.source.page for one in batch.documents()] == [1, 2, 3]

    def test_a_file_that_is_gone(self) -> None:
        def gone(source: Source) -> SourceBytes:
            raise SourceGone

        (only,) = asyncio.run(Unfolder(Decoder(), gone, Passwords()).unfold(new()))
        assert isinstance(only.error, SourceGone)


class TestPasswords:
    def test_it_is_asked_until_it_is_right_and_remembered(self) -> None:
        answers, asked = ["no", "1234"], []

        async def ask(name: str, is_again: bool) -> str:
            asked.append((name, is_again))
            return answers.pop(0)

        one = unfolder(Decoder(password="1234"), ask_password=ask)
        (page,) = asyncio.run(one.unfold(new()))
        assert (page.error, asked) == (None, [("a.pdf", False), ("a.pdf", True)])
        assert one.passwords.of(page.source.digest) == "1234"
        assert "1234" not in repr(one.passwords)

    def test_after_three_wrong_ones_the_file_stays_closed(self) -> None:
        asked: list[bool] = []

        async def ask(name: str, is_again: bool) -> str:
            asked.append(is_again)
            return "wrong"

        (page,) = papers_of(Decoder(password="1234"), new(), ask_password=ask)
        assert isinstance(page.error, SourceLocked)
        assert asked == [False, True, True]

    def test_nobody_knows_it(self) -> None:
        (page,) = papers_of(Decoder(password="1234"), new())
        assert isinstance(page.error, SourceLocked)

    def test_a_further_page_asks_too_for_the_program_forgets_passwords_when_it_ends(self) -> None:
        async def ask(name: str, is_again: bool) -> str:
            return "1234"

        one = unfolder(Decoder(pages=3, password="1234"), ask_password=ask)
        (page,) = asyncio.run(one.unfold(new(page=2)))
        assert (page.error, page.is_new, one.passwords.of(page.source.digest)) == (None, False, "1234")

    @pytest.mark.parametrize("page", [1, 2])
    def test_read_again_asks_and_leaves_the_page_as_it_is(self, page: int) -> None:
        answers, asked = ["wrong", "1234"], []

        async def ask(name: str, is_again: bool) -> str:
            asked.append(is_again)
            return answers.pop(0)

        batch = Batch(TYPES)
        cropped = replace(new(page=page), is_new=False, recipe=Recipe(crop=LEFT), paper_index=1, paper_count=2)
        (key,) = batch.add([cropped.failed(SourceLocked())])
        one = unfolder(Decoder(pages=3, password="1234"), ask_password=ask)
        unfolding = BatchUnfolding(batch, one)
        batch.read_again(key)
        assert unfolding.is_needed
        run(BatchReading(batch, recogniser(FakeEngine())).run())
        assert batch.state(key) is DocumentState.QUEUED, "it is not read before it is opened"
        run(unfolding.run())
        assert (batch.documents(), asked) == ([cropped], [False, True])

    def test_read_again_without_an_answer_leaves_it_closed(self) -> None:
        batch = Batch(TYPES)
        (key,) = batch.add([replace(new(), is_new=False).failed(SourceLocked())])
        unfolding = BatchUnfolding(batch, unfolder(Decoder(password="1234")))
        batch.read_again(key)
        run(unfolding.run())
        assert isinstance(batch.document(key).error, SourceLocked)
        assert not unfolding.is_needed

    @pytest.mark.parametrize("answer", ["1234", None])
    def test_for_all_pages_of_a_file_it_is_asked_once(self, answer: str | None) -> None:
        asked: list[str] = []

        async def scenario() -> None:
            batch = Batch(TYPES)
            batch.add([new(page=number) for number in range(2, 12)])
            all_wait = asyncio.Event()

            async def ask(name: str, is_again: bool) -> str | None:
                asked.append(name)
                await all_wait.wait()
                return answer

            unfolding = BatchUnfolding(batch, unfolder(Decoder(password="1234"), ask_password=ask))
            task = asyncio.ensure_future(unfolding.run())
            while unfolding.is_needed or unfolding.at_work:
                await asyncio.sleep(0.001)
            all_wait.set()
            await task
            assert batch.count(DocumentState.FAILED) == (0 if answer else 10)

        run(scenario())
        assert len(asked) == 1

    def test_while_a_question_waits_the_bytes_are_not_kept(self) -> None:
        class Fetched(SourceBytes):
            """One that can be watched."""

        kept: list[bool] = []
        fetched: list[weakref.ref[Fetched]] = []

        def contents(source: Source) -> SourceBytes:
            one = Fetched(b"a.pdf", "digest")
            fetched.append(weakref.ref(one))
            return one

        async def ask_password(name: str, is_again: bool) -> str:
            patience = time.monotonic() + 10  # the thread that fetched lets go of them a moment after it gave them
            gc.collect()
            while any(one() for one in fetched) and time.monotonic() < patience:
                await asyncio.sleep(0.01)
            kept.extend(one() is not None for one in fetched)
            return "1234"

        async def ask_pages(name: str, count: int) -> Sequence[int]:
            await ask_password(name, False)
            return [1]

        decoder = Decoder(pages=MANY + 1, password="1234")
        asks = Unfolder(decoder, contents, Passwords(), ask_pages, ask_password)
        assert len(asyncio.run(asks.unfold(new()))) == 1
        assert kept == [False] * 3


class TestInABatch:
    def test_pages_and_papers_follow_each_other_and_only_then_are_read(self) -> None:
        async def scenario() -> None:
            batch = Batch(TYPES)
            first, last = batch.add([new("a.pdf"), new("b.pdf")])
            outlines = {1: (Outline(LEFT, True), Outline(RIGHT, True))}
            reading = BatchReading(batch, recogniser(FakeEngine()))
            await reading.run()
            assert batch.count(DocumentState.QUEUED) == 2
            await BatchUnfolding(batch, unfolder(Decoder(pages=2, outlines=outlines))).run()
            places = [(one.source.path.name, one.source.page, one.paper_index) for one in batch.documents()]
            of_one = [(1, 0), (1, 1), (2, 0)]
            assert places == [(name, *place) for name in ("a.pdf", "b.pdf") for place in of_one]
            assert not any(one.is_new for one in batch.documents())
            assert (batch.row(first), batch.row(last)) == (0, 3)

        run(scenario())

    def test_a_mistake_over_one_file_keeps_no_other_waiting(self) -> None:
        class Mistaken(Decoder):
            async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
                if function is jobs.describe and arguments[0] == b"b.pdf":
                    raise ZeroDivisionError("名字")
                return await super().__call__(function, *arguments)

        async def scenario() -> None:
            batch = Batch(TYPES)
            batch.add([new("a.pdf"), new("b.pdf"), new("c.pdf"), new("d.pdf")])
            await BatchUnfolding(batch, unfolder(Mistaken())).run()
            errors = [one.error for one in batch.documents()]
            assert [one.code if one else "" for one in errors] == ["", "E_UNEXPECTED", "", ""]
            assert errors[1] is not None
            assert errors[1].facts == {"kind": "ZeroDivisionError"}
            assert [one.is_new for one in batch.documents()] == [False, True, False, False]

        run(scenario())

    def test_what_a_person_did_meanwhile_stays(self) -> None:
        batch = Batch(TYPES)
        (key,) = batch.add([new()])
        found = papers_of(Decoder(outlines={1: (Outline(LEFT, True), Outline(RIGHT, True))}), batch.document(key))
        batch.set_recipe(key, Recipe(turn=180))
        batch.ask_type(key, ID_CARD)
        batch.correct(key, "name", Correction("李四"))
        batch.unfold(key, found)
        (only,) = batch.documents()  # the page as the person wants it, and no paper of it a second time
        assert (only.recipe, dict(only.corrections)) == (Recipe(turn=180), {"name": Correction("李四")})
        assert (only.asked_type, only.paper_index, only.paper_count) == (ID_CARD, 0, 1)

    def test_further_pages_come_also_where_a_person_has_turned_the_first(self) -> None:
        batch = Batch(TYPES)
        (key,) = batch.add([new()])
        outlines = {1: (Outline(LEFT, True), Outline(RIGHT, True))}
        found = papers_of(Decoder(pages=3, outlines=outlines), batch.document(key))
        batch.set_recipe(key, Recipe(turn=90))
        batch.ask_type(key, ID_CARD)
        batch.unfold(key, found)
        assert [(one.source.page, one.recipe) for one in batch.documents()] == [
            (1, Recipe(turn=90)),
            (2, Recipe()),
            (3, Recipe()),
        ]
        assert all(one.asked_type is ID_CARD for one in batch.documents())

    def test_a_question_keeps_no_other_file_waiting_and_only_one_is_asked_at_a_time(self) -> None:
        async def scenario() -> None:
            batch, open_questions, most = Batch(TYPES), 0, 0
            answered = asyncio.Event()

            async def ask(name: str, count: int) -> Sequence[int]:
                nonlocal open_questions, most
                open_questions += 1
                most = max(most, open_questions)
                await answered.wait()
                open_questions -= 1
                return [1]

            @dataclass
            class Mixed(Decoder):
                async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
                    if function is jobs.describe:
                        return FileContents("PDF", MANY + 1 if arguments[0].startswith(b"long") else 1)
                    return ()

            batch.add([new(f"long{number}") for number in range(QUESTIONS)])
            short = batch.add([new(f"short{number}") for number in range(2 * AT_ONCE)])
            task = asyncio.ensure_future(BatchUnfolding(batch, unfolder(Mixed(), ask_pages=ask)).run())
            while any(batch.document(key).is_new for key in short):
                await asyncio.sleep(0.001)
            assert sum(one.is_new for one in batch.documents()) == QUESTIONS
            answered.set()
            await task
            assert most == 1
            assert not any(one.is_new for one in batch.documents())

        run(scenario())

    def test_nobody_is_asked_about_a_file_that_was_removed_meanwhile(self) -> None:
        async def scenario() -> None:
            batch, asked, answered = Batch(TYPES), list[str](), asyncio.Event()

            async def ask(name: str, count: int) -> Sequence[int]:
                asked.append(name)
                await answered.wait()
                return [1]

            _, removed = batch.add([new("a.pdf"), new("b.pdf")])
            unfolding = BatchUnfolding(batch, unfolder(Decoder(pages=MANY + 1), ask_pages=ask))
            task = asyncio.ensure_future(unfolding.run())
            while not asked or unfolding.at_work:
                await asyncio.sleep(0.001)
            batch.remove([removed])
            answered.set()
            await task
            assert asked == ["a.pdf"]

        run(scenario())

    def test_cancelled_it_begins_again_where_it_was(self) -> None:
        async def scenario() -> None:
            batch = Batch(TYPES)
            batch.add([new("a.pdf"), new("b.pdf"), new("c.pdf")])
            held = asyncio.Event()

            @dataclass
            class Held(Decoder):
                async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
                    await held.wait()
                    return await super().__call__(function, *arguments)

            unfolding = BatchUnfolding(batch, unfolder(Held()))
            task = asyncio.ensure_future(unfolding.run())
            await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert all(one.is_new for one in batch.documents())
            held.set()
            await unfolding.run()
            assert not any(one.is_new for one in batch.documents())

        run(scenario())

    def test_what_could_not_be_opened_is_looked_into_when_it_is_asked_for_again(self) -> None:
        batch, decoder = Batch(TYPES), Decoder(pages=2, fails=SourceDamaged())
        (key,) = batch.add([new()])
        unfolding = BatchUnfolding(batch, unfolder(decoder))
        run(unfolding.run())
        assert batch.document(key).state is DocumentState.FAILED
        assert not unfolding.is_needed
        decoder.fails = None
        batch.read_again(key)
        assert unfolding.is_needed
        run(unfolding.run())
        assert [one.source.page for one in batch.documents()] == [1, 2]
        assert batch.count(DocumentState.QUEUED) == 2

    def test_a_file_of_which_nothing_is_wanted_leaves_the_batch(self) -> None:
        batch = Batch(TYPES)
        first, other = batch.add([new("a.pdf"), new("b.pdf")])
        batch.unfold(first, [])
        assert batch.keys() == [other]

    def test_a_file_that_comes_again_is_told_and_taken(self) -> None:
        batch, told = Batch(TYPES), list[Any]()
        unfolding = BatchUnfolding(batch, unfolder(Decoder(pages=2), tell=told.append))
        batch.add([new("a.pdf"), new("b.pdf"), new("a.pdf")])
        run(unfolding.run())
        assert told == [CameBefore("a.pdf", "a.pdf")]
        assert len(batch) == 6

    def test_that_it_came_before_is_not_told_of_one_that_is_gone(self) -> None:
        batch, told = Batch(TYPES), list[Any]()
        unfolding = BatchUnfolding(batch, unfolder(Decoder(), tell=told.append))
        for _ in range(2):
            keys = batch.add([new("a.pdf")])
            run(unfolding.run())
            batch.remove(keys)
        assert told == []

    def test_the_one_that_is_looked_at_comes_first(self) -> None:
        batch, decoder = Batch(TYPES), Decoder()
        keys = batch.add([new(f"{name}.pdf") for name in "abcdef"])
        unfolding = BatchUnfolding(batch, unfolder(decoder))
        unfolding.first = keys[4]
        run(unfolding.run())
        assert decoder.looked_at[0] == ("e.pdf", 1)
