"""Invoices for added value: paper ones filled in by a machine that misses the boxes, and electronic ones.

The roll and the fully digital form have modules of their own.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from . import invoice_numbers, ornaments, parties, people, stamps, vat_digital, vat_roll, wear
from .form_print import Machine, Page
from .goods import Sale, sale
from .invoice_numbers import Issue
from .money import words_of
from .parties import Party
from .pens import Cells, Pen, Type, also, pair, rule, upright, write_lines, write_rows
from .sheet import Colour, Sheet
from .specimen import Specimen, finished

COPIES = (
    ("发票联", "购买方记账凭证", (116, 62, 44)), ("抵扣联", "购买方扣税凭证", (44, 96, 66)),
    ("记账联", "销售方记账凭证", (52, 56, 66)), ("发票联", "购货方记账凭证", (116, 62, 44)),
)  # fmt: skip
LEFT, RIGHT, TOP = 21.0, 221.0, 31.0
BUYER_END, ROWS_END, TOTAL_END, BOTTOM = 53.0, 96.0, 105.0, 126.0
COLUMNS = (73.0, 98.0, 110.5, 131.0, 151.0, 181.0, 191.0)
"""mm, the ends of the columns of the goods but the last."""
HEADS = ("货物或应税劳务、服务名称", "规格型号", "单位", "数 量", "单 价", "金 额", "税率", "税 额")


@dataclass(frozen=True)
class _Bill:
    kind: str
    square: str
    issue: Issue
    buyer: Party
    seller: Party
    sale: Sale
    copy: tuple[str, str, Colour]


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["special", "ordinary", "electronic", "digital", "digital", "roll"])
    if form == "digital":
        return vat_digital.render(rng, long_side)
    if form == "roll":
        return vat_roll.render(rng, long_side)
    bill = _bill(rng, form)
    # The holes beside the form may have been torn off, which leaves 210 mm.
    off = rng.choice([0.0, 0.0, 14.5]) if form != "electronic" else 15.5
    sheet = Sheet(241.0 - 2 * off, 140.0, long_side)
    wear.tint(sheet, rng, rng.choice([(252, 251, 246), (248, 247, 240), (255, 255, 255), (246, 246, 250)]))
    if not off:
        wear.holes(sheet, rng)
    _Drawing(rng, sheet, bill, -off).draw()
    if form != "electronic" and rng.random() < 0.3:
        wear.fold(sheet, rng, rng.choice([1, 2]), across=rng.random() < 0.5)
    return finished(sheet, "vat_invoice", form)


def _bill(rng: random.Random, form: str) -> _Bill:
    seller_place = parties.firm(rng).place
    issue = {
        "special": lambda: invoice_numbers.special(rng, seller_place),
        "ordinary": lambda: invoice_numbers.ordinary(rng, seller_place, "04"),
        "electronic": lambda: invoice_numbers.ordinary(rng, seller_place, "11"),
    }[form]()  # fmt: skip
    year = issue.day.year
    return _Bill(
        kind=form,
        square={"special": "01", "ordinary": "04", "electronic": "10"}[form],
        issue=issue,
        buyer=parties.firm(rng, year=year) if form == "special" else parties.buyer(rng, year=year),
        seller=parties.firm(rng, year=year, place=seller_place),
        sale=sale(rng, 7, has_category=year >= 2018),
        copy=rng.choice(COPIES if form == "special" else COPIES[:1]),
    )


class _Drawing:
    """One invoice being printed; `left` mm is where a form with its holes would begin."""

    def __init__(self, rng: random.Random, sheet: Sheet, bill: _Bill, left: float) -> None:
        self.rng, self.sheet, self.bill, self.left = rng, sheet, bill, left
        self.is_paper = bill.kind != "electronic"
        ink = bill.copy[2] if self.is_paper else (140, 74, 44)
        self.form = Type(sheet, rng.choice(["kai", "kai", "song"]), 3.3, ink)
        self.hand = self._hand()

    def _hand(self) -> Pen:
        if not self.is_paper:
            role = self.rng.choice(["song", "hei", "song_light"])
            return Type(self.sheet, role, 3.0, (18, 18, 22), latin=self.rng.choice(["latin_mono", "song", "hei"]))
        machine = Machine.any(self.rng, size=3.1)
        offset = (self.rng.uniform(-1.2, 2.2), self.rng.uniform(-1.8, 1.6))
        return Cells(
            Page(self.sheet), replace(machine, offset=offset, ink=self.rng.choice([(30, 30, 38), (44, 50, 96)]))
        )

    def x(self, millimetres: float) -> float:
        return self.left + millimetres

    def draw(self) -> None:
        self._lines()
        self._head()
        self._square()
        self._party(self.bill.buyer, "buyer", "购买方", TOP, BUYER_END)
        self._cipher()
        self._rows()
        self._total()
        self._party(self.bill.seller, "seller", "销售方", TOTAL_END, BOTTOM)
        self._foot()

    def _lines(self) -> None:
        sheet, ink = self.sheet, self.form.fill
        corners = (sheet.px(self.x(LEFT)), sheet.px(TOP), sheet.px(self.x(RIGHT)), sheet.px(BOTTOM))
        sheet.draw.rectangle(corners, outline=ink, width=max(1, sheet.px(0.35)))
        for y in (BUYER_END, ROWS_END, TOTAL_END):
            rule(sheet, self.x(LEFT), y, self.x(RIGHT), y, ink)
        for x in COLUMNS:
            rule(sheet, self.x(x), BUYER_END, self.x(x), ROWS_END, ink)
        rule(sheet, self.x(COLUMNS[0]), ROWS_END, self.x(COLUMNS[0]), TOTAL_END, ink)
        for top, bottom, label in ((TOP, BUYER_END, "密码区"), (TOTAL_END, BOTTOM, "备注")):
            for x in (135.5, 141.5):
                rule(sheet, self.x(x), top, self.x(x), bottom, ink)
            upright(self.form, self.x(138.5), top + 1, bottom - 1, label)
            rule(sheet, self.x(27.5), top, self.x(27.5), bottom, ink)
        for text, y, (left, right) in zip(
            HEADS, [BUYER_END + 2.9] * 8, zip((LEFT, *COLUMNS), (*COLUMNS, RIGHT), strict=True), strict=True
        ):
            self.form.write(self.x((left + right) / 2), y, text, align="middle", room=right - left - 1)

    def _head(self) -> None:
        rng, issue = self.rng, self.bill.issue
        office = invoice_numbers.office_of(self.bill.seller.place)[1]
        word = {"special": "增值税专用发票", "ordinary": "增值税普通发票", "electronic": "增值税电子普通发票"}
        title = invoice_numbers.head_of(office) + word[self.bill.kind]
        wide = self.form.with_(size=6.4, tracking=0.5)
        wide.write(self.x(121), 11.5, title, "title", align="middle", room=64)
        also(self.sheet, "type", word[self.bill.kind])
        for y in (16.2, 17.1):
            rule(self.sheet, self.x(88), y, self.x(154), y, self.form.fill)
        mark = stamps.supervision_mark(self.sheet.px(27), f"{office}税务局", rng.choice([(214, 52, 48), (226, 80, 70)]))
        self.sheet.stamp(mark, self.x(121), 17.0)
        shown = rng.choice([f"{issue.day:%Y年%m月%d日}", f"{issue.day:%Y}年{issue.day:%m}月{issue.day:%d}日"])
        true = issue.day.isoformat()
        if self.bill.kind == "electronic":
            for y, label, text, key, own in (
                (8.5, "发票代码:", issue.code, "invoice_code", None),
                (13.5, "发票号码:", issue.number, "invoice_number", None),
                (18.5, "开票日期:", shown, "invoice_date", true),
                (23.5, "校 验 码:", _in_groups(issue.check_code), "check_code", issue.check_code),
            ):
                pair(self.form, self.hand, self.x(163), y, label, text, key, true=own)
        else:
            self._preprinted(issue)
            pair(self.form, self.hand, self.x(174), 26.0, "开票日期：", shown, "invoice_date", true=true)
        if self.bill.kind != "special" or rng.random() < 0.5:
            number = f"{rng.choice(['49', '66', '58', '91'])}99{invoice_numbers.digits(rng, 8)}"
            pair(self.form, self.hand, self.x(20.5), 27.4, "机器编号:", number, "machine_number")
        if self.bill.kind == "ordinary":
            pair(
                self.form, self.hand, self.x(74), 27.4, "校验码", _in_groups(issue.check_code), "check_code",
                true=issue.check_code,
            )  # fmt: skip

    def _preprinted(self, issue: Issue) -> None:
        """The office's own printing of code and number, and the machine's beside it, which may be missing."""
        heavy = Type(self.sheet, self.rng.choice(["latin_serif", "song_bold"]), 5.6, self.form.fill)
        heavy.write(self.x(42), 14.0, issue.code, "invoice_code", room=41)
        end = heavy.with_(role="song", size=6.0).write(self.x(157), 14.0, "№")
        heavy.with_(size=6.4, fill=(46, 46, 96)).write(end + 1.2, 14.0, issue.number, "invoice_number", room=31)
        if self.rng.random() < 0.75:
            at = self.x(201.5)
            for y, text, key in ((12.4, issue.code, "printed_code"), (17.6, issue.number, "printed_number")):
                self.hand.write(at, y, text, key, room=self.sheet.width - at - 3.5)
        name, whose, _ = self.bill.copy
        edge = Type(self.sheet, "kai", 3.0, self.form.fill)
        upright(edge, self.x(224.6), 40, 55, name, "copy")
        upright(edge.with_(size=2.6), self.x(224.6), 57, 84, whose)

    def _square(self) -> None:
        if self.bill.kind == "special" and self.bill.issue.day.year < 2016:
            return
        text = invoice_numbers.square_text(self.rng, self.bill.square, self.bill.issue, self.bill.sale.amount)
        side = self.rng.uniform(17, 20)
        self.sheet.paste(ornaments.quick_response(text, self.sheet.px(side)), self.x(31), 14.0)

    def _party(self, party: Party, key: str, label: str, top: float, bottom: float) -> None:
        upright(self.form, self.x(24.2), top + 1, bottom - 1, label)
        is_full = key == "seller" or self.bill.kind == "special" or self.rng.random() < 0.3
        contact = f"{party.address}{self.rng.choice(['', ' ', '  '])}{party.phone}"
        bank = f"{party.bank}{self.rng.choice(['', ' ', '-'])}{party.account}"
        step = (bottom - top) / 4
        for number, (name, text, own) in enumerate(
            (
                ("名　　　　称：", party.name, "name"), ("纳税人识别号：", party.tax_number, "tax_number"),
                ("地 址、 电 话：", contact if is_full else "", "address"),
                ("开户行及账号：", bank if is_full else "", "bank"),
            )
        ):  # fmt: skip
            y = top + step * (number + 0.5)
            self.form.write(self.x(28.5), y, name, room=25)
            if text:
                self.hand.write(self.x(54.5), y, text, f"{key}_{own}", room=79.0)

    def _cipher(self) -> None:
        if self.bill.kind == "ordinary" and self.rng.random() < 0.3:
            return
        length = self.rng.choice([27, 28]) if self.bill.kind != "special" else self.rng.choice([24, 28])
        for number in range(4):
            line = invoice_numbers.cipher(self.rng, length)
            self.hand.write(self.x(143), TOP + 3.4 + 5.0 * number, line, "cipher", room=74.0)

    def _rows(self) -> None:
        rooms = [right - left - 1.0 for left, right in zip((LEFT, *COLUMNS), (*COLUMNS, RIGHT), strict=True)]
        names = ("name", "specification", "unit", "quantity", "price", "amount", "tax_rate", "tax")
        left = [self.x(at) + 0.5 for at in (LEFT, *COLUMNS)]
        right = [self.x(at) - 1.0 for at in (*COLUMNS, RIGHT)]
        columns = [
            (name, left[at] if name in names[:3] else right[at], "left" if name in names[:3] else "right", rooms[at])
            for at, name in enumerate(names)
        ]
        write_rows(self.hand, "items", columns, self.bill.sale.rows, BUYER_END + 8.0, 3.9)
        self.form.write(self.x(47), ROWS_END - 3.2, "合　　　计", align="middle")
        sums = self.bill.sale
        mark = self.rng.choice(["￥", "¥"])
        for x, amount, key in ((180.0, sums.amount, "amount"), (220.0, sums.tax, "tax")):
            shown = f"{mark}{amount}" if amount else "***"
            self.hand.write(self.x(x), ROWS_END - 3.2, shown, key, true=f"{amount}" if amount else "***", align="right")

    def _total(self) -> None:
        y = (ROWS_END + TOTAL_END) / 2
        self.form.write(self.x(47), y, "价税合计（大写）", align="middle")
        total = self.bill.sale.total
        words = words_of(total, yuan=self.rng.choice(["圆", "圆", "元"]))
        end = self.form.with_(role="song").write(self.x(76), y, "⊗")
        self.hand.write(end + 1.0, y, words, "total_words", room=80)
        pair(self.form, self.hand, self.x(163), y, "（小写）", f"￥{total}", "total", true=f"{total}")

    def _foot(self) -> None:
        rng, y = self.rng, BOTTOM + 5.0
        names = [people.name(rng) for _ in range(3)]
        for x, label, name, key in zip(
            (24, 72, 116), ("收款人：", "复核：", "开票人："), names, ("payee", "checker", "issuer"), strict=True
        ):
            pair(self.form, self.hand, self.x(x), y, label, name if key == "issuer" or rng.random() < 0.8 else "", key)
        self.form.write(self.x(164), y, "销售方：（章）")
        if rng.random() < 0.45:
            remark = rng.choice([
                f"订单号:{invoice_numbers.digits(rng, 14)}",
                f"合同编号:HT-{rng.randint(2015, 2024)}-{rng.randrange(999):03d}",
                "备注信息", f"{rng.randint(1, 12)}月份费用",
                f"项目名称:{people.name(rng)}工程项目,地点:{self.bill.buyer.place.county}",
            ])  # fmt: skip
            write_lines(self.hand, self.x(143.0), TOTAL_END + 4.0, remark, "remark", room=74, step=4.2)
        if self.bill.kind == "electronic" or rng.random() < 0.75:
            red = rng.choice([(214, 40, 44), (228, 84, 80), (206, 52, 70)])
            seal = stamps.sellers_seal(self.sheet.px(38), self.bill.seller.name, self.bill.seller.tax_number, red)
            stamps.put(self.sheet, rng, seal, self.x(182), BOTTOM - 4, turn=3 if not self.is_paper else 15)
        mark = Type(self.sheet, "hei_bold", 3.0, (222, 160, 150))
        mark.write(self.x(RIGHT), 137, "样本 SPECIMEN", align="right")


def _in_groups(code: str) -> str:
    return " ".join(code[at : at + 5] for at in range(0, 20, 5))
