"""Right numbers of every kind, their check characters computed here once more from the standards."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_check(body: str) -> str:
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(body))
    return "0123456789X"[(12 - total % 11) % 11]


def luhn_check(body: str) -> str:
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in body[::-1][::2])
    return str(-(sum(doubled) + sum(int(digit) for digit in body[::-1][1::2])) % 10)


def organisation_check(body: str) -> str:
    total = sum(int(char, 36) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def credit_check(body: str) -> str:
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def registration_check(body: str) -> str:
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1900, 1, 1), date.today()))
    region = draw(st.sampled_from(["110105", "310101", "440305", "650102", "513436"]))
    body = f"{region}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return body + id_check(body)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    code = draw(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
    body = f"91{draw(st.sampled_from(['110000', '310115', '440300']))}{code}{organisation_check(code)}"
    return body + credit_check(body)


def with_check(lengths: tuple[int, ...], check: Callable[[str], str]) -> st.SearchStrategy[str]:
    bodies = st.sampled_from(lengths).flatmap(lambda n: st.text(string.digits, min_size=n - 1, max_size=n - 1))
    return bodies.map(lambda body: body + check(body))


card_numbers = with_check((16, 19), luhn_check)
registration_numbers = with_check((15,), registration_check)
