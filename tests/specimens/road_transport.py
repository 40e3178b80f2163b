"""Road transport certificates: a page of a booklet, ruled as a table or with lines to write on."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import companies, ornaments, places, vehicles
from .form_print import FORM_INK, Machine, Page
from .sheet import Sheet
from .specimen import Specimen, finished

_SCOPES = (
    "道路普通货物运输", "普通货运", "货物专用运输（集装箱）", "普通货运、货物专用运输（冷藏保鲜）",
    "县际班车客运、县际包车客运",
    "危险货物运输（3类）、危险货物运输（2类1项）", "道路普通货物运输、大型物件运输（一类）", "市际包车客运",
    "机动车驾驶员培训",
)  # fmt: skip
_ECONOMY = ("有限责任公司", "股份合作", "个体", "国有经济", "私营独资", "其他有限责任公司")


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["table", "lines"])
    sheet = Sheet(128, 92, long_side)
    ground = rng.choice(
        [((236, 242, 232), (228, 238, 230)), ((240, 236, 226), (244, 240, 230)), ((228, 236, 242), (236, 240, 244))]
    )
    inks = ((206, 222, 206), (226, 214, 200))
    sheet.put(ornaments.guilloche(sheet.size, ground, inks, sheet.scale * 1.1, 0.4, rng.randrange(4)).copy())
    page, machine = Page(sheet), Machine.any(rng, size=3.4)
    car = vehicles.vehicle(rng)
    _fill(rng, page, machine, car, is_table=form == "table")
    sheet.write(124, 5, "样本 SPECIMEN", role="hei_bold", size=2.4, fill=(206, 130, 130), align="right")
    return finished(sheet, "road_transport_certificate", form)


def _fill(rng: random.Random, page: Page, machine: Machine, car: vehicles.Vehicle, *, is_table: bool) -> None:
    place, sheet = car.place, page.sheet
    page.title(64, 8.5, "中华人民共和国道路运输证", "", width=68)
    town = (place.city or place.county)[0]
    head = rng.choice([f"{car.plate[0]}交运管", f"{car.plate[0]}交运管许可"])
    number = f"{place.code}{rng.randrange(10**6):06d}"
    end = sheet.write(46, 17.5, f"{head}{town}字", role="song", size=3.2, fill=FORM_INK)
    at = end[1][0] / sheet.scale + 1.0
    end = machine.fill(page, at - machine.offset[0], 17.5 - machine.offset[1], number, "certificate_number", room=40)
    sheet.write(end[1][0] / sheet.scale + 1.0, 17.5, "号", role="song", size=3.2, fill=FORM_INK)
    colour = "绿" if len(car.plate) == 8 else "黄" if car.kind.name.startswith(("大型", "重型")) else "蓝"
    left, right = rng.choice(["（", "("]), rng.choice(["）", ")"])
    shown_plate = rng.choice(
        [
            car.plate,
            f"{car.plate}({colour}色)",
            f"{car.plate}{left}{colour}{right}" if (left == "（") == (right == "）") else car.plate,
        ]
    )
    length, width, height = car.size
    capacity = f"{car.load / 1000:.2f}吨" if car.load else f"{car.seats}座"
    issued = max(car.registered, date(2010, 1, 1)) + timedelta(days=rng.randint(1, 60))
    rows: tuple[tuple[tuple[str, str, str], ...], ...] = (
        (
            (
                "业户名称",
                "company",
                companies.company_name(rng, place, rng.choice(["运输有限公司", "物流有限公司", "有限公司"])),
            ),
        ),
        (("地址", "address", places.office(rng, place)),),
        (
            ("车辆号牌", "plate_number", shown_plate),
            ("经营许可证号", "permit_number", f"{place.code}{rng.randrange(10**6):06d}"),
        ),
        (("车辆类型", "vehicle_type", car.kind.name), ("经济类型", "economic_type", rng.choice(_ECONOMY))),
        (
            (rng.choice(["吨（座）位", "吨(座)位"]), "capacity", capacity),
            ("车辆（毫米）", "outer_size", f"长{length}宽{width}高{height}"),
        ),
        (("经营范围", "scope", rng.choice(_SCOPES)),),
    )
    y, step = 25.0, 8.0
    for row in rows:
        for place_in_row, (label, key, text) in enumerate(row):
            x, end_x = (6.0, 122.0) if len(row) == 1 else ((6.0, 62.0), (66.0, 122.0))[place_in_row]
            page.label(x, y, label, size=3.0, width=max(len(label) * 3.0, 15.0))
            start = x + max(len(label) * 3.0, 15.0) + 3.0
            lines = machine.lines(text, end_x - start)
            if len(lines) > 1 and len(row) == 1:
                machine.fill_lines(page, start, y - 1.9, lines[:2], key, room=end_x - start, step=3.9)
            else:
                machine.fill(page, start, y, text, key, room=end_x - start)
            if not is_table:
                page.dashes(start - 1, y + 3.2, end_x)
        if is_table:
            page.rule(4, y + 4.0, 124, y + 4.0)
        y += step
    if is_table:
        page.rule(4, 21.0, 124, 21.0)
        page.rule(4, 21.0, 4, y - 4.0)
        page.rule(124, 21.0, 124, y - 4.0)
        page.rule(64, 21.0 + 2 * step, 64, 21.0 + 5 * step)
    page.label(6.0, y, "有效期", size=3.0, width=15.0) if rng.random() < 0.5 else page.label(
        6.0, y, "有效期至", size=3.0, width=15.0
    )
    until = issued.replace(year=issued.year + rng.choice([1, 3, 4]), day=min(issued.day, 28))
    machine.fill(page, 24.0, y, _day(until), "valid_until", room=34, true=until.isoformat())
    page.label(66.0, y, "核发机关", size=3.0, width=15.0)
    page.label(66.0, y + 7.5, rng.choice(["发证日期", "核发日期"]), size=3.0, width=15.0)
    machine.fill(page, 84.0, y + 7.5, _day(issued), "issue_date", room=36, true=issued.isoformat())
    page.label(6.0, y + 7.5, "备注", size=3.0, width=15.0)
    office = f"{(place.city or place.county)}道路运输管理局"
    seal = ornaments.seal(office, sheet.px(26), rng.choice([(226, 84, 78), (232, 96, 90)]))
    sheet.stamp(seal, 104 + rng.uniform(-3, 3), y + rng.uniform(-2, 2))


def _day(day: date) -> str:
    return f"{day:%Y年%m月%d日}"
