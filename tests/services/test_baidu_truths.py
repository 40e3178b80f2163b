"""Truths: every kind of specimen under the keys of its interfaces, and which picture a truth belongs to."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest

from tests.specimens import KINDS, Specimen, photograph, render

from .baidu import BaiduDouble, Paper, Truth
from .baidu.filling import _KINDS, _SIDES
from .client import ask, jpeg, names, texts


@pytest.fixture(scope="module")
def specimens() -> dict[str, Specimen]:
    return {kind: render(kind, 3, long_side=700) for kind in KINDS}


def picture(specimen: Specimen) -> bytes:
    kept = io.BytesIO()
    specimen.image.save(kept, "PNG")
    return kept.getvalue()


def sides(name: str) -> dict[str, str]:
    interface, _, side = name.partition(":")
    return {_SIDES[interface]: side} if side else {}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_specimen_is_read_by_its_interfaces(
    baidu: BaiduDouble, specimens: dict[str, Specimen], kind: str
) -> None:
    specimen = specimens[kind]
    baidu.truths.tell(Truth.of(specimen))
    for name, keys in _KINDS[kind].items():
        interface = name.split(":")[0].replace("lines", "accurate")
        answer = ask(baidu, interface, picture(specimen), **sides(name))
        assert "error_code" not in answer, (name, answer)
        printed = "".join(texts(answer))
        for field, value in specimen.fields.items():
            plain = "{" + field + "}" in keys.values() and field not in ("text",)
            assert not plain or value in printed, (name, field)


def test_no_kind_of_specimen_is_forgotten() -> None:
    assert {*KINDS} <= {*_KINDS}


def test_places_are_in_pixels_of_the_picture_sent(baidu: BaiduDouble) -> None:
    photo = photograph(render("id_card_front", 5, long_side=900), "medium", 5)
    baidu.truths.tell(Truth.of(photo))
    width, height = photo.image.size
    half = photo.image.resize((width // 2, height // 2))
    kept = io.BytesIO()
    half.save(kept, "JPEG")
    answer = ask(baidu, "idcard", kept.getvalue(), id_card_side="front", detect_direction="true")
    place = answer["words_result"]["姓名"]["location"]
    (quad,) = photo.boxes["name"]
    assert abs(place["left"] - min(x for x, _ in quad) / 2) <= 1
    assert abs(place["top"] - min(y for _, y in quad) / 2) <= 1
    assert answer["direction"] == photo.turned // 90
    assert answer["words_result"]["出生"]["words"] == photo.fields["birth_date"].replace("-", "")


def test_a_picture_is_known_by_its_bytes_its_look_or_a_reader(baidu: BaiduDouble) -> None:
    one, two = render("bank_card", 1, long_side=600), render("bank_card", 2, long_side=600)
    baidu.truths.tell_look(Truth.of(one), one.image)
    baidu.truths.tell_look(Truth.of(two), two.image)
    for specimen in (one, two):
        kept = io.BytesIO()
        specimen.image.convert("RGB").resize((450, 290)).save(kept, "JPEG", quality=70)
        number = ask(baidu, "bankcard", kept.getvalue())["result"]["bank_card_number"]
        assert number.replace(" ", "") == specimen.fields["card_number"]
    assert ask(baidu, "bankcard", jpeg(100, 60))["error_code"] == 216631
    own = jpeg(80, 60, "red")
    baidu.truths.tell(Truth.sample("bankcard"), own)
    assert ask(baidu, "bankcard", own)["result"]["bank_name"] == "招商银行"
    baidu.truths.reader = lambda content: Truth.sample("bankcard", {"bank_card_number": str(len(content))})
    other = jpeg(90, 60, "blue")
    assert ask(baidu, "bankcard", other)["result"]["bank_card_number"] == str(len(other))
    assert ask(baidu, "bankcard", own)["result"]["bank_name"] == "招商银行"


def test_an_address_is_known_too(baidu: BaiduDouble) -> None:
    baidu.truths.tell(Truth.sample("lines", {"text": ["here"]}), "http://example.invalid/x.jpg")
    assert ask(baidu, "general_url", None, url="http://example.invalid/x.jpg")["words_result"][0]["words"] == "here"
    assert ask(baidu, "general_url", None, url="http://example.invalid/y.jpg")["words_result"] == []


BILLS = [kind for kind in _KINDS if kind not in KINDS]


def made_up(pattern: Any) -> dict[str, str]:
    """Some value for each field of a pattern."""
    if isinstance(pattern, str):
        return {field: f"2024-01-0{len(field) % 9 + 1}" for field in re.findall(r"{(\w+)", pattern)}
    name, columns = (pattern["of"], [*pattern.values()]) if isinstance(pattern, dict) else (pattern[0], pattern[1:])
    return {name: json.dumps([{column: f"{column} {i}" for column in columns} for i in (1, 2)])}


@pytest.mark.parametrize("kind", BILLS)
def test_kinds_that_are_not_drawn_yet_are_read_too(baidu: BaiduDouble, kind: str) -> None:
    ((interface, keys),) = _KINDS[kind].items()
    fields = {field: value for pattern in keys.values() for field, value in made_up(pattern).items()}
    baidu.truths.tell(Truth((Paper(kind, fields),)))
    answer = ask(baidu, interface)
    assert "error_code" not in answer
    assert {*keys} <= names(answer) | {"rows"}
    assert "error_code" not in ask(baidu, "multiple_invoice")
