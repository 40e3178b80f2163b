"""Numbers of the identity cards of Hong Kong, Macau and Taiwan, as permits of their residents name them."""

from __future__ import annotations

import re

from desktop_ocr.domain.review import Verdict


def resident_number(value: str) -> Verdict | None:
    """A123456(3) of Hong Kong, A123456789 of Taiwan: a check digit each; 1234567(8) of Macau: none is published.

    Hong Kong: weights 9 to 1 over up to two letters (A = 10, none = 36), six digits and the check digit (A = 10),
    modulo 11; letters eleven apart are one to it (D and O, I and T, J and U): such a number is not proven.  Taiwan: the
    letter as two digits, weights 1 9 8 7 6 5 4 3 2 1 1, modulo 10: an 8 for a 3 passes in three of its places, so it
    never proves.
    """
    plain = re.sub(r"[()（） ]", "", value)
    if re.fullmatch(r"[A-Z]{1,2}[0-9]{6}[0-9A]", plain):
        return _verdict(_hong_kong(plain) % 11 == 0, is_clear=not set(plain[:-7]) & set("DOITJU"))
    if re.fullmatch(r"[A-Z][1289][0-9]{8}", plain):
        return _verdict(_taiwan(plain) % 10 == 0, is_clear=False)
    return None


def _verdict(holds: bool, *, is_clear: bool) -> Verdict:
    if not holds:
        return Verdict.BREAKS
    return Verdict.PROVES if is_clear else Verdict.SUPPORTS


def _hong_kong(number: str) -> int:
    values = [36 if char == " " else int(char, 36) for char in number.rjust(9)]
    return sum(weight * value for weight, value in zip(range(9, 0, -1), values, strict=True))


_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""The letters in the order of their numbers, from 10 on."""


def _taiwan(number: str) -> int:
    letter = _TAIWAN.index(number[0]) + 10
    digits = [letter // 10, letter % 10, *(int(char) for char in number[1:])]
    return sum(weight * digit for weight, digit in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), digits, strict=True))
