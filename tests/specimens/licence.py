"""What an invented business licence says; how it looks stands in business_license.py."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from . import companies, people, places
from .words import words


@dataclass(frozen=True)
class Row:
    """One labelled value: `shown` is what is printed, `true` its normal form."""

    key: str
    label: str
    shown: str
    true: str


@dataclass(frozen=True)
class Licence:
    """`rows` by part (code, name, type, person, address, established, scope; form, capital, paid, term if printed)."""

    rows: dict[str, Row]
    issued: date
    authority: str


@dataclass(frozen=True)
class Wording:
    """How a kind of enterprise calls its parts; an empty label is not printed."""

    person: str = "法定代表人"
    place: str = "住所"
    type: str = "类型"
    capital: str = "注册资本"
    term: str = "营业期限"


_WORDINGS = {
    "company": Wording(),
    "old": Wording(person="法定代表人姓名", type="公司类型"),
    "individual": Wording(person="经营者", place="经营场所", capital="", term=""),
    "partnership": Wording(person="执行事务合伙人", place="主要经营场所", capital="出资额", term="合伙期限"),
    "branch": Wording(person="负责人", place="营业场所", capital=""),
}


def invented(rng: random.Random, kind: str, edition: int) -> Licence:
    """A licence of a `kind` of enterprise on the form of 2004 (old), 2014 or 2019."""
    wording = _WORDINGS[kind]
    place = places.region(rng)
    established, issued = _dates(rng, edition)
    padded = rng.random() < 0.6
    individual = kind == "individual"
    # The credit code came in October 2015, for individuals about a year later.
    numbered = issued < (date(2016, 12, 1) if individual else date(2015, 10, 1))
    type_, name = _type_and_name(rng, kind, place)
    person, address = people.name(rng), places.office(rng, place)
    scope = companies.scope(rng, rng.randint(16, 105 if edition == 2019 else 125))
    start = "注册日期" if individual and edition == 2014 else "成立日期"
    rows = {
        "name": Row("name", "名称", name, name),
        "type": Row("type", wording.type, type_, type_),
        "person": Row("legal_representative", wording.person, person, person),
        "address": Row("address", wording.place, address, address),
        "established": Row("established_date", start, _day(established, padded), established.isoformat()),
        "scope": Row("business_scope", "经营范围", scope, scope),
    }
    if numbered:
        number = companies.registration_number(rng, place.code)
        rows["code"] = Row("registration_number", "注册号", number, number)
    else:
        number = companies.credit_code(rng, place.code, "92" if individual else "91")
        rows["code"] = Row("credit_code", "统一社会信用代码", number, number)
    if individual:
        form = rng.choice(["个人经营", "个人经营", "家庭经营"])
        rows["form"] = Row("form", "组成形式", form, form)
    if wording.capital:
        capital = companies.capital(rng)
        rows["capital"] = Row("registered_capital", wording.capital, capital, capital)
        if kind == "old":
            paid = capital if rng.random() < 0.6 else companies.capital(rng)
            rows["paid"] = Row("paid_in_capital", "实收资本", paid, paid)
    if wording.term and issued.year < 2022:
        rows["term"] = Row("business_term", wording.term, *_term(rng, established, padded))
    town = place.city if place.city.endswith("市") else place.county
    authority = town + ("工商行政管理局" if issued.year < 2018 else "市场监督管理局")
    return Licence(rows, issued, authority)


def _dates(rng: random.Random, edition: int) -> tuple[date, date]:
    """Established, issued: the form must have been in use at the issue."""
    used_from, used_to = {
        2004: (date(2005, 1, 1), date(2014, 2, 28)),
        2014: (date(2014, 3, 1), date(2019, 2, 28)),
        2019: (date(2019, 3, 1), date(2025, 6, 30)),
    }[edition]
    first = date(1992 if rng.random() < 0.3 else 2003, 1, 1)
    established = first + timedelta(days=rng.randrange((used_to - first).days - 60))
    low = max(established, used_from)
    if low == established and rng.random() < 0.3:
        return established, established
    return established, low + timedelta(days=rng.randrange((used_to - low).days))


def _type_and_name(rng: random.Random, kind: str, place: places.Region) -> tuple[str, str]:
    if kind == "individual":
        return "个体工商户", companies.shop_name(rng, place)
    if kind == "partnership":
        type_ = rng.choice(["有限合伙企业", "普通合伙企业", "合伙企业"])
        ending = "合伙企业（有限合伙）" if "有限" in type_ else "合伙企业（普通合伙）"
    elif kind == "branch":
        type_ = rng.choice(["有限责任公司分公司", "分公司", "有限责任公司分公司(自然人投资或控股)"])
        ending = "有限公司" + rng.choice(["第一", "第二", "城东", "开发区"]) + "分公司"
    else:
        type_ = rng.choice(words("company_types"))
        ending = "股份有限公司" if "股份" in type_ else "有限公司"
    return type_, companies.company_name(rng, place, ending)


def _term(rng: random.Random, established: date, padded: bool) -> tuple[str, str]:
    """As printed, in normal form."""
    kind, start = rng.random(), _day(established, padded)
    if kind < 0.2:
        return "长期", "长期"
    if kind < 0.45:
        return f"{start}至{rng.choice(['', ' '])}长期", f"{established.isoformat()}至长期"
    years = rng.choice([10, 20, 20, 30, 50])
    end = established.replace(year=established.year + years, day=min(established.day, 28)) - timedelta(days=1)
    return f"{start}至{_day(end, padded)}", f"{established.isoformat()}至{end.isoformat()}"


def _day(day: date, padded: bool) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日" if padded else f"{day.year}年{day.month}月{day.day}日"
