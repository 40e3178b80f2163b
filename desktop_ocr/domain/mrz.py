"""Machine readable zones: ICAO 9303 parts 3 to 6 (TD1, TD2, TD3) and the single line of the Chinese permit cards.

A zone is fixed in length and place: each position holds letters, digits or both, and digits of their own prove some of
its parts.  The fields of a zone are named ``number``, ``birth``, ``expiry``, ``sex``, ``nationality``, ``state`` (the
issuing one), ``code`` (of the document), ``names``.

The cards 往来港澳通行证 and 往来台湾通行证 print one line of 30 on their front: CS or CD, number, date of expiry, date
of birth, each with its check digit and a filler behind it, and a last digit over the whole.  What that last digit
covers is not published, so nothing is concluded from it.

What check digits cannot tell: characters ten apart in value, 6 from G, 1 from L, 8 from S, F from P.  Numbers of
letters and digits are therefore not proven by their check digit alone; dates are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

FILLER = "<"
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
DIGITS = frozenset("0123456789")
CLASSES = {
    "A": LETTERS,
    "D": DIGITS,
    "N": DIGITS | {FILLER},
    "S": frozenset("MFX<"),
    "<": frozenset(FILLER),
    "C": frozenset("C"),
    "P": frozenset("P"),
    "Z": frozenset("SDTR<"),
    "X": LETTERS | DIGITS,
}
"""What may stand at a position, by the character that a grammar has there."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line of a zone."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """Where a check digit stands, and what it is computed from, in this order."""

    digit: Span
    covered: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """A form of zones: the grammar of each line, its fields, the check digits by what they prove."""

    name: str
    grammar: tuple[str, ...]
    fields: Mapping[str, Span]
    checks: Mapping[str, CheckDigit]

    @property
    def length(self) -> int:
        return len(self.grammar[0])


def _check(line: int, digit: int, *covered: tuple[int, int, int]) -> CheckDigit:
    return CheckDigit(Span(line, digit, digit + 1), tuple(Span(*span) for span in covered))


TD3 = Format(
    "TD3",
    ("PA" + "A" * 42, "X" * 9 + "DAAA" + "N" * 6 + "DS" + "D" * 6 + "D" + "X" * 14 + "ND"),
    {
        "code": Span(0, 0, 2),
        "state": Span(0, 2, 5),
        "names": Span(0, 5, 44),
        "number": Span(1, 0, 9),
        "nationality": Span(1, 10, 13),
        "birth": Span(1, 13, 19),
        "sex": Span(1, 20, 21),
        "expiry": Span(1, 21, 27),
    },
    {
        "number": _check(1, 9, (1, 0, 9)),
        "birth": _check(1, 19, (1, 13, 19)),
        "expiry": _check(1, 27, (1, 21, 27)),
        "optional": _check(1, 42, (1, 28, 42)),
        "all": _check(1, 43, (1, 0, 10), (1, 13, 20), (1, 21, 43)),
    },
)
TD2 = Format(
    "TD2",
    ("A" * 36, "X" * 9 + "NAAA" + "N" * 6 + "DS" + "D" * 6 + "D" + "X" * 7 + "D"),
    {
        "code": Span(0, 0, 2),
        "state": Span(0, 2, 5),
        "names": Span(0, 5, 36),
        "number": Span(1, 0, 9),
        "nationality": Span(1, 10, 13),
        "birth": Span(1, 13, 19),
        "sex": Span(1, 20, 21),
        "expiry": Span(1, 21, 27),
    },
    {
        "number": _check(1, 9, (1, 0, 9)),
        "birth": _check(1, 19, (1, 13, 19)),
        "expiry": _check(1, 27, (1, 21, 27)),
        "all": _check(1, 35, (1, 0, 10), (1, 13, 20), (1, 21, 35)),
    },
)
TD1 = Format(
    "TD1",
    ("AAAAA" + "X" * 9 + "N" + "X" * 15, "N" * 6 + "DS" + "D" * 6 + "DAAA" + "X" * 11 + "D", "A" * 30),
    {
        "code": Span(0, 0, 2),
        "state": Span(0, 2, 5),
        "number": Span(0, 5, 14),
        "birth": Span(1, 0, 6),
        "sex": Span(1, 7, 8),
        "expiry": Span(1, 8, 14),
        "nationality": Span(1, 15, 18),
        "names": Span(2, 0, 30),
    },
    {
        "number": _check(0, 14, (0, 5, 14)),
        "birth": _check(1, 6, (1, 0, 6)),
        "expiry": _check(1, 14, (1, 8, 14)),
        "all": _check(1, 29, (0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    },
)
CARD = Format(
    "CARD",
    ("CZ" + "X" * 9 + "D<" + "D" * 6 + "D<" + "D" * 6 + "D<D",),
    {"code": Span(0, 0, 2), "number": Span(0, 2, 11), "expiry": Span(0, 13, 19), "birth": Span(0, 21, 27)},
    {
        "number": _check(0, 11, (0, 2, 11)),
        "expiry": _check(0, 19, (0, 13, 19)),
        "birth": _check(0, 27, (0, 21, 27)),
    },
)
FORMATS = (TD3, TD2, TD1, CARD)


def check_digit(text: str) -> str:
    """ICAO 9303 part 3, 4.9: weights 7, 3, 1 over digits as themselves, A = 10 to Z = 35, the filler 0; modulo 10."""
    values = (0 if char == FILLER else int(char, 36) for char in text)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


@dataclass(frozen=True)
class Zone:
    """The lines of a zone in a format, or some of them: those that are not known are empty."""

    format: Format
    lines: tuple[str, ...]

    def text(self, *spans: Span) -> str:
        """What stands there; empty if a part of it is not known."""
        parts = [self.lines[span.line][span.start : span.end] for span in spans]
        return "".join(parts) if all(parts) else ""

    def raw(self, field: str) -> str:
        """A field with its fillers; empty if the format does not have it."""
        span = self.format.fields.get(field)
        return self.text(span) if span else ""

    @cached_property
    def verdicts(self) -> Mapping[str, bool]:
        """For each check digit whose lines are known whether it is right."""
        verdicts = {}
        for name, check in self.format.checks.items():
            digit, covered = self.text(check.digit), self.text(*check.covered)
            if not digit or not covered:
                continue
            if digit == FILLER:  # a number longer than nine goes on in the next part; an empty part needs no digit
                verdicts[name] = bool(self._long_number) if name == "number" else not covered.strip(FILLER)
            else:
                verdicts[name] = check_digit(covered) == digit
        return verdicts

    def holds(self, *names: str) -> bool:
        """Whether these check digits are known and right."""
        return all(self.verdicts.get(name) for name in names)

    @cached_property
    def _long_number(self) -> str:
        """ICAO 9303 part 5, note j: the rest of a long number and its check digit stand in the optional part."""
        check = self.format.checks["number"]
        rest = self.lines[check.digit.line][check.digit.end :].split(FILLER)[0] if self.format is TD1 else ""
        whole = self.raw("number") + rest[:-1]
        return whole if len(rest) > 1 and check_digit(whole) == rest[-1] else ""

    @property
    def number(self) -> str:
        """The number of the document without fillers."""
        if self.format is TD1 and self.text(self.format.checks["number"].digit) == FILLER:
            return self._long_number
        return self.raw("number").replace(FILLER, "")

    @property
    def sex(self) -> str:
        """M, F, or X for neither."""
        return self.raw("sex").replace(FILLER, "X")

    @property
    def type(self) -> str:
        """The first letter of the document's code: P for every passport."""
        return self.raw("code")[:1]

    @property
    def state(self) -> str:
        return self.raw("state").replace(FILLER, "")

    @property
    def nationality(self) -> str:
        return self.raw("nationality").replace(FILLER, "")

    @property
    def names(self) -> str:
        """``SURNAME, GIVEN NAMES``; without a comma where there is but one name."""
        parts = [part.replace(FILLER, " ").strip() for part in self.raw("names").split(FILLER * 2, 1)]
        return ", ".join(part for part in parts if part)

    def birth(self, today: date) -> str:
        """The date of birth, YYYY-MM-DD: the latest of that year that is not in the future; empty if not whole."""
        return _whole(self.raw("birth"), latest=today)

    def expiry(self, today: date) -> str:
        """The date of expiry, YYYY-MM-DD: no document is valid for longer than 30 years; empty if not whole."""
        return _whole(self.raw("expiry"), latest=date(today.year + 30, 12, 31))


def _whole(text: str, *, latest: date) -> str:
    if not re.fullmatch(r"[0-9]{6}", text):
        return ""
    year, month, day = (int(text[place : place + 2]) for place in (0, 2, 4))
    for century in (latest.year // 100, latest.year // 100 - 1):
        try:
            found = date(century * 100 + year, month, day)
        except ValueError:
            continue
        if found <= latest:
            return found.isoformat()
    return ""


def zone_of(line: str) -> Zone | None:
    """The zone of which this is a line, the others unknown; None for a text that is no line of any.

    Where it may be one of several, as a line of names may, that of which the most check digits are right.
    """
    found = [
        Zone(form, tuple(line if other == place else "" for other in range(len(form.grammar))))
        for form in FORMATS
        for place, grammar in enumerate(form.grammar)
        if fits(line, grammar)
    ]
    return max(reversed(found), key=lambda one: sum(one.verdicts.values())) if found else None


def fits(line: str, grammar: str) -> bool:
    """Whether each character may stand where it stands."""
    return len(line) == len(grammar) and all(char in CLASSES[kind] for char, kind in zip(line, grammar, strict=True))
