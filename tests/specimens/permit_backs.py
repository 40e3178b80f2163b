"""Backs of the travel cards: endorsements, or the identity card's name and number over a zone of three lines."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import travellers, zones
from .permits import BLACK, COMPATRIOT, HOME_RETURN, HONG_KONG, TAIWAN, Card, ground
from .sheet import Sheet
from .specimen import CARD_CORNER, Specimen, finished

_TYPES = ("个人旅游(G)", "团队旅游(L)", "探亲(T)", "商务(S)", "逗留(D)", "其他(Q)")
_TRIPS = ("1次", "2次", "3次", "多次")
_REMARKS = ("每次停留不超过7天", "每次停留不超过14天", "仅限首次入境", "一签多行", "")
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def hong_kong(rng: random.Random, long_side: int) -> Specimen:
    """Endorsements for Hong Kong, for Macau, or both."""
    sheet = ground(HONG_KONG, rng, long_side)
    parts = rng.choice([("hk_", "mc_"), ("hk_", "mc_"), ("hk_",), ("mc_",)])
    names = {"hk_": "往来香港签注", "mc_": "往来澳门签注"}
    for place, part in enumerate(parts):
        _endorsement(sheet, HONG_KONG, rng, part, names[part], 8.0 + 20.0 * place)
    _mark(sheet)
    return finished(sheet, "hk_macau_permit_back", "+".join(part[:2] for part in parts), corner=CARD_CORNER)


def taiwan(rng: random.Random, long_side: int) -> Specimen:
    """One endorsement for Taiwan."""
    sheet = ground(TAIWAN, rng, long_side)
    _endorsement(sheet, TAIWAN, rng, "", "往来台湾签注", rng.uniform(9.0, 16.0))
    _mark(sheet)
    return finished(sheet, "taiwan_permit_back", "one", corner=CARD_CORNER)


def home_return(rng: random.Random, long_side: int) -> Specimen:
    """The back of the card for residents of Hong Kong and Macau."""
    macau = rng.random() < 0.3
    if macau:
        number = f"{rng.choice('157')}{rng.randrange(10**6):06d}({rng.randrange(10)})"
    else:
        number = _hong_kong_number(rng)
    return _resident(
        HOME_RETURN, rng, long_side, "hk", number, f"{'M' if macau else 'H'}{rng.randrange(10**8):08d}", "CR"
    )


def compatriot(rng: random.Random, long_side: int) -> Specimen:
    """The back of the card for residents of Taiwan."""
    return _resident(COMPATRIOT, rng, long_side, "tw", _taiwan_number(rng), f"{rng.randrange(10**8):08d}", "CT")


def _endorsement(sheet: Sheet, card: Card, rng: random.Random, part: str, title: str, y: float) -> None:
    begins = date(rng.randint(2016, 2025), 1, 1) + timedelta(days=rng.randrange(365))
    ends = begins + timedelta(days=rng.choice([90, 180, 365]) - 1)
    kind, trips, remarks = rng.choice(_TYPES), rng.choice(_TRIPS), rng.choice(_REMARKS)
    ink = {"role": "hei", "size": 2.2, "fill": card.label}
    style = {"role": rng.choice(["hei", "song"]), "size": 2.6, "fill": BLACK}
    sheet.write(8.0, y, title, role="hei_bold", size=2.8, fill=card.label)
    sheet.write(8.0, y + 4.4, "种类", **ink)
    sheet.write(17.0, y + 4.4, kind, key=f"{part}type", **style)
    sheet.write(46.0, y + 4.4, "往返有效", **ink)
    sheet.write(58.0, y + 4.4, trips, key=f"{part}trips", **style)
    sheet.write(8.0, y + 8.6, "有效期", **ink)
    sheet.write(17.0, y + 8.6, f"{begins:%Y.%m.%d}-{ends:%Y.%m.%d}", key=f"{part}validity", **style)
    sheet.write(8.0, y + 12.8, "备注", **ink)
    sheet.fields.update(
        {f"{part}type": kind, f"{part}trips": trips, f"{part}validity": f"{begins.isoformat()}-{ends.isoformat()}"}
    )
    if remarks:
        sheet.write(17.0, y + 12.8, remarks, key=f"{part}remarks", **style)
        sheet.fields[f"{part}remarks"] = remarks


def _resident(
    card: Card, rng: random.Random, long_side: int, where: str, identity: str, number: str, code: str
) -> Specimen:
    sheet = ground(card, rng, long_side)
    person = travellers.resident(rng, where)
    _, last = travellers.term(rng, person.born)
    if rng.random() < 0.5:
        sheet.write(6.0, 6.4, card.title, role="song_bold", size=3.0, fill=card.label)
    ink = {"role": rng.choice(["hei", "song"]), "size": 2.3, "fill": card.label}
    style = {"role": rng.choice(["hei", "song"]), "size": rng.uniform(2.8, 3.1), "fill": BLACK}
    name, label = rng.choice([("姓名", "身份证件号码"), ("身份证姓名", "身份证号码")])
    sheet.write(8.0, 13.4, name, **ink)
    sheet.write(26.0, 13.4, person.name, key="idcard_name", **style)
    sheet.write(8.0, 18.6, label, **ink)
    sheet.write(26.0, 18.6, identity, key="idcard_number", **{**style, "role": "latin"})
    for place, note in enumerate(("持证人应妥善保管本证件。", "本证件仅限持证人本人使用。")):
        sheet.write(8.0, 24.4 + 3.4 * place, note, role="hei", size=1.8, fill=card.label)
    lines = zones.card(code, "CHN", person.surname, person.given, number, "CHN", person.born, person.letter, last,
                       rng.choice(["", f"{rng.randint(1, 9):02}"]))  # fmt: skip
    for place, line in enumerate(lines):
        key = f"mrz_{place + 1}"
        sheet.write(5.0, 36.4 + 6.0 * place, line, role="ocr_b", size=3.5, fill=BLACK, key=key, width=75.6)
        sheet.fields[key] = line
    _mark(sheet)
    sheet.fields.update(idcard_name=person.name, idcard_number=identity)
    return finished(sheet, f"{card.kind}_back", "card", corner=CARD_CORNER)


def _mark(sheet: Sheet) -> None:
    sheet.write(80.0, 3.6, "样本 SPECIMEN", role="hei_bold", size=1.8, fill=(196, 120, 130), align="right")


def _hong_kong_number(rng: random.Random) -> str:
    body = f"{rng.choice('ACDEGHKMPRYZ')}{rng.randrange(10**6):06d}"
    values = [36, *(int(char, 36) for char in body)]
    check = -sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True)) % 11
    return f"{body}({'0123456789A'[check]})"


def _taiwan_number(rng: random.Random) -> str:
    body = f"{rng.choice('ABCDEFGHJKLMNPQRSTUV')}{rng.choice('12')}{rng.randrange(10**7):07d}"
    letter = _TAIWAN_LETTERS.index(body[0]) + 10
    digits = [letter // 10, letter % 10, *(int(char) for char in body[1:])]
    total = sum(weight * digit for weight, digit in zip((1, 9, 8, 7, 6, 5, 4, 3, 2, 1), digits, strict=True))
    return f"{body}{-total % 10}"
