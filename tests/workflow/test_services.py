"""Services over a real store: off at first, then a batch by Baidu, and the rest offline when its calls are used up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from desktop_ocr import composition
from desktop_ocr.catalogue import Catalogue
from desktop_ocr.composition import Program
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.egress import SIGN_IN
from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings, ServiceSettings, Template
from desktop_ocr.domain.errors import CallUnknown, EngineOff, KeysMissing, QuotaUsedUp
from desktop_ocr.domain.spending import Estimate, Spent
from desktop_ocr.engines.http import Client
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.services import Services
from tests.engines.baidu.documented import dict_words
from tests.engines.surroundings import TOKEN
from tests.fakes import FakeEngine, inline, recognition, unfolds_nothing
from tests.imaging.pictures import saved

CATALOGUE = composition.load_catalogue()
ID_CARD = CATALOGUE.types["id_card_front"]
ON = EngineSettings(is_on=True, cap=1000, prices={OTHERS: 30}, calls_a_second={OTHERS: 500.0})
CARD = dict_words({"姓名": "张三", "公民身份号码": "11010519491231002X"})


class Office:
    """A program without workers, an open store, and a service that is one function."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(folder / "config"))
        self.folder, self.asked = folder, list[httpx.Request]()
        self.answers: list[Any] = [CARD]
        self.secrets = MemorySecrets()
        self.offline = Recogniser(FakeEngine(recognition(kind=ID_CARD.key)), inline, CATALOGUE.types)
        self.safe = Safe(folder / "store", keyring=lambda: self.secrets)
        program = Program(
            Catalogue(CATALOGUE.types),
            self.offline,
            Contents(),
            unfolds_nothing(self.offline),
            recogniser_for=lambda _: self.offline,
        )
        client = Client(transport=httpx.MockTransport(self._answer), proxy=lambda: "none")
        self.services: Services = composition.services(program, self._thread, lambda: self.secrets, client)

    def _thread(self) -> Any:
        assert self.safe.thread is not None
        return self.safe.thread

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json=TOKEN)
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(200, json=answer)

    async def open(self, settings: EngineSettings = ON) -> None:
        await self.safe.open()
        await self.services.choices.change(ServiceSettings({"baidu": settings}))
        (info,) = self.services.infos
        await self.services.credentials.set(info, {"api_key": "a", "secret_key": "b"})

    def page(self, number: int) -> Document:
        path = self.folder / f"{number}.png"
        path.write_bytes(saved(Image.new("L", (200 + number, 120), 255), "PNG"))
        return Document(Source(path), asked_type=ID_CARD)

    async def read(self, number: int, **more: Any) -> Document:
        recogniser = self.services.recogniser("baidu", self.offline)
        (read,) = await recogniser.read(replace(self.page(number), **more), number)
        return read


def at_office(
    folder: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Office], Coroutine[Any, Any, None]]
) -> None:
    async def whole() -> None:
        office = Office(folder, monkeypatch)
        try:
            await work(office)
        finally:
            await office.services.close()
            await office.safe.close(backs_up=False)

    asyncio.run(asyncio.wait_for(whole(), 60))


def test_nothing_leaves_before_a_clerk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.safe.open()
        assert isinstance((await office.read(1)).error, EngineOff)
        await office.services.choices.change(ServiceSettings({"baidu": ON}))
        assert isinstance((await office.read(1)).error, KeysMissing)
        assert not office.asked
        assert await office.services.accounts.egress() == []

    at_office(tmp_path, monkeypatch, work)


def test_a_batch_with_the_quota_used_up_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.open()
        office.answers = [CARD, CARD, {"error_code": 17, "log_id": 3, "error_msg": "x"}, CARD]
        assert await office.services.estimate("baidu", [ID_CARD] * 4) == Estimate(4, 0, 120, True)
        read = [await office.read(number) for number in (1, 2, 3, 4)]
        assert [document.field("name").value for document in read[:2]] == ["张三", "张三"]
        assert [type(document.error) for document in read[2:]] == [QuotaUsedUp, QuotaUsedUp]
        assert len(office.asked) == 3
        (offline,) = await office.offline.read(read[3])
        assert offline.error is None
        accounts = office.services.accounts
        counters = await accounts.counters("baidu")
        assert counters.this_month == Spent(2, 60)
        assert await accounts.sent_documents() == {1, 2, 3}
        sizes = [one.size for one in await accounts.egress() if one.interface != SIGN_IN]
        assert sizes[::-1] == [len(request.content) for request in office.asked]
        office.services.engines["baidu"].resume()
        assert (await office.read(4)).error is None

    at_office(tmp_path, monkeypatch, work)


def test_the_same_page_is_free_the_second_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.open()
        first, second = await office.read(1), await office.read(1)
        assert first.fields == second.fields
        assert len(office.asked) == 1
        await office.read(1, may_pay_again=True)  # a word for what was lost: the answer is there
        assert len(office.asked) == 1

    at_office(tmp_path, monkeypatch, work)


def test_a_page_whose_fate_is_unknown_waits_for_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.open()
        office.answers = [httpx.ReadTimeout("x"), CARD]
        lost = await office.read(1)
        assert isinstance(lost.error, CallUnknown)
        assert isinstance((await office.read(1)).error, CallUnknown)
        assert len(office.asked) == 1
        (call,) = await office.services.accounts.unsettled()
        assert (call.document, call.cost) == (1, 30)
        again = lost.asked_to_pay_again()
        assert again.may_pay_again
        assert (await office.read(1, may_pay_again=True)).error is None
        assert await office.services.accounts.unsettled() == []

    at_office(tmp_path, monkeypatch, work)


def test_a_template_of_the_clerk_s_becomes_a_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.open(replace(ON, templates=(Template("000f", "验收单"),)))
        kinds = office.services.types()
        assert kinds["baidu_template_000f"].label_zh == "验收单"
        assert set(CATALOGUE.types) < set(kinds)

    at_office(tmp_path, monkeypatch, work)


def test_no_key_is_in_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(office: Office) -> None:
        await office.open()
        (info,) = office.services.infos
        await office.services.credentials.set(info, {"api_key": "canary-api-key", "secret_key": "canary-secret"})
        await office.read(1)

    at_office(tmp_path, monkeypatch, work)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word in content for word in (b"canary", b"24.token", "张三".encode()))


@pytest.mark.parametrize(("port", "address"), [("8123", "http://127.0.0.1:8123"), ("", ""), ("evil.test", "")])
def test_another_address_is_always_on_this_computer(port: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_OCR_BAIDU", port)
    assert composition.other_address("baidu") == address
