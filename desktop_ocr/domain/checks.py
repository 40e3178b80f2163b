"""Check digits, dates, and rules across fields, looked up by the names that the type files use.

A *field check* looks at one value and says what follows for it (a ``Verdict``), or None when it has nothing to say.  A
*cross check* looks at the values of several fields of one document and says so for some of them.  To add one: write the
function, put it into its table, and write its sentences into ``resources/evidence.toml``.

A check speaks about a value as a person would read it.  It does not prove what the engine itself was unsure of
(``PROOF_SCORE``), and never a value that was repaired so that the check fits.  Nor does it prove letters of a file that
the pixels do not bear out: whoever puts false ones there puts such as fit; and what does not hold proves nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stdnum import luhn, numdb
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

from desktop_ocr.domain import dates
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Mismatch
from desktop_ocr.domain.review import Evidence, Field, Verdict

PROOF_SCORE = 0.5
"""A character scored below this is not proven by a check digit: two such errors pass one time in ten."""
SURE_SCORE = 0.9
"""The same for proofs that a misread decade would pass."""
ID_CARD_YEARS = (5, 10, 20)
"""Terms of the resident identity card: under 16, under 26, under 46 years of age; then without end."""
REGIONS = "cn/loc"
"""python-stdnum's table of the region codes of GB/T 2260."""

FieldCheck = Callable[[str], Verdict | None]
CrossCheck = Callable[[Sequence[Field]], Iterator[tuple[int, Verdict]]]


def weigh(kind: DocumentType, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields with all evidence about their present values: form, checks of each, then rules across them."""
    weighed = [replace(field, evidence=tuple(_own_evidence(field))) for field in fields]
    places = {field.spec.key: place for place, field in enumerate(weighed)}
    for rule in kind.rules:
        chosen = [weighed[places[key]] for key in rule.fields]
        if not all(field.value for field in chosen):
            continue
        all_borne_out = not any(map(_mismatch, chosen))
        for index, verdict in CROSS_CHECKS[rule.check](chosen):
            place = places[rule.fields[index]]
            if verdict is not Verdict.PROVES or (all_borne_out and _may_be_proven(weighed[place])):
                evidence = (*weighed[place].evidence, Evidence(rule.check, verdict))
                weighed[place] = replace(weighed[place], evidence=evidence)
    return tuple(weighed)


def _own_evidence(field: Field) -> Iterator[Evidence]:
    if not field.value:
        return
    if form := check_form(field.spec, field.value):
        yield Evidence("form", form)
    for name in field.spec.checks:
        verdict = FIELD_CHECKS[name](field.value)
        if verdict is Verdict.PROVES and not _may_be_proven(field):
            verdict = Verdict.SUPPORTS
        if verdict:
            yield Evidence(name, verdict)
    if field.awaits_person:
        yield Evidence("incomplete", Verdict.DOUBTS)
    if field.correction is None and field.reading and field.reading.repaired:
        yield Evidence("repaired", Verdict.DOUBTS)
    match _mismatch(field):
        case Mismatch.DISPUTED if field.printed:
            yield Evidence("otherwise_printed", Verdict.DOUBTS, field.printed)
        case Mismatch.DISPUTED:
            yield Evidence("disputed", Verdict.DOUBTS)
        case Mismatch.UNREAD:
            yield Evidence("unread", Verdict.DOUBTS)


def _mismatch(field: Field) -> Mismatch | None:
    """What speaks against the letters of the file that a value is of; nothing once a person has said what it is."""
    return field.reading.mismatch if field.reading and field.correction is None else None


def _may_be_proven(field: Field) -> bool:
    if field.correction is not None:
        return field.correction.is_checked
    if field.reading is None:
        return True
    return not (field.reading.repaired or field.reading.mismatch) and field.reading.weakest >= PROOF_SCORE


def _is_sure(*fields: Field) -> bool:
    """Whether a person gave the values, or the engine was sure of every character."""
    if any(field.correction is not None and not field.correction.is_checked for field in fields):
        return False
    machine = [field.reading for field in fields if field.correction is None and field.reading]
    return all(reading.weakest >= SURE_SCORE for reading in machine)


def check_form(spec: FieldSpec, value: str) -> Verdict | None:
    """Whether the value has the normal form of its kind."""
    pattern = _FORMS.get(spec.kind)
    if pattern and not pattern.fullmatch(value):
        return Verdict.BREAKS
    if spec.choices and value not in spec.choices:
        return Verdict.DOUBTS
    return None


_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_FORMS = {
    ValueKind.DATE: re.compile(rf"{_DATE}|长期"),
    ValueKind.PERIOD: re.compile(rf"{_DATE}(至|到|-|—|~)({_DATE}|长期)|长期"),
    ValueKind.EXPIRY: re.compile(r"(0[1-9]|1[0-2])/[0-9]{2}"),
    ValueKind.TIME: re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"),
    ValueKind.AMOUNT: re.compile(r"[0-9]+(\.[0-9]+)?"),
    ValueKind.NUMBER: re.compile(r"[0-9A-Z*-]+"),
}


def id_number(value: str) -> Verdict | None:
    """公民身份号码, GB 11643: 18 characters with an ISO 7064 MOD 11-2 check; the old form of 15 digits has none."""
    if re.fullmatch(r"[0-9]{15}", value):
        return None
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value) or not mod_11_2.is_valid(value):
        return Verdict.BREAKS
    birth = dates.whole(f"{value[6:10]}-{value[10:12]}-{value[12:14]}")
    return Verdict.PROVES if birth and date(1880, 1, 1) <= birth <= _today() else Verdict.BREAKS


def known_region(value: str) -> Verdict | None:
    """The first six characters of an ID number name a region of GB/T 2260 (abolished ones are in the table too)."""
    return Verdict.SUPPORTS if _region(value[:6], "county") else None


def credit_code(value: str) -> Verdict | None:
    """统一社会信用代码, GB 32100: MOD 31 over all, GB 11714 MOD 11 over the organisation code (characters 9–17)."""
    if not re.fullmatch(r"[0-9A-Z]{18}", value) or not uscc.is_valid(value):
        return Verdict.BREAKS
    return Verdict.PROVES if organisation_code_fits(value[8:17]) else Verdict.SUPPORTS


def organisation_code_fits(code: str) -> bool:
    """组织机构代码, GB 11714: eight characters and a MOD 11 check character (X for 10)."""
    total = sum(weight * int(char, 36) for weight, char in zip((3, 7, 9, 10, 5, 8, 4, 2), code[:8], strict=True))
    return code[8] == "0123456789X0"[11 - total % 11]


def registration_number(value: str) -> Verdict | None:
    """注册号 of licences before 2015: 15 digits with an ISO 7064 MOD 11,10 check, 13 digits without before 2007."""
    if re.fullmatch(r"[0-9]{13}", value):
        return None
    if not re.fullmatch(r"[0-9]{15}", value):
        return Verdict.BREAKS
    return Verdict.PROVES if mod_11_10.is_valid(value) else Verdict.DOUBTS


ISSUERS = re.compile(r"3[045678]|4|5[0-8]|2[2-7]|6[0-9]|9[0-9]")
"""First digits of issuers of cards: travel (3), banking (4, 5, 22–27), merchants and banking (6), national (9)."""


def bank_card_number(value: str) -> Verdict | None:
    """Card numbers, ISO/IEC 7812: Luhn.  Some old debit cards fail it, so a failure is a doubt, not a break.

    One lost digit keeps Luhn right one time in ten: only the usual lengths, 16 and 19, are proven, and only numbers
    that begin as issuers' do: order and account numbers pass Luhn one time in ten too.
    """
    if not re.fullmatch(r"[0-9]{13,19}", value):
        return Verdict.BREAKS
    if not luhn.is_valid(value):
        return Verdict.DOUBTS
    return Verdict.PROVES if len(value) in (16, 19) and ISSUERS.match(value) else Verdict.SUPPORTS


def calendar_date(value: str) -> Verdict | None:
    """A date of the calendar within a century of today; others are printed on nothing but specimens."""
    ends = dates.split_period(value) or (value,)
    for end in ends:
        if end == dates.LONG_TERM:
            continue
        parts = dates.parse(end)
        if parts is None:
            return Verdict.BREAKS
        if abs(parts[0] - _today().year) > 120:
            return Verdict.DOUBTS
    return None


def period_in_order(value: str) -> Verdict | None:
    """A period ends after it began."""
    ends = dates.split_period(value)
    start, end = (dates.whole(one) for one in ends) if ends else (None, None)
    return Verdict.BREAKS if start and end and end <= start else None


def past_date(value: str) -> Verdict | None:
    """A date that cannot lie in the future."""
    day = dates.whole(value)
    return Verdict.DOUBTS if day and day > _today() + timedelta(days=1) else None


def brackets_in_pairs(value: str) -> Verdict | None:
    """In printed names and lists every bracket is closed; one that is not tells of text that was lost."""
    depth = 0
    for char in value.translate(str.maketrans("（）", "()")):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return Verdict.DOUBTS
    return Verdict.DOUBTS if depth else None


FIELD_CHECKS: dict[str, FieldCheck] = {
    "id_number": id_number,
    "known_region": known_region,
    "credit_code": credit_code,
    "registration_number": registration_number,
    "bank_card_number": bank_card_number,
    "calendar_date": calendar_date,
    "past_date": past_date,
    "period_in_order": period_in_order,
    "brackets_in_pairs": brackets_in_pairs,
}


def birth_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, date of birth): the number holds the date.  A number with a right check digit decides."""
    number, birth = (field.value for field in fields)
    inside = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    if len(number) != 18:
        return
    yield from _agreement(fields, agree=inside == birth)


def sex_in_id_number(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, sex): the 17th digit is odd for a man."""
    number, sex = (field.value for field in fields)
    if len(number) != 18 or not number[16].isdigit() or sex not in ("男", "女"):
        return
    yield from _agreement(fields, agree=("女", "男")[int(number[16]) % 2] == sex)


def _agreement(fields: Sequence[Field], *, agree: bool) -> Iterator[tuple[int, Verdict]]:
    """What follows for (number with check digit, value it contains)."""
    number_holds = Evidence("id_number", Verdict.PROVES) in fields[0].evidence
    if agree:
        yield 0, Verdict.SUPPORTS
        yield 1, Verdict.PROVES if number_holds else Verdict.SUPPORTS
    elif number_holds:
        yield 1, Verdict.BREAKS
        yield 0, Verdict.DOUBTS
    else:
        yield 1, Verdict.DOUBTS


def region_in_address(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(ID number, address): the number names the region of first registration.  People move: no match says nothing."""
    number, address = (field.value for field in fields)
    province = _region(number[:6], "province")
    if province and address.startswith(province[:2]):
        yield 1, Verdict.SUPPORTS


def dates_in_order(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(start, end): the end comes after the start."""
    start, end = (dates.whole(field.value) for field in fields)
    if start and end and end <= start:
        yield 0, Verdict.BREAKS
        yield 1, Verdict.BREAKS


def dates_not_reversed(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(earlier, later): the same day is allowed, the other order is doubtful (a paper may be issued anew)."""
    earlier, later = (dates.whole(field.value) for field in fields)
    if earlier and later and later < earlier:
        yield 0, Verdict.DOUBTS
        yield 1, Verdict.DOUBTS


def id_card_term(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(issue, expiry): the card is valid for 5, 10 or 20 years to the day.  That proves both dates.

    居民身份证法 article 5.  One misread digit in either date breaks the equality, but for a decade: so both must have
    been read surely.
    """
    start, end = (dates.whole(field.value) for field in fields)
    if not start or not end or not date(2004, 1, 1) <= start <= _today():
        return
    if dates.whole_years(start, end) not in ID_CARD_YEARS:
        verdict = Verdict.DOUBTS
    else:
        verdict = Verdict.PROVES if _is_sure(*fields) else Verdict.SUPPORTS
    yield 0, verdict
    yield 1, verdict


def term_starts_when_established(fields: Sequence[Field]) -> Iterator[tuple[int, Verdict]]:
    """(date of establishment, term of business): the term starts that day on most licences; two readings that agree.

    The end is proven with it when there is none (长期), or when it was read surely (a misread decade would pass) and
    lies whole years later, on that day or the day before.
    """
    established, period = (field.value for field in fields)
    ends = dates.split_period(period)
    start = dates.whole(established)
    if not ends or not start or ends[0] != established:
        return
    yield 0, Verdict.PROVES
    end = dates.whole(ends[1])
    if ends[1] == dates.LONG_TERM or (end and _whole_term(start, end)):
        yield 1, Verdict.PROVES if _is_sure(fields[1]) else Verdict.SUPPORTS


def _whole_term(start: date, end: date) -> bool:
    """Terms are granted in whole multiples of five years; anything else may be a misread digit."""
    for last in (end, end + timedelta(days=1)):
        years = dates.whole_years(start, last)
        if years and years > 0 and years % 5 == 0:
            return True
    return False


CROSS_CHECKS: dict[str, CrossCheck] = {
    "birth_in_id_number": birth_in_id_number,
    "sex_in_id_number": sex_in_id_number,
    "region_in_address": region_in_address,
    "dates_in_order": dates_in_order,
    "dates_not_reversed": dates_not_reversed,
    "id_card_term": id_card_term,
    "term_starts_when_established": term_starts_when_established,
}


def load_tables() -> None:
    """Parse the table of regions now; else the first check does (40 ms, too long for the window's thread)."""
    numdb.get(REGIONS)


def _region(code: str, level: str) -> str:
    """The "province" or "county" of a region code of GB/T 2260 (python-stdnum's table), empty if unknown."""
    found = {key: name for _, properties in numdb.get(REGIONS).info(code) for key, name in properties.items()}
    return str(found.get(level, ""))


def _today() -> date:
    return date.today()
