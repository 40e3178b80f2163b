"""The code on paper: read back however it is typed, and a slip is told by its group."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.errors import RecoveryCodeWrong, RecoveryGroupWrong
from desktop_ocr.store.recovery_code import RecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=16, max_size=16).map(RecoveryCode)


def wrong_group(text: str) -> int:
    with pytest.raises(RecoveryGroupWrong) as caught:
        RecoveryCode.parse(text)
    return int(caught.value.facts["group"])


@given(codes)
def test_comes_back(code: RecoveryCode) -> None:
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{6}}[{ALPHABET}]{{5}}", code.text)
    assert RecoveryCode.parse(code.text) == code


def test_stays_the_same_in_every_version() -> None:
    """Codes lie in drawers for years."""
    assert RecoveryCode(bytes(range(16))).text == "000G0-40R47-0M30J-E209D-185GT-R38E6-1YTPE"


@given(codes, st.randoms())
def test_is_read_however_it_is_typed(code: RecoveryCode, random: object) -> None:
    text = code.text
    for typed in (
        text.lower(),
        text.replace("-", ""),
        text.replace("-", " "),
        f"  {text.replace('-', ' - ')}\n",
        text.replace("0", "O").replace("1", "I"),
        text.replace("0", "o").replace("1", "l"),
        text.replace("-", "—"),
        "".join(chr(ord(char) + 0xFEE0) for char in text),  # full width, as an input method types
        re.sub(r"(.)", r"\1 ", text),
    ):
        assert RecoveryCode.parse(typed) == code


@given(codes, st.integers(0, 34), st.integers(1, 31))
def test_any_wrong_character_is_told_by_its_group(code: RecoveryCode, place: int, by: int) -> None:
    characters = list(code.text.replace("-", ""))
    characters[place] = ALPHABET[(ALPHABET.index(characters[place]) + by) % 32]
    assert wrong_group("".join(characters)) == place // 5 + 1


@given(codes, st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_two_exchanged_in_a_group_are_told(code: RecoveryCode, group: int, first: int, second: int) -> None:
    groups = [list(part) for part in code.text.split("-")]
    characters = groups[group]
    if characters[first] == characters[second]:
        return
    characters[first], characters[second] = characters[second], characters[first]
    assert wrong_group("-".join("".join(part) for part in groups)) == group + 1


@given(codes, st.permutations(range(7)))
def test_groups_in_another_order_are_told(code: RecoveryCode, order: list[int]) -> None:
    groups = code.text.split("-")
    moved = [groups[index] for index in order]
    if moved == groups:
        return
    first = next(place for place in range(7) if order[place] != place)
    assert wrong_group("-".join(moved)) == first + 1


def test_the_whole_has_a_checksum_too() -> None:
    """Groups that are right for themselves, from two codes."""
    one, other = (RecoveryCode(bytes([number]) * 16).text.split("-") for number in (1, 2))
    with pytest.raises(RecoveryCodeWrong) as caught:
        RecoveryCode.parse("-".join([*one[:3], *other[3:]]))
    assert caught.type is RecoveryCodeWrong


def test_a_group_with_a_character_missing_or_too_many_is_told() -> None:
    groups = RecoveryCode.new().text.split("-")
    assert wrong_group("-".join([*groups[:2], groups[2][:4], *groups[3:]])) == 3
    assert wrong_group(" ".join([*groups[:6], groups[6] + "7"])) == 7


def test_a_character_that_no_code_has_is_told() -> None:
    groups = RecoveryCode.new().text.split("-")
    assert wrong_group("-".join([groups[0], "UUUUU", *groups[2:]])) == 2
    assert wrong_group("-".join([groups[0], "恢复码复码", *groups[2:]])) == 2


@pytest.mark.parametrize("text", ["", "-", "12345", "0" * 34, "0" * 36, "恢复码", "\0" * 35, "0" * 10_000])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(RecoveryCodeWrong):
        RecoveryCode.parse(text)


@given(st.text(max_size=60))
def test_nothing_else_is_raised_whatever_is_typed(text: str) -> None:
    with pytest.raises(RecoveryCodeWrong):
        RecoveryCode.parse(text)


def test_is_random_and_never_shown_by_accident() -> None:
    codes = [RecoveryCode.new() for _ in range(50)]
    assert len({code.secret for code in codes}) == 50
    assert repr(codes[0]) == str(codes[0]) == "RecoveryCode()"


def test_has_16_bytes() -> None:
    with pytest.raises(ValueError, match="16"):
        RecoveryCode(b"15 bytes long..")
