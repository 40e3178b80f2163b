"""Business cards of invented people and companies, in several layouts, with labels in Chinese, English or letters."""

from __future__ import annotations

import random
from collections.abc import Callable

from . import ornaments, people, places
from .companies import company_name
from .sheet import Colour, Quad, Sheet
from .specimen import Specimen, finished
from .words import words

_TITLES = (
    "总经理", "销售经理", "客户经理", "项目经理", "市场总监", "技术总监", "高级工程师", "软件工程师", "设计师",
    "董事长", "副总裁", "业务代表", "行政主管", "办公室主任", "人事专员", "合伙人", "高级顾问", "执业律师", "副教授",
    "区域销售总监", "总经理助理", "注册会计师", "产品经理", "采购经理", "董事长/总经理", "联合创始人",
)  # fmt: skip
_DEPARTMENTS = (
    "市场部",
    "销售部",
    "技术部",
    "研发中心",
    "人力资源部",
    "财务部",
    "采购部",
    "国际业务部",
    "工程部",
    "综合办公室",
)
_ENDINGS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "集团", "律师事务所", "有限公司上海分公司")
_LABELS = {
    "chinese": {
        "mobile": "手机", "phone": "电话", "fax": "传真", "email": "邮箱", "website": "网址", "address": "地址",
        "postal_code": "邮编",
    },
    "english": {
        "mobile": "Mobile", "phone": "Tel", "fax": "Fax", "email": "E-mail", "website": "Web", "address": "Add",
        "postal_code": "P.C.",
    },
    "letters": {
        "mobile": "M", "phone": "T", "fax": "F", "email": "E", "website": "W", "address": "A", "postal_code": "P.C.",
    },
}  # fmt: skip
_SCHEMES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((255, 255, 255), (30, 30, 34), (24, 84, 160)), ((250, 248, 242), (44, 38, 32), (160, 44, 40)),
    ((244, 246, 248), (28, 36, 48), (20, 120, 110)), ((255, 255, 255), (50, 50, 54), (206, 120, 30)),
    ((30, 34, 44), (236, 236, 238), (214, 178, 110)),
)  # fmt: skip
_Print = Callable[..., Quad]


def render(rng: random.Random, long_side: int) -> Specimen:
    """One card, 90 × 54 mm or 85 × 55 mm."""
    sheet = Sheet(*rng.choice([(90.0, 54.0), (85.6, 54.0), (90.0, 55.0)]), long_side)
    paper, ink, accent = rng.choice(_SCHEMES)
    sheet.draw.rectangle((0, 0, *sheet.size), fill=paper)
    role = rng.choice(["hei", "hei", "hei_micro", "song", "kai"])
    person = _person(rng)
    contacts = _contacts(rng)
    company = person["company"]
    layout = rng.choice(["left", "right", "centred", "columns"])

    def put(x: float, y: float, key: str, size: float, fill: Colour = ink, **style: object) -> Quad:
        sheet.fields[key] = person[key]
        return sheet.write(x, y, person[key], key=key, size=size, fill=fill, **{"role": role, **style})  # type: ignore[arg-type]

    company_size = min(rng.uniform(3.0, 3.8), (sheet.width - 24) / len(company))
    strong = {"role": rng.choice(["hei_bold", "song_bold", "hei"])}
    if layout == "centred":
        _logo(sheet, rng, accent, sheet.width / 2 - company_size * len(company) / 2 - 4.5, 7.5)
        put(sheet.width / 2 + 1, 7.5, "company", company_size, accent, align="middle", **strong)
        _name(put, rng, person, sheet.width / 2 - 12, 17.5, beside=True)
        top, x = 29.0, 10.0
    elif layout == "columns":
        _name(put, rng, person, 8.0, 11.0, beside=False)
        _logo(sheet, rng, accent, sheet.width - 12, 11.0)
        put(8.0, 29.0, "company", company_size, accent, **strong)
        top, x = 34.0, 8.0
    else:
        side = "left" if layout == "left" else "right"
        _logo(sheet, rng, accent, 9.0, 8.0)
        put(15.0, 8.0, "company", company_size, accent, **strong)
        _name(put, rng, person, 8.0 if side == "left" else sheet.width - 36, 19.0, beside=rng.random() < 0.6)
        top, x = 31.0, 8.0
    _lines(sheet, rng, contacts, x=x, top=top, ink=ink, role=role)
    _trimmings(sheet, rng, layout, ink)
    sheet.write(sheet.width - 1.5, 1.8, "样本 SPECIMEN", role="hei_bold", size=1.5, fill=(206, 130, 140), align="right")
    return finished(sheet, "business_card", layout)


def _person(rng: random.Random) -> dict[str, str]:
    person = {"name": people.name(rng), "company": company_name(rng, places.region(rng), rng.choice(_ENDINGS))}
    person["title"] = rng.choice(_TITLES)
    if rng.random() < 0.4:
        person["department"] = rng.choice(_DEPARTMENTS)
    return person


def _name(put: _Print, rng: random.Random, person: dict[str, str], x: float, y: float, *, beside: bool) -> None:
    """The name large; title and department beside or under it."""
    name_size = rng.uniform(4.4, 5.6)
    wide = rng.choice([0.2, 0.8, 1.6]) if len(person["name"]) < 4 else 0.2
    quad = put(x, y, "name", name_size, tracking=wide, role=rng.choice(["hei_bold", "kai", "song_bold"]))
    height = (quad[2][1] - quad[0][1]) / name_size  # px for each mm of the em
    size = rng.uniform(2.3, 2.8)
    if beside:
        right = x + (quad[1][0] - quad[0][0]) / height * 0.92 + 3.5
        if "department" in person:
            put(right, y - 1.8, "department", size)
            put(right, y + 1.9, "title", size)
        else:
            put(right, y + 0.8, "title", size)
        return
    y += name_size * 0.5 + 3.6
    end = put(x, y, "department", size) if "department" in person else None
    if end:
        x += (end[1][0] - end[0][0]) / height * 0.92 + 2.6
    put(x, y, "title", size)


def _trimmings(sheet: Sheet, rng: random.Random, layout: str, ink: Colour) -> None:
    """What no field holds: the company's short name as a sign, its name in Latin letters."""
    if layout == "columns" and rng.random() < 0.6:
        short = "".join(rng.sample(words("brands"), 2))
        sheet.write(sheet.width - 12, 17.0, short, role="hei_bold", size=4.4, fill=ink, align="middle")
    elif layout != "columns" and rng.random() < 0.5:
        english = " ".join((*rng.sample(words("pinyin_given"), 2), rng.choice(["TECHNOLOGY", "TRADING"]), "CO., LTD."))
        x, align = (sheet.width / 2, "middle") if layout == "centred" else (15.0, "left")
        sheet.write(x, 11.6, english, role="latin", size=1.9, fill=ink, align=align)


def _contacts(rng: random.Random) -> dict[str, str]:
    area = rng.choice(["010", "021", "0755", "0571", "020", "0512", "028"])
    host = "".join(rng.choice(["hua", "rui", "xin", "sheng", "tong", "tech", "bo"]) for _ in range(2)) + rng.choice(
        [".com", ".cn", ".com.cn", ".net"]
    )
    user = rng.choice(["", rng.choice("abchlwz") + "."]) + rng.choice(words("pinyin_surnames")).lower()
    dash = rng.choice(["-", "-", " "])
    found = {"mobile": _mobile(rng)}
    if rng.random() < 0.85:
        found["phone"] = f"{area}{dash}{rng.randint(2, 8)}{rng.randrange(10_000_000):07d}"
        if rng.random() < 0.25 and dash == "-":
            found["phone"] += f"-{rng.randint(100, 8999)}"
    if rng.random() < 0.55:
        found["fax"] = f"{area}{dash}{rng.randint(2, 8)}{rng.randrange(10_000_000):07d}"
    if rng.random() < 0.85:
        found["email"] = f"{user}{rng.choice(['', '88', '_wei'])}@{rng.choice([host, host, '163.com', 'qq.com'])}"
    if rng.random() < 0.55:
        found["website"] = f"www.{host}"
    found["address"] = places.office(rng, places.region(rng))
    if rng.random() < 0.45:
        found["postal_code"] = f"{rng.randint(100_000, 859_999)}"
    return found


def _mobile(rng: random.Random) -> str:
    number = f"1{rng.choice('35789')}{rng.randrange(1_000_000_000):09d}"
    sep = rng.choice(["", "", " ", "-"])
    return sep.join((number[:3], number[3:7], number[7:]))


def _lines(
    sheet: Sheet, rng: random.Random, contacts: dict[str, str], *, x: float, top: float, ink: Colour, role: str
) -> None:
    """One contact in each line; fax and post code may stand behind others."""
    labels = _LABELS[rng.choice(["chinese", "chinese", "english", "letters"])]
    colon = rng.choice(["：", ": ", ":"]) if labels is not _LABELS["letters"] else rng.choice([": ", "."])
    size = rng.uniform(2.2, 2.5)
    prefix = rng.choice(["", "", "", "+86 "])
    paired = {"phone": "fax", "address": "postal_code"} if rng.random() < 0.5 else {}
    bottom = sheet.height - 3.0
    order = rng.sample(["mobile", "phone", "fax", "email", "website"], 5)
    order.insert(rng.choice([0, 5]), "address")
    order.append("postal_code")
    shown = [key for key in order if key in contacts and key not in paired.values()]
    rest = [key for key in paired.values() if key in contacts and _first(key, paired) not in contacts]
    shown += rest
    address = sheet.wrap(contacts["address"], sheet.width - x - 18, role=role, size=size)
    step = min(3.9, (bottom - top) / (len(shown) + len(address) - 1))
    size = min(size, step * 0.82)
    y = top

    def one(key: str, x: float, y: float) -> float:
        end = sheet.write(x, y, labels[key] + colon, role=role, size=size, fill=ink)[1][0] / sheet.scale + 0.6
        text = contacts[key]
        if key in {"mobile", "phone"} and prefix and text[0] == "1":
            end = sheet.write(end, y, prefix.strip(), role=role, size=size, fill=ink)[1][0] / sheet.scale + 0.7
        number = key in {"mobile", "phone", "fax"}
        sheet.fields[key] = text.replace(" ", "").replace("-", "" if key == "mobile" else "-") if number else text
        if key == "address":
            for line in address:
                last = sheet.write(end, y, line, role=role, size=size, fill=ink, key=key)
                y += step
            return last[1][0] / sheet.scale
        return sheet.write(end, y, text, role=role, size=size, fill=ink, key=key)[1][0] / sheet.scale

    for key in shown:
        right = one(key, x, y)
        second = paired.get(key, "")
        y += step * (len(address) if key == "address" else 1)
        if second in contacts:
            if right + 4 + size * 0.6 * (len(contacts[second]) + 6) < sheet.width - 3:
                one(second, right + 3.0, y - step)
            else:
                one(second, x, y)
                y += step


def _first(second: str, paired: dict[str, str]) -> str:
    return next(key for key, value in paired.items() if value == second)


def _logo(sheet: Sheet, rng: random.Random, ink: Colour, x: float, y: float) -> None:
    """A plain geometric sign; no company uses it."""
    at, radius = (sheet.px(x), sheet.px(y)), sheet.px(rng.uniform(2.4, 3.4))
    box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
    kind = rng.randrange(3)
    if kind == 0:
        sheet.draw.ellipse(box, outline=ink, width=sheet.px(0.8))
        ornaments.star(sheet.draw, *at, radius * 0.55, ink)
    elif kind == 1:
        sheet.draw.polygon([(at[0], box[1]), (box[2], box[3]), (box[0], box[3])], fill=ink)
    else:
        sheet.draw.rounded_rectangle(box, radius // 3, fill=ink)
