"""Driving licences: the main page in two forms and the second page."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import ornaments, people, places, vehicles
from .form_print import Machine, Page, bars
from .specimen import Specimen, finished
from .vehicle_license import CORNER, HEIGHT, licence_sheet, specimen_mark

_CLASSES = (
    "C1",
    "C1",
    "C1",
    "C1",
    "C2",
    "C2",
    "C1D",
    "C1E",
    "B2",
    "B2D",
    "A1A2",
    "A2",
    "A1",
    "A2D",
    "A3",
    "B1",
    "B1B2",
    "C1M",
    "E",
    "D",
    "C5",
)


def front(rng: random.Random, long_side: int) -> Specimen:
    """The main page; at times with the second page below it."""
    with_back = rng.random() < 0.2
    sheet = licence_sheet(rng, long_side, pages=2 if with_back else 1)
    form = _front(rng, Page(sheet))
    if with_back:
        _back(rng, Page(sheet, top=HEIGHT + 3, is_told=False))
    return finished(sheet, "driving_license_front", form, corner=CORNER)


def back(rng: random.Random, long_side: int) -> Specimen:
    sheet = licence_sheet(rng, long_side)
    _back(rng, Page(sheet))
    return finished(sheet, "driving_license_back", "2008", corner=CORNER)


def _front(rng: random.Random, page: Page) -> str:
    machine = Machine.any(rng)
    name, sex, _ = people.person(rng)
    born = date(rng.randint(1950, 2003), 1, 1) + timedelta(days=rng.randrange(365))
    place = places.region(rng, born.year)
    first = _plus(born, 18) + timedelta(days=rng.randint(1, 2500))
    first = max(first, date(1988, 1, 1))
    form = "2008" if first.year < 2013 and rng.random() < 0.6 else "2013"
    page.title(43, 5.4, "中华人民共和国机动车驾驶证", "Driving License of the People's Republic of China", width=54)
    for x, y, label, english, width in (
        (17.5, 13.4, "证号", "License No.", 5.4), (3.2, 19.8, "姓名", "Name", 5.4), (44.5, 19.8, "性别", "Sex", 5.4),
        (59.0, 19.8, "国籍", "Nationality", 5.4), (3.2, 26.6, "住址", "Address", 5.4),
        (25.0, 35.6, "出生日期", "Date of Birth", 10.2), (25.0, 42.6, "初次领证日期", "Date of First Issue", 15.2),
        (25.0, 49.4, "准驾车型", "Class", 10.2),
    ):  # fmt: skip
        page.label(x, y, label, english, width=width)
    machine.fill(page, 32.5, 13.4, people.id_number(rng, place.code, born, sex), "license_number", room=45)
    machine.fill(page, 11.5, 19.8, name, "name", room=30)
    machine.fill(page, 52, 19.8, sex, "sex", room=5)
    machine.fill(page, 71, 19.8, "中国", "nationality", room=14)
    while len(lines := machine.lines(places.home(rng, place), 71)) > 2:
        pass
    machine.fill_lines(page, 11.5, 25.6, lines, "address", room=73, step=3.9)
    x = 42.5
    machine.fill(page, x, 35.6, born.isoformat(), "birth_date", room=20)
    machine.fill(page, x, 42.6, first.isoformat(), "first_issue_date", room=20)
    machine.fill(page, x, 49.4, rng.choice(_CLASSES), "classes", room=20)
    begins = first
    while form == "2013" and begins.year < 2013:
        begins = _plus(begins, 6 if begins == first else 10)
    if form == "2013":
        page.label(3.2, 56.0, "有效期限", "Valid Period", width=10.2)
        years = 6 if begins == first else 10
        value = {"room": 20.0}
        end = machine.fill(page, 16, 56.0, begins.isoformat(), "valid_from", **value)
        at = end[1][0] / page.sheet.scale - machine.offset[0] + 1.0
        end = machine.print(page, at, 56.0, "至", room=5)
        at = end[1][0] / page.sheet.scale - machine.offset[0] + 1.0
        until = "长期" if begins.year - first.year >= 16 else _plus(begins, years).isoformat()
        machine.fill(page, at, 56.0, until, "valid_until", **value)
    else:
        page.label(3.2, 56.0, "有效起始日期", "Valid From", width=15.2)
        page.label(44.0, 56.0, "有效期限", "Valid For", width=10.2)
        machine.fill(page, 20, 56.0, begins.isoformat(), "valid_from", room=20)
        machine.fill(page, 56, 56.0, "6年", "valid_term", room=20)
    picture = ornaments.portrait((page.sheet.px(20.5), page.sheet.px(23)), rng, woman=sex == "女")
    page.sheet.paste(picture, page.left + 75.0, page.top + 43.5)
    page.square_seal(
        3.4,
        33.4,
        18.6,
        vehicles.traffic_police(rng, place),
        "authority",
        fill=rng.choice([(196, 44, 40), (214, 60, 60)]),
    )
    specimen_mark(page, 86, 10.0)
    return form


def _back(rng: random.Random, page: Page) -> None:
    machine = Machine.any(rng, size=3.0)
    name, sex, _ = people.person(rng)
    born = date(rng.randint(1950, 2003), 1, 1) + timedelta(days=rng.randrange(365))
    place = places.region(rng, born.year)
    first = _plus(born, 18) + timedelta(days=rng.randint(1, 2500))
    bilingual = rng.random() < 0.6
    english = "Duplicate of Driving License of the People's Republic of China" if bilingual else ""
    page.title(44, 5.4, "中华人民共和国机动车驾驶证副页", english, width=58)
    for x, y, label, translated in (
        (3.2, 14.0, "证号", "License No."), (3.2, 20.6, "姓名", "Name"), (40.0, 20.6, "档案编号", "File No."),
        (3.2, 27.4, "记录", "Record"),
    ):  # fmt: skip
        page.label(x, y, label, translated if bilingual else "", width=len(label) * 2.6)
    machine.fill(page, 17.5, 14.0, people.id_number(rng, place.code, born, sex), "license_number", room=48)
    machine.fill(page, 11.5, 20.6, name, "name", room=26)
    machine.fill(page, 52, 20.6, f"{place.code[:4]}{rng.randrange(10**8):08d}", "file_number", room=33)
    year, day = first.year, f"{first.month:02d}月{first.day:02d}日"
    renew = f"请于{year + 6}年{day}前九十日内申请换领新驾驶证。"
    inspect = "请于每个记分周期结束后三十日内到驾驶证核发地车管所接受审验。无记分的，免予本次审验。"
    record = rng.choice([renew, f"自{year + 1}年{day}起有效。{inspect}", f"实习期至{year + 1}年{day}。{renew}", ""])
    if record:
        machine.fill_lines(page, 11.5, 27.4, machine.lines(record, 70), "record", room=73, step=4.0)
    bars(page.sheet, rng, page.left + 46, page.top + 46.5, 36, 5)
    number = f"*{place.code[:2]}{rng.randrange(10**11):011d}*"
    page.sheet.write(page.left + 64, page.top + 53.6, number, role="latin_mono", size=2.5, align="middle")
    specimen_mark(page, 30, 56.0)


def _plus(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
