"""The foreigner's permanent residence card: the forms of 2017 (number with letters) and 2023 (18 digits)."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum.iso7064 import mod_11_2

from . import ornaments, people, places
from .sheet import Colour, Sheet
from .specimen import CARD, CARD_CORNER, Specimen, finished

INK: Colour = (26, 26, 30)
_GROUNDS: tuple[tuple[tuple[Colour, ...], tuple[Colour, ...]], ...] = (
    (((208, 226, 222), (232, 236, 226), (226, 222, 236)), ((150, 190, 184), (206, 186, 214))),
    (((230, 222, 208), (240, 234, 222), (214, 228, 232)), ((204, 184, 150), (160, 196, 210))),
    (((216, 226, 240), (236, 238, 244), (232, 220, 226)), ((160, 184, 216), (222, 180, 196))),
)
# Name, letters and digits of ISO 3166-1.
_COUNTRIES = (
    ("加拿大", "CAN", 124), ("美国", "USA", 840), ("英国", "GBR", 826), ("德国", "DEU", 276), ("法国", "FRA", 250),
    ("日本", "JPN", 392), ("韩国", "KOR", 410), ("澳大利亚", "AUS", 36), ("新加坡", "SGP", 702), ("印度", "IND", 356),
    ("俄罗斯", "RUS", 643), ("巴西", "BRA", 76), ("意大利", "ITA", 380),
    ("尼日利亚", "NGA", 566), ("马来西亚", "MYS", 458),
)  # fmt: skip
_GIVEN = ("JAMES", "MARIA", "ANNA", "PETER", "JOHN", "LUCAS", "SOFIA", "HIROSHI", "MINJUN", "PRIYA", "JEAN-PIERRE")
_FAMILY = (
    "SMITH",
    "MUELLER",
    "TANAKA",
    "KIM",
    "GARCIA",
    "ROSSI",
    "DUBOIS",
    "O'BRIEN",
    "IVANOV",
    "SINGH",
    "VAN DER BERG",
)


def render(rng: random.Random, long_side: int) -> Specimen:
    """The side with the portrait and all that is said of the holder."""
    new = rng.random() < 0.5
    sheet = Sheet(*CARD, long_side)
    base, inks = rng.choice(_GROUNDS)
    sheet.put(ornaments.guilloche(sheet.size, base, inks, sheet.scale * 0.9, 0.4, rng.randrange(5)).copy())
    country, letters, digits = rng.choice(_COUNTRIES)
    sex, born = rng.choice("男女"), people.birth_date(rng)
    given = " ".join(rng.sample(_GIVEN, rng.choice([1, 1, 2])))
    comma = rng.choice([", ", ",", " "])
    name = f"{rng.choice(_FAMILY)}{comma}{given}"
    chinese = people.name(rng, woman=sex == "女") if rng.random() < 0.6 else ""
    place = places.region(rng).code
    if new:
        body = f"9{place[:2]}{digits:03d}{born:%Y%m%d}{rng.randrange(1, 999):03d}"
        number = body + mod_11_2.calc_check_digit(body)
    else:
        number = f"{letters}{place[:4]}{born:%y%m%d}{rng.randrange(100):02d}"
    issued = date(rng.randint(2017, 2022), 1, 1) + timedelta(days=rng.randrange(365))
    if new:
        issued = date(2023, 12, 1) + timedelta(days=rng.randrange(700))
    years = rng.choice([10, 10, 5])
    ends = issued.replace(year=issued.year + years, day=min(issued.day, 28)) - timedelta(days=1)
    issued = issued.replace(day=min(issued.day, 28))
    _title(sheet, rng, new=new)
    stacked = rng.random() < 0.5
    _rows(
        sheet,
        rng,
        stacked=stacked,
        name=name,
        chinese=chinese,
        sex=sex,
        born=born,
        nationality=f"{country}/{letters}",
        term=(issued, ends),
        number=number,
    )
    portrait = ornaments.portrait((sheet.px(18.5), sheet.px(22.0)), rng, woman=sex == "女")
    sheet.paste(portrait, 74.0, 24.5)
    sheet.write(74.0, 48.5, "样本 SPECIMEN", role="hei_bold", size=2.0, fill=(196, 120, 130), align="middle")
    form = f"{2023 if new else 2017}, {'stacked' if stacked else 'in lines'}"
    return finished(sheet, "foreigner_permanent_resident_card", form, corner=CARD_CORNER)


def _title(sheet: Sheet, rng: random.Random, *, new: bool) -> None:
    sheet.paste(ornaments.emblem(sheet.px(8.6), (200, 160, 60), (206, 52, 46)), 8.4, 7.2)
    ink = rng.choice([(150, 36, 40), (40, 60, 110), INK])
    sheet.write(47.5, 4.6, "中华人民共和国外国人永久居留身份证", role="hei_bold", size=3.1, fill=ink, align="middle")
    english = "PEOPLE'S REPUBLIC OF CHINA FOREIGN PERMANENT RESIDENT ID CARD"
    sheet.write(47.5, 8.8, english, role="latin", size=1.65, fill=ink, align="middle")
    if new:
        for at in range(5):
            ornaments.star(sheet.draw, sheet.px(77.0 + at * 1.4), sheet.px(11.8), sheet.px(0.6), (206, 160, 50))


def _rows(
    sheet: Sheet, rng: random.Random, *, stacked: bool, name: str, chinese: str, sex: str, born: date,
    nationality: str, term: tuple[date, date], number: str,
) -> None:  # fmt: skip
    """Labels in both languages, the values beside or under them."""
    ink: Colour = rng.choice([(70, 92, 128), (92, 92, 98), (60, 104, 96)])
    nudge = rng.uniform(-0.2, 0.2)
    slash = rng.choice(["/", " / "])
    label_size, size = (1.9, 3.0) if stacked else (2.15, 2.85)
    value_y = 3.1 if stacked else 0.0

    def label(x: float, y: float, text: str, english: str) -> float:
        end = sheet.write(x, y, f"{text}{slash}{english}", role="hei", size=label_size, fill=ink)
        return x if stacked else end[1][0] / sheet.scale + 1.6

    def value(x: float, y: float, text: str, key: str) -> float:
        style = {"role": "hei", "size": size, "fill": INK, "bold": 0.03, "tracking": 0.04}
        end = sheet.write(x, y + value_y + nudge, text, key=key, **style)  # type: ignore[arg-type]
        return end[1][0] / sheet.scale

    def dated(x: float, y: float) -> None:
        end = value(x, y, f"{term[0]:%Y.%m.%d}", "issue_date")
        dash = sheet.write(end + 0.3, y + value_y + nudge, "-", role="hei", size=size, fill=INK)
        value(dash[1][0] / sheet.scale + 0.4, y, f"{term[1]:%Y.%m.%d}", "expiry_date")

    english_sex = {"男": "M", "女": "F"}[sex]
    step = 7.0 if stacked else 5.6
    y = 13.6
    x = label(5.5, y, "姓名", "Name")
    value(x, y, name, "name")
    sheet.fields["name"] = name
    if chinese:
        y += 3.6
        value(x, y, chinese, "name_zh")
        sheet.fields["name_zh"] = chinese
    y += step
    if stacked:
        value_x = label(5.5, y, "性别", "Sex")
        sex_end = value(value_x, y, sex, "sex")
        sheet.write(sex_end + 0.1, y + value_y + nudge, f"/{english_sex}", role="hei", size=size, fill=INK)
        value(label(24.0, y, "出生日期", "Date of Birth"), y, f"{born:%Y.%m.%d}", "birth_date")
    else:
        sex_end = value(label(5.5, y, "性别", "Sex"), y, sex, "sex")
        sheet.write(sex_end + 0.1, y + nudge, f"/{english_sex}", role="hei", size=size, fill=INK)
        y += step
        value(label(5.5, y, "出生日期", "Date of Birth"), y, f"{born:%Y.%m.%d}", "birth_date")
    for text, english in (("国籍", "Nationality"), ("有效期限", "Period of Validity"), ("证件号码", "ID No.")):
        y += step
        at = label(5.5, y, text, english)
        if text == "国籍":
            value(at, y, nationality, "nationality")
        elif text == "证件号码":
            value(at, y, number, "id_number")
        else:
            dated(at, y)
    sheet.fields.update(
        sex=sex, birth_date=born.isoformat(), nationality=nationality, id_number=number,
        issue_date=term[0].isoformat(), expiry_date=term[1].isoformat(),
    )  # fmt: skip
