"""Vehicle licences: the main page and the second page of 2008, alone or both on one picture."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from . import ornaments, vehicles
from .form_print import Machine, Page, bars
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

WIDTH, HEIGHT = 88.0, 60.0
CORNER = 2.5
_GROUNDS: tuple[tuple[Colour, ...], ...] = (
    ((190, 222, 238), (226, 206, 232), (190, 222, 238)),
    ((206, 226, 236), (232, 216, 232), (206, 226, 234)),
    ((214, 228, 232), (226, 220, 234), (216, 230, 236)),
)
_INKS: tuple[Colour, ...] = ((150, 196, 214), (214, 170, 200), (160, 190, 220))
_USES = (
    "非营运",
    "非营运",
    "非营运",
    "非营运",
    "货运",
    "营转非",
    "预约出租客运",
    "租赁",
    "公路客运",
    "教练",
    "出租客运",
)


def front(rng: random.Random, long_side: int) -> Specimen:
    """The main page; at times with the second page below it, as copies show them."""
    car = vehicles.vehicle(rng)
    with_back = rng.random() < 0.2
    sheet = licence_sheet(rng, long_side, pages=2 if with_back else 1)
    _front(rng, Page(sheet), car)
    if with_back:
        _back(rng, Page(sheet, top=HEIGHT + 3, is_told=False), car)
    return finished(sheet, "vehicle_license_front", "with second page" if with_back else "2008", corner=CORNER)


def back(rng: random.Random, long_side: int) -> Specimen:
    """The second page."""
    sheet = licence_sheet(rng, long_side)
    _back(rng, Page(sheet), vehicles.vehicle(rng))
    return finished(sheet, "vehicle_license_back", "2008", corner=CORNER)


def licence_sheet(rng: random.Random, long_side: int, *, pages: int = 1) -> Sheet:
    """The tinted ground of licences, for one page or for pages below each other."""
    sheet = Sheet(WIDTH, HEIGHT * pages + 3 * (pages - 1), long_side)
    ground = rng.choice(_GROUNDS)
    sheet.put(ornaments.guilloche(sheet.size, ground, _INKS, sheet.scale * 0.9, 0.4, rng.randrange(4)).copy())
    if pages > 1:
        at = sheet.px(HEIGHT)
        sheet.draw.rectangle((0, at, sheet.size[0], sheet.px(HEIGHT + 3)), fill=(236, 236, 232))
    return sheet


def specimen_mark(page: Page, x: float, y: float) -> None:
    page.sheet.write(
        page.left + x, page.top + y, "样本 SPECIMEN", role="hei_bold", size=2.0, fill=(196, 120, 130), align="right"
    )


def _front(rng: random.Random, page: Page, car: vehicles.Vehicle) -> None:
    machine = Machine.any(rng)
    owner, address = vehicles.owner(rng, car.place)
    page.title(43, 5.4, "中华人民共和国机动车行驶证", "Vehicle License of the People's Republic of China", width=54)
    for x, y, right, label, english, width in (
        (3.2, 12.6, 37, "号牌号码", "Plate No.", 10.3), (38, 12.5, 85, "车辆类型", "Vehicle Type", 10.2),
        (3.2, 19.8, 85, "所有人", "Owner", 10.3), (3.2, 27.0, 85, "住址", "Address", 10.3),
        (3.2, 33.6, 30, "使用性质", "Use Character", 10.3), (32.4, 33.6, 85, "品牌型号", "Model", 10.3),
        (24.2, 40.6, 85, "车辆识别代号", "VIN", 14.8), (24.2, 47.4, 85, "发动机号码", "Engine No.", 12.6),
        (24.4, 54.4, 54, "注册日期", "Register Date", 9.8), (55.7, 54.4, 86, "发证日期", "Issue Date", 9.8),
    ):  # fmt: skip
        page.label(x, y, label, english, width=width)
        page.dashes(x + width + 1, y + 3.3, right)
    machine.fill(page, 14.3, 12.6, car.plate, "plate_number", room=22)
    machine.fill(page, 51, 12.6, car.kind.name, "vehicle_type", room=34)
    machine.fill(page, 14.3, 19.8, owner, "owner", room=70)
    if len(machine.lines(address, 70)) == 1:
        machine.fill(page, 14.3, 27.0, address, "address", room=70)
    else:
        small = replace(machine, size=machine.size * 0.9, cell=machine.cell * 0.9)
        small.fill_lines(page, 14.3, 25.2, small.lines(address, 70)[:2], "address", room=70, step=3.8)
    machine.fill(page, 14.3, 33.6, rng.choice(_USES), "use", room=17)
    machine.fill(page, 43.6, 33.6, car.brand + car.model, "brand_model", room=41)
    machine.fill(page, 41, 40.6, car.vin, "vin", room=43)
    machine.fill(page, 39, 47.4, car.engine, "engine_number", room=44)
    issued = car.registered if rng.random() < 0.6 else car.registered + timedelta(days=rng.randint(1, 3000))
    machine.fill(page, 35.2, 54.4, car.registered.isoformat(), "registration_date", room=20)
    machine.fill(page, 66.4, 54.4, min(issued, date(2025, 6, 1)).isoformat(), "issue_date", room=20)
    page.square_seal(
        3.4,
        38.4,
        19.6,
        vehicles.traffic_police(rng, car.place),
        "authority",
        fill=rng.choice([(196, 44, 40), (214, 60, 60)]),
    )
    specimen_mark(page, 85, 9.3)


def _back(rng: random.Random, page: Page, car: vehicles.Vehicle) -> None:
    machine = Machine.any(rng, size=3.0)
    if titled := rng.random() < 0.6:
        page.title(44, 4.6, "中华人民共和国机动车行驶证副页", "", width=50)
    boxed = rng.random() < 0.5
    top = 11.5 if titled else 8.0
    step = 6.4
    rows = (
        ("号牌号码", "档案编号"), ("核定载人数", "总质量"), ("整备质量", "核定载质量"), ("外廓尺寸", "准牵引总质量"),
        ("备注",), ("检验记录",),
    )  # fmt: skip
    for number, labels in enumerate(rows):
        y = top + number * step + (3.5 if number > 4 else 0)
        for x, label in zip((3.0, 46.0), labels, strict=False):
            page.label(x, y, label, size=2.45, width=len(label) * 2.6)
        below = y + 3.2 + (3.5 if number == 4 else 0)
        if boxed:
            page.rule(2, below, 86, below)
        elif number < 4:
            page.dashes(17, below - 0.4, 44)
            page.dashes(62, below - 0.4, 86)
    length, width, height = car.size
    sign = rng.choice("×××Xx")
    values = {
        "plate_number": (0, 0, car.plate),
        "file_number": (0, 1, f"{car.place.code[:4]}{rng.randrange(10**8):08d}"),
        "seats": (1, 0, f"{car.seats}人"),
        "total_mass": (1, 1, f"{car.total}kg"),
        "kerb_mass": (2, 0, f"{car.kerb}kg"),
        "rated_load": (2, 1, f"{car.load}kg" if car.load else ""),
        "outer_size": (3, 0, f"{length}{sign}{width}{sign}{height}mm"),
        "towing_mass": (3, 1, f"{rng.randrange(33000, 40000, 100)}kg" if "牵引" in car.kind.name else ""),
    }
    for key, (row, column, text) in values.items():
        x, y = (17.5, 63.0)[column], top + row * step
        if text:
            machine.fill(page, x, y, text, key, room=27 if column == 0 else 23)
        else:
            machine.print(page, x, y, "--", room=10)
    if "outer_size" in page.sheet.fields:
        page.sheet.fields["outer_size"] = f"{length}×{width}×{height}mm"  # whichever sign was printed
    if rng.random() < 0.7:
        scrap = f"强制报废期止:{car.registered.year + 15}-{car.registered:%m-%d}"
        machine.fill(
            page,
            12,
            top + 4 * step,
            rng.choice([scrap, scrap, f"{scrap}{car.fuel}"]).removesuffix(car.fuel),
            "remarks",
            room=70,
        )
    end = car.registered.replace(day=1) + timedelta(days=731)
    record = f"检验有效期至{end.year}年{end.month:02d}月{car.plate[0]}{car.plate[1]}({rng.randint(1, 12):02d})"
    y = top + 5 * step + 3.5
    machine.fill(page, 17.5, y, record, "inspection", room=66)
    if rng.random() < 0.6:
        machine.fill(page, 3.5, y + 6.5, car.fuel, "fuel", room=20)
    if rng.random() < 0.7:
        number = f"{car.place.code[:2]}{rng.randrange(10**11):011d}"
        bars(page.sheet, rng, page.left + 34, page.top + y + 4.6, 40, 4.2)
        quad = page.sheet.write(
            page.left + 54, page.top + y + 10.6, f"*{number}*", role="latin_mono", size=2.5, align="middle",
            key="core_number" if page.is_told else None,
        )  # fmt: skip
        assert quad
        if page.is_told:
            page.sheet.fields["core_number"] = number
    specimen_mark(page, 85, 3.0)
