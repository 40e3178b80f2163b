"""The specimens keep their promises: true numbers, same picture for the same seed, boxes on ink, effects in limits."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import cache

import cv2
import numpy as np
import pytest
from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_10

from desktop_ocr.domain.checking.plates import forms_of

from . import KINDS, LIMITS, Photo, Quad, Specimen, photograph, photograph_12mp, render

SEEDS, FEW = range(12), range(3)
"""Of one kind in particular, and of each kind there is."""
STRENGTHS = [
    pytest.param(strength, marks=() if strength in ("mild", "strong") else pytest.mark.heavy)
    for strength in ("clean", *LIMITS)
]
"""The limits do not depend on the kind: a strength more is a photo more of each of them."""


@cache
def specimen(kind: str, seed: int) -> Specimen:
    return render(kind, seed, long_side=1000)


@cache
def photo(kind: str, seed: int, strength: str) -> Photo:
    return photograph(render(kind, seed), strength, seed)  # type: ignore[arg-type]


def printed(kind: str) -> list[dict[str, str]]:
    return [specimen(kind, seed).fields for seed in SEEDS]


def contrast(picture: np.ndarray, quad: Quad) -> float:
    """Difference of the darkest and lightest tone inside a box."""
    x, y, width, height = cv2.boundingRect(np.array(quad, np.float32))
    part = picture[max(y, 0) : y + height, max(x, 0) : x + width]
    return float(np.percentile(part, 97)) - float(np.percentile(part, 3))


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_always_gives_the_same_paper_and_photo(kind: str) -> None:
    first, second = specimen(kind, 1), render(kind, 1, long_side=1000)
    assert first.fields == second.fields
    assert first.boxes == second.boxes
    assert first.image.tobytes() == second.image.tobytes()
    photos = [photo(kind, 0, "mild"), photograph(render(kind, 0), "mild", 0)]
    assert photos[0].image.tobytes() == photos[1].image.tobytes()
    assert photos[0].effects == photos[1].effects
    assert specimen(kind, 2).fields != first.fields


def test_a_photo_can_be_asked_to_lie_upright() -> None:
    drawn = specimen("id_card_back", 0)
    assert any(photograph(drawn, "mild", seed).turned for seed in FEW)
    assert not any(photograph(drawn, "mild", seed, upright=True).turned for seed in FEW)


@pytest.mark.parametrize("kind", KINDS)
def test_boxes_lie_on_the_paper_apart_from_each_other_and_hold_ink(kind: str) -> None:
    for seed in FEW:
        drawn = specimen(kind, seed)
        assert drawn.boxes.keys() == drawn.fields.keys()
        grey = np.asarray(drawn.image.convert("L"))
        flat = [(key, quad) for key, quads in drawn.boxes.items() for quad in quads]
        for key, quad in flat:
            (left, top), (right, bottom) = quad[0], quad[2]
            assert 0 <= left < right <= drawn.image.width, (seed, key)
            assert 0 <= top < bottom <= drawn.image.height, (seed, key)
            assert contrast(grey, quad) > 40, (seed, key)
            for other, box in flat:
                overlap = min(right, box[2][0]) - max(left, box[0][0]), min(bottom, box[2][1]) - max(top, box[0][1])
                assert quad is box or min(overlap) < drawn.text_height * 0.2, (seed, key, other)


def test_identity_numbers_agree_with_the_person() -> None:
    for fields in printed("id_card_front"):
        number = fields["id_number"]
        assert ric.is_valid(number)
        assert number[6:14] == fields["birth_date"].replace("-", "")
        assert (int(number[16]) % 2 == 1) == (fields["sex"] == "男")


def test_identity_cards_are_valid_for_a_term_that_exists() -> None:
    for fields in printed("id_card_back"):
        issued = date.fromisoformat(fields["issue_date"])
        if fields["expiry_date"] != "长期":
            expires = date.fromisoformat(fields["expiry_date"])
            assert expires.year - issued.year in {5, 10, 20}


def test_numbers_on_certificates_and_registers_agree_with_their_persons() -> None:
    for fields in [*printed("household_register_member"), *printed("marriage_certificate")]:
        for part in ("", "one_", "two_"):
            if number := fields.get(f"{part}id_number"):
                assert ric.is_valid(number)
                assert number[6:14] == fields[f"{part}birth_date"].replace("-", "")
                assert (int(number[16]) % 2 == 1) == (fields[f"{part}sex"] == "男")
    for fields in printed("birth_certificate"):
        assert int(fields["mother_id_number"][16]) % 2 == 0
        assert fields["birth_date"] < fields["issue_date"]


def test_card_numbers_pass_luhn_and_dates_are_printed_dates() -> None:
    for fields in printed("bank_card"):
        assert luhn.is_valid(fields["card_number"])
        assert re.fullmatch(r"(0[1-9]|1[0-2])/\d\d", fields.get("valid_thru", "01/30"))
        assert fields.get("card_type", "借记卡") in {"借记卡", "贷记卡"}


def test_licence_numbers_are_valid_and_dates_in_order() -> None:
    forms = set()
    for seed in range(40):
        drawn = render("business_license", seed, long_side=300)
        forms.add(drawn.form)
        fields = drawn.fields
        assert ("credit_code" in fields) != ("registration_number" in fields)
        if code := fields.get("credit_code"):
            assert uscc.is_valid(code)
            values = ["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(c) for c in code[8:16]]
            total = sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
            assert code[16] == "0123456789X0"[11 - total % 11]
        else:
            assert mod_11_10.is_valid(fields["registration_number"])
            assert len(fields["registration_number"]) == 15
        assert fields["established_date"] <= fields["issue_date"]
        if (term := fields.get("business_term", "长期")) != "长期":
            assert term.startswith(fields["established_date"] + "至")
        assert ("paid_in_capital" in fields) == (drawn.form == "old")
    assert forms == {"portrait", "landscape", "old", "individual"}


def test_plates_are_in_the_grammar_and_of_all_colours() -> None:
    colours = set()
    for seed in range(60):
        drawn = render("license_plate", seed, long_side=300)
        assert any(drawn.fields["color"] in form.colours for form in forms_of(drawn.fields["number"]))
        assert len(drawn.boxes["number"]) == (2 if drawn.form in {"yellow_double", "trailer"} else 1)
        colours.add(drawn.fields["color"])
    assert len(colours) == 6


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_photos_keep_within_their_strength(kind: str, strength: str) -> None:
    for seed in FEW[:1]:
        taken = photo(kind, seed, strength)
        width, height = taken.image.size
        assert width * height <= 12_000_000
        for quad in [taken.outline, *(quad for quads in taken.boxes.values() for quad in quads)]:
            assert all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in quad)
        if strength == "clean":
            assert taken.turned == 0
            continue
        limits, effects = LIMITS[strength], taken.effects
        assert abs(effects.tilt) <= limits.tilt
        assert effects.perspective <= limits.perspective
        assert effects.blur <= limits.blur
        assert effects.noise <= limits.noise
        assert effects.jpeg >= limits.jpeg
        assert effects.shadow <= limits.shadow
        assert limits.text[0] <= taken.text_height <= limits.text[1]
        assert 0.25 <= taken.fill <= 0.95


@pytest.mark.parametrize("strength", ["mild", "strong"])
@pytest.mark.parametrize("kind", KINDS)
def test_turning_a_photo_brings_its_text_upright(kind: str, strength: str) -> None:
    for seed in FEW[:1]:
        taken = photo(kind, seed, strength)
        (x0, y0), (x1, y1) = taken.outline[0], taken.outline[1]
        # Image angles grow clockwise, so turning clockwise adds to the direction of the paper's upper edge.
        angle = (math.degrees(math.atan2(y1 - y0, x1 - x0)) + taken.turned + 180) % 360 - 180
        assert abs(angle) <= LIMITS[strength].tilt + LIMITS[strength].perspective


@pytest.mark.parametrize("kind", KINDS)
def test_mapped_boxes_hold_the_same_ink(kind: str) -> None:
    taken = photo(kind, 0, "mild")
    grey = np.asarray(taken.image.convert("L"))
    for key, quads in taken.boxes.items():
        for quad in quads:
            assert contrast(grey, quad) > 25, key


def test_a_phone_photo_has_twelve_megapixels_and_a_paper_on_thirty_percent() -> None:
    taken = photograph_12mp(render("id_card_front", 1), 1)
    assert taken.image.size == (4000, 3000)
    assert taken.fill**2 == pytest.approx(0.3, abs=0.05)
