"""Which side comes next, and what becomes of a picture."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow.shots import Shot, Sides, documents, name_at

TYPES = load_catalogue().types
FRONT, BACK, BANK = TYPES["id_card_front"], TYPES["id_card_back"], TYPES["bank_card"]
LEFT, RIGHT = Quad.rectangle(0.1, 0.2, 0.4, 0.8), Quad.rectangle(0.6, 0.2, 0.9, 0.8)


def test_front_and_back_in_turn() -> None:
    sides = Sides.of(FRONT, TYPES)
    asked = []
    for _ in range(4):
        asked.append(sides.asked_of(1))
        sides = sides.after(1)
    assert asked == [FRONT, BACK, FRONT, BACK]


def test_whoever_begins_with_the_back_is_asked_for_the_front() -> None:
    assert Sides.of(BACK, TYPES).after(1).next == FRONT


def test_a_kind_with_one_side_stays() -> None:
    sides = Sides.of(BANK, TYPES).after(1)
    assert (sides.next, sides.is_other_next) == (BANK, False)


def test_a_kind_to_be_found_out_has_no_sides() -> None:
    sides = Sides.of(None, TYPES).after(1)
    assert (sides.next, sides.is_other_next) == (None, False)


def test_there_is_no_other_side() -> None:
    assert Sides.of(FRONT, TYPES).after(1).skipped().next == FRONT


def test_both_sides_on_one_picture_are_told_apart_by_reading() -> None:
    sides = Sides.of(FRONT, TYPES)
    assert sides.asked_of(2) is None
    assert sides.after(2).next == FRONT


def test_several_papers_of_one_side_are_of_the_kind_asked_for() -> None:
    assert Sides.of(BANK, TYPES).asked_of(3) == BANK


def test_a_kind_whose_other_side_is_not_there() -> None:
    assert Sides.of(FRONT, {FRONT.key: FRONT}).after(1).next == FRONT


def test_a_shot_follows_on_what_is_found_on_those_before_it() -> None:
    first = Shot(Sides.of(FRONT, TYPES))
    second = Shot(first)
    third = Shot(second)
    assert [one.sides.next for one in (first, second, third)] == [FRONT, BACK, FRONT]
    first.found(2)
    assert [one.sides.next for one in (first, second, third)] == [FRONT, FRONT, BACK]
    second.found(1)
    third.found(1)
    assert third.before == third.sides
    assert third.after.next == FRONT


def test_names_tell_the_time_and_differ() -> None:
    moment = datetime(2026, 11, 21, 16, 20, 33)
    assert name_at(moment, "Camera", 1) == PurePath("Camera 2026-11-21 16-20-33 1.jpg")
    assert name_at(moment, "摄像头", 2).name == "摄像头 2026-11-21 16-20-33 2.jpg"


def test_one_document_for_each_paper_and_the_whole_picture_in_all() -> None:
    made = documents(b"jpeg", PurePath("a.jpg"), [LEFT, RIGHT], BANK)
    assert [one.recipe for one in made] == [Recipe(crop=LEFT), Recipe(crop=RIGHT)]
    assert {one.source.content for one in made} == {b"jpeg"}
    assert [one.asked_type for one in made] == [BANK, BANK]


def test_without_an_outline_the_whole_picture_is_kept() -> None:
    (only,) = documents(b"jpeg", PurePath("a.jpg"), [], None)
    assert only.recipe.is_empty


def test_a_corner_outside_is_moved_into_the_picture() -> None:
    (only,) = documents(b"jpeg", PurePath("a.jpg"), [Quad.rectangle(-0.1, 0.2, 0.4, 1.2)], None)
    assert only.recipe.crop == Quad.rectangle(0.0, 0.2, 0.4, 1.0)
