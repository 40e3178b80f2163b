"""The two sides of a resident identity card."""

from __future__ import annotations

import random
from itertools import pairwise

from . import ornaments, people, places
from .sheet import Colour, Sheet
from .specimen import CARD, CARD_CORNER, Specimen, finished

LABEL: Colour = (56, 110, 148)
BLACK: Colour = (28, 28, 30)
_GROUND: tuple[Colour, ...] = ((203, 224, 232), (232, 226, 234), (236, 220, 228), (226, 228, 236), (204, 226, 232))
_INKS: tuple[Colour, ...] = ((150, 196, 214), (226, 176, 198), (160, 190, 220))


def front(rng: random.Random, long_side: int) -> Specimen:
    """The side with the portrait."""
    sheet = ground(rng, long_side)
    name, sex, nation = people.person(rng)
    born = people.birth_date(rng)
    place = places.region(rng, born.year)
    # Many people live elsewhere than where their number was given out.
    lives_at = place if rng.random() < 0.8 else places.region(rng)
    style = {"role": "hei", "size": 2.95, "tracking": 0.12}
    while True:  # the form has three lines
        address = places.home(rng, lives_at)
        lines = sheet.wrap(address, 34.4, **style)
        if len(lines) <= 3:
            break
    number = people.id_number(rng, place.code, born, sex)
    nudge = rng.uniform(-0.25, 0.25)  # print heads never meet the form exactly
    bold = rng.choice([0.0, 0.03])

    def label(x: float, y: float, text: str, width: float | None = None) -> None:
        sheet.write(x, y, text, role="hei", size=2.75, fill=LABEL, width=width)

    def value(x: float, y: float, text: str, key: str, size: float = 3.0, tracking: float = 0.12) -> None:
        sheet.write(x, y + nudge, text, role="hei", size=size, fill=BLACK, key=key, tracking=tracking, bold=bold)

    label(6.5, 9.2, "姓名", 6.6)
    value(17.4, 9.1, name, "name", 3.7, 0.9 if len(name) < 4 else 0.15)
    label(6.5, 16.2, "性别", 6.6)
    value(17.4, 16.2, sex, "sex")
    label(26.0, 16.2, "民族", 6.6)
    value(34.0, 16.2, nation, "nation")

    label(6.5, 22.8, "出生", 6.6)
    start = sheet.write(17.4, 22.8 + nudge, str(born.year), role="hei", size=3.1, fill=BLACK, tracking=0.1, bold=bold)
    label(26.0, 22.8, "年")
    sheet.write(32.0, 22.8 + nudge, str(born.month), role="hei", size=3.1, fill=BLACK, align="middle", bold=bold)
    label(34.8, 22.8, "月")
    sheet.write(40.0, 22.8 + nudge, str(born.day), role="hei", size=3.1, fill=BLACK, align="middle", bold=bold)
    end = sheet.write(42.6, 22.8, "日", role="hei", size=2.75, fill=LABEL)
    top, bottom = min(start[0][1], end[0][1]), max(start[2][1], end[2][1])
    sheet.boxes["birth_date"] = [((start[0][0], top), (end[1][0], top), (end[1][0], bottom), (start[0][0], bottom))]

    label(6.5, 29.6, "住址", 6.6)
    sheet.write_lines(17.4, 29.6 + nudge, lines, step=4.5, key="address", fill=BLACK, bold=bold, **style)
    label(6.5, 47.0, "公民身份号码", 19.4)
    sheet.write(30.4, 46.9 + nudge, number, role="ocr_b", size=3.6, fill=BLACK, key="id_number", width=43.5)

    picture = ornaments.portrait((sheet.px(24.5), sheet.px(31.0)), rng, woman=sex == "女")
    sheet.paste(picture, 66.5, 23.2)
    sheet.write(
        66.5, 42.2, "样本 SPECIMEN", role="hei_bold", size=2.5, fill=(196, 120, 130), align="middle", tracking=0.2
    )
    sheet.fields.update(
        name=name, sex=sex, nation=nation, birth_date=born.isoformat(), address=address, id_number=number
    )
    return finished(sheet, "id_card_front", "second generation", corner=CARD_CORNER)


def back(rng: random.Random, long_side: int) -> Specimen:
    """The side with the emblem."""
    sheet = ground(rng, long_side)
    wall(sheet, rng)
    sheet.paste(ornaments.emblem(sheet.px(15.0), (214, 72, 66), (206, 44, 44)), 12.0, 13.6)
    title = {"role": "song_bold", "fill": BLACK, "align": "left"}
    sheet.write(26.8, 8.6, "中华人民共和国", size=5.0, width=47.0, **title)
    sheet.write(23.4, 19.0, "居民身份证", size=7.4, width=53.6, **title)
    while len(authority := places.police(rng, places.region(rng))) > 15:  # as much as the line holds
        pass
    begins, ends = people.term(rng)
    expiry = f"{ends:%Y.%m.%d}" if ends else "长期"
    nudge = rng.uniform(-0.2, 0.2)
    for y, label in ((41.6, "签发机关"), (48.2, "有效期限")):
        sheet.write(16.8, y, label, role="hei_bold", size=2.75, fill=BLACK)
    sheet.write(
        31.6, 41.6 + nudge, authority, role="hei", size=3.0, fill=BLACK, key="authority", tracking=0.1, bold=0.03
    )
    # Both dates stand in one printed line; each box covers its own half.
    value = {"role": "hei", "size": 3.05, "fill": BLACK, "tracking": 0.08, "bold": 0.03}
    first = sheet.write(31.6, 48.2 + nudge, f"{begins:%Y.%m.%d}", key="issue_date", **value)
    dash = sheet.write(first[1][0] / sheet.scale + 0.3, 48.2 + nudge, "-", **value)
    sheet.write(dash[1][0] / sheet.scale + 0.4, 48.2 + nudge, expiry, key="expiry_date", **value)
    sheet.write(82.5, 51.6, "样本 SPECIMEN", role="hei_bold", size=1.9, fill=(196, 120, 130), align="right")
    sheet.fields.update(
        authority=authority, issue_date=begins.isoformat(), expiry_date=ends.isoformat() if ends else "长期"
    )
    return finished(sheet, "id_card_back", "second generation", corner=CARD_CORNER)


def ground(rng: random.Random, long_side: int) -> Sheet:
    """A card with the security print of identity cards."""
    sheet = Sheet(*CARD, long_side)
    variant = rng.randrange(6)
    sheet.put(ornaments.guilloche(sheet.size, _GROUND, _INKS, sheet.scale * 0.8, 0.45, variant).copy())
    return sheet


def wall(sheet: Sheet, rng: random.Random) -> None:
    """A faint wall with towers along mountain ridges."""
    ink: Colour = (176, 178, 192)
    for ridge, height in ((33.0, 5.0), (37.0, 6.5)):
        points, x = [], -2.0
        while x < 88:
            points.append((sheet.px(x), sheet.px(ridge + rng.uniform(-height, height) * 0.6)))
            x += rng.uniform(4, 9)
        sheet.draw.line(points, fill=ink, width=1)
        for (x0, y0), (x1, y1) in pairwise(points):
            for step in range(0, 10):
                at = (x0 + (x1 - x0) * step / 10, y0 + (y1 - y0) * step / 10)
                sheet.draw.line((*at, at[0] + sheet.px(1.2), at[1] + sheet.px(2.4)), fill=ink, width=1)
    tower, top = 52.0, 25.5
    for step in range(26):
        x = tower + step * 1.1
        y = 33.5 + 3.2 * (step / 26) ** 2 * 4
        sheet.draw.rectangle((sheet.px(x), sheet.px(y), sheet.px(x + 0.6), sheet.px(y + 1.3)), outline=ink)
        sheet.draw.line((sheet.px(x), sheet.px(y + 1.4), sheet.px(x + 1.1), sheet.px(y + 4.8)), fill=ink)
    sheet.draw.rectangle((sheet.px(tower), sheet.px(top), sheet.px(tower + 6.5), sheet.px(36.0)), outline=ink, width=2)
    for row in range(6):
        y = sheet.px(top + 3 + row * 1.3)
        sheet.draw.line((sheet.px(tower), y, sheet.px(tower + 6.5), y), fill=ink)
    for notch in range(5):
        x = tower + notch * 1.4
        sheet.draw.rectangle((sheet.px(x), sheet.px(top - 0.9), sheet.px(x + 0.8), sheet.px(top)), outline=ink, width=2)
    sheet.draw.rectangle(
        (sheet.px(tower + 2.2), sheet.px(top + 1), sheet.px(tower + 4), sheet.px(top + 2.6)), outline=ink
    )
