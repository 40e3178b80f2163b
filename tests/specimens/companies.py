"""Invented companies: names, scopes, capital, numbers with valid check digits."""

from __future__ import annotations

import random

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from .places import Region
from .words import words

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def company_name(rng: random.Random, place: Region, ending: str = "有限公司") -> str:
    town = (place.city or place.province).removesuffix("自治区")
    start = rng.choice([town, town.removesuffix("市"), place.county, ""])
    middle = f"（{town.removesuffix('市')}）" if not start and rng.random() < 0.5 else ""
    return f"{start}{_brand(rng)}{rng.choice(words('trades'))}{middle}{ending}"


def shop_name(rng: random.Random, place: Region) -> str:
    owner = rng.choice(["", "", rng.choice("王李张刘陈") + "记"])
    return f"{place.county}{owner}{_brand(rng)}{rng.choice(words('shops'))}"


def scope(rng: random.Random, length: int) -> str:
    """A business scope of about `length` characters."""
    mark = rng.choice(["；", "；", "、", "，"])
    tail = rng.choice((*words("scope_ends"), "。", "")) if length > 50 else rng.choice(["。", ""])
    opening = (
        rng.choice(["", "", "一般项目：", "许可项目：", "许可经营项目：无；一般经营项目："]) if length > 45 else ""
    )
    chosen = [rng.choice(words("scope"))]
    for phrase in rng.sample(words("scope"), 30):
        if len(opening + mark.join(chosen) + phrase + tail) + 1 > length:
            break
        if phrase not in chosen:
            chosen.append(phrase)
    return opening + mark.join(chosen) + tail


def capital(rng: random.Random) -> str:
    """An amount in one of the ways licences print it; the number is at least ten thousand yuan."""
    amount = rng.choice(
        [3, 5, 10, 20, 30, 50, 80, 100, 100, 120, 200, 300, 500, 500, 600, 800, 1000, 1000, 2000, 3500, 5000, 10000]
    )
    said = amount_words(amount)
    return rng.choice([
        f"{said}元整", f"{said}圆整", f"人民币{said}元整", f"人民币{said}元", f"{amount}万人民币", f"{amount}万元",
        f"{amount}万元人民币", f"人民币{amount}万元", f"{amount}.000000万人民币", f"人民币{said}",
    ])  # fmt: skip


def amount_words(ten_thousands: int) -> str:
    """`ten_thousands` × 10 000 in financial words without the unit yuan: 1000 -> 壹仟万, 10000 -> 壹亿."""
    high, low = divmod(ten_thousands, 10_000)
    said = f"{group_words(high)}亿" if high else ""
    return said + (f"{group_words(low)}万" if low else "")


def group_words(number: int) -> str:
    """A number below 10 000 in financial words; nothing for 0."""
    said, zero = "", False
    for place, unit in zip((1000, 100, 10, 1), "仟佰拾 ", strict=True):
        digit = number // place % 10
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + unit.strip()
        zero = not digit
    return said


def credit_code(rng: random.Random, region_code: str, kind: str = "91") -> str:
    """18 characters; the nine of the organisation code end in their own check character (GB 11714)."""
    body = rng.choice(["", "", "MA"])
    body += "".join(
        rng.choice("0123456789" if not body else "0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(8 - len(body))
    )
    number = f"{kind}{region_code}{body}{_organisation_check(body)}"
    return number + uscc.calc_check_digit(number)


def old_tax_number(rng: random.Random, region_code: str) -> str:
    """15 characters, before the credit code took its place: region and organisation code."""
    body = f"{rng.randrange(10**8):08d}"
    return f"{region_code}{body}{_organisation_check(body)}"


def _organisation_check(body: str) -> str:
    total = sum(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(c) * w
        for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    return "0123456789X0"[(11 - total % 11) % 11]


def registration_number(rng: random.Random, region_code: str) -> str:
    """15 digits of the licences before 2015."""
    body = f"{region_code}{rng.choice('0124')}{rng.randrange(10_000_000):07d}"
    return body + mod_11_10.calc_check_digit(body)


def _brand(rng: random.Random) -> str:
    return "".join(rng.sample(words("brands"), rng.choice([2, 2, 2, 3, 3, 4])))
