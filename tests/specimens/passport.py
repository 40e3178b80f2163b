"""Pages of data of passports: mainland China, an invented state after the pattern of ICAO 9303, Taiwan."""

from __future__ import annotations

import random
from datetime import date

from . import ornaments, travellers, zones
from .sheet import Colour, Sheet
from .specimen import Specimen, finished
from .travellers import MONTHS, Traveller
from .words import words

PAGE = (125.0, 88.0)  # mm, ISO/IEC 7810 ID-3
BLACK: Colour = (30, 28, 32)
LABEL: Colour = (92, 70, 78)
_GROUNDS: tuple[tuple[tuple[Colour, ...], tuple[Colour, ...]], ...] = (
    (((238, 226, 220), (240, 234, 216), (226, 234, 226)), ((222, 188, 186), (190, 210, 190))),
    (((224, 234, 242), (240, 238, 232), (232, 222, 236)), ((180, 200, 224), (216, 188, 210))),
    (((236, 240, 228), (244, 238, 226), (228, 236, 240)), ((196, 214, 176), (184, 204, 222))),
)


def render(rng: random.Random, long_side: int) -> Specimen:
    """One page of data."""
    form = rng.choices(["china", "foreign", "taiwan"], [6, 2, 2])[0]
    sheet = Sheet(*PAGE, long_side)
    stops, inks = rng.choice(_GROUNDS)
    sheet.put(ornaments.guilloche(sheet.size, stops, inks, sheet.scale * 1.3, 0.4, rng.randrange(6)).copy())
    {"china": _china, "foreign": _foreign, "taiwan": _taiwan}[form](sheet, rng)
    return finished(sheet, "passport", form)


def _china(sheet: Sheet, rng: random.Random) -> None:
    person = travellers.mainlander(rng)
    number = rng.choice(["E", "E", "G", f"E{rng.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}"])
    number += "".join(rng.choice("0123456789") for _ in range(9 - len(number)))
    first, last = travellers.term(rng, person.born)
    birth_place, issue_place = rng.choice(words("provinces")), rng.choice(words("provinces"))
    dated = _china_date if rng.random() < 0.7 else _plain_date
    label, value = _styles(rng)
    ink = {"fill": LABEL, **label}

    sheet.write(47, 6.2, "护照", role="song_bold", size=5.2, fill=(120, 40, 48), tracking=1.5)
    sheet.write(47, 11.6, "PASSPORT", role="latin_bold", size=2.7, fill=(120, 40, 48))
    sheet.write(70, 7.0, "中华人民共和国", role="song_bold", size=3.2, fill=(120, 40, 48))
    sheet.write(70, 11.4, "PEOPLE'S REPUBLIC OF CHINA", role="latin", size=1.9, fill=(120, 40, 48))
    for x, text in ((42, "类型/Type"), (57, "国家码/Country Code"), (88, "护照号/Passport No.")):
        sheet.write(x, 16.4, text, **ink)
    _value(sheet, 42, 20.0, "P", "type", value)
    _value(sheet, 57, 20.0, "CHN", "country_code", value)
    _value(sheet, 88, 20.2, number, "number", {**value, "role": "ocr_b", "size": 3.6})
    sheet.write(42, 24.4, "姓名/Name", **ink)
    _value(sheet, 42, 28.2, person.name, "name", {**value, "role": "hei", "size": 3.3})
    _value(sheet, 42, 32.6, f"{person.surname},{rng.choice(['', ' '])}{person.given}", "name_latin", value)
    for x, text in ((42, "性别/Sex"), (60, "国籍/Nationality"), (88, "出生日期/Date of birth")):
        sheet.write(x, 37.0, text, **ink)
    _value(sheet, 42, 40.8, f"{person.sex}/{person.letter}", "sex", value)
    _value(sheet, 60, 40.8, "中国/CHINESE", "nationality", value)
    _value(sheet, 88, 40.8, dated(person.born), "birth_date", value)
    for x, text in ((42, "出生地点/Place of birth"), (88, "签发日期/Date of issue")):
        sheet.write(x, 45.2, text, **ink)
    _value(sheet, 42, 49.0, birth_place, "birth_place", value)
    _value(sheet, 88, 49.0, dated(first), "issue_date", value)
    for x, text in ((42, "签发地点/Place of issue"), (88, "有效期至/Date of expiry")):
        sheet.write(x, 53.4, text, **ink)
    _value(sheet, 42, 57.2, issue_place, "issue_place", value)
    _value(sheet, 88, 57.2, dated(last), "expiry_date", value)
    sheet.write(42, 61.6, "签发机关/Authority", **ink)
    _value(sheet, 42, 65.4, "公安部出入境管理局", "authority", value)
    sheet.write(88, 61.6, "持照人签名/Bearer's signature", **ink)
    if rng.random() < 0.6:
        sheet.write(42, 69.0, "MPS Exit & Entry Administration", **{**value, "size": 2.2, "fill": BLACK})
    optional = "".join(rng.choice("ABCDEFGHIJKLMNOP") for _ in range(12)) + "A9" if rng.random() < 0.5 else ""
    code = rng.choice(["PO", "PO", "PE"])
    _zone(sheet, rng, zones.passport(
        code, "CHN", person.surname, person.given, number, "CHN", person.born, person.letter, last, optional
    ))  # fmt: skip
    _portrait(sheet, rng, person, 22.5, 36.0)
    sheet.fields.update(
        type="P", country_code="CHN", number=number, name=person.name, name_latin=f"{person.surname},{person.given}",
        sex=f"{person.sex}/{person.letter}", nationality="中国/CHINESE", birth_date=person.born.isoformat(),
        birth_place=birth_place, issue_date=first.isoformat(), expiry_date=last.isoformat(), issue_place=issue_place,
        authority="公安部出入境管理局",
    )  # fmt: skip


def _foreign(sheet: Sheet, rng: random.Random) -> None:
    person = travellers.stranger(rng)
    state, land, people = rng.choice(
        [
            ("UTO", "UTOPIA", "UTOPIAN"),
            ("ZMB", "ZEMBLA", "ZEMBLAN"),
            ("RUR", "RURITANIA", "RURITANIAN"),
            ("D", "FREELAND", "FREE"),
        ]
    )
    number = "".join(rng.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(9))
    number = rng.choice("ABCHLPRX") + number[1:6] + "".join(rng.choice("0123456789") for _ in range(rng.choice([2, 3])))
    first, last = travellers.term(rng, person.born)
    label, value = _styles(rng)
    ink = {"fill": LABEL, **label}
    short = rng.random() < 0.3  # a year of two digits
    place, office = (
        rng.choice(["ZENITH", "NEW HARBOUR", "PORT ELSE"]),
        rng.choice(["PASSPORT OFFICE", "CITY OF ZENITH"]),
    )
    sheet.write(44, 7.0, land, role="latin_bold", size=5.0, fill=BLACK)
    sheet.write(8, 12.0, "Passport/", role="latin", size=2.8, fill=BLACK)
    sheet.write(8, 16.0, "Passeport", role="latin", size=2.8, fill=BLACK)
    for x, text in ((44, "Type/ Type"), (60, "Country code/ Code du pays"), (87, "Passport Number/ N° de passeport")):
        sheet.write(x, 14.4, text, **ink)
    _value(sheet, 45, 17.6, "P", "type", value)
    _value(sheet, 62, 17.6, state, "country_code", value)
    _value(sheet, 90, 17.6, number, "number", value)
    sheet.write(44, 21.0, "Surname/ Nom", **ink)
    _value(sheet, 45, 24.2, person.surname, "name_latin", value)
    sheet.write(44, 27.4, "Given names/ Prénoms", **ink)
    _value(sheet, 45, 30.6, person.given, "name_latin", value)
    sheet.write(44, 33.8, "Nationality/ Nationalité", **ink)
    _value(sheet, 45, 37.0, people, "nationality", value)
    sheet.write(44, 40.4, "Date of Birth/ Date de naissance", **ink)
    _value(sheet, 45, 43.6, _foreign_date(person.born, short), "birth_date", value)
    for x, text in ((44, "Sex/ Sexe"), (70, "Place of birth/ Lieu de naissance")):
        sheet.write(x, 46.8, text, **ink)
    _value(sheet, 45, 50.0, person.letter, "sex", value)
    _value(sheet, 71, 50.0, place, "birth_place", value)
    for x, text in ((44, "Date of issue/ Date de délivrance"), (86, "Authority/ Autorité")):
        sheet.write(x, 53.2, text, **ink)
    _value(sheet, 45, 56.4, _foreign_date(first, short), "issue_date", value)
    _value(sheet, 87, 56.4, office, "authority", value)
    for x, text in ((44, "Date of expiry/ Date d'expiration"), (84, "Holder's signature/ Signature du titulaire")):
        sheet.write(x, 59.6, text, **ink)
    _value(sheet, 45, 62.8, _foreign_date(last, short), "expiry_date", value)
    _zone(sheet, rng, zones.passport(
        "P", state, person.surname, person.given, number, state, person.born, person.letter, last,
        rng.choice(["", "ZE184226B", "1234567890"]),
    ))  # fmt: skip
    _portrait(sheet, rng, person, 24.0, 40.0)
    sheet.fields.update(
        type="P", country_code=state, number=number, name_latin=f"{person.surname}, {person.given}", sex=person.letter,
        nationality=people, birth_date=person.born.isoformat(), birth_place=place, issue_date=first.isoformat(),
        expiry_date=last.isoformat(), authority=office,
    )  # fmt: skip


def _taiwan(sheet: Sheet, rng: random.Random) -> None:
    person = travellers.resident(rng, "tw")
    number = "".join(rng.choice("0123456789") for _ in range(9))
    first, last = travellers.term(rng, person.born)
    label, value = _styles(rng)
    value = {**value, "role": rng.choice(["latin_mono", "latin"])}
    ink = {"fill": LABEL, **label, "role": "song"}
    place, issue_place = rng.choice(["TAIWAN", "TAIPEI", "KAOHSIUNG"]), rng.choice(["TAIPEI", "DOMINICAN REPUBLIC", ""])
    identity = f"{rng.choice('ABCDEFGH')}{rng.choice('12')}{rng.randrange(10**8):08d}"
    sheet.write(12, 9.0, "護照", role="song_bold", size=3.6, fill=(176, 40, 60), tracking=3.0)
    sheet.write(12, 14.0, "PASSPORT", role="latin_bold", size=2.6, fill=(176, 40, 60))
    sheet.write(48, 6.4, "中華民國", role="song_bold", size=3.6, fill=(176, 40, 60), tracking=0.6)
    sheet.write(70, 6.4, "REPUBLIC OF CHINA", role="latin_bold", size=2.9, fill=(176, 40, 60))
    for x, text in ((40, "型式 / Type"), (57, "代碼 / Code"), (76, "護照號碼 / Passport No.")):
        sheet.write(x, 11.0, text, **ink)
    _value(sheet, 40, 14.0, "P", "type", value)
    _value(sheet, 57, 14.0, "TWN", "country_code", value)
    _value(sheet, 76, 14.0, number, "number", value)
    sheet.write(40, 17.6, "姓名 / Name (Surname, Given names)", **ink)
    _value(sheet, 40, 21.2, person.name, "name", {**value, "role": "song", "size": 3.3})
    latin = f"{person.surname}, {person.given}"
    _value(sheet, 62, 21.2, latin, "name_latin", value)
    y = 25.0
    if rng.random() < 0.4:
        sheet.write(40, y, "外文別名 / Also known as", **ink)
        sheet.write(40, y + 3.2, f"{rng.choice(words('foreign_given'))} {person.surname}", **{"fill": BLACK, **value})
        y += 7.0
    for x, text in ((40, "國籍 / Nationality"), (76, "身分證統一編號 / Personal Id. No.")):
        sheet.write(x, y, text, **ink)
    _value(sheet, 40, y + 3.2, "REPUBLIC OF CHINA", "nationality", value)
    sheet.write(76, y + 3.2, identity, **{"fill": BLACK, **value})
    for x, text in ((40, "性別 / Sex"), (76, "出生日期 / Date of birth")):
        sheet.write(x, y + 7.0, text, **ink)
    _value(sheet, 40, y + 10.2, person.letter, "sex", value)
    _value(sheet, 76, y + 10.2, _plain_date(person.born), "birth_date", value)
    for x, text in ((40, "發照日期 / Date of issue"), (76, "出生地 / Place of birth")):
        sheet.write(x, y + 14.0, text, **ink)
    _value(sheet, 40, y + 17.2, _plain_date(first), "issue_date", value)
    _value(sheet, 76, y + 17.2, place, "birth_place", value)
    sheet.write(40, y + 21.0, "效期截止日期 / Date of expiry", **ink)
    _value(sheet, 40, y + 24.2, _plain_date(last), "expiry_date", value)
    if issue_place:
        sheet.write(76, y + 21.0, "發照地 / Place of issue", **ink)
        _value(sheet, 76, y + 24.2, issue_place, "issue_place", value)
        sheet.fields.update(issue_place=issue_place)
    authority = rng.choice(["MINISTRY OF FOREIGN AFFAIRS", "EMBASSY OF THE REPUBLIC OF CHINA"])
    sheet.write(40, y + 28.0, "發照機關 / Authority", **ink)
    _value(sheet, 40, y + 31.2, authority, "authority", value)
    _zone(sheet, rng, zones.passport(
        "P", "TWN", person.surname, person.given, number, "TWN", person.born, person.letter, last, identity
    ))  # fmt: skip
    _portrait(sheet, rng, person, 22.0, 38.0)
    sheet.fields.update(
        type="P", country_code="TWN", number=number, name=person.name, name_latin=latin, sex=person.letter,
        nationality="REPUBLIC OF CHINA", birth_date=person.born.isoformat(), birth_place=place,
        issue_date=first.isoformat(), expiry_date=last.isoformat(), authority=authority,
    )  # fmt: skip


def _styles(rng: random.Random) -> tuple[dict[str, object], dict[str, object]]:
    label = {"role": rng.choice(["hei", "song", "hei_micro"]), "size": rng.uniform(1.75, 2.0)}
    return label, {"role": rng.choice(["hei", "hei", "latin", "hei_bold"]), "size": rng.uniform(2.7, 3.0)}


def _value(sheet: Sheet, x: float, y: float, text: str, key: str, style: dict[str, object]) -> None:
    sheet.write(x, y, text, key=key, **{"fill": BLACK, **style})  # type: ignore[arg-type]


def _zone(sheet: Sheet, rng: random.Random, lines: tuple[str, ...]) -> None:
    """Lines of OCR-B, ten characters to the inch; `lines` become fields too."""
    top = rng.uniform(75.6, 76.6)
    for place, line in enumerate(lines):
        key = f"mrz_{place + 1}"
        sheet.write(6.8, top + 6.35 * place, line, role="ocr_b", size=3.5, fill=BLACK, key=key, width=111.4)
        sheet.fields[key] = line


def _portrait(sheet: Sheet, rng: random.Random, person: Traveller, x: float, y: float) -> None:
    picture = ornaments.portrait((sheet.px(30.0), sheet.px(39.0)), rng, woman=person.sex == "女")
    sheet.paste(picture, x, y)
    sheet.write(x, 61.0, "样本 SPECIMEN", role="hei_bold", size=2.6, fill=(196, 120, 130), align="middle")


def _china_date(day: date) -> str:
    return f"{day:%d} {day.month}月/{MONTHS[day.month - 1]} {day.year}"


def _plain_date(day: date) -> str:
    return f"{day:%d} {MONTHS[day.month - 1]} {day.year}"


def _foreign_date(day: date, short: bool) -> str:
    french = ["JANV", "FÉV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOÛT", "SEPT", "OCT", "NOV", "DÉC"]
    month = f"{MONTHS[day.month - 1]}/{french[day.month - 1]}"
    return f"{day:%d} {month} {day.year % 100:02}" if short else f"{day:%d} {month} {day.year}"
