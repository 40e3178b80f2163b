"""Social security cards: the second generation, the third with a bank's number, and early ones with sex and birth."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum import luhn

from . import ornaments, people, places
from .sheet import Colour, Sheet
from .specimen import CARD, CARD_CORNER, Specimen, finished
from .words import banks

INK: Colour = (26, 28, 34)
_GROUNDS: tuple[tuple[tuple[Colour, ...], tuple[Colour, ...]], ...] = (
    (((196, 222, 240), (230, 240, 246), (204, 226, 240)), ((150, 192, 222),)),
    (((238, 220, 196), (246, 238, 224), (238, 216, 200)), ((222, 186, 150),)),
    (((206, 232, 222), (238, 244, 236), (214, 232, 226)), ((160, 206, 188),)),
    (((224, 222, 240), (244, 240, 246), (214, 222, 240)), ((186, 184, 222),)),
)


def render(rng: random.Random, long_side: int) -> Specimen:
    """The side with the portrait."""
    form = rng.choice(["second", "second", "third", "third", "early"])
    sheet = Sheet(*CARD, long_side)
    base, inks = rng.choice(_GROUNDS)
    sheet.put(ornaments.guilloche(sheet.size, base, inks, sheet.scale * 1.1, 0.4, rng.randrange(5)).copy())
    place = places.region(rng)
    _title(sheet, rng, place, form)
    sex, born = rng.choice("男女"), people.birth_date(rng)
    number = people.id_number(rng, places.region(rng, born.year).code, born, sex)
    rows = [("姓名", people.name(rng, woman=sex == "女"), "name")]
    if form == "early":
        rows += [("性别", sex, "sex"), ("出生日期", born.isoformat(), "birth_date")]
    rows.append((rng.choice(["社会保障号码", "社会保障号码", "社会保障号"]), number, "social_security_number"))
    if form != "third" or rng.random() < 0.7:
        rows.append((rng.choice(["卡号", "卡号", "社会保障卡号"]), _card_number(rng), "card_number"))
    issued = date(rng.randint(2011, 2025), 1, 1) + timedelta(days=rng.randrange(365))
    rows.append(("发卡日期", issued.isoformat() if rng.random() < 0.3 else f"{issued:%Y-%m}", "issue_date"))
    if rng.random() < 0.35:
        rows.append((rng.choice(["有效期限", "有效期至"]), f"{issued.year + 10}-{issued.month:02d}", "expiry_date"))
    left = rng.random() < 0.5  # where the portrait stands
    _rows(sheet, rng, rows, x=31.0 if left else 7.0, compact=form == "third")
    portrait = ornaments.portrait((sheet.px(20.0), sheet.px(25.0)), rng, woman=sex == "女")
    x = 16.0 if left else 69.0
    sheet.paste(portrait, x, 28.5)
    sheet.write(x, 43.2, "样本 SPECIMEN", role="hei_bold", size=1.9, fill=(196, 120, 130), align="middle")
    if form == "third":
        _bank(sheet, rng)
    return finished(sheet, "social_security_card", form, corner=CARD_CORNER)


def _title(sheet: Sheet, rng: random.Random, place: places.Region, form: str) -> None:
    ink: Colour = rng.choice([(30, 60, 120), (150, 30, 36), INK])
    sheet.paste(ornaments.emblem(sheet.px(8.0), (206, 60, 54), (230, 200, 90)), 8.5, 7.5)
    style: dict[str, object] = {"role": rng.choice(["hei_bold", "song_bold"]), "fill": ink, "align": "left"}
    if form == "third":
        sheet.write(15.0, 5.4, "中华人民共和国", size=2.6, width=24.0, **style)  # type: ignore[arg-type]
        sheet.write(15.0, 10.4, "社会保障卡", size=4.8, width=30.0, **style)  # type: ignore[arg-type]
        sheet.write(80.5, 7.4, place.province, role="hei", size=2.8, fill=ink, align="right")
    else:
        sheet.write(15.0, 6.2, "中华人民共和国社会保障卡", size=4.4, width=58.0, **style)  # type: ignore[arg-type]
        if rng.random() < 0.6:
            english = "SOCIAL SECURITY CARD OF THE PEOPLE'S REPUBLIC OF CHINA"
            sheet.write(15.0, 10.4, english, role="latin", size=1.6, fill=ink)


def _rows(sheet: Sheet, rng: random.Random, rows: list[tuple[str, str, str]], *, x: float, compact: bool) -> None:
    size = rng.uniform(2.6, 2.9)
    top, bottom = 17.0, 38.0 if compact else 46.0
    step = min(6.4, (bottom - top) / (len(rows) - 1))
    nudge = rng.uniform(-0.25, 0.25)
    colon = rng.choice(["", "", "：", ":"])
    aligned = rng.random() < 0.5
    widest = max(len(label) for label, _, _ in rows) * (size + 0.1)
    for at, (label, value, key) in enumerate(rows):
        y = top + at * step
        end = sheet.write(x, y, label + colon, role="hei", size=size, fill=(70, 78, 90))
        value_x = x + widest + 1.6 if aligned else end[1][0] / sheet.scale + 1.4
        value_x = min(value_x, x + 21.5)
        shown = _dated(value, rng) if key in {"issue_date", "birth_date", "expiry_date"} else value
        wide = 0.6 if key == "name" and len(value) < 4 else 0.05
        room = (57.0 if x < 20 else 84.0) - value_x
        largest = min(size + 0.2, room / (0.58 * len(shown))) if shown.isascii() else size + 0.2
        style = {"role": "hei", "size": largest, "fill": INK, "tracking": wide}
        sheet.write(value_x, y + nudge, shown, key=key, **style)  # type: ignore[arg-type]
        sheet.fields[key] = value


def _dated(value: str, rng: random.Random) -> str:
    parts = value.split("-")
    if rng.random() < 0.75:
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    return rng.choice([".", "-"]).join(parts)


def _card_number(rng: random.Random) -> str:
    """Nine characters; in most places the first is a letter."""
    digits = f"{rng.randrange(100_000_000):08d}"
    return rng.choice(["A", "B", "C", "D", "E", "K", "N", "0", "1"]) + digits


def _bank(sheet: Sheet, rng: random.Random) -> None:
    """The bank whose account the card opens, and its number."""
    bank, _ = rng.choice(banks())
    number = "62" + "".join(str(rng.randrange(10)) for _ in range(16))
    number += luhn.calc_check_digit(number)
    sheet.write(80.5, 49.6, bank, role="hei_bold", size=3.0, fill=(150, 30, 36), align="right")
    if rng.random() < 0.7:
        grouped = " ".join(number[at : at + 4] for at in range(0, 19, 4)) if rng.random() < 0.5 else number
        x = 7.0
        if rng.random() < 0.6:
            end = sheet.write(x, 49.6, rng.choice(["银行卡号", "银行卡号："]), role="hei", size=2.4, fill=(70, 78, 90))
            x = end[1][0] / sheet.scale + 1.2
        sheet.write(x, 49.6, grouped, role="latin", size=2.5, fill=INK, key="bank_card_number")
        sheet.fields["bank_card_number"] = number
