"""What a machine readable zone says of the fields that are printed above it.

What is printed twice and read twice with one result, where a check digit holds, is proven.  A value that was taken from
the zone itself was read once: then only what its check digits notice counts.  They notice a misread
digit of a date, but not the same one twice (88 for 33): so a date is proven by its own digit together with that over
the whole line if it was read surely and its century is not in question.
They do not notice a 6 for a G, an 8 for an S (see ``domain.mrz``): a number that was read once is never proven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from desktop_ocr.domain import dates
from desktop_ocr.domain.checking.base import WITHOUT_DOUBT, agreement, is_one_print, is_sure, other_years, today
from desktop_ocr.domain.mrz import FILLER, TD3, Zone, zone_of
from desktop_ocr.domain.review import Evidence, Field, Verdict

OLDEST = 120
"""Years of age that nobody has: who was born a century earlier than a zone seems to say is younger than that."""
UNNOTICED = frozenset("6GQ1L8SFPMWK")
"""Characters that look like others ten or twenty apart in value; a K is a filler to the digits."""
SEXES = {"男": "M", "女": "F"}


def mrz_digits(value: str) -> Verdict | None:
    """A line of a zone and the check digits in it: they leave letters uncovered, so right ones support the line."""
    zone = zone_of(value)
    if zone is None or not zone.verdicts:
        return None
    return Verdict.SUPPORTS if all(zone.verdicts.values()) else Verdict.DOUBTS


def mrz_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, number of the document)."""
    zone = zone_of(fields[0].value)
    if zone is None or not zone.number:
        return
    if _is_one_printing(*fields):
        yield 1, Verdict.SUPPORTS if _holds(zone, "number") else Verdict.DOUBTS
    else:
        yield from agreement(fields, agree=_plain(fields[1].value) == zone.number, holds=_holds(zone, "number"))


def mrz_birth(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, date of birth).  Of the centuries that are possible a zone does not tell which it is."""
    yield from _date_in_zone(fields, "birth", fields[1].value)


def mrz_expiry(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, date of expiry).  Nothing is valid for so long that its century is in question."""
    yield from _date_in_zone(fields, "expiry", fields[1].value)


def mrz_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, period of validity): its end is the date of expiry.

    Its begin is proven with it where the period was read surely and is one that permits are valid for.
    """
    ends = dates.split_period(fields[1].value)
    if ends is None:
        return
    for place, verdict in _date_in_zone(fields, "expiry", ends[1]):
        is_proven = verdict is not Verdict.PROVES or _tells_its_begin(*ends, fields[1])
        yield place, verdict if is_proven else Verdict.SUPPORTS


def mrz_sex(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, sex): 男/M, F, 女."""
    zone, printed = zone_of(fields[0].value), fields[1].value
    if zone is None or not zone.sex or _is_one_printing(*fields):
        return
    agree = SEXES.get(printed[:1], printed[-1:]) == zone.sex
    for place in (0, 1):
        yield place, Verdict.SUPPORTS if agree else Verdict.DOUBTS


def mrz_names(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, name in Latin letters).  Zones spell out letters that they do not have, and cut long names."""
    zone, printed = zone_of(fields[0].value), fields[1].value
    if zone is None or not zone.names or not printed.isascii() or _is_one_printing(*fields):
        return
    here, there = re.sub(r"[^A-Z]", "", zone.names), re.sub(r"[^A-Z]", "", printed.upper())
    is_cut = not zone.raw("names").endswith(FILLER)
    for place in (0, 1):
        yield place, Verdict.SUPPORTS if here == there or (is_cut and there.startswith(here)) else Verdict.DOUBTS


def mrz_state(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(line of the zone, code of the issuing state)."""
    zone = zone_of(fields[0].value)
    if zone is None or not zone.state or _is_one_printing(*fields):
        return
    for place in (0, 1):
        yield place, Verdict.SUPPORTS if zone.state == fields[1].value else Verdict.DOUBTS


def mrz_lines(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(first, second line of a passport): what check digits leave open in the second is printed elsewhere too.

    The line is proven where its nationality is the issuing state of the first line, where ``mrz_number`` and
    ``mrz_sex`` found number and sex in another place, and where the optional part has no letters that are taken for
    one another unnoticed.
    """
    first, second = (zone_of(field.value) for field in fields)
    if first is None or second is None or not first.format is second.format is TD3:
        return
    if first.state != second.nationality or not all(second.verdicts.values()):
        return
    agree = all(Evidence(name, Verdict.SUPPORTS) in fields[1].evidence for name in ("mrz_number", "mrz_sex"))
    is_clear = not UNNOTICED & set(second.text(*second.format.checks["optional"].covered))
    yield 0, Verdict.SUPPORTS
    yield 1, Verdict.PROVES if agree and is_clear else Verdict.SUPPORTS


def travel_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(date of issue, date of expiry) of a passport: 10 or 5 years, to the day or to the day before.

    Other states have other terms, so another one says nothing.  The usual one proves the date of issue where the zone
    proves that of expiry and both were read surely: a year misread by five would pass.
    """
    issue, expiry = fields
    if not _is_usual_term(issue.value, expiry.value):
        return
    sure = is_sure(expiry) and _tells_its_begin(issue.value, expiry.value, issue)
    proven = sure and Evidence("mrz_expiry", Verdict.PROVES) in expiry.evidence
    yield 0, Verdict.PROVES if proven else Verdict.SUPPORTS


def _date_in_zone(fields: Sequence[Field], name: str, printed: str) -> Iterator[tuple[int, Verdict]]:
    zone, day = zone_of(fields[0].value), dates.whole(printed)
    raw = zone.raw(name) if zone else ""
    if zone is None or not raw.isdigit() or day is None:
        return
    holds = _holds(zone, name)
    if _is_one_printing(*fields):
        is_settled = name != "birth" or today().year - day.year > OLDEST - 100
        kept = Verdict.PROVES if is_settled and is_sure(fields[1]) else Verdict.SUPPORTS
        yield 1, kept if holds else Verdict.DOUBTS
    elif f"{day:%y%m%d}" == raw and day != _day_in(zone, name):
        yield 1, Verdict.SUPPORTS if name == "birth" and day < today() else Verdict.DOUBTS
    else:
        yield from agreement(fields, agree=f"{day:%y%m%d}" == raw, holds=holds)


def _day_in(zone: Zone, name: str) -> date | None:
    """A date of the zone in the likeliest century: a zone has two digits of the year."""
    return dates.whole(zone.birth(today()) if name == "birth" else zone.expiry(today()))


def _holds(zone: Zone, name: str) -> bool:
    """Whether the check digit of a field holds, and that over the whole line where the line has it."""
    return zone.holds(name) and zone.verdicts.get("all", True)


def _is_one_printing(line: Field, other: Field) -> bool:
    """Whether a value was taken from the zone, or its place is not known: then nothing was read twice."""
    if any(one.correction is not None and one.correction.is_checked for one in (line, other)):
        return False
    return line.region is None or other.region is None or is_one_print(line, other)


def _is_usual_term(begin: str, end: str) -> bool:
    start, stop = dates.whole(begin), dates.whole(end)
    if start is None or stop is None:
        return False
    return any(dates.whole_years(start, one) in (5, 10) for one in (stop, dates.next_day(stop)))


def _tells_its_begin(begin: str, end: str, read: Field) -> bool:
    """Whether a term is a usual one, and would be none had one digit of the year it begins in been misread."""
    if not (_is_usual_term(begin, end) and is_sure(read)):
        return False
    others = (f"{year}{begin[4:]}" for year in other_years(begin[:4]))
    return is_sure(read, score=WITHOUT_DOUBT) or not any(_is_usual_term(other, end) for other in others)


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number)
