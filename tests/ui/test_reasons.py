"""Why a field needs a look, in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.quality import Advice
from desktop_ocr.ui import tints
from desktop_ocr.ui.reasons import Reasons
from desktop_ocr.ui.words import Words
from tests.ui.fakes import RIGHT, recognition


def test_a_rule_that_is_broken_is_named(words: Words, documents: list[Document], qapp: Any) -> None:
    number = documents[2].field("id_number")
    assert any("The check of the ID number fails" in reason for reason in Reasons(words).of(number))
    assert tints.of_field(number) is tints.BAD


def test_every_field_that_needs_a_look_says_why(words: Words, documents: list[Document], qapp: Any) -> None:
    reasons = Reasons(words)
    for document in documents:
        for field in document.fields:
            assert reasons.of(field) or not field.state.needs_look


def test_a_required_field_that_is_missing_says_so(words: Words, documents: list[Document], qapp: Any) -> None:
    kind = documents[1].document_type
    assert kind
    without = {key: value for key, value in RIGHT.items() if key != "name"}
    name = documents[0].read_as(kind, recognition(without)).field("name")
    assert Reasons(words).of(name) == ["Should be there, but nothing was found"]
    assert tints.of_field(name) is tints.DOUBT


def test_what_is_wrong_with_the_picture_there_comes_last(words: Words, documents: list[Document], qapp: Any) -> None:
    number = documents[2].field("id_number")
    assert number.reading
    seen = replace(number, readings=(replace(number.reading, advice=(Advice.GLARE, Advice.BLURRED)),))
    assert Reasons(words).of(seen) == [*Reasons(words).of(number), "Glare here", "Blurred here"]
    assert Reasons(Words("zh")).of(seen)[-2:] == ["此处反光", "此处模糊"]


def test_what_two_rules_say_alike_is_said_once(words: Words, documents: list[Document], qapp: Any) -> None:
    number = documents[2].field("id_number")
    assert number.evidence
    twice = replace(number, evidence=(*number.evidence, *number.evidence))
    assert Reasons(words).of(twice) == Reasons(words).of(number)
