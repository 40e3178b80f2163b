"""Every domain value comes back the same; what is not known is left aside; what is no value is damage."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.errors import StoreDamaged
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import Correction, Reason
from desktop_ocr.store import codec
from tests.store import values

DECODERS = (codec.recipe, codec.corrections, codec.recognition, codec.facts)


@given(values.recipes)
def test_recipes_come_back(value: Recipe) -> None:
    assert codec.recipe(codec.encode(value)) == value


@given(values.recognitions)
def test_recognitions_come_back(value: Recognition) -> None:
    assert codec.recognition(codec.encode(value)) == value


@given(values.corrections)
def test_corrections_come_back(value: codec.Corrections) -> None:
    assert codec.corrections(codec.encode(value)) == value


@given(values.any_text)
def test_paths_come_back_whatever_the_old_system_named_them(path: str) -> None:
    assert codec.path_text(codec.path_bytes(path)) == path


@given(values.any_text)
def test_whatever_is_typed_can_be_kept(text: str) -> None:
    ((key, kept),) = codec.corrections(codec.encode((("name", Correction(text, Reason.OTHER)),)))
    assert key == "name"
    assert kept.reason is Reason.OTHER
    assert kept.value == text or any("\ud800" <= char <= "\udfff" for char in text)


def test_half_a_surrogate_pair_is_marked_and_a_whole_one_is_joined() -> None:
    ((_, kept),) = codec.corrections(codec.encode((("name", Correction("张\ud83d\ude00三\ud83d")),)))
    assert kept.value == "张\U0001f600三\ufffd"


def test_recipes_of_before_there_were_edits_come_back() -> None:
    old = codec.encode({"turn": 90, "crop": None, "is_upright": True})
    assert codec.recipe(old) == Recipe(90, is_upright=True)


@pytest.mark.parametrize("wrong", [{"straighten": 16.0}, {"brightness": 101}, {"contrast": -101}, {"filter": "sepia"}])
def test_edits_that_do_not_exist_are_damage(wrong: dict[str, object]) -> None:
    with pytest.raises(StoreDamaged):
        codec.recipe(codec.encode(wrong))


def test_kinds_are_the_domain_s_own() -> None:
    value = codec.recipe(codec.encode(Recipe(90, Quad.rectangle(0, 0, 1, 0.5))))
    assert value.crop is not None
    assert value.crop.turned(90).bounds == (0.5, 0, 1, 1)


def test_what_a_later_version_added_is_left_aside_and_what_an_older_one_lacked_is_the_default() -> None:
    content = msgspec.msgpack.encode({"turn": 180, "sharpness": {"radius": 2}})
    assert codec.recipe(content) == Recipe(180)


def test_what_was_read_before_quality_was_measured_comes_back() -> None:
    read = values.real_sized(lines=2)
    before = msgspec.to_builtins(read, builtin_types=(bytes,))
    del before["quality"]
    for one in before["papers"][0]["readings"]:
        del one["advice"]
    assert codec.recognition(msgspec.msgpack.encode(before)) == read


@pytest.mark.parametrize("decode", DECODERS)
@given(content=st.binary(max_size=40))
def test_what_is_no_value_is_damage(decode: Callable[[bytes], Any], content: bytes) -> None:
    with contextlib.suppress(StoreDamaged):
        decode(content)


def test_a_turn_that_cannot_be_is_damage() -> None:
    with pytest.raises(StoreDamaged):
        codec.recipe(msgspec.msgpack.encode({"turn": 45}))
