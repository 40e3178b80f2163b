"""Masks show what RELIABILITY.md §3 allows and hide the rest, also of values that are not what they should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain import masks
from desktop_ocr.domain.document_type import FieldSpec, ValueKind

ID = "11010519491231002X"  # reserved: the standard's own example


@pytest.mark.parametrize(
    ("mask", "value", "seen"),
    [
        ("id", ID, "1" + "*" * 16 + "X"),
        ("id", "110105491231002", "1" + "*" * 13 + "2"),
        ("id", "1101 0519 4912 3100 2X", "1" + "*" * 16 + "X"),
        ("id", "1X", "**"),
        ("bank_card", "6222021234567890123", "622202" + "*" * 9 + "0123"),
        ("bank_card", "6222 0212 3456 7890", "622202******7890"),
        ("bank_card", ID, "1" + "*" * 16 + "X"),
        ("bank_card", "110105491231002", "1" + "*" * 13 + "2"),
        ("bank_card", "622202123456", "*" * 12),
        ("phone", "13812345678", "138******78"),
        ("phone", "+86 138-1234-5678", "138******78"),
        ("phone", "12345", "*****"),
        ("name", "张三", "张*"),
        ("name", "张三丰", "张*"),
        ("name", "欧阳修", "欧阳*"),
        ("name", "欧阳", "欧*"),
        ("name", "李", "*"),
        ("name", "阿不都·买买提", "阿*"),
        ("name", "ZHANG SAN", "ZHANG *"),
        ("name", "LI/MING", "LI/*"),
        ("name", "MADONNA", "M*"),
        ("address", "广东省深圳市南山区粤海街道科技路1号", "广东省深圳市南山区****"),
        ("address", "北京市朝阳区建国路88号", "北京市朝阳区****"),
        ("address", "上海市浦东新区 世纪大道1号", "上海市浦东新区****"),
        ("address", "新疆维吾尔自治区乌鲁木齐市天山区某路", "新疆维吾尔自治区乌鲁木齐市天山区****"),
        ("address", "四川省凉山彝族自治州西昌市长安路", "四川省凉山彝族自治州西昌市****"),
        ("address", "浙江省义乌市北苑小区3栋", "浙江省义乌市****"),
        ("address", "广东省东莞市长安镇某村", "广东省东莞市****"),
        ("address", "江苏省镇江市京口区", "江苏省镇江市京口区"),
        ("address", "朝阳区三里屯超市旁", "朝阳区****"),
        ("address", "中山路12号5室", "****"),
        ("address", "Somewhere 5", "****"),
        ("text", f"证号{ID}，电话13812345678", "证号1" + "*" * 16 + "X，电话138******78"),
        ("text", "卡 6222 0212 3456 7890 123。", "卡 622202" + "*" * 9 + "0123。"),
        ("text", "发票12345678，金额 100.50", "发票12345678，金额 100.50"),
        ("number", "E12345678", "E*******8"),
        ("none", "男", "男"),
    ],
)
def test_what_is_seen(mask: str, value: str, seen: str) -> None:
    assert masks.MASKS[mask](value) == seen


@pytest.mark.parametrize("mask", masks.MASKS)
def test_nothing_stays_nothing(mask: str) -> None:
    assert masks.MASKS[mask]("") == ""


@pytest.mark.parametrize("mask", sorted(set(masks.MASKS) - {"none", "text", "address", "name"}))
@given(value=st.text(max_size=40))
def test_never_more_than_the_ends(mask: str, value: str) -> None:
    seen = masks.MASKS[mask](value).replace("*", "")
    assert len(seen) <= 10
    assert len(seen) < len(value) or not value


@given(rest=st.text(st.characters(categories=["L", "N", "P"]), max_size=30))
def test_behind_the_district_nothing_is_seen(rest: str) -> None:
    street = "甲乙路7号" + rest
    assert masks.address("广东省深圳市南山区" + street) == "广东省深圳市南山区****"


def spec(kind: ValueKind, *checks: str, mask: str = "") -> FieldSpec:
    return FieldSpec("field", "栏", "Field", kind, checks=checks, mask=mask)


@pytest.mark.parametrize(
    ("field", "mask"),
    [
        (spec(ValueKind.NUMBER, "id_number", "known_region"), "id"),
        (spec(ValueKind.NUMBER, "bank_card_number"), "bank_card"),
        (spec(ValueKind.NUMBER, "registration_number"), "number"),
        (spec(ValueKind.NUMBER, "registration_number", mask="none"), "none"),
        (spec(ValueKind.NAME), "name"),
        (spec(ValueKind.ADDRESS), "address"),
        (spec(ValueKind.LINES), "text"),
        (spec(ValueKind.TEXT, mask="phone"), "phone"),
        (spec(ValueKind.DATE), "none"),
    ],
)
def test_the_file_decides_then_the_checks_then_the_kind(field: FieldSpec, mask: str) -> None:
    assert masks.mask_of(field) == mask


def test_a_field_is_masked_by_its_mask() -> None:
    assert masks.masked(spec(ValueKind.NUMBER, "id_number"), f" {ID} ") == "1" + "*" * 16 + "X"


PERSONAL = {
    ("id_card_front", "name"): "name",
    ("id_card_front", "address"): "address",
    ("id_card_front", "id_number"): "id",
    ("bank_card", "card_number"): "bank_card",
    ("bank_card", "holder_name"): "name",
    ("business_license", "legal_representative"): "name",
    ("business_license", "address"): "address",
    ("general_text", "text"): "text",
}


def test_the_shipped_kinds_say_which_fields_are_personal() -> None:
    shipped = {
        (kind.key, field.key): field.mask
        for kind in load_catalogue().types.values()
        for field in kind.fields
        if field.mask != "none"
    }
    assert shipped.items() >= PERSONAL.items()
    assert all(shipped.values()), "a field does not say what may be seen of it"


CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (f"张三{ID}.jpg", f"张三1{'*' * 16}X.jpg"),
        (f"id{ID.lower()}_正面.jpg", f"id1{'*' * 16}x_正面.jpg"),
        ("110105 19491231 002X.png", f"1{'*' * 16}X.png"),
        (f"20261121_{CARD}.png", f"20261121_622202{'*' * 9}0128.png"),
        ("6222-0212-3456-7890-128.png", f"622202{'*' * 9}0128.png"),
        ("李四-13812345678.pdf", "李四-138******78.pdf"),
        ("138-1234-5678.pdf", "138******78.pdf"),
        (f"/home/clerk/{ID}/1.png", f"/home/clerk/1{'*' * 16}X/1.png"),
        ("001 138 1234 5678.jpg", "001 138******78.jpg"),
        ("20240115_138-1234-5678.jpg", "20240115_138******78.jpg"),
        ("138-1234-5678_001.jpg", "138******78_001.jpg"),
        ("138.1234.5678.jpg", "138******78.jpg"),
        ("138 12345678.jpg", "138******78.jpg"),
        ("+8613812345678.jpg", "138******78.jpg"),
        ("8613812345678.jpg", "138******78.jpg"),
        ("0086-138-1234-5678.jpg", "138******78.jpg"),
        ("13812345678.7z", "138******78.7z"),
        ("012_110105 19491231 002X.jpg", f"012_1{'*' * 16}X.jpg"),
        (f"20241121{ID}.jpg", f"202411211{'*' * 16}X.jpg"),
        ("20241121_110105.1949.12.31.002X_2.jpg", f"20241121_1{'*' * 16}X_2.jpg"),
        ("20241121110105194912310038.jpg", f"202411211{'*' * 16}8.jpg"),
        ("13812345678 13987654321.jpg", "138******78 139******21.jpg"),
        ("110105 491231 002.jpg", f"1{'*' * 13}2.jpg"),
        (f"20241121{CARD}.jpg", f"20241121622202{'*' * 9}0128.jpg"),
        ("3 6222 0212 3456 7890 128.jpg", f"3 622202{'*' * 9}0128.jpg"),
        ("622202 1234567890128.jpg", f"622202{'*' * 9}0128.jpg"),
        (f"13812345678 {ID} 6222021234567890128", f"138******78 1{'*' * 16}X 622202{'*' * 9}0128"),
    ],
)
def test_a_file_shows_no_number_of_a_person(name: str, seen: str) -> None:
    assert masks.file_name(name) == seen


@pytest.mark.parametrize(
    "name",
    [
        "张三身份证.jpg",
        "IMG_20261121_163012.jpg",
        "scan 2026-11-21 16-30-12.png",
        "110105194912310021.png",  # the check digit is wrong: no ID
        "6222021234567890123.png",  # so is this card's
        "1763741234567.png",  # a clock's milliseconds
        "微信图片_20261121163012.png",
        "0012.tif",
        "",
        "IMG_20261121_163012_00001.jpg",
        "20261121_093012_1.jpg",
        "2026-11-21 16-30-12-12345.png",
        "2026.11.21 13.51.12.345.png",
        "mmexport1763741234567.jpg",
        "20261121163012123.jpg",
        "IMG_20241121_153012345.jpg",
        "IMG_20241121_153012_12345.jpg",  # a clock and a number, not a phone
        "scan 2024-1121-153000.png",
        "2024.11.21 16.30.12.png",
        "20241121153012_001.png",
        "1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.png",
    ],
)
def test_what_is_no_number_of_a_person_stays_in_a_files_name(name: str) -> None:
    assert masks.file_name(name) == name
