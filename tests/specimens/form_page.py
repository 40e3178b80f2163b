"""Papers of free form: registration sheets and heads of contracts, whose labels and values are what is asked for.

The value of `pairs` is a table of two columns, in the order of the print.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import companies, parties, people, places, wear
from .form_print import Machine, Page
from .invoice_numbers import day, digits
from .pens import Cells, Pen, Type, rule, table
from .sheet import Sheet
from .specimen import Specimen, finished

Entry = tuple[str, Callable[[random.Random], str]]


def _name(rng: random.Random) -> str:
    return people.name(rng)


def _home(rng: random.Random) -> str:
    return places.home(rng, places.region(rng))


def _firm(rng: random.Random) -> str:
    return companies.company_name(rng, places.region(rng))


def _date(rng: random.Random) -> str:
    drawn = day(rng)
    return rng.choice([f"{drawn:%Y-%m-%d}", f"{drawn:%Y年%m月%d日}", f"{drawn.year}年{drawn.month}月{drawn.day}日"])


def _id(rng: random.Random) -> str:
    born = people.birth_date(rng)
    return people.id_number(rng, places.region(rng, born.year).code, born, rng.choice("男女"))


def _one(*choices: str) -> Callable[[random.Random], str]:
    return lambda rng: rng.choice(choices)


def _number(head: str, count: int) -> Callable[[random.Random], str]:
    return lambda rng: head + digits(rng, count)


PAPERS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("入职登记表", (("姓名", _name), ("性别", _one("男", "女")), ("出生日期", _date),
        ("民族", _one("汉", "满", "回", "汉族")),
                   ("身份证号", _id), ("学历", _one("本科", "大专", "硕士", "高中")), ("联系电话", parties.mobile),
                   ("现住址", _home), ("应聘岗位", _one("会计", "销售经理", "仓库管理员", "司机")), ("入职日期", _date),
                   ("紧急联系人", _name), ("紧急联系电话", parties.mobile))),
    ("设备报修单", (("单号", _number("BX", 8)), ("报修部门", _one("财务部", "行政部", "生产一车间")), ("报修人", _name),
                   ("报修日期", _date), ("设备名称", _one("打印机", "空调", "叉车", "数控机床")),
                   ("设备编号", _number("EQ-", 6)),
                   ("故障描述", _one("无法开机", "卡纸频繁", "噪音大，制冷差", "指示灯不亮")),
                   ("联系电话", parties.phone),
                   ("维修结果", _one("已修复", "待配件", "")))),
    ("房屋租赁合同", (("合同编号", _number("ZL", 10)), ("出租方（甲方）", _name), ("承租方（乙方）", _firm),
        ("房屋坐落", _home),
                     ("租赁面积", _one("86.5平方米", "120平方米", "54.30㎡")),
                     ("租赁期限", _one("一年", "三年", "24个月")),
                     ("月租金", _one("3500元", "人民币贰仟元整", "￥6,800.00")), ("签订日期", _date),
                     ("联系电话", parties.mobile))),
    ("会员登记表", (("会员编号", _number("VIP", 7)), ("会员姓名", _name), ("手机号码", parties.mobile), ("生日", _date),
                   ("会员等级", _one("金卡", "银卡", "普通")), ("开卡门店", _firm), ("推荐人", _name))),
)  # fmt: skip


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["boxed", "lines", "dotted"])
    title, entries = rng.choice(PAPERS)
    filled = [(label, value) for label, make in entries if (value := make(rng))]
    sheet = Sheet(210.0, 200.0, long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 250, 246), (246, 248, 246)]))
    text = Type(sheet, rng.choice(["song", "hei", "kai"]), 4.2, (40, 40, 44))
    hand: Pen = text.with_(role=rng.choice(["kai", "hei", "song"]), fill=rng.choice([(24, 24, 28), (34, 44, 110)]))
    if rng.random() < 0.4:
        hand = Cells(Page(sheet), Machine.any(rng, size=4.0))
    text.with_(role="hei_bold", size=8.0, tracking=1.5).write(105, 24, title, "title", align="middle")
    (_boxed if form == "boxed" else _lines)(rng, text, hand, filled, form)
    sheet.fields["pairs"] = table([{"label": label, "value": value} for label, value in filled], ("label", "value"))
    text.with_(role="hei_bold", size=3.2, fill=(222, 160, 150)).write(194, 195, "样本 SPECIMEN", align="right")
    return finished(sheet, "form", form)


def _put(text: Type, hand: Pen, x: float, y: float, label: str, shown: str, value: str, room: float) -> None:
    """`shown` is the label as it is printed, with its colon."""
    end = text.write(x, y, shown, "pairs", true="")
    hand.write(end + 1.6, y, value, "pairs", true="", room=room - (end - x) - 2)


def _lines(rng: random.Random, text: Type, hand: Pen, filled: list[tuple[str, str]], form: str) -> None:
    """One or two to a line, each on a line to write on or after a colon."""
    y, step, column = 44.0, rng.uniform(10.0, 12.5), 0
    colon = rng.choice(["：", ":"])
    for label, value in filled:
        is_long = len(value) > 13 or rng.random() < 0.25
        if is_long and column:
            y, column = y + step, 0
        x = (20.0, 112.0)[column]
        room = 172.0 if is_long else 80.0
        _put(text, hand, x, y, label, label + colon, value, room)
        if form == "dotted":
            start = x + text.size * (len(label) + 1.1)
            rule(text.sheet, start, y + text.size * 0.78, x + room, y + text.size * 0.78, (110, 110, 116), 0.2)
        if is_long or column:
            y, column = y + step, 0
        else:
            column = 1


def _boxed(rng: random.Random, text: Type, hand: Pen, filled: list[tuple[str, str]], form: str) -> None:
    """A grid of labels and values, some of them over the whole width."""
    left, right, y, high, ink = 18.0, 192.0, 38.0, rng.uniform(10.0, 12.0), (80, 80, 86)
    half = (left + right) / 2
    waiting = list(filled)
    while waiting:
        cells = [waiting.pop(0)]
        if waiting and len(cells[0][1]) <= 14 and len(waiting[0][1]) <= 14:
            cells.append(waiting.pop(0))
        spans = ((left, half), (half, right)) if len(cells) == 2 else ((left, right),)
        for (label, value), (start, end) in zip(cells, spans, strict=True):
            split = start + 32.0
            for x0, x1 in ((start, split), (split, end)):
                corners = tuple(text.sheet.px(at) for at in (x0, y, x1, y + high))
                text.sheet.draw.rectangle(corners, outline=ink, width=max(1, text.sheet.px(0.25)))
            text.write((start + split) / 2, y + high / 2, label, "pairs", true="", align="middle", room=30)
            hand.write(split + 1.5, y + high / 2, value, "pairs", true="", room=end - split - 3)
        y += high
