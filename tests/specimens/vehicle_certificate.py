"""Conformity certificates that makers give with a vehicle: a numbered list on a sheet, printed by a laser."""

from __future__ import annotations

import random
from datetime import date, timedelta

from . import companies, ornaments, vehicles
from .form_print import FORM_INK, bars
from .sheet import Colour, Sheet
from .specimen import Specimen, finished
from .vehicles import Vehicle

INK: Colour = (26, 26, 30)
_COLOURS = ("珍珠白", "白", "雪山白", "深空灰", "银色", "黑", "极光蓝", "红", "香槟金", "白/黑", "军绿")
_EMISSIONS = (
    "GB18352.5-2013国Ⅴ", "GB18352.6-2016国Ⅵ", "GB17691-2005国Ⅴ", "GB18352.3-2005国Ⅳ", "GB17691-2018国Ⅵ", "--",
)  # fmt: skip
_LABELS = (
    "合格证编号", "发证日期", "车辆制造企业名称", "车辆品牌/车辆名称", "车辆型号", "车辆识别代号/车架号",
    "车身颜色", "底盘型号/底盘ID",
    "底盘合格证编号", "发动机型号", "发动机号", "燃料种类", "排量和功率(ml/kW)", "排放标准", "油耗(L/100km)",
    "外廓尺寸(mm)", "货厢内部尺寸(mm)",
    "钢板弹簧片数(片)", "轮胎数", "轮胎规格", "轮距(前/后)(mm)", "轴距(mm)", "轴荷(kg)", "轴数", "转向形式",
    "总质量(kg)", "整备质量(kg)",
    "额定载质量(kg)", "载质量利用系数", "准牵引总质量(kg)", "半挂车鞍座最大允许总质量(kg)", "驾驶室准乘人数(人)",
    "额定载客(人)",
    "最高设计车速(km/h)", "车辆制造日期",
)  # fmt: skip
_WIDE = {2, 3, 5, 7, 13, 15, 16, 19, 22, 30}
"""Rows whose value needs the whole width of the sheet."""

Told = list[tuple[str, str, str]]
"""Of one printed value: (key, the part of it that is printed for that field, its normal form)."""


def render(rng: random.Random, long_side: int) -> Specimen:
    car = vehicles.vehicle(rng)
    form = rng.choice(["two columns", "wide rows"])
    sheet = Sheet(210, 297, long_side)
    paper = rng.choice([(252, 251, 246), (246, 250, 246), (250, 246, 240)])
    sheet.put(
        ornaments.rings(
            sheet.size, paper, rng.choice([(232, 240, 232), (240, 232, 226)]), sheet.px(2.4), rng.randrange(3)
        )
    )
    sheet.write(
        105,
        26,
        "机动车整车出厂合格证",
        role=rng.choice(["hei_bold", "song_bold"]),
        size=8.0,
        fill=INK,
        align="middle",
        tracking=0.6,
    )
    face = rng.choice(["song", "hei", "hei_micro", "song_light"])
    size, step = (3.5, 6.4) if form == "two columns" else (3.6, 6.4)
    y, column = 46.0, 0
    for number, (label, told, shown) in enumerate(_rows(rng, car), start=1):
        is_wide = number - 1 in _WIDE or (form == "wide rows" and number < 15)
        if is_wide and column:
            y, column = y + step, 0
        x = (18.0, 112.0)[column]
        text = f"{number}.{label}" + ("：" if form == "wide rows" else "")
        end = sheet.write(x, y, text, role=face, size=size, fill=INK)
        at = max(end[1][0] / sheet.scale + 3.0, x + (34.0 if form == "two columns" else 0.0))
        _value(sheet, at, y, shown, told, role=face, size=size)
        if is_wide or column:
            y, column = y + step, 0
        else:
            column = 1
    y += step * 1.5
    sheet.write(18, y, "备注：", role=face, size=size, fill=INK)
    sheet.write(
        30,
        y,
        rng.choice(["选装轮毂,后视镜,天窗。", "该车装有ABS,无其他选装件。", "随车配备灭火器。"]),
        role=face,
        size=size,
        fill=INK,
    )
    y += step * 1.4
    sheet.write(
        18,
        y,
        f"车辆制造企业信息：{rng.choice(['本产品经检验符合标准,特此证明。', '本产品符合企业标准,准予出厂。'])}",
        role=face,
        size=size,
        fill=INK,
    )
    square = ornaments.quick_response("https://example.invalid/certificate", sheet.px(26))
    sheet.paste(square, 40, 272)
    bars(sheet, rng, 110, 278, 60, 7)
    red = rng.choice([(222, 60, 56), (206, 52, 60)])
    seal = ornaments.seal(f"{car.brand}合格证专用章", sheet.px(36), red)
    sheet.stamp(seal, 172 + rng.uniform(-4, 4), 262 + rng.uniform(-3, 3))
    sheet.write(196, 16, "样本 SPECIMEN", role="hei_bold", size=4.0, fill=(222, 150, 140), align="right")
    sheet.draw.rectangle((sheet.px(12), sheet.px(10), sheet.px(198), sheet.px(288)), outline=FORM_INK)
    return finished(sheet, "vehicle_certificate", form)


def _value(sheet: Sheet, x: float, y: float, shown: str, told: Told, *, role: str, size: float) -> None:
    """Print a value whose parts may belong to several fields."""
    style = {"role": role, "size": size, "fill": INK}
    if len(told) < 2:
        key = told[0][0] if told else None
        sheet.write(x, y, shown, key=key, **style)  # type: ignore[arg-type]
    else:
        for part in shown.replace("/", "\0/\0").split("\0"):
            key = next((key for key, own, _ in told if own == part), None)
            end = sheet.write(x, y, part, key=key, **style)  # type: ignore[arg-type]
            x = end[1][0] / sheet.scale + 0.4
    for key, _, true in told:
        sheet.fields[key] = true


def _rows(rng: random.Random, car: Vehicle) -> list[tuple[str, Told, str]]:
    """Label, what is told of its value, and the value as it is printed."""
    is_truck, is_bike = bool(car.kind.load[1]), "摩托" in car.kind.name
    issued = car.made + timedelta(days=rng.choice([0, 0, 0, 1, 3, 12]))
    maker = companies.company_name(rng, car.place, "汽车有限公司")
    name = (
        car.kind.name.removeprefix("小型")
        .removeprefix("轻型")
        .removeprefix("大型")
        .removeprefix("重型")
        .removeprefix("普通")
    )
    chassis = (
        f"{vehicles.model(rng, car.kind)}/{rng.randrange(10**6, 10**7)}" if is_truck and rng.random() < 0.6 else "--/--"
    )
    engine = vehicles.model(rng, vehicles.CLASSES[0])
    size = "×".join(map(str, car.size)) if rng.random() < 0.5 else "  ".join(map(str, car.size))
    inner = f"{car.size[0] - 1800}×{car.size[1] - 100}×{rng.randrange(380, 560, 10)}" if is_truck else "--"
    wheelbase = str(round(car.size[0] * 0.58)) if not car.size[0] > 7000 else f"{rng.randrange(3200, 3400, 50)}+1350"
    displacement = {True: "--", False: str(rng.choice([1197, 1498, 1598, 1984, 2499, 2771, 150, 9726]))}[
        car.is_electric
    ]
    power = str(rng.choice([85, 96, 110, "81.5", 137, 240]))
    wheels = 2 if is_bike else 4 if not is_truck else rng.choice([4, 6])
    values: dict[str, str | tuple[str, Told]] = {
        "合格证编号": _plain(
            "certificate_number",
            f"{rng.choice('WYZ')}{rng.choice('ABCDEFGH')}{rng.choice('0123456789ABCDEFG')}{rng.randrange(10**11):011d}",
        ),
        "发证日期": ("", []),
        "车辆制造企业名称": _plain("manufacturer", maker),
        "车辆品牌/车辆名称": (f"{car.brand}/{name}", [("brand", car.brand, car.brand), ("vehicle_name", name, name)]),
        "车辆型号": _plain("model", car.model),
        "车辆识别代号/车架号": _plain("vin", car.vin),
        "车身颜色": _plain("colour", rng.choice(_COLOURS)),
        "底盘型号/底盘ID": (chassis, []),
        "底盘合格证编号": "--",
        "发动机型号": _plain("engine_model", engine),
        "发动机号": _plain("engine_number", car.engine),
        "燃料种类": _plain("fuel", car.fuel),
        "排量和功率(ml/kW)": (
            f"{displacement}/{power}",
            [("displacement", displacement, displacement), ("power", power, power)],
        ),
        "排放标准": _plain("emission_standard", rng.choice(_EMISSIONS)),
        "油耗(L/100km)": f"{rng.uniform(4, 9):.1f}",
        "外廓尺寸(mm)": size,
        "货厢内部尺寸(mm)": _plain("inner_size", inner),
        "钢板弹簧片数(片)": rng.choice(["--", "3/4", "-/5+2"]),
        "轮胎数": _plain("tyres", str(wheels)),
        "轮胎规格": rng.choice(["205/55R16", "195/65R15", "7.00R16LT 8PR", "235/50R18"]),
        "轮距(前/后)(mm)": f"{car.size[1] - 250}/{car.size[1] - 262}",
        "轴距(mm)": _plain("wheelbase", wheelbase),
        "轴荷(kg)": f"{round(car.total * 0.45)}/{round(car.total * 0.55)}",
        "轴数": _plain("axles", "2"),
        "转向形式": _plain("steering", rng.choice(["方向盘", "方向盘", "方向把"]) if is_bike else "方向盘"),
        "总质量(kg)": _plain("total_mass", str(car.total)),
        "整备质量(kg)": _plain("kerb_mass", str(car.kerb)),
        "额定载质量(kg)": str(car.load or "--"),
        "载质量利用系数": "--",
        "准牵引总质量(kg)": "--",
        "半挂车鞍座最大允许总质量(kg)": "--",
        "驾驶室准乘人数(人)": _plain("cab_seats", str(car.seats) if is_truck else "--"),
        "额定载客(人)": _plain("seats", str(car.seats) if not is_truck else "--"),
        "最高设计车速(km/h)": _plain("top_speed", str(rng.choice([95, 105, 110, 160, 185, 200]))),
        "车辆制造日期": ("", []),
    }
    for label, key, day in (("发证日期", "issue_date", issued), ("车辆制造日期", "manufacture_date", car.made)):
        shown = _day(rng, day)
        values[label] = (shown, [(key, shown, day.isoformat())])
    if chassis != "--/--":
        model, number = chassis.split("/")
        values["底盘型号/底盘ID"] = (chassis, [("chassis_model", model, model), ("chassis_id", number, number)])
    rows = []
    for label in _LABELS:
        value = values[label]
        shown, told = (value, []) if isinstance(value, str) else value
        rows.append((label, [one for one in told if one[1] != "--"], shown))
    return rows


def _plain(key: str, text: str) -> tuple[str, Told]:
    return text, [(key, text, text)]


def _day(rng: random.Random, day: date) -> str:
    return rng.choice([f"{day:%Y年%m月%d日}", f"{day:%Y-%m-%d}", f"{day:%Y年%m月%d日}"])
