"""Invoices: two parties with the same labels, rows of goods and their sums, and values without a label."""

from __future__ import annotations

import json

from desktop_ocr.domain.recognition import TextLine
from tests.engines.offline.printed import printed
from tests.engines.offline.test_interpreter import values

HEADS = ((20, "项目名称"), (230, "规格型号"), (340, "单位"), (420, "数量"), (510, "单价"), (620, "金额"), (730, "税率"))


def rows_of(found: dict[str, str]) -> list[dict[str, str]]:
    return json.loads(found["items"])  # type: ignore[no-any-return]


def heads(y: float) -> list[TextLine]:
    return [*(printed(text, x, y, size=18) for x, text in HEADS), printed("税额", 840, y, size=18)]


def digital(*rows: TextLine) -> list[TextLine]:
    """A fully digital invoice, whose parties stand side by side under headings that nobody reads."""
    return [
        printed("电子发票（普通发票）", 330, 10, size=32),
        printed("发票号码：25317000000123456789", 660, 20, size=18),
        printed("开票日期：2025年03月29日", 660, 50, size=18),
        printed("名称：北京星辰商贸有限公司", 60, 110, size=18),
        printed("名称：上海远航科技有限公司", 560, 110, size=18),
        printed("统一社会信用代码/纳税人识别号：91110108MA01C5XT4K", 60, 150, size=16),
        printed("统一社会信用代码/纳税人识别号：91310115MA1K3WQ72R", 560, 150, size=16),
        *heads(200),
        *rows,
        printed("合", 40, 430, size=18),
        printed("计", 120, 430, size=18),
        printed("¥88.50", 620, 430, size=18),
        printed("¥5.31", 860, 430, size=18),
        printed("价税合计（大写）", 30, 470, size=18),
        printed("⊗玖拾叁圆捌角壹分", 300, 470, size=18),
        printed("（小写）¥93.81", 640, 470, size=18),
        printed("订单号：1234", 60, 510, size=18),
        printed("第二批", 60, 535, size=18),
        printed("开票人：王小明", 60, 600, size=18),
    ]


def row(y: float, name: str, *figures: str) -> list[TextLine]:
    places = (345, 425, 510, 610, 735, 855)
    cells = [printed(text, x, y, size=18) for x, text in zip(places, figures, strict=True) if text]
    return [printed(name, 20, y, size=18), *cells]


def test_parties_side_by_side_are_told_apart_without_their_headings() -> None:
    found = values("vat_invoice", *digital(*row(230, "*文具*文件夹", "个", "5", "17.7", "88.50", "6%", "5.31")))
    assert found["buyer_name"] == "北京星辰商贸有限公司"
    assert found["seller_name"] == "上海远航科技有限公司"
    assert found["buyer_tax_number"] == "91110108MA01C5XT4K"
    assert found["seller_tax_number"] == "91310115MA1K3WQ72R"


def test_the_sums_stand_under_their_columns() -> None:
    found = values("vat_invoice", *digital(*row(230, "*文具*文件夹", "个", "5", "17.7", "88.50", "6%", "5.31")))
    assert (found["amount"], found["tax"], found["total"]) == ("88.50", "5.31", "93.81")
    assert found["total_words"] == "玖拾叁圆捌角壹分"
    assert found["type"] == "电子发票（普通发票）"


def test_a_name_goes_on_below_and_a_discount_has_a_minus() -> None:
    lines = [
        *row(230, "*印刷品*带有烫金封面的", "册", "5", "20", "100.00", "6%", "6.00"),
        printed("年度工作手册", 20, 252, size=18),
        *row(276, "*印刷品*带有烫金封面的", "", "", "", "-11.50", "6%", "-0.69"),
        printed("年度工作手册", 20, 298, size=18),
    ]
    first, second = rows_of(values("vat_invoice", *digital(*lines)))
    assert first["name"] == second["name"] == "*印刷品*带有烫金封面的年度工作手册"
    assert (first["quantity"], first["amount"]) == ("5", "100.00")
    assert second == {"name": first["name"], "amount": "-11.50", "tax_rate": "6%", "tax": "-0.69"}


def test_rows_set_close_are_told_apart_where_the_page_joined_them() -> None:
    """A box around the units of both rows stands between them, and joined all of both to one line."""
    lines = [
        *row(230, "*文具*文件夹", "", "5", "10", "50.00", "6%", "3.00"),
        *row(250, "*文具*订书机", "", "1", "38.5", "38.50", "6%", "2.31"),
        printed("个", 345, 240, size=18),
    ]
    assert [one["amount"] for one in rows_of(values("vat_invoice", *digital(*lines)))] == ["50.00", "38.50"]


def test_what_is_not_taxed_has_stars_whatever_they_were_read_for() -> None:
    lines = [*row(230, "*谷物*大米", "袋", "5", "17.7", "", "", "大大大"), printed("88.50免税", 650, 230, size=18)]
    (only,) = rows_of(values("vat_invoice", *digital(*lines)))
    assert (only["amount"], only["tax_rate"], only["tax"]) == ("88.50", "免税", "***")


def test_remarks_are_what_stands_between_the_total_and_the_names() -> None:
    assert values("vat_invoice", *digital())["remark"] == "订单号：1234\n第二批"


def test_a_roll_names_the_seller_first_and_its_goods_above_their_figures() -> None:
    found = values(
        "vat_invoice",
        printed("浙江增值税普通发票", 300, 10, size=30),
        printed("发票代码 033002000607", 250, 60, size=22),
        printed("发票号码 85691241", 250, 90, size=22),
        printed("销售方名称：杭州易仁软件厂", 250, 130, size=22),
        printed("纳税人识别号：91330182796874458M", 250, 160, size=22),
        printed("购买方名称：", 250, 200, size=22),
        printed("大同悦润华丰旅行社有限公司", 256, 228, size=22),
        printed("纳税人识别号：91140222MAE1TMFG8W", 250, 260, size=22),
        *(printed(text, x, 300, size=22) for x, text in ((250, "项目"), (390, "单价"), (500, "数量"), (620, "金额"))),
        printed("★研发和技术服务★检测费", 250, 330, size=22),
        *(printed(text, x, 358, size=22) for x, text in ((380, "12.70"), (520, "1"), (610, "12.70"))),
        printed("*文具*笔", 250, 386, size=22),
        *(printed(text, x, 414, size=22) for x, text in ((380, "1.00"), (520, "2"), (610, "2.00"))),
        printed("合计金额（小写）：¥14.70", 250, 444, size=22),
        printed("合计金额（大写）：壹拾肆圆柒角整", 250, 472, size=22),
    )
    assert (found["seller_name"], found["buyer_name"]) == ("杭州易仁软件厂", "大同悦润华丰旅行社有限公司")
    assert (found["seller_tax_number"], found["buyer_tax_number"]) == ("91330182796874458M", "91140222MAE1TMFG8W")
    assert rows_of(found) == [
        {"name": "*研发和技术服务*检测费", "quantity": "1", "price": "12.70", "amount": "12.70"},
        {"name": "*文具*笔", "quantity": "2", "price": "1.00", "amount": "2.00"},
    ]


def special(**changed: str) -> list[TextLine]:
    text = {"issuer": "开票人：王小明", "total": "（小写）￥93.81"} | changed
    return [
        printed("3100094140", 60, 20, size=28),
        printed("上海增值税专用发票", 300, 16, size=34),
        printed("No87654321", 650, 20, size=28),
        printed("3100094140", 850, 14, size=14),
        printed("87654321", 850, 34, size=14),
        printed("名称：北京星辰商贸有限公司", 60, 110, size=18),
        printed("1*6<+81+574+9*2+/>0-39063/*", 600, 106, size=18),
        printed("地址、电话：知春路60号 81234567", 60, 134, size=18),
        printed("-*0/968*624582>91*3/*1<6*42", 600, 130, size=18),
        printed("2477〈/42**0+7一2</24-630-391", 600, 154, size=18),
        printed("价税合计（大写）", 30, 470, size=18),
        printed("玖拾叁圆捌角壹分", 300, 470, size=18),
        printed(text["total"], 640, 470, size=18),
        printed("收款人：收款人", 60, 600, size=18),
        printed("复核：复核人", 300, 600, size=18),
        printed(text["issuer"], 500, 600, size=18),
    ]


def test_a_cipher_is_a_block_of_lines_and_no_part_of_what_stands_beside_it() -> None:
    found = values("vat_invoice", *special())
    assert found["cipher"].split("\n") == [
        "1*6<+81+574+9*2+/>0-39063/*",
        "-*0/968*624582>91*3/*1<6*42",
        "2477</42**0+7-2</24-630-391",
    ]
    assert found["buyer_address"] == "知春路60号81234567"


def test_code_and_number_are_found_without_labels_and_once_more() -> None:
    found = values("vat_invoice", *special())
    assert (found["invoice_code"], found["printed_code"]) == ("3100094140", "3100094140")
    assert (found["invoice_number"], found["printed_number"]) == ("87654321", "87654321")


def test_names_that_are_the_words_of_their_labels() -> None:
    found = values("vat_invoice", *special(issuer="开票人：开票人"))
    assert (found["payee"], found["checker"], found["issuer"]) == ("收款人", "复核人", "开票人")


def test_of_all_amounts_the_one_that_the_words_say() -> None:
    lines = [*special(total="（小写）￥98.31"), printed("￥93.81", 860, 480, size=18)]
    assert values("vat_invoice", *lines)["total"] == "93.81"
    assert values("vat_invoice", *special(total="（小写）￥98.31"))["total"] == "98.31"


def test_a_total_below_zero() -> None:
    assert values("vat_invoice", *special(total="（小写）￥-93.81"))["total"] == "-93.81"
