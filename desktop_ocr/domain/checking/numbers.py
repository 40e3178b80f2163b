"""Numbers of persons, companies and bank cards, and their check digits."""

from __future__ import annotations

import re
from datetime import date

from stdnum import luhn, numdb
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

from desktop_ocr.domain import dates
from desktop_ocr.domain.checking.base import today
from desktop_ocr.domain.review import Verdict

REGIONS = "cn/loc"
"""python-stdnum's table of the region codes of GB/T 2260."""


def id_number(value: str) -> Verdict | None:
    """公民身份号码, GB 11643: 18 characters with an ISO 7064 MOD 11-2 check; the old form of 15 digits has none."""
    if re.fullmatch(r"[0-9]{15}", value):
        return None
    return Verdict.PROVES if is_id_number(value) else Verdict.BREAKS


def is_id_number(value: str) -> bool:
    """Whether it is one of 18 characters, of somebody who may have been born by now."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", value) or not mod_11_2.is_valid(value):
        return False
    birth = dates.whole(f"{value[6:10]}-{value[10:12]}-{value[12:14]}")
    return birth is not None and date(1880, 1, 1) <= birth <= today()


_OF_TRAVELLERS = re.compile(
    r"(?=.*[0-9].*[0-9])[A-Z0-9]{6,9}"  # passports (ICAO 9303), permits, identity cards of Hong Kong and Macau
    r"|[HM]?[0-9]{10}"  # permits of residents of Hong Kong, Macau, Taiwan: 8 digits and the count of issues
    r"|[A-Z][0-9]{9}"  # identity cards of Taiwan
    r"|[A-Z]{3}[0-9]{12}"  # permanent residence of foreigners until 2023
)


def person_number(value: str) -> Verdict | None:
    """身份证件号 where a paper names people of any nationality: an ID number, or a passport's or permit's number.

    Those have no check digit on the page, so nothing follows for them; anything else is a misread ID number.
    """
    return None if _OF_TRAVELLERS.fullmatch(value) else id_number(value)


def permanent_resident_number(value: str) -> Verdict | None:
    """证件号码 of the foreigner's permanent residence card: 18 digits that begin with 9 and are checked as an ID number
    is (cards from December 2023), before that 3 letters and 12 digits without a known check.
    """
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", value):
        return None
    return id_number(value) if re.fullmatch(r"9[0-9]{16}[0-9X]", value) else Verdict.BREAKS


def known_region(value: str) -> Verdict | None:
    """The first six characters of an ID number name a region of GB/T 2260 (abolished ones are in the table too)."""
    return Verdict.SUPPORTS if region(value[:6], "county") else None


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


_ALWAYS_16 = re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35")
"""Mastercard (51–55, 2221–2720) and JCB (35); UnionPay's numbers, and those of old cards that begin with 4, have up to
19 digits."""
LONGEST_CARD_NUMBER = 19


def card_may_go_on(value: str) -> bool:
    """Whether a card number may be the beginning of a longer one: without its last group it passes Luhn one time in
    ten.
    """
    return len(value) < LONGEST_CARD_NUMBER and not (len(value) == 16 and _ALWAYS_16.match(value))


def load_tables() -> None:
    """Parse the table of regions now; else the first check does (40 ms, too long for the window's thread)."""
    numdb.get(REGIONS)


def region(code: str, level: str) -> str:
    """The "province" or "county" of a region code of GB/T 2260 (python-stdnum's table), empty if unknown."""
    found = {key: name for _, properties in numdb.get(REGIONS).info(code) for key, name in properties.items()}
    return str(found.get(level, ""))
