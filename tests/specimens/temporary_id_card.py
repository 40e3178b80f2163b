"""The temporary identity card: everything about the person on one side, with or without the title above."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import id_card, ornaments, people, places
from .person_rows import address_lines, rows
from .specimen import CARD_CORNER, Specimen, finished


def render(rng: random.Random, long_side: int) -> Specimen:
    """The side with the portrait, which is printed in black."""
    titled = rng.random() < 0.5
    sheet = id_card.ground(rng, long_side)
    form = rows(sheet, rng, rng.choice([id_card.LABEL, (60, 66, 74), (48, 98, 88)]))
    name, sex, nation = people.person(rng)
    born = people.birth_date(rng)
    place = places.region(rng, born.year)
    while True:  # the form has three lines
        address = places.home(rng, place)
        lines = address_lines(sheet, address, 40.0, size=2.7)
        if len(lines) <= 3:
            break
    top, step = (11.4, 5.1) if titled else (6.6, 5.6)
    if titled:
        style = {"role": "song_bold", "fill": id_card.BLACK, "align": "middle"}
        sheet.write(42.8, 5.6, "中华人民共和国临时居民身份证", size=4.0, width=62.0, **style)
    form.label(top, "姓名", width=6.6)
    form.value(top, name, "name", size=3.3, tracking=0.7 if len(name) < 4 else 0.12)
    form.label(top + step, "性别", width=6.6)
    form.value(top + step, sex, "sex")
    form.label(top + step, "民族", x=26.0, width=6.6)
    form.value(top + step, nation, "nation", x=34.0)
    form.label(top + 2 * step, "出生", width=6.6)
    form.birth(top + 2 * step, born)
    form.label(top + 3 * step, "住址", width=6.6)
    form.address(top + 3 * step, lines, step=3.9, size=2.7)
    number = people.id_number(rng, place.code, born, sex)
    y = top + 3 * step + 13.0
    form.label(y, "公民身份号码", width=18.6)
    sheet.write(29.0, y + form.nudge, number, role="ocr_b", size=3.3, fill=id_card.BLACK, key="id_number", width=40.0)
    sheet.fields["id_number"] = number
    while len(authority := places.police(rng, places.region(rng))) > 15:
        pass
    form.label(y + 4.9, "签发机关", width=13.0)
    form.value(y + 4.9, authority, "authority", x=22.5, size=2.8)
    issued = date(rng.randint(2006, 2025), 1, 1) + timedelta(days=rng.randrange(365))
    form.label(y + 9.6, "有效期限", width=13.0)
    form.term(y + 9.6, issued, _three_months_later(issued), x=22.5, size=2.8)
    picture = ornaments.portrait((sheet.px(20.0), sheet.px(25.0)), rng, woman=sex == "女").convert("LA").convert("RGBA")
    sheet.paste(picture, 71.0, 24.0 if titled else 18.0)
    sheet.write(84.0, 52.0, "样本 SPECIMEN", role="hei_bold", size=1.9, fill=(196, 120, 130), align="right")
    return finished(sheet, "temporary_id_card", "titled" if titled else "plain", corner=CARD_CORNER)


def _three_months_later(day: date) -> date:
    year, month = divmod(day.month + 2, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
