"""What may be seen of a value in lists, previews and notifications (RELIABILITY.md §3).

    id         first 1 + last 1         1****************X
    bank_card  first 6 + last 4         622202*********0123
    phone      first 3 + last 2         138******78
    name       surname + *              欧阳*     ZHANG *
    address    to the district          广东省深圳市南山区****
    text       as printed; numbers in it that are an ID's, a card's or a phone's are masked as above
    number     first 1 + last 1: an identifier of which nothing else is known
    none       all of it

``masked`` chooses one by the field: by what its type file says (``mask = "…"``), else by its checks, else by its kind.
What does not look as its mask expects is hidden wholly: a mask that fails shows less, never more.

A file's name is another matter (``file_name``): the clerk finds papers by it, and scanners number them by the second.
Only numbers that are somebody's are masked in it; what in it is a person's name nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from desktop_ocr.domain.document_type import FieldSpec, ValueKind

HIDDEN = "****"
"""Stands for what is left out where its length would say something too."""


def masked(spec: FieldSpec, value: str) -> str:
    """The value as it may stand in a list.  An empty one stays empty."""
    return MASKS[mask_of(spec)](value.strip())


def mask_of(spec: FieldSpec) -> str:
    """The name of the field's mask."""
    if spec.mask:
        return spec.mask
    named = [_BY_CHECK[check] for check in spec.checks if check in _BY_CHECK]
    return named[0] if named else _BY_KIND.get(spec.kind, "none")


def id_number(value: str) -> str:
    """First and last character."""
    return _ends(_compact(value), 1, 1)


def bank_card(value: str) -> str:
    """First 6 and last 4 digits.

    An ID number that stands where a card's should is masked as one: the ten digits of a card's mask would leave about
    3,300 persons to choose from.
    """
    number = _compact(value)
    if _LOOKS_LIKE_ID.fullmatch(number):
        return id_number(number)
    return _ends(number, 6, 4, shortest=13)


def phone(value: str) -> str:
    """First 3 and last 2 digits, without the country's code."""
    number = re.sub(r"^(\+|00)86", "", _compact(value))
    return _ends(number, 3, 2, shortest=7)


def name(value: str) -> str:
    """Surname and one star, whatever the length of the rest; of a name without surname its first character."""
    if not value:
        return ""
    if value[0].isascii():
        words = re.split(r"([\s/,，·.])", value, maxsplit=1)
        return f"{words[0]}{words[1]}*" if len(words) == 3 else f"{value[0]}*"
    if len(value) == 1:
        return "*"
    return f"{value[:2] if len(value) > 2 and _DOUBLE_SURNAME.match(value) else value[0]}*"


def address(value: str) -> str:
    """Province, city and district; what follows them is hidden, and all of it where none is found."""
    if not value:
        return ""
    compact = re.sub(r"\s", "", value)
    found = _DIVISIONS.match(compact)
    end = found.end() if found else 0
    return compact if end == len(compact) else compact[:end] + HIDDEN


def text(value: str) -> str:
    """Running text whose ID, card and phone numbers are masked."""
    return _NUMBERS.sub(_masked_number, value)


def file_name(value: str) -> str:
    """A name or path whose valid ID and card numbers and whose mobile phones are masked, printed in groups or not.

    It may stand anywhere among other groups of digits, as a page's number or a date, and right behind a date.
    """
    shown, done = [], 0
    for border in _BORDER.finditer(value):
        if border.start() < done:
            continue
        for pattern, mask in _SOMEBODYS:
            found = pattern.match(value, border.start())
            if found and (hidden := mask(re.sub(_SEPARATOR, "", found[0]))):
                shown += [value[done : border.start()], hidden]
                done = found.end()
                break
    return "".join((*shown, value[done:]))


def number(value: str) -> str:
    """First and last character."""
    return _ends(_compact(value), 1, 1)


def none(value: str) -> str:
    """All of it."""
    return value


MASKS: dict[str, Callable[[str], str]] = {
    "id": id_number,
    "bank_card": bank_card,
    "phone": phone,
    "name": name,
    "address": address,
    "text": text,
    "number": number,
    "none": none,
}
"""By the names that a type file may give."""

_BY_CHECK = {"id_number": "id", "person_number": "id", "passenger_number": "id", "bank_card_number": "bank_card"}
_BY_KIND = {
    ValueKind.NAME: "name",
    ValueKind.ADDRESS: "address",
    ValueKind.NUMBER: "number",
    ValueKind.TEXT: "text",
    ValueKind.LINES: "text",
    ValueKind.TABLE: "text",
}

_LOOKS_LIKE_ID = re.compile(
    # region, year, month, day, order, check; and the old form of 15 digits with a year of two
    r"[1-8]\d{5}(?:(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})"
)
_NUMBERS = re.compile(r"(?<![\dA-Za-z])(?:\d(?:[ -]?\d){16}[ -]?[\dXx]|\d(?:[ -]?\d){10,18})(?![\dA-Za-z])")
_SEPARATOR = "[ _.-]"
_BORDER = re.compile(
    # where a group of digits begins, and behind a date with which one begins
    r"(?<!\d)[\d+]|(?<=(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))\d"
)
_MOBILE = re.compile(rf"(?:(?:\+|00)?86{_SEPARATOR}?)?1[3-9]\d(?:{_SEPARATOR}?\d{{4}}){{2}}(?!\d)")
"""Grouped as phones are: a clock's digits in other groups are none."""
_CARD = re.compile(rf"[3-69]\d{{3}}(?:{_SEPARATOR}?\d{{4}}){{3}}\d{{0,3}}(?!\d)")
"""The issuers' numbers begin so; dates and clocks do not."""
_CARD_WITH_REST = re.compile(rf"[3-69]\d{{3}}(?:{_SEPARATOR}?\d{{4}}){{3}}{_SEPARATOR}\d{{1,3}}(?!\d)")
_CARD_BY_ISSUER = re.compile(rf"[3-69]\d{{5}}{_SEPARATOR}\d{{10,13}}(?!\d)")
_ID = re.compile(rf"\d(?:{_SEPARATOR}?\d){{16}}{_SEPARATOR}?[\dXx](?!\d)")
_OLD_ID = re.compile(rf"\d{{6}}{_SEPARATOR}?\d{{6}}{_SEPARATOR}?\d{{3}}(?!\d)")
_DOUBLE_SURNAME = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容"
    "|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|百里|呼延|东郭|南门|西门|第五|欧陽|長孫|鮮于|鍾離"
)
_PLACE = r"[^\d\W_路街村号號栋幢弄巷组室园社镇乡]"
"""A character of a district's name; those left out are of streets and estates (a rare district is hidden for them)."""
_DIVISIONS = re.compile(
    r"(?:[^\W\d_]{2,10}?(?:省|自治区|特别行政区)|(?:北京|上海|天津|重庆)市?(?=[^市区县]{1,6}?[市区县]))?"
    r"(?:[^\W\d_][^\W\d_区县路街村]{0,8}?(?:市|自治州|地区|盟))?"
    rf"(?:[^\W\d_]{_PLACE}{{0,9}}?(?<![小社园校厂院库])(?:自治县|自治旗|林区|特区|新区|区|县|縣|區|旗|市))?"
)


def _compact(value: str) -> str:
    return re.sub(r"[\s\-–—]", "", value)


def _ends(value: str, first: int, last: int, *, shortest: int = 0) -> str:
    """Stars between the ends; nothing but stars for what is shorter than it should be."""
    hidden = len(value) - first - last
    if len(value) < shortest or hidden <= 0:
        return "*" * len(value)
    return value[:first] + "*" * hidden + value[len(value) - last :]


def _masked_number(found: re.Match[str]) -> str:
    digits = _compact(found[0])
    if _LOOKS_LIKE_ID.fullmatch(digits):
        return id_number(digits)
    if len(digits) == 11:
        return phone(digits) if digits.startswith("1") else found[0]
    return bank_card(digits) if len(digits) >= 13 else found[0]


def _id_if_valid(digits: str) -> str:
    is_valid = len(digits) == 15 or mod_11_2.is_valid(digits.upper())
    return id_number(digits) if is_valid and _LOOKS_LIKE_ID.fullmatch(digits) else ""


def _card_if_valid(digits: str) -> str:
    return bank_card(digits) if luhn.is_valid(digits) else ""


def _mobile(digits: str) -> str:
    return phone(digits[-11:])  # without the country's code, with + or without


_SOMEBODYS = (
    (_ID, _id_if_valid),
    (_OLD_ID, _id_if_valid),
    (_CARD, _card_if_valid),
    (_CARD_WITH_REST, _card_if_valid),
    (_CARD_BY_ISSUER, _card_if_valid),
    (_MOBILE, _mobile),
)
"""How numbers of persons are printed, and what then is shown; an empty text says that it is none."""
