"""What we send to Baidu, field by field what its own client sends."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from aip import AipOcr
from PIL import Image

from desktop_ocr.engines.baidu import facts, requests
from tests.services.baidu import BaiduDouble, everything
from tests.services.baidu.request import decoded_form
from tests.services.client import CLIENT, PICTURE, token_of
from tests.services.official import METHODS, ask_officially, asked_with, official_client

ADDRESS = "https://example.invalid/a.jpg?b=c&d=中"
NEEDED = {"id_card_side": "back", "exitentrypermit_type": "tw_passport_front"}


def _pdf() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (60, 80)).save(kept, "PDF")
    return kept.getvalue()


PDF = _pdf()
WAYS = [
    *((name, "image") for name in METHODS),
    *((name, "url") for name in asked_with("Url", "url")),
    *((name, "pdf_file") for name in asked_with("Pdf", "pdf_file")),
]
TAKES_NO_OPTIONS = {"online_taxi_itinerary"}
"""Its method for pictures and addresses has no place for any."""


@pytest.fixture
def client(baidu: BaiduDouble) -> Iterator[AipOcr]:
    baidu.truths.tell(everything())
    client = official_client(baidu)
    yield client
    client.s.close()


@pytest.mark.parametrize(("name", "way"), WAYS)
def test_the_form_is_the_same(baidu: BaiduDouble, client: AipOcr, name: str, way: str) -> None:
    interface = facts.interfaces()[name]
    given = {"image": PICTURE, "url": ADDRESS, "pdf_file": PDF}[way]
    ids = {"templateSign": next(iter(baidu.account.templates)), "classifierId": "1"}
    key = "classifierId" if "classifier" in name else "templateSign"
    wanted = requests.parameters(interface, {**NEEDED, key: ids[key]})
    page = requests.Page(way, *((b"", ADDRESS) if way == "url" else (given,)))
    body = requests.form(interface, page, wanted)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    address = f"{baidu.address}{interface.path}"
    said = CLIENT.post(address, params={"access_token": token_of(baidu)}, content=body, headers=headers).json()
    options = {key: value for key, value in decoded_form(headers["Content-Type"], body).items() if key != way}
    if name in TAKES_NO_OPTIONS and way != "pdf_file":
        assert not options
    told = ask_officially(client, name, given, options)
    ours, theirs = baidu.log.calls()
    assert (ours.form, ours.files, ours.size) == (theirs.form, theirs.files, theirs.size)
    assert (ours.interface, ours.strangers, ours.code) == (theirs.interface, (), 0)
    assert said.keys() == told.keys()


def test_enough_ways_are_compared() -> None:
    assert len({METHODS[name] for name, _ in WAYS}) >= 25
    assert len(WAYS) >= 100
