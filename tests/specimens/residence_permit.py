"""The two sides of the residence permit for people from Hong Kong, Macau and Taiwan."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import id_card, ornaments, people, places
from .person_rows import address_lines, rows
from .sheet import Colour
from .specimen import CARD_CORNER, Specimen, finished

_REGIONS = ("810000", "820000", "830000")


def front(rng: random.Random, long_side: int) -> Specimen:
    """The side with the portrait: an identity card's without the ethnic group."""
    sheet = id_card.ground(rng, long_side)
    form = rows(sheet, rng, id_card.LABEL)
    sex = rng.choice("男女")
    name = people.name(rng, woman=sex == "女")
    born = people.birth_date(rng)
    while True:
        address = places.home(rng, places.region(rng))
        lines = address_lines(sheet, address, 34.4)
        if len(lines) <= 3:
            break
    form.label(9.2, "姓名", width=6.6)
    form.value(9.1, name, "name", size=3.7, tracking=0.9 if len(name) < 4 else 0.15)
    form.label(16.2, "性别", width=6.6)
    form.value(16.2, sex, "sex")
    form.label(22.8, "出生", width=6.6)
    form.birth(22.8, born)
    form.label(29.6, "住址", width=6.6)
    form.address(29.6, lines)
    number = people.id_number(rng, rng.choice(_REGIONS), born, sex)
    form.label(47.0, "公民身份号码", width=19.4)
    sheet.write(
        30.4, 46.9 + form.nudge, number, role="ocr_b", size=3.6, fill=id_card.BLACK, key="id_number", width=43.5
    )
    sheet.fields["id_number"] = number
    sheet.paste(ornaments.portrait((sheet.px(24.5), sheet.px(31.0)), rng, woman=sex == "女"), 66.5, 23.2)
    mark = {"role": "hei_bold", "size": 2.5, "fill": (196, 120, 130), "align": "middle", "tracking": 0.2}
    sheet.write(66.5, 42.2, "样本 SPECIMEN", **mark)  # type: ignore[arg-type]
    return finished(sheet, "residence_permit_front", "2018", corner=CARD_CORNER)


def back(rng: random.Random, long_side: int) -> Specimen:
    """The side with the title; the number of the travel permit stands under the term or beside the times issued."""
    sheet = id_card.ground(rng, long_side)
    id_card.wall(sheet, rng)
    title: dict[str, object] = {"role": "song_bold", "fill": id_card.BLACK, "align": "middle"}
    sheet.write(42.8, 8.0, "中华人民共和国", size=4.6, width=46.0, **title)  # type: ignore[arg-type]
    sheet.write(42.8, 17.0, "港澳台居民居住证", size=6.4, width=62.0, **title)  # type: ignore[arg-type]
    beside = rng.random() < 0.5
    ink: Colour = rng.choice([id_card.BLACK, id_card.LABEL])
    form = rows(sheet, rng, ink)
    while len(authority := places.police(rng, places.region(rng))) > 15:
        pass
    issued = date(2018, 9, 1) + timedelta(days=rng.randrange(2600))
    expires = issued.replace(year=issued.year + 5, day=min(issued.day, 28) if issued.month == 2 else issued.day)
    number = rng.choice(["H", "M", ""]) + f"{rng.randrange(1, 100_000_000):08d}"
    times = rng.choice(["1", "2", "3", "01", "02", "03"])
    x, value_x = (8.0, 22.0) if beside else (16.8, 32.4)
    y = 36.0 if beside else 29.5
    form.label(y, "签发机关", x=x)
    form.value(y, authority, "authority", x=value_x)
    form.label(y + 6.0, "有效期限", x=x)
    form.term(y + 6.0, issued, expires, x=value_x)
    form.label(y + 12.0, "通行证号码", x=x)
    form.value(y + 12.0, number, "pass_number", x=value_x + 2.0)
    if beside:
        form.label(y + 12.0, "签发次数", x=56.0)
        form.value(y + 12.0, times, "issue_times", x=70.0)
    else:
        form.label(y + 18.0, "签发次数", x=x)
        form.value(y + 18.0, times, "issue_times", x=value_x)
    sheet.write(83.0, 51.8, "样本 SPECIMEN", role="hei_bold", size=1.9, fill=(196, 120, 130), align="right")
    return finished(sheet, "residence_permit_back", "beside" if beside else "below", corner=CARD_CORNER)
