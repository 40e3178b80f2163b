"""Forms: labels wrapped, spread or printed downwards; cells that are empty or of several lines; parts; tables."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace

import pytest

from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain, Nowhere
from tests.engines.offline.printed import laid_out, printed


def values(rules: str, *lines: TextLine, look_again: LookAgain = NOWHERE, **kinds: ValueKind) -> dict[str, str]:
    """What is read; every field is a text unless said otherwise."""
    parsed = parse(tomllib.loads(rules))
    specs = [FieldSpec(key, key, key, kinds.get(key, ValueKind.TEXT)) for key in parsed.fields]
    kind = DocumentType("form", "表", "Form", tuple(specs))
    return {reading.field: reading.value for reading in interpret(kind, parsed, laid_out(*lines), look_again)}


REGISTER = """
cells = true
captions = ["Full name"]
stops = ["登记日期"]
[field.name]
labels = ["姓名"]
[field.relation]
labels = ["户主或与户主关系"]
[field.former]
labels = ["曾用名"]
[field.place]
labels = ["出生地"]
lines = 3
[field.nation]
labels = ["民族"]
[field.moved]
labels = ["何时由何地迁来本市(县)"]
lines = 2
"""


def register(tilt: float = 0) -> list[TextLine]:
    return [
        printed("姓", 60, 100, tilt=tilt),
        printed("名", 150, 100, tilt=tilt),
        printed("刘洋", 220, 100, tilt=tilt),
        printed("户主或与", 520, 82, tilt=tilt),
        printed("户主关系", 520, 118, tilt=tilt),
        printed("户主", 720, 100, tilt=tilt),
        printed("曾用名", 60, 190, tilt=tilt),
        printed("出生地", 60, 280, tilt=tilt),
        printed("广东省深圳市", 220, 262, tilt=tilt),
        printed("南山区", 220, 300, tilt=tilt),
        printed("民族汉族", 520, 280, tilt=tilt),
        printed("何时由何地", 60, 360, tilt=tilt),
        printed("迁来本市（县）", 60, 396, tilt=tilt),
        printed("1998年由湖南迁来", 290, 378, tilt=tilt),
        printed("登记日期", 520, 480, tilt=tilt),
    ]


@pytest.mark.parametrize("tilt", [-15, 0, 15])
def test_values_stand_in_the_cells_of_their_labels(tilt: float) -> None:
    assert values(REGISTER, *register(tilt)) == {
        "name": "刘洋",
        "relation": "户主",
        "place": "广东省深圳市南山区",
        "nation": "汉族",
        "moved": "1998年由湖南迁来",
    }


def test_a_line_joined_across_borders_is_cut_at_them() -> None:
    lines = [line for line in register() if line.text not in ("刘洋", "户主", "曾用名")]
    joined = printed("曾用名刘小洋　民族汉族", 60, 190)
    others = [line for line in lines if "民族" not in line.text]
    found = values(REGISTER, *others, joined)
    assert (found["former"], found["nation"]) == ("刘小洋", "汉族")
    assert "name" not in found


def test_what_is_captioned_in_another_language_is_no_value() -> None:
    found = values(REGISTER, *register(), printed("Full name", 150, 140, size=24))
    assert found["name"] == "刘洋"


def test_letters_that_are_left_of_a_misread_caption_are_no_value() -> None:
    found = values(REGISTER, *register(), printed("uln", 222, 320, size=12))
    assert found["place"] == "广东省深圳市南山区"


def test_a_value_whose_own_label_was_not_read_is_not_the_next_one() -> None:
    lines = [line for line in register() if line.text not in ("姓", "名", "户主或与", "户主关系", "户主")]
    found = values(REGISTER, *lines, printed("刘洋", 220, 100), printed("登记日期", 60, -10))
    assert "former" not in found


def test_a_short_label_without_a_gap_before_it_is_known_by_being_spread() -> None:
    joined = printed("182厘米", 300, 100)
    found = values(
        "cells = true\n[field.height]\nlabels = ['身高']\n[field.blood]\nlabels = ['血型']",
        printed("身高", 60, 100),
        joined,
        printed("血", 412, 100),
        printed("型", 462, 100),
        printed("不明", 540, 100),
    )
    assert found == {"height": "182厘米", "blood": "不明"}


class Stamped(Nowhere):
    """A page with a seal over all that stands right of the middle; read anew, the line says what is under it."""

    def is_stamp(self, place: Quad) -> bool:
        return place.centre.x > 0.5

    def line(self, place: Quad) -> TextLine | None:
        return printed("1998年久居", 290, 378)


def test_letters_of_a_seal_are_no_part_of_a_value() -> None:
    rules = "cells = true\n[field.moved]\nlabels = ['迁来本址']\nunder_seal = true"
    torn = [printed("迁来本址", 60, 378), printed("1998", 290, 378), printed("安局", 560, 378)]
    assert values(rules, *torn, look_again=Stamped()) == {"moved": "1998年久居"}
    assert values(rules, *torn[:2], look_again=Stamped()) == {"moved": "1998"}


CELL = "cells = true\n[field.moved]\nlabels = ['迁来本址']\nunder_seal = true"


def test_letters_that_lean_on_the_side_of_a_seal_are_in_no_cell() -> None:
    lines = printed("迁来本址", 60, 378), printed("出生", 290, 378)
    rising = replace(
        printed("族自治", 400, 400),
        region=Quad.of([(0.40, 0.60), (0.50, 0.53), (0.52, 0.57), (0.42, 0.64)]),
    )
    others = [printed("登记事项变更和更正记载", 60, y) for y in (100, 240, 540)]
    assert values(CELL, *lines, rising, *others) == {"moved": "出生"}


def test_what_stands_in_the_next_cell_is_no_line_of_a_wrapped_label() -> None:
    rules = "cells = true\nstops = ['房屋状况']\n[field.floors]\nlabels = ['总层数']\nbelow = true\n"
    area = "[field.area]\nlabels = ['建筑面积']\nbelow = true"
    lines = [printed("总层数", 160, 100), printed("建筑面积", 360, 100)]
    torn = [printed("房屋", 60, 160), printed("状", 60, 200), printed("3", 180, 190), printed("149.25", 370, 190)]
    assert values(rules + area, *lines, *torn) == {"floors": "3", "area": "149.25"}


def test_a_label_printed_downwards() -> None:
    found = values(
        "cells = true\n[field.remark]\nlabels = ['备注']\nlines = 3\n[field.name]\nlabels = ['姓名']",
        printed("姓名", 60, 100),
        printed("刘洋", 220, 100),
        printed("备", 60, 200),
        printed("注", 60, 260),
        printed("一式两份", 140, 212),
        printed("各执一份", 140, 250),
    )
    assert found == {"name": "刘洋", "remark": "一式两份各执一份"}


PERSONS = """
cells = true
parts = { first = [], second = [] }
[field.one_name]
labels = ["姓名"]
part = "first"
[field.one_sex]
labels = ["性别"]
part = "first"
[field.two_name]
labels = ["姓名"]
part = "second"
[field.two_sex]
labels = ["性别"]
part = "second"
"""


def persons(*, left_out: str = "") -> list[TextLine]:
    placed = [
        ("姓名刘洋", 60, 100), ("性别女", 500, 100), ("姓名何伟", 60, 300), ("性别男", 500, 300),
    ]  # fmt: skip
    return [printed(text, x, y) for text, x, y in placed if text != left_out]


def test_the_same_labels_in_two_parts() -> None:
    assert values(PERSONS, *persons()) == {"one_name": "刘洋", "one_sex": "女", "two_name": "何伟", "two_sex": "男"}


def test_a_part_of_which_a_label_was_not_read_keeps_its_place() -> None:
    assert values(PERSONS, *persons(left_out="姓名何伟")) == {"one_name": "刘洋", "one_sex": "女", "two_sex": "男"}
    assert values(PERSONS, *persons(left_out="性别女")) == {"one_name": "刘洋", "two_name": "何伟", "two_sex": "男"}


SIDES = """
cells = true
parts = { buyer = ["购买方"], seller = ["销售方"] }
[field.buyer_name]
labels = ["名称"]
part = "buyer"
[field.buyer_bank]
labels = ["开户行"]
part = "buyer"
[field.seller_name]
labels = ["名称"]
part = "seller"
[field.seller_bank]
labels = ["开户行"]
part = "seller"
"""


def test_parts_side_by_side() -> None:
    found = values(
        SIDES,
        *(printed(char, 30, 100 + 40 * place) for place, char in enumerate("购买方")),
        printed("名称甲公司", 90, 110),
        printed("开户行甲银行", 90, 190),
        *(printed(char, 520, 100 + 40 * place) for place, char in enumerate("销售方")),
        printed("名称乙公司", 580, 110),
        printed("开户行乙银行", 580, 190),
    )
    assert found == {"buyer_name": "甲公司", "buyer_bank": "甲银行", "seller_name": "乙公司", "seller_bank": "乙银行"}


def test_parts_one_above_the_other_of_which_only_the_lower_one_was_read() -> None:
    found = values(
        SIDES,
        printed("购买方", 30, 60),
        printed("销售方", 30, 300),
        printed("名称乙公司", 160, 300),
        printed("开户行乙银行", 160, 350),
    )
    assert found == {"seller_name": "乙公司", "seller_bank": "乙银行"}


def test_an_hour_in_words_of_the_form() -> None:
    rules = "cells = true\n[field.hour]\nlabels = ['出生时间']"
    found = values(rules, printed("出生时间", 60, 100), printed("8时5分", 240, 100), hour=ValueKind.TIME)
    assert found == {"hour": "08:05"}


def test_the_rows_of_a_table() -> None:
    rules = """
    [field.items]
    columns = { name = ["项目名称"], count = ["数量"], amount = ["金额"] }
    ends = ["合计"]
    """
    found = values(
        rules,
        printed("项目名称", 60, 100),
        printed("数量", 500, 100),
        printed("金额", 780, 100),
        printed("*办公用品*文具", 60, 150),
        printed("3", 520, 150),
        printed("45.00", 775, 150),
        printed("（黑色）", 60, 190),
        printed("*餐饮服务*餐费", 60, 230),
        printed("120.50", 768, 230),
        printed("合计", 60, 280),
        printed("165.50", 768, 280),
        items=ValueKind.TABLE,
    )
    assert json.loads(found["items"]) == [
        {"name": "*办公用品*文具（黑色）", "count": "3", "amount": "45.00"},
        {"name": "*餐饮服务*餐费", "amount": "120.50"},
    ]


HEADINGS = """
cells = true
[field.floors]
labels = ["总层数"]
below = true
[field.area]
labels = ["建筑面积(平方米)", "建筑面积"]
below = true
[field.inner]
labels = ["套内建筑面积"]
below = true
[field.lot]
labels = ["地号"]
below = true
"""


def test_values_stand_under_their_headings() -> None:
    found = values(
        HEADINGS,
        printed("总层数", 60, 100),
        printed("建筑面积", 300, 84),
        printed("（平方米）", 300, 120),
        printed("套内建筑面积", 560, 100),
        printed("18", 80, 180),
        printed("89.52", 310, 180),
        printed("地号", 60, 260),
        printed("12-3", 60, 340),
    )
    assert found == {"floors": "18", "area": "89.52", "lot": "12-3"}


TITLED = """
cells = true
[field.remark]
labels = ["附记"]
below = true
lines = 5
[field.holder]
labels = ["权利人"]
lines = 2
[field.other]
labels = ["权利其他状况"]
tall = true
lines = 9
[field.term]
labels = ["使用期限"]
lines = 2
[field.use]
labels = ["用途"]
"""


def test_a_title_that_stands_alone_is_that_of_the_page_beside_the_cells() -> None:
    found = values(
        TITLED,
        printed("附", 700, 40),
        printed("记", 800, 40),
        printed("权利人", 60, 100),
        printed("刘洋", 200, 100),
        printed("契税已缴", 600, 100),
        printed("房号12", 600, 136),
        remark=ValueKind.LINES,
    )
    assert found == {"remark": "契税已缴\n房号12", "holder": "刘洋"}


def test_a_tall_cell_begins_where_the_one_above_it_ends() -> None:
    found = values(
        TITLED,
        printed("用途", 60, 40),
        printed("住宅", 300, 40),
        printed("使用期限", 60, 110),
        printed("70年", 300, 110),
        printed("混合结构", 300, 165),
        printed("共5层", 300, 205),
        printed("权利其他状况", 60, 400),
        other=ValueKind.LINES,
    )
    assert found == {"use": "住宅", "term": "70年", "other": "混合结构\n共5层"}


TRANSFER = """
cells = true
parts = { payer = ["付款人", "付款方"], payee = ["收款人", "收款方"] }
[field.payer]
labels = ["户名", "名称"]
part = "payer"
[field.payer_account]
labels = ["账号"]
part = "payer"
[field.payee]
labels = ["户名", "名称"]
part = "payee"
[field.payee_account]
labels = ["账号"]
part = "payee"
"""
PARTIES = {"payer": "刘洋", "payer_account": "1001", "payee": "王强", "payee_account": "2002"}


def test_a_label_may_have_the_heading_of_its_part_before_it() -> None:
    texts = ["付款人户名:刘洋", "付款人账号:1001", "收款人户名:王强", "收款人账号:2002"]
    assert values(TRANSFER, *(printed(text, 60, 100 + 60 * place) for place, text in enumerate(texts))) == PARTIES


def test_such_labels_may_stand_side_by_side() -> None:
    lines = [
        printed("付款方户名:刘洋", 60, 100),
        printed("收款方户名:王强", 520, 100),
        printed("付款方账号:1001", 60, 160),
        printed("收款方账号:2002", 520, 160),
    ]
    assert values(TRANSFER, *lines) == PARTIES


def test_parts_side_by_side_are_told_apart_without_their_headings() -> None:
    lines = [
        line
        for x, name, account in ((60, "刘洋", "1001"), (520, "王强", "2002"))
        for line in (
            printed("户名", x, 100),
            printed(name, x + 120, 100),
            printed("账号", x, 160),
            printed(account, x + 120, 160),
        )
    ]
    assert values(TRANSFER, *lines) == PARTIES


def test_headings_printed_downwards_are_no_part_of_what_stands_beside_them() -> None:
    lines = [
        line
        for x, heading, name, account in ((60, "付款人", "刘洋", "1001"), (520, "收款人", "王强", "2002"))
        for line in (
            *(printed(char, x, 100 + 45 * place) for place, char in enumerate(heading)),
            printed("户名", x + 40, 100),
            printed(name, x + 120, 100),
            printed("账号", x + 40, 190),
            printed(account, x + 120, 190),
        )
    ]
    assert values(TRANSFER, *lines) == PARTIES
