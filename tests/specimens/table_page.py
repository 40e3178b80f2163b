"""Pages with a table: ruled, with lines between rows alone or without any, and with cells that reach over others.

The value of `text` is what stands beside the table, that of `table` are its rows as the program keeps them, the columns
counted from 1; the text of a cell that reaches over several stands in the first of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from . import companies, people, places, wear
from .goods import sale
from .invoice_numbers import day, digits
from .pens import Type, rule, table
from .sheet import Sheet
from .specimen import Specimen, finished
from .words import words

SPECIMEN = "样本 SPECIMEN"


@dataclass(frozen=True)
class _Cell:
    """Text and how many rows and columns it reaches over."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class _Grid:
    title: str
    cells: tuple[_Cell, ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    """Columns of figures, set to the right."""

    @property
    def height(self) -> int:
        return max(cell.row + cell.rows for cell in self.cells)


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["ruled", "ruled", "merged", "lines", "plain"])
    grid = rng.choice(_MERGED if form == "merged" else _SIMPLE)(rng)
    step = rng.uniform(7.6, 10.5)
    sheet = Sheet(210.0, max(110.0, 60 + step * grid.height + 12), long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (252, 252, 250), (246, 246, 242)]))
    text = Type(sheet, rng.choice(["song", "hei", "hei_micro", "kai"]), rng.uniform(3.5, 4.1), (34, 34, 38))
    text.with_(role="hei_bold", size=6.4).write(105, 22, grid.title, "text", true="", align="middle")
    _draw(rng, text, grid, form, step)
    text.with_(role="hei_bold", size=3.0, fill=(222, 160, 150)).write(
        196, sheet.height - 4, SPECIMEN, "text", true="", align="right"
    )
    sheet.fields["text"] = f"{grid.title}\n{SPECIMEN}"
    return finished(sheet, "table", form)


def _draw(rng: random.Random, text: Type, grid: _Grid, form: str, step: float) -> None:
    sheet, top = text.sheet, 36.0
    left, right = 14.0, 196.0
    unit = (right - left) / sum(grid.widths)
    edges = [left]
    for width in grid.widths:
        edges.append(edges[-1] + width * unit)
    ink = rng.choice([(60, 60, 64), (120, 120, 126), (40, 70, 120)])
    if form in {"ruled", "merged"} and rng.random() < 0.4:
        box = tuple(sheet.px(at) for at in (left, top, right, top + step))
        sheet.draw.rectangle(box, fill=rng.choice([(226, 232, 242), (236, 236, 236), (240, 232, 220)]))
    is_centred = rng.random() < 0.5
    bold = text.with_(role="hei_bold") if rng.random() < 0.6 else text
    rows: list[dict[str, str]] = [{} for _ in range(grid.height)]
    for cell in grid.cells:
        x0, x1 = edges[cell.column], edges[cell.column + cell.columns]
        y0, y1 = top + step * cell.row, top + step * (cell.row + cell.rows)
        if form in {"ruled", "merged"}:
            corners = tuple(sheet.px(at) for at in (x0, y0, x1, y1))
            sheet.draw.rectangle(corners, outline=ink, width=max(1, sheet.px(0.25)))
        if not cell.text:
            continue
        rows[cell.row][str(cell.column + 1)] = cell.text
        face, room = bold if cell.row == 0 else text, x1 - x0 - 2.4
        lines = face.wrap(cell.text, room)
        if len(lines) * face.size * 1.2 > y1 - y0 - 0.6:
            lines = [cell.text]
        is_figure = cell.column in grid.right and cell.row > 0 and cell.columns == 1
        align = "right" if is_figure else "middle" if is_centred or cell.columns > 1 or cell.rows > 1 else "left"
        x = {"right": x1 - 1.2, "middle": (x0 + x1) / 2, "left": x0 + 1.2}[align]
        y = (y0 + y1) / 2 - face.size * 1.2 * (len(lines) - 1) / 2
        for line in lines:
            face.write(x, y, line, "table", true="", align=align, room=room)
            y += face.size * 1.2
    if form == "lines":
        for row in range(grid.height + 1):
            rule(
                sheet, left, top + step * row, right, top + step * row, ink, 0.5 if row in {0, 1, grid.height} else 0.2
            )
    sheet.fields["table"] = table(rows, [str(column + 1) for column in range(len(grid.widths))])


def _plain(title: str, rows: list[list[str]], widths: tuple[float, ...], right: set[int]) -> _Grid:
    cells = [_Cell(y, x, text) for y, row in enumerate(rows) for x, text in enumerate(row)]
    return _Grid(title, tuple(cells), widths, frozenset(right))


def _staff(rng: random.Random) -> _Grid:
    rows = [["序号", "姓名", "部门", "职务", "联系电话", "入职日期"]]
    for number in range(1, rng.randint(4, 14)):
        rows.append([str(number), people.name(rng), rng.choice(["财务部", "人事部", "销售部", "技术部", "采购部"]),
                     rng.choice(["经理", "专员", "主管", "助理", ""]), f"1{rng.randint(30, 99)}{digits(rng, 8)}",
                     f"{day(rng):%Y-%m-%d}"])  # fmt: skip
    return _plain("员工花名册", rows, (1, 1.5, 1.6, 1.4, 2.2, 2), set())


def _goods(rng: random.Random) -> _Grid:
    rows = [["名称", "规格", "单位", "数量", "单价", "金额"]]
    sold = sale(rng, 9, has_category=False)
    for row in sold.rows:
        rows.append([row.get(key, "") for key in ("name", "specification", "unit", "quantity", "price", "amount")])
    rows.append(["合计", "", "", "", "", f"{sold.amount}"])
    return _plain(rng.choice(["采购清单", "出库单", "报价表"]), rows, (2.6, 2.4, 1, 1.3, 1.8, 1.8), {3, 4, 5})


def _scores(rng: random.Random) -> _Grid:
    rows = [["姓名", "语文", "数学", "英语", "总分", "备注"]]
    for _ in range(rng.randint(5, 15)):
        marks = [rng.randint(40, 100) for _ in range(3)]
        rows.append([people.name(rng), *map(str, marks), str(sum(marks)), rng.choice(["", "", "", "缺考补", "优秀"])])
    return _plain("期末成绩表", rows, (1.6, 1, 1, 1, 1, 1.6), {1, 2, 3, 4})


def _body(rng: random.Random) -> _Grid:
    rows = [["Name", "Age", "Sex", "Height/m", "Weight/kg", "BMI"]]
    for name in rng.sample(words("foreign_given"), rng.randint(4, 9)):
        height, weight = rng.randint(148, 192) / 100, rng.randint(44, 96)
        rows.append([name.title(), str(rng.randint(18, 70)), rng.choice("MF"), f"{height:.2f}", str(weight),
                     f"{weight / height**2:.1f}"])  # fmt: skip
    return _plain("Table 3. Measurements", rows, (1.8, 1, 1, 1.3, 1.3, 1), {1, 3, 4, 5})


def _quarters(rng: random.Random) -> _Grid:
    """Two rows of headings: years over their halves."""
    cells = [
        _Cell(0, 0, "项目", rows=2),
        _Cell(0, 1, "2023年", columns=2),
        _Cell(0, 3, "2024年", columns=2),
        _Cell(0, 5, "合计", rows=2),
    ]
    cells += [_Cell(1, column, "上半年" if column % 2 else "下半年") for column in range(1, 5)]
    names = rng.sample(["办公费", "差旅费", "招待费", "会议费", "培训费", "水电费", "维修费"], rng.randint(3, 7))
    for row, name in enumerate(names, 2):
        sums = [Decimal(rng.randrange(10000, 9_000_000)) / 100 for _ in range(4)]
        cells += [_Cell(row, 0, name)] + [_Cell(row, at + 1, f"{amount}") for at, amount in enumerate(sums)]
        cells.append(_Cell(row, 5, f"{sum(sums)}"))
    return _Grid("费用支出统计表（单位：元）", tuple(cells), (1.5, 1.5, 1.5, 1.5, 1.5, 1.6), frozenset({1, 2, 3, 4, 5}))


def _groups(rng: random.Random) -> _Grid:
    """Departments that reach over the rows of their people, a sum over several columns below."""
    cells = [_Cell(0, at, text) for at, text in enumerate(("部门", "姓名", "事由", "金额(元)"))]
    row, total = 1, Decimal(0)
    for name in rng.sample(["财务部", "人事部", "销售部", "技术部", "采购部"], rng.randint(2, 4)):
        count = rng.randint(1, 4)
        cells.append(_Cell(row, 0, name, rows=count))
        for _ in range(count):
            amount = Decimal(rng.randrange(1000, 900_000)) / 100
            cells += [_Cell(row, 1, people.name(rng)),
                _Cell(row, 2, rng.choice(["出差", "购置办公用品", "交通补助", "客户接待"])),
                      _Cell(row, 3, f"{amount:.2f}")]  # fmt: skip
            total, row = total + amount, row + 1
    cells += [_Cell(row, 0, "合计", columns=3), _Cell(row, 3, f"{total:.2f}")]
    return _Grid("报销明细表", tuple(cells), (1.4, 1.5, 2.4, 1.6), frozenset({3}))


def _firms(rng: random.Random) -> _Grid:
    """A title cell over the whole width, as in lists that were made in a spreadsheet."""
    place = places.region(rng)
    cells = [_Cell(0, 0, f"{place.county}企业名录", columns=3)]
    cells += [_Cell(1, at, text) for at, text in enumerate(("企业名称", "统一社会信用代码", "法定代表人"))]
    for row in range(2, rng.randint(5, 11)):
        cells += [_Cell(row, 0, companies.company_name(rng, place)),
            _Cell(row, 1, companies.credit_code(rng, place.code)),
                  _Cell(row, 2, people.name(rng))]  # fmt: skip
    return _Grid("附件一", tuple(cells), (3, 2.2, 1.2))


_SIMPLE: tuple[Callable[[random.Random], _Grid], ...] = (_staff, _goods, _scores, _body)
_MERGED: tuple[Callable[[random.Random], _Grid], ...] = (_quarters, _groups, _firms)
