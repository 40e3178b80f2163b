"""What invented property certificates say; how they look stands in property_certificate.py."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import companies, people, places

# First characters of a province's name → how numbers of its papers begin.
SHORT = {
    "北京": "京", "天津": "津", "河北": "冀", "山西": "晋", "内蒙": "蒙", "辽宁": "辽", "吉林": "吉", "黑龙": "黑",
    "上海": "沪", "江苏": "苏", "浙江": "浙", "安徽": "皖", "福建": "闽", "江西": "赣", "山东": "鲁", "河南": "豫",
    "湖北": "鄂", "湖南": "湘", "广东": "粤", "广西": "桂", "海南": "琼", "重庆": "渝", "四川": "川", "贵州": "贵",
    "云南": "云", "西藏": "藏", "陕西": "陕", "甘肃": "甘", "青海": "青", "宁夏": "宁", "新疆": "新",
}  # fmt: skip
RIGHTS = (
    ("国有建设用地使用权/房屋（构筑物）所有权", ("出让/市场化商品房", "出让/商品房", "划拨/房改房", "出让/存量房")),
    ("国有建设用地使用权/房屋所有权", ("出让/商品房", "划拨/经济适用住房", "出让/自建房", "出让/其它")),
    ("集体建设用地使用权/房屋（构筑物）所有权", ("批准拨用/自建房", "批准拨用/其他")),
    ("国有建设用地使用权", ("出让", "划拨", "作价出资（入股）")),
)
USES = (
    "城镇住宅用地/住宅", "城镇住宅用地/成套住宅", "住宅用地/住宅", "商务金融用地/办公", "工业用地/厂房",
    "其他商服用地/商业服务", "城镇单一住宅用地/成套住宅", "批发零售用地/商业", "住宅", "农村宅基地/住宅",
)  # fmt: skip
STRUCTURES = ("钢筋混凝土结构", "混合结构", "钢、钢筋混凝土结构", "砖木结构", "钢混", "框架")


@dataclass(frozen=True)
class Title:
    """Values by field: (as printed, true); ``lines`` are the printed lines of values with line breaks."""

    values: dict[str, tuple[str, str]]
    place: places.Region
    registered: date
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def town(self) -> str:
        return self.place.city if self.place.city.endswith("市") else self.place.county


def real_estate(rng: random.Random) -> Title:
    """不动产权证书, from 2015."""
    place = places.region(rng)
    registered = date(2015, 3, 1) + timedelta(days=rng.randrange(3900))
    area, shared, ground = rng.uniform(38, 260), rng.uniform(5, 40), rng.uniform(900, 90_000)
    right, natures = rng.choices(RIGHTS, [5, 4, 1, 1])[0]
    owners = _owners(rng, place)
    digits = f"{rng.randrange(1, 10_000_000):07d}"
    town = place.city if place.city.endswith("市") else place.county
    opened, closed = rng.choice(["（）", "（）", "()"])
    blank = rng.choice(["", "", " "])
    number = f"{SHORT[place.province[:2]]}{opened}{registered.year}{closed}{blank}{town}不动产权第{blank}{digits}号"
    others = _others(rng, area, shared)
    values = {
        "number": (number, number.replace(" ", "")),
        "holder": 2 * (rng.choice(["、", "，", " "]).join(owners),),
        "co_ownership": 2 * (_sharing(rng, owners),),
        "address": 2 * (_address(rng, place),),
        "unit_number": _unit(rng, place),
        "right_type": 2 * (right,),
        "right_nature": 2 * (rng.choice(natures),),
        "use": 2 * (rng.choice(USES),),
        "area": 2 * (_area(rng, area, ground, both="房屋" in right),),
        "term": 2 * (_term(rng, registered, right.split("/")[0]),),
        "other": ("", "\n".join(others)),
    }
    return Title(values, place, registered, {"other": others})


def house(rng: random.Random, *, first_form: bool) -> Title:
    """房屋所有权证 of 1998 (``first_form``) or of 2008."""
    place = places.region(rng, 1996)
    start = date(1998, 6, 1) if first_form else date(2008, 7, 1)
    registered = start + timedelta(days=rng.randrange(3400 if first_form else 2500))
    town = place.city if place.city.endswith("市") else place.county
    prefix = rng.choice([f"{town}", f"{SHORT[place.province[:2]]}", f"{place.county}"])
    digits = f"{rng.randrange(1, 100_000_000):08d}"
    number = rng.choice([f"{prefix}房权证{place.county[0]}字第{digits}号", f"{prefix}房权证字第{digits}号"])
    owners = _owners(rng, place)
    floors = rng.randint(1, 33)
    area, shared = rng.uniform(38, 240), rng.uniform(5, 40)
    values = {
        "number": 2 * (number,),
        "owner": 2 * (owners[0] if first_form else rng.choice(["、", ","]).join(owners),),
        "address": 2 * (_address(rng, place),),
        "registration_date": (_day(rng, registered), registered.isoformat()),
        "use": 2 * (rng.choice(["住宅", "成套住宅", "办公", "商业服务", "工业", "非居住"]),),
        "total_floors": 2 * (str(floors),),
        "building_area": 2 * (f"{area:.2f}",),
        "lot_number": 2 * (rng.choice([f"{rng.randint(1, 99)}-{rng.randint(1, 999)}", str(rng.randrange(10**8))]),),
    }
    if first_form:
        values |= {
            "structure": 2 * (rng.choice(["混合", "钢混", "砖木", "钢筋混凝土", "砖混"]),),
            "floor": 2 * (str(rng.randint(1, floors)),),
            "nature": 2 * (rng.choice(["私有", "私产", "国有", "有限责任公司产"]),),
        }
        if len(owners) > 1:
            values["co_owner"] = 2 * (owners[1],)
    else:
        values |= {
            "nature": 2 * (rng.choice(["商品房", "房改房", "存量房", "经济适用住房", "自建房"]),),
            "co_ownership": 2 * (_sharing(rng, owners),),
        }
        if rng.random() < 0.8:
            values["inner_area"] = 2 * (f"{area - shared:.2f}",)
        if rng.random() < 0.6:
            values["land_acquisition"] = 2 * (rng.choice(["出让", "划拨", "转让"]),)
            begun = registered - timedelta(days=rng.randrange(300, 4000))
            values["term"] = 2 * (f"{_full(begun)}至{_full(_years_on(begun, rng.choice([40, 50, 70])))}止",)
    remark = rng.choice(["房改售房，成本价购买", f"该房产契税已缴，房号{rng.randint(1, 99)}", "本证遗失补发"])
    if rng.random() < 0.5:
        values["remark"] = 2 * (remark,)
    return Title(values, place, registered)


def _owners(rng: random.Random, place: places.Region) -> list[str]:
    if rng.random() < 0.2:
        return [companies.company_name(rng, place)]
    return [people.name(rng) for _ in range(rng.choices([1, 2, 3], [6, 4, 1])[0])]


def _sharing(rng: random.Random, owners: list[str]) -> str:
    if len(owners) == 1:
        return "单独所有"
    if len(owners) == 2 and rng.random() < 0.4:
        share = rng.choice([50, 60, 70, 99])
        return f"按份共有 {owners[0]}{share}%，{owners[1]}{100 - share}%"
    return rng.choice(["共同共有", "共同共有", "按份共有"])


def _address(rng: random.Random, place: places.Region) -> str:
    start = rng.choice([place.city or place.province, ""]) + place.county
    return (
        start
        + places.street(rng)
        + rng.choice(["", f"{rng.randint(1, 40)}栋", f"{rng.randint(1, 40)}幢"])
        + (places.room(rng))
    )


def _unit(rng: random.Random, place: places.Region) -> tuple[str, str]:
    """28 characters of GB/T 37346 in four groups: district, cadastral zone, plot, building."""
    plot = f"{rng.choice('GGGJ')}{rng.choice('BBBC')}{rng.randint(1, 999):05d}"
    building = f"F{rng.randint(1, 99):04d}{rng.randint(1, 400):04d}" if rng.random() < 0.9 else "W00000000"
    groups = (place.code, f"{rng.randint(1, 40):03d}{rng.randint(1, 40):03d}", plot, building)
    return rng.choice(["", " ", " "]).join(groups), "".join(groups)


def _area(rng: random.Random, area: float, ground: float, *, both: bool) -> str:
    unit = rng.choice(["㎡", "平方米", "m²"])
    colon = rng.choice(["：", "", ":"])
    land, building = rng.choice([
        ("共有宗地面积", "房屋建筑面积"), ("宗地面积", "房屋建筑面积"), ("土地使用权面积", "房屋建筑面积"),
        ("分摊土地面积", "建筑面积"),
    ])  # fmt: skip
    first = f"{land}{colon}{ground:.2f}{unit}"
    return f"{first}/{building}{colon}{area:.2f}{unit}" if both else first


def _term(rng: random.Random, registered: date, right: str) -> str:
    begun = registered - timedelta(days=rng.randrange(300, 8000))
    start, end = _full(begun), _full(_years_on(begun, rng.choice([40, 50, 70])))
    return rng.choice([
        f"{start}起{end}止", f"{right}{start}起{end}止", f"{right}：{start}至{end}止", f"{right}至{end}止",
        f"{start}起至{end}止",
    ])  # fmt: skip


def _others(rng: random.Random, area: float, shared: float) -> tuple[str, ...]:
    floors = rng.randint(2, 33)
    lines = [
        f"房屋结构：{rng.choice(STRUCTURES)}",
        f"专有建筑面积：{area - shared:.2f}平方米",
        f"分摊建筑面积：{shared:.2f}平方米",
        f"房屋总层数：{floors}层，所在层：{rng.randint(1, floors)}层",
        f"房屋竣工时间：{rng.randint(1995, 2022)}年{rng.randint(1, 12):02d}月",
    ]
    return tuple(lines[: rng.randint(1, len(lines))])


def _years_on(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def _full(day: date) -> str:
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def _day(rng: random.Random, day: date) -> str:
    return rng.choice([_full(day), day.isoformat(), f"{day.year}年{day.month}月{day.day}日"])
