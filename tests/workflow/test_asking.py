"""Before papers are sent: which are, by which calls, at what cost; and the file of what left."""

from __future__ import annotations

import asyncio
import csv
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.spending import Estimate, Spent
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.workflow import asking
from desktop_ocr.workflow.accounts import Accounts, Counters
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.egress_file import write_egress
from tests.fakes import ID_CARD, PLAIN_TEXT, TYPES, FakeEngine, recognition

CARDS_ALONE = {ID_CARD.key: ("idcard",)}


class FakeService(FakeEngine):
    """Reads ID cards, and whatever it is that nobody knows yet."""

    def reads(self, kind: DocumentType) -> bool:
        return kind.key in CARDS_ALONE

    def calls_for(self, kind: DocumentType | None) -> tuple[str, ...]:
        return CARDS_ALONE[kind.key] if kind else ("general",)

    def wishes(self, kind: DocumentType) -> tuple[Wish, ...]:
        return ()

    def other_ways(self, kind: DocumentType) -> tuple[OtherWay, ...]:
        return ()

    async def try_keys(self) -> None: ...

    async def forget_keys(self) -> None: ...

    @property
    def counts_anew(self) -> bool:
        return False

    def resume(self) -> None: ...


def papers() -> dict[int, Document]:
    paper = Document(Source(Path("a.png")))
    return {
        1: paper,
        2: paper.read_as(ID_CARD, recognition()),
        3: paper.read_as(PLAIN_TEXT, recognition(kind="plain")),
        4: paper.read_as(PLAIN_TEXT, recognition(kind="plain")).with_asked_type(ID_CARD),
        5: replace(paper, is_new=True),
    }


def test_papers_of_kinds_that_the_service_does_not_read_are_left_out() -> None:
    found = asking.asking(FakeService(), papers(), None)
    assert (found.papers, found.left_out) == ((1, 2, 4), 2)
    assert found.calls == {"general": 1, "idcard": 2}


def test_as_one_kind_all_are_read_that_can_be_opened() -> None:
    found = asking.asking(FakeService(), papers(), ID_CARD)
    assert (found.papers, found.left_out, found.calls) == ((1, 2, 3, 4), 1, {"idcard": 4})
    assert asking.asking(FakeService(), papers(), PLAIN_TEXT).papers == ()


def test_what_is_asked_waits_for_the_service_as_its_kind() -> None:
    batch = Batch(TYPES)
    keys = batch.add(list(papers().values()))
    found = asking.asking(FakeService(), {key: batch.document(key) for key in keys}, None)
    asking.ask(batch, found)
    assert [batch.document(key).engine for key in keys] == ["fake", "fake", "", "fake", ""]
    assert [batch.document(key).asked_type for key in keys] == [None, None, None, ID_CARD, None]
    assert asking.waiting_for(batch, "fake") == [keys[0], keys[1], keys[3]]


class FixedAccounts(Accounts):
    def __init__(self) -> None:
        super().__init__(_no_thread, lambda _: EngineSettings(cap=1000, prices={"*": 500}, free_calls={"idcard": 3}))

    async def _spent(self, engine: str) -> dict[str, Spent]:
        return {"idcard": Spent(2, 0), "general": Spent(1, 500)}

    async def counters(self, engine: str) -> Counters:
        return Counters(Spent(), Spent(3, 500), 1000)


def _no_thread() -> None:
    raise AssertionError("no store is asked")


def test_an_offer_has_the_cost_the_free_calls_and_whether_the_limit_allows_it() -> None:
    found = asking.asking(FakeService(), papers(), None)
    offer = asyncio.run(asking.offer(FixedAccounts(), found))
    assert offer.estimate == Estimate(3, 1, 1000, False)  # one of two cards is free; 500 are spent
    assert (offer.free_left, offer.free_all) == (1, 3)
    assert not offer.is_allowed
    fewer = replace(found, papers=(2,), calls={"idcard": 1})
    assert asyncio.run(asking.offer(FixedAccounts(), fewer)).is_allowed


def test_the_file_of_what_left_is_read_by_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "left.csv"
    at = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
    rows = [Sent(at, "baidu", "idcard", 7, 702, "aip.baidubce.com", True), Sent(at, "x", "y", 0, 1, "h", False)]
    write_egress(path, [f"{number}" for number in range(7)], rows, {"baidu": "百度"})
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.reader(file))
    assert found[1][1:] == ["百度", "idcard", "7", "702", "aip.baidubce.com", "1"]
    assert found[2][1:] == ["x", "y", "", "1", "h", "0"]
