"""Fronts of the cards for travelling between the mainland, Hong Kong, Macau and Taiwan.

Two layouts: labels left of their values, and small labels above them with the name standing by itself.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from . import ornaments, travellers, zones
from .sheet import Colour, Sheet
from .specimen import CARD, CARD_CORNER, Specimen, finished
from .travellers import Traveller
from .words import words

BLACK: Colour = (30, 30, 34)
OFFICES = ("中华人民共和国出入境管理局", "公安部出入境管理局", "公安部出入境管理局", "国家移民管理局")


@dataclass(frozen=True)
class Card:
    """What one kind of card has printed on it: titles, tints of the ground, ink of labels."""

    kind: str
    title: str
    english: str
    stops: tuple[Colour, ...]
    inks: tuple[Colour, ...]
    label: Colour


HONG_KONG = Card(
    "hk_macau_permit", "往来港澳通行证", "EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM HONG KONG AND MACAU",
    ((214, 228, 240), (236, 232, 240), (218, 234, 232)), ((156, 190, 222), (206, 180, 214)), (54, 84, 128),
)  # fmt: skip
TAIWAN = Card(
    "taiwan_permit", "往来台湾通行证", "EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM TAIWAN",
    ((236, 228, 214), (240, 236, 226), (226, 232, 220)), ((216, 186, 150), (176, 204, 180)), (112, 74, 46),
)  # fmt: skip
HOME_RETURN = Card(
    "home_return_permit", "港澳居民来往内地通行证", "MAINLAND TRAVEL PERMIT FOR HONG KONG AND MACAO RESIDENTS",
    ((226, 236, 226), (240, 236, 224), (220, 232, 238)), ((168, 206, 178), (214, 190, 160)), (44, 98, 78),
)  # fmt: skip
COMPATRIOT = Card(
    "taiwan_compatriot_permit", "台湾居民来往大陆通行证", "MAINLAND TRAVEL PERMIT FOR TAIWAN RESIDENTS",
    ((220, 232, 226), (234, 238, 228), (214, 228, 238)), ((150, 198, 188), (190, 196, 222)), (36, 92, 96),
)  # fmt: skip


def hong_kong(rng: random.Random, long_side: int) -> Specimen:
    """往来港澳通行证."""
    number = f"C{rng.choice(['', rng.choice('ABCDEFGHJK')])}"
    number += _digits(rng, 9 - len(number))
    return _front(HONG_KONG, rng, long_side, travellers.mainlander(rng), number, (10, 10, 5), zone="CS")


def taiwan(rng: random.Random, long_side: int) -> Specimen:
    """往来台湾通行证."""
    return _front(TAIWAN, rng, long_side, travellers.mainlander(rng), f"L{_digits(rng, 8)}", (10, 10, 5), zone="CD")


def home_return(rng: random.Random, long_side: int) -> Specimen:
    """港澳居民来往内地通行证."""
    number = f"{rng.choice('HHM')}{_digits(rng, 8)}"
    return _front(HOME_RETURN, rng, long_side, travellers.resident(rng, "hk"), number, (10, 10, 5), times=True)


def compatriot(rng: random.Random, long_side: int) -> Specimen:
    """台湾居民来往大陆通行证."""
    return _front(
        COMPATRIOT, rng, long_side, travellers.resident(rng, "tw"), _digits(rng, 8), (5,), times=True, place=True
    )


def ground(card: Card, rng: random.Random, long_side: int) -> Sheet:
    """An empty card."""
    sheet = Sheet(*CARD, long_side)
    sheet.put(ornaments.guilloche(sheet.size, card.stops, card.inks, sheet.scale * 1.0, 0.42, rng.randrange(6)).copy())
    return sheet


def _front(
    card: Card, rng: random.Random, long_side: int, person: Traveller, number: str, years: tuple[int, ...], *,
    zone: str = "", times: bool = False, place: bool = False,
) -> Specimen:  # fmt: skip
    sheet = ground(card, rng, long_side)
    first, last = travellers.term(rng, person.born, years)
    form = rng.choice(["beside", "above"])
    values = {
        "name": person.name,
        "name_latin": f"{person.surname},{rng.choice(['', ' '])}{person.given}",
        "birth_date": _dotted(person.born),
        "sex": person.sex,
        "validity": f"{_dotted(first)}-{_dotted(last)}",
        "authority": rng.choice(OFFICES[1:] if form == "above" else OFFICES),
        "number": number,
    }
    if times:
        values["issue_times"] = f"{rng.choice([1, 1, 1, 2, 2, 3, 4, 7]):02}"
    if zone or place:
        values["issue_place"] = rng.choice(words("provinces")).split("/")[0]
    _titles(sheet, card, rng)
    ink = {"role": rng.choice(["hei", "song", "hei_micro"]), "size": rng.uniform(2.2, 2.5), "fill": card.label}
    style = {"role": rng.choice(["hei", "hei", "hei_bold"]), "size": rng.uniform(2.7, 2.9), "fill": BLACK}
    {"beside": _beside, "above": _above}[form](sheet, values, ink, style, rng)
    if zone:
        line = zones.permit(zone, number, last, person.born)
        sheet.write(5.0, 49.2, line, role="ocr_b", size=3.5, fill=BLACK, key="mrz_1", width=75.6)
        values["mrz_1"] = line
    picture = ornaments.portrait((sheet.px(19.0), sheet.px(25.0)), rng, woman=person.sex == "女")
    sheet.paste(picture, 14.5, 26.5)
    sheet.write(14.5, 42.6, "样本 SPECIMEN", role="hei_bold", size=1.8, fill=(196, 120, 130), align="middle")
    sheet.fields.update(values)
    sheet.fields.update(
        birth_date=person.born.isoformat(), validity=f"{first.isoformat()}-{last.isoformat()}",
        name_latin=f"{person.surname},{person.given}",
    )  # fmt: skip
    return finished(sheet, f"{card.kind}_front", form, corner=CARD_CORNER)


def _titles(sheet: Sheet, card: Card, rng: random.Random) -> None:
    sheet.paste(ornaments.emblem(sheet.px(7.0), (206, 84, 70), (196, 50, 46)), 7.6, 6.4)
    if rng.random() < 0.5:
        sheet.write(13.0, 3.6, "中华人民共和国", role="song_bold", size=2.0, fill=card.label)
    sheet.write(
        13.0, 6.8, card.title, role=rng.choice(["song_bold", "hei_bold", "kai"]), size=3.7, fill=BLACK, tracking=0.3
    )
    sheet.write(13.0, 10.2, card.english, role="latin", size=1.35, fill=card.label)


def _beside(
    sheet: Sheet, values: dict[str, str], ink: dict[str, object], style: dict[str, object], rng: random.Random
) -> None:
    """Labels left of their values, one to a line."""
    sheet.write(28.0, 15.6, "姓名", **ink)  # type: ignore[arg-type]
    _put(sheet, values, "name", 41.0, 15.4, {**style, "size": 3.2})
    _put(sheet, values, "name_latin", 41.0, 19.4, style)
    sheet.write(28.0, 23.4, "出生日期", **ink)  # type: ignore[arg-type]
    _put(sheet, values, "birth_date", 41.0, 23.4, style)
    sheet.write(63.0, 23.4, "性别", **ink)  # type: ignore[arg-type]
    _put(sheet, values, "sex", 70.0, 23.4, style)
    labels = {"validity": "有效期限", "authority": "签发机关", "issue_place": "签发地点", "number": "证件号码"}
    y = 27.6
    for key, label in labels.items():
        if key not in values:
            continue
        sheet.write(28.0, y, label, **ink)  # type: ignore[arg-type]
        _put(sheet, values, key, 41.0, y, {**style, "role": "ocr_b", "size": 3.2} if key == "number" else style)
        y += 4.1
    if "issue_times" in values:
        sheet.write(66.0, y - 4.1, rng.choice(["签发次数", "换证次数"]), **ink)  # type: ignore[arg-type]
        _put(sheet, values, "issue_times", 77.5, y - 4.1, style)


def _above(
    sheet: Sheet, values: dict[str, str], ink: dict[str, object], style: dict[str, object], rng: random.Random
) -> None:
    """The number at the top right, the name without a label, the other labels over their values in two columns."""
    has_times = "issue_times" in values
    if not has_times:
        _put(sheet, values, "number", 62.0, 12.6, {**style, "role": "ocr_b", "size": 3.3})
    _put(sheet, values, "name", 27.0, 14.6, {**style, "size": 3.4})
    _put(sheet, values, "name_latin", 27.0, 18.6, style)
    y, gap = 22.4, 3.1
    rows = [[("birth_date", "出生日期", 27.0), ("sex", "性别", 55.0)], [("validity", "有效期限", 27.0)]]
    rows += [
        [("authority", "签发机关", 27.0), *([("issue_place", "签发地点", 62.0)] if "issue_place" in values else [])]
    ]
    if has_times:
        rows += [[("number", "证件号码", 27.0), ("issue_times", rng.choice(["签发次数", "换证次数"]), 62.0)]]
    for row in rows:
        for key, label, x in row:
            sheet.write(x, y, label, **ink)  # type: ignore[arg-type]
            _put(sheet, values, key, x, y + gap, style)
        y += 6.6


def _put(sheet: Sheet, values: dict[str, str], key: str, x: float, y: float, style: dict[str, object]) -> None:
    sheet.write(x, y, values[key], key=key, **style)  # type: ignore[arg-type]


def _dotted(day: date) -> str:
    return f"{day:%Y.%m.%d}"


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))
