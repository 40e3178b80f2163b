"""The public JSON: what other programs rely on, kept in ``data/json_contract.json``.

A test that fails here means that those programs may break.  A new key is written into SHAPE and the file, new words for
a message into the file only; anything else raises ``json_output.SCHEMA``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceFormat, SourceGone, all_errors
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Reading, Recognition
from desktop_ocr.domain.review import Correction, DocumentState, FieldState, Verdict
from desktop_ocr.json_output import to_json
from tests.domain.test_errors import documented_facts
from tests.fakes import ID_CARD, ID_NUMBER, PLAIN_TEXT, reading, recognition

KEPT = Path(__file__).with_name("data") / "json_contract.json"

NUMBER, NOTHING = (int, float), type(None)
QUAD = "four points"
SHAPE: dict[str, Any] = {
    "schema": int,
    "documents": [
        {
            "file": str,
            "page": int,
            "paper": int,
            "quad": (QUAD, NOTHING),
            "document_type": (str, NOTHING),
            "type_confidence": (*NUMBER, NOTHING),
            "engine": (str, NOTHING),
            "seconds": (*NUMBER, NOTHING),
            "width": (int, NOTHING),
            "height": (int, NOTHING),
            "turned": (int, NOTHING),
            "state": str,
            "incomplete": bool,
            "fields": [
                {
                    "key": str,
                    "label_zh": str,
                    "label_en": str,
                    "baidu_key": str,
                    "value": str,
                    "text": str,
                    "printed": str,
                    "confidence": (*NUMBER, NOTHING),
                    "state": str,
                    "evidence": [{"name": str, "verdict": str, "message_zh": str, "message_en": str}],
                    "region": (QUAD, NOTHING),
                    "advice": [str],
                }
            ],
            "lines": [{"text": str, "confidence": NUMBER, "region": QUAD}],
            "warnings": [str],
            "data": [{"key": str, "value": str}],
            "quality": (
                {"sharpness": NUMBER, "brightness": NUMBER, "text_height": NUMBER, "glare": [QUAD], "advice": [str]},
                NOTHING,
            ),
            "error": ({"code": str, "message_zh": str, "message_en": str}, NOTHING),
        }
    ],
}
INVOICE = (("Buyer/BuyerName", "样本公司"), ("GoodsInfos/GoodsInfo[2]/Amount", "100.00"))
GLARE_ON_IT = Quality(0.91, 0.8, (Quad.rectangle(0.7, 0.6, 0.8, 0.8),), 18.25, (Advice.GLARE, Advice.BLURRED))
HEAD_DOWN = Quad.of([(0.9, 0.8), (1 / 3, 0.8), (1 / 3, 0.7), (0.9, 0.7)])
"""A text that stands on its head: its top left is on the right, below."""


def misfits(value: Any, shape: Any, place: str = "") -> Iterator[str]:
    """Where a value is not of a shape; the keys must come in the order of the shape."""
    if isinstance(shape, tuple):
        if all(any(misfits(value, one)) for one in shape):
            yield f"{place}: {value!r}"
    elif isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            yield f"{place}: {value!r}"
        else:
            for key, inner in shape.items():
                yield from misfits(value[key], inner, f"{place}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place}: {value!r}"
        else:
            for index, item in enumerate(value):
                yield from misfits(item, shape[0], f"{place}[{index}]")
    elif shape == QUAD:
        if not is_quad(value):
            yield f"{place}: {value!r}"
    elif type(value) is not shape:
        yield f"{place}: {value!r}"


def is_quad(value: Any) -> bool:
    """Four pairs of 0–1, clockwise (which is a positive area where y goes down)."""
    if not isinstance(value, list) or [len(point) for point in value] != [2] * 4:
        return False
    around = zip(value, [*value[1:], value[0]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in around) > 0 and all(0 <= n <= 1 for point in value for n in point)


def two_papers() -> Recognition:
    """A card on which the printed sex is against the number and the address is missing, and a piece of plain text."""
    values = {"name": "张二", "sex": "男", "birth": "1949-12-31", "number": ID_NUMBER}
    found = recognition(values)
    readings = tuple(
        replace(one, text="1949年12月31日", region=HEAD_DOWN, advice=(Advice.GLARE,)) if one.field == "birth" else one
        for one in found.papers[0].readings
    )
    card = replace(found.papers[0], readings=readings, quad=Quad.rectangle(0.05, 0.1, 0.95, 0.9))
    text = replace(reading("text", "第一行"), value="第一行\n第二行", region=None)
    plain = replace(card, document_type="plain", readings=(text,), lines=(), quad=None, warnings=("看不到边",))
    return replace(found, papers=(card, plain), turned=270, quality=GLARE_ON_IT, values=INVOICE)


def documents() -> list[Document]:
    source = Source(PurePosixPath("扫描/card.jpg"), page=2)
    read = Document(source, Recipe(turn=180))
    return [
        read.read_as(ID_CARD, two_papers()).corrected("name", Correction("张三")),
        read.read_as(PLAIN_TEXT, two_papers(), 1),
        Document(Source(PurePosixPath("notes.jpg"))).failed(SourceFormat(format="text")),
    ]


def test_the_contract_is_kept() -> None:
    """Key by key, in their order, with the very words."""
    printed = json.dumps(to_json(documents()), ensure_ascii=False, indent=2)
    assert printed + "\n" == KEPT.read_text("utf-8")


def test_every_document_has_the_same_shape() -> None:
    queued = Document(Source(PurePosixPath("x.jpg")))
    assert list(misfits(to_json([*documents(), queued]), SHAPE)) == []
    assert list(misfits(json.loads(KEPT.read_text("utf-8")), SHAPE)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"schema": "1", "documents": []},
        {"documents": [], "schema": 1},
        {"schema": 1, "documents": {}},
        {"schema": 1, "documents": [{"file": "x"}]},
        {"schema": 1, "documents": [], "more": 1},
    ],
)
def test_another_shape_would_be_seen(wrong: dict[str, Any]) -> None:
    assert list(misfits(wrong, SHAPE))


@pytest.mark.parametrize(
    "wrong",
    [
        [[0, 0], [1, 0], [1, 1]],
        [[0, 0], [0, 1], [1, 1], [1, 0]],  # anticlockwise
        [[0, 0], [1.1, 0], [1.1, 1], [0, 1]],
        [[0], [0], [1], [1]],
    ],
)
def test_another_quad_would_be_seen(wrong: Any) -> None:
    assert not is_quad(wrong)


def test_no_documents() -> None:
    assert to_json([]) == {"schema": 1, "documents": []}


def test_a_region_begins_at_the_top_left_of_the_text() -> None:
    """Wherever on the page that is."""
    fields = {field["key"]: field for field in to_json(documents())["documents"][0]["fields"]}
    assert fields["birth"]["region"] == [[0.9, 0.8], [0.33333, 0.8], [0.33333, 0.7], [0.9, 0.7]]
    assert fields["number"]["region"] == [[0.1, 0.532], [0.6, 0.532], [0.6, 0.542], [0.1, 0.542]]


def test_a_region_ends_at_the_edge_of_the_page() -> None:
    paper = replace(recognition().papers[0], quad=Quad.rectangle(-0.01, 0.1, 0.9, 1.02))
    document = Document(Source(PurePosixPath("x"))).read_as(ID_CARD, replace(recognition(), papers=(paper,)))
    assert to_json([document])["documents"][0]["quad"] == [[0.0, 0.1], [0.9, 0.1], [0.9, 1.0], [0.0, 1.0]]


def test_where_a_paper_was_cut_out_that_is_its_outline() -> None:
    document = Document(Source(PurePosixPath("x.jpg")), Recipe(crop=Quad.rectangle(0.1, 0.2, 0.5, 0.6)))
    told = to_json([document.read_as(ID_CARD, replace(recognition(), turned=90))])["documents"][0]
    assert told["quad"] == [[0.4, 0.1], [0.8, 0.1], [0.8, 0.5], [0.4, 0.5]]


def test_a_damaged_page_says_so() -> None:
    whole = Document(Source(PurePosixPath("x")))
    damaged = replace(whole, is_incomplete=True).read_as(ID_CARD, recognition())
    told = to_json([whole, damaged])["documents"]
    assert [one["incomplete"] for one in told] == [False, True]
    assert (told[1]["state"], {field["state"] for field in told[1]["fields"]}) == ("needs_look", {"doubtful"})


def test_what_has_no_place_has_no_region() -> None:
    card, plain, failed = to_json(documents())["documents"]
    assert plain["fields"][0]["region"] is None
    assert card["fields"][3]["region"] is None, "an empty field"
    assert (card["quad"] is None, plain["quad"], failed["quad"]) == (False, None, None)


@pytest.mark.parametrize(("engine", "recipe", "sum_"), [(0, 0, 0), (90, 0, 90), (0, 180, 180), (270, 180, 90)])
def test_turned_tells_both_turns_together(engine: int, recipe: int, sum_: int) -> None:
    document = Document(Source(PurePosixPath("x")), Recipe(turn=recipe))
    (told,) = to_json([document.read_as(ID_CARD, replace(recognition(), turned=engine))])["documents"]
    assert told["turned"] == sum_


def test_the_states_of_a_document() -> None:
    fresh = Document(Source(PurePosixPath("x")))
    ready = fresh.read_as(ID_CARD, recognition())
    states = {
        "queued": fresh,
        "reading": replace(fresh, reading=True),
        "needs_look": fresh.read_as(ID_CARD, two_papers()),
        "ready": ready,
        "finished": replace(ready, finished=True),
        "failed": fresh.failed(SourceGone()),
    }
    assert [told["state"] for told in to_json(states.values())["documents"]] == list(states)
    assert set(states) == set(DocumentState)


def test_the_states_of_a_field() -> None:
    def states(*readings: Reading) -> set[str]:
        paper = replace(recognition().papers[0], readings=readings)
        document = Document(Source(PurePosixPath("x"))).read_as(ID_CARD, replace(recognition(), papers=(paper,)))
        return {field["state"] for field in to_json([document])["documents"][0]["fields"]}

    told = {field["state"] for field in to_json(documents())["documents"][0]["fields"]}
    assert told == {"confirmed", "broken", "proven", "empty", "doubtful"}
    assert states(reading("name", "张三"), reading("number", "******")) == {"likely", "illegible", "empty"}
    assert set(FieldState) == told | {"likely", "illegible"}


def test_the_verdicts_of_evidence() -> None:
    assert set(Verdict) == {"proves", "supports", "doubts", "breaks"}
    number = to_json(documents())["documents"][0]["fields"][-1]
    assert [(item["name"], item["verdict"]) for item in number["evidence"]] == [
        ("id_number", "proves"),
        ("birth_in_id_number", "supports"),
        ("sex_in_id_number", "doubts"),
    ]


def test_a_persons_value_stands_before_what_was_read() -> None:
    (card, *_) = to_json(documents())["documents"]
    assert (card["fields"][0]["value"], card["fields"][0]["text"]) == ("张三", "张二")


@pytest.mark.parametrize("kind", list(all_errors()), ids=lambda kind: kind.code)
def test_every_error_has_a_code_and_words_in_both_languages(kind: Any) -> None:
    error = kind(**dict.fromkeys(documented_facts(kind), "?"))
    (told,) = to_json([Document(Source(PurePosixPath("x"))).failed(error)])["documents"]
    assert told["error"]["code"] == kind.code
    assert told["error"]["message_zh"] != told["error"]["message_en"]
    assert (told["fields"], told["lines"], told["warnings"]) == ([], [], [])
    assert {told[key] for key in ("document_type", "engine", "seconds", "width", "turned")} == {None}
