"""Bank cards of invented designs: flat or embossed numbers on light, dark, coloured grounds."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from stdnum import luhn

from . import ornaments, people
from .sheet import Colour, Relief, Sheet
from .specimen import CARD, CARD_CORNER, Specimen, finished
from .words import banks, words

_DEBIT_WORDS = ("借记卡", "储蓄卡", "DEBIT CARD", "DEBIT", "借记卡 DEBIT CARD", "（储蓄卡）")
_CREDIT_WORDS = ("信用卡", "CREDIT CARD", "CREDIT", "信用卡 CREDIT CARD", "人民币信用卡", "贷记卡")


@dataclass(frozen=True)
class Scheme:
    """A card's colours: `stops` of the ground, its lines, and the ink of flat print."""

    stops: tuple[Colour, ...]
    lines: tuple[Colour, ...]
    ink: Colour


_SCHEMES = (
    Scheme(((226, 226, 218), (240, 238, 228), (222, 222, 212)), ((208, 206, 190),), (30, 30, 34)),
    Scheme(((204, 222, 240), (236, 244, 250), (186, 210, 236)), ((170, 196, 226),), (24, 34, 66)),
    Scheme(((240, 224, 196), (246, 238, 220), (226, 200, 156)), ((222, 196, 150),), (52, 38, 22)),
    Scheme(((236, 208, 214), (246, 232, 236), (230, 196, 208)), ((226, 186, 200),), (64, 20, 36)),
    Scheme(((16, 16, 20), (38, 38, 44), (12, 12, 14)), ((46, 46, 54),), (232, 232, 236)),
    Scheme(((22, 40, 92), (36, 74, 150), (16, 28, 70)), ((58, 92, 168),), (238, 242, 250)),
    Scheme(((150, 22, 30), (196, 44, 46), (120, 12, 22)), ((206, 76, 74),), (250, 238, 232)),
    Scheme(((12, 92, 82), (26, 138, 118), (8, 70, 66)), ((52, 150, 132),), (238, 250, 244)),
    Scheme(((150, 116, 58), (206, 172, 102), (128, 94, 40)), ((222, 194, 134),), (44, 30, 10)),
    Scheme(((84, 52, 122), (142, 88, 168), (60, 40, 104)), ((158, 112, 184),), (248, 242, 252)),
    Scheme(((120, 126, 134), (188, 192, 198), (96, 100, 108)), ((176, 180, 188),), (18, 18, 22)),
    Scheme(((40, 96, 168), (96, 176, 208), (226, 232, 220)), ((120, 186, 214),), (14, 22, 48)),
    Scheme(((224, 120, 40), (244, 178, 84), (204, 90, 34)), ((248, 196, 116),), (60, 22, 6)),
)


def render(rng: random.Random, long_side: int) -> Specimen:
    """One card: debit or credit."""
    credit = rng.random() < 0.45
    scheme = rng.choice(_SCHEMES)
    sheet = Sheet(*CARD, long_side)
    ground = ornaments.guilloche(
        sheet.size, scheme.stops, scheme.lines, sheet.scale * 2.2, rng.choice([0.0, 0.35, 0.6]), rng.randrange(5)
    )
    sheet.put(ground.copy())
    _picture(sheet, rng, scheme)
    _head(sheet, rng, scheme, credit)
    _chip(sheet, rng)
    _numbers(sheet, rng, scheme, credit)
    _network(sheet)
    return finished(sheet, "bank_card", "credit" if credit else "debit", corner=CARD_CORNER)


def _head(sheet: Sheet, rng: random.Random, scheme: Scheme, credit: bool) -> None:
    bank, english = rng.choice(banks())
    _logo(sheet, rng, scheme)
    size = rng.uniform(4.6, 5.6) if len(bank) < 7 else 4.3
    english_size = min(2.1, 42 / len(english))
    name = sheet.write(
        13.5,
        7.4,
        bank,
        role=rng.choice(["hei_bold", "song_bold", "hei_bold"]),
        size=size,
        fill=scheme.ink,
        key="bank_name",
    )
    sheet.fields["bank_name"] = bank
    if rng.random() < 0.85:
        sheet.write(13.6, 11.9, english, role=rng.choice(["latin", "latin_serif"]), size=english_size, fill=scheme.ink)
    right = name[1][0] / sheet.scale
    product = rng.choice(words("card_products")) if rng.random() < 0.6 else ""
    kind = rng.choice(_CREDIT_WORDS if credit else _DEBIT_WORDS) if rng.random() < 0.75 else ""
    below = rng.random() < 0.6 or right > 55
    x, y = (27.5, 20.0) if below else (80.5, 7.4)
    style = {"role": "hei", "size": 2.9, "fill": scheme.ink, "align": "left" if below else "right"}
    if product and below:
        x = sheet.write(x, y, product, **style)[1][0] / sheet.scale + 1.5
    if kind:
        sheet.write(x, y, kind, key="card_type", **style)
        sheet.fields["card_type"] = "贷记卡" if credit else "借记卡"


def _numbers(sheet: Sheet, rng: random.Random, scheme: Scheme, credit: bool) -> None:
    number = _number(rng, credit)
    groups = [number[at : at + 4] for at in range(0, len(number), 4)]
    if not credit and len(number) == 19 and rng.random() < 0.3:
        groups = [number[:6], number[6:]]
    embossed = rng.random() < (0.75 if credit else 0.35)
    if embossed:
        role = rng.choice(["ocr_b", "ocr_b", "latin_mono"])
        dark_ground = sum(scheme.stops[1]) < 380
        fill: Colour = rng.choice([(206, 206, 210), (216, 192, 128), (178, 180, 186)])
        if not dark_ground and rng.random() < 0.4:
            fill = tuple(max(band - 55, 0) for band in scheme.stops[1])  # type: ignore[assignment]
        relief: Relief | None = Relief(
            (26, 26, 28) if not dark_ground else (0, 0, 0), (250, 250, 250) if not dark_ground else (150, 150, 154)
        )
        if sum(fill) > 480 and not dark_ground:  # silver on a pale card is read by its shadow alone: make it deep
            relief = Relief((20, 20, 24), (255, 255, 255), 0.2)
    else:
        role, fill, relief = rng.choice(["ocr_b", "latin_serif", "latin_mono", "hei", "latin"]), scheme.ink, None
    style = {
        "role": role,
        "fill": fill,
        "relief": relief,
        "bold": 0.05 if role in {"ocr_b", "latin_mono", "hei"} else 0.0,
    }
    gap = " " if role in {"ocr_b", "latin_mono"} else "  "
    text = gap.join(groups)
    sheet.write(8.6, 34.0, text, size=_fitting(sheet, text, role, 69.0, 6.2), key="card_number", **style)
    sheet.fields["card_number"] = number
    if rng.random() < 0.3:
        sheet.write(9.0, 38.3, number[:4], role="latin", size=2.0, fill=scheme.ink)

    dated, holder_y = credit or rng.random() < 0.55, 48.0
    if dated:
        x = rng.uniform(30, 40)
        shown = f"{rng.randint(1, 12):02d}/{rng.randint(24, 39):02d}"
        caption = {"role": "latin", "size": 1.5, "fill": scheme.ink}
        if rng.random() < 0.6:
            sheet.write(x - 6.4, 40.4, "VALID", **caption)
            sheet.write(x - 6.4, 42.2, "THRU", **caption)
        else:
            sheet.write(x - 7.6, 41.6, rng.choice(["有效期至", "有效期"]), role="hei", size=1.75, fill=scheme.ink)
        if rng.random() < 0.6:
            sheet.write(x, 38.9, rng.choice(["MONTH/YEAR", "月/年 MONTH/YEAR"]), **caption)
        sheet.write(x, 41.9, shown, size=3.5, key="valid_thru", **style)
        sheet.fields["valid_thru"] = shown
    if rng.random() < (0.8 if credit else 0.12):
        holder = people.pinyin(rng)
        sheet.write(8.8, holder_y, holder, size=3.6, key="holder_name", **style)
        sheet.fields["holder_name"] = holder
    else:
        sheet.write(
            8.8, holder_y, rng.choice(["ATM", "◁ ATM", "客服热线 95500"]), role="hei", size=2.4, fill=scheme.ink
        )
    sheet.write(
        80.0,
        3.2,
        "样本 SPECIMEN",
        role="hei_bold",
        size=1.9,
        fill=_blend(scheme.stops[1], scheme.ink, 0.55),
        align="right",
    )


def _number(rng: random.Random, credit: bool) -> str:
    length = 16 if credit else rng.choice([19, 19, 19, 16])
    start = rng.choice(["62", "62", "62", "4", "5", "35"]) if credit else "62"
    body = start + "".join(str(rng.randrange(10)) for _ in range(length - 1 - len(start)))
    return body + luhn.calc_check_digit(body)


def _fitting(sheet: Sheet, text: str, role: str, width: float, largest: float) -> float:
    """The em in mm, at most `largest`, at which `text` is `width` mm wide."""
    from .fonts import font

    return min(largest, width / (font(role, 200).getlength(text) / 200))


def _logo(sheet: Sheet, rng: random.Random, scheme: Scheme) -> None:
    """A plain geometric sign; no bank uses it."""
    ink = rng.choice([scheme.ink, (200, 40, 44), (22, 74, 160), (18, 128, 100), (222, 150, 30)])
    if math.dist(ink, scheme.stops[0]) < 110:
        ink = scheme.ink
    box = tuple(sheet.px(at) for at in (5.2, 4.6, 11.6, 11.0))
    kind = rng.randrange(4)
    if kind == 0:
        sheet.draw.ellipse(box, outline=ink, width=sheet.px(1.1))
        sheet.draw.rectangle([sheet.px(at) for at in (7.5, 6.9, 9.3, 8.7)], fill=ink)
    elif kind == 1:
        sheet.draw.rounded_rectangle(box, sheet.px(1.4), fill=ink)
        sheet.draw.line(
            [sheet.px(at) for at in (5.8, 10.0, 8.4, 6.2, 11.0, 10.0)], fill=scheme.stops[0], width=sheet.px(0.8)
        )
    elif kind == 2:
        for step in range(3):
            sheet.draw.arc(
                [box[0] + sheet.px(step), box[1] + sheet.px(step), box[2] - sheet.px(step), box[3] - sheet.px(step)],
                40 + step * 60,
                320 + step * 60,
                fill=ink,
                width=sheet.px(0.6),
            )
    else:
        sheet.draw.polygon(
            [(sheet.px(8.4), box[1]), (box[2], sheet.px(7.8)), (sheet.px(8.4), box[3]), (box[0], sheet.px(7.8))],
            fill=ink,
        )


def _chip(sheet: Sheet, rng: random.Random) -> None:
    left, top, right, bottom = (sheet.px(at) for at in (9.0, 16.8, 21.6, 27.4))
    metal = rng.choice([(214, 178, 96), (206, 206, 208), (226, 194, 124)])
    line = tuple(band * 55 // 100 for band in metal)
    sheet.draw.rounded_rectangle((left, top, right, bottom), sheet.px(1.5), fill=metal, outline=line, width=2)
    third, middle = (right - left) // 3, (top + bottom) // 2
    for y in (top + (bottom - top) // 3, top + (bottom - top) * 2 // 3):
        sheet.draw.line((left, y, left + third, y), fill=line, width=2)
        sheet.draw.line((right - third, y, right, y), fill=line, width=2)
    sheet.draw.rounded_rectangle(
        (left + third, top + sheet.px(2), right - third, bottom - sheet.px(2)), sheet.px(1), outline=line, width=2
    )
    sheet.draw.line((left + third + third // 2, top, left + third + third // 2, top + sheet.px(2)), fill=line, width=2)
    sheet.draw.line((left, middle, left + third, middle), fill=line, width=2)


def _network(sheet: Sheet) -> None:
    """Three slanting stripes with the network's words."""
    for at, colour in enumerate(((206, 50, 62), (32, 86, 150), (20, 122, 118))):
        x = 63.6 + at * 5.6
        sheet.draw.polygon(
            [(sheet.px(px), sheet.px(py)) for px, py in ((x + 1.6, 38.8), (x + 7.4, 38.8), (x + 5.8, 50.4), (x, 50.4))],
            fill=colour,
        )
    sheet.write(73.0, 42.4, "UnionPay", role="latin_bold", size=3.1, fill=(250, 250, 250), align="middle")
    sheet.write(73.6, 46.9, "银联", role="hei_bold", size=4.0, fill=(250, 250, 250), align="middle")


def _picture(sheet: Sheet, rng: random.Random, scheme: Scheme) -> None:
    """Large pale shapes, as cards carry."""
    tone = _blend(scheme.stops[1], (255, 255, 255) if sum(scheme.ink) > 380 else scheme.ink, 0.1)
    kind = rng.randrange(5)
    if kind == 0:
        for step in range(4):
            r = 12 + step * 9
            sheet.draw.ellipse(
                [sheet.px(at) for at in (70 - r, 26 - r, 70 + r, 26 + r)], outline=tone, width=sheet.px(1.2)
            )
    elif kind == 1:
        x, skyline = 0.0, []
        while x < 86:
            top = rng.uniform(26, 42)
            wide = rng.uniform(3, 8)
            skyline += [(sheet.px(x), sheet.px(top)), (sheet.px(x + wide), sheet.px(top))]
            x += wide
        sheet.draw.polygon([(0, sheet.size[1]), *skyline, sheet.size], fill=tone)
    elif kind == 2:
        for _ in range(7):
            x, y, r = rng.uniform(0, 85), rng.uniform(0, 54), rng.uniform(3, 12)
            sheet.draw.ellipse([sheet.px(at) for at in (x - r, y - r, x + r, y + r)], fill=tone)
    elif kind == 3:
        sheet.draw.polygon([(sheet.px(x), sheet.px(y)) for x, y in ((48, 0), (86, 0), (86, 54), (66, 54))], fill=tone)


def _blend(one: Colour, other: Colour, share: float) -> Colour:
    return tuple(round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]
