"""What bills say adds up, in figures, in words and in their squares and bars, as it does on honest ones."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache

import pytest
import zxingcpp
from stdnum.cn import ric, uscc

from desktop_ocr.domain.checking.vehicles import vin
from desktop_ocr.domain.review import Verdict

from . import Specimen, money, render, vat_digital
from .goods import COLUMNS
from .pasted import pasted

SEEDS = range(10)
FORMS = {
    "vat_invoice": {"special", "ordinary", "electronic", "digital", "roll"},
    "vehicle_sales_invoice": {"paper", "digital"},
    "general_invoice": {"page", "strip"},
    "train_ticket": {"blue", "red", "electronic"},
    "taxi_receipt": {"strip", "printed", "wide"},
    "bank_receipt": {"lines", "columns", "ruled"},
    "table": {"ruled", "merged", "lines", "plain"},
}
"""Layouts that must come up among the first seeds."""
_DIGITS = {word: number for number, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@cache
def drawn(kind: str, seed: int) -> Specimen:
    return render(kind, seed, long_side=400)


def printed(kind: str) -> list[dict[str, str]]:
    return [drawn(kind, seed).fields for seed in SEEDS]


def rows(value: str) -> list[dict[str, str]]:
    return json.loads(value)  # type: ignore[no-any-return]


def added(cells: list[dict[str, str]], column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in cells if row[column] != "***"), Decimal(0))


def amount_in(words: str) -> Decimal:
    """What an amount in words means, read from its end character by character."""
    words = words.removeprefix("人民币").rstrip("整正")
    yuan, _, rest = words.replace("圆", "元").partition("元") if set(words) & set("元圆") else ("", "", words)
    total = section = digit = 0
    for char in yuan:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section, digit = section + digit * _UNITS[char], 0
        else:
            total, section, digit = total + (section + digit) * (10**4 if char == "万" else 10**8), 0, 0
    tenths, hundredths = 0, 0
    if "角" in rest:
        tenths = _DIGITS[rest[rest.index("角") - 1]]
    if "分" in rest:
        hundredths = _DIGITS[rest[rest.index("分") - 1]]
    return Decimal(total + section + digit) + Decimal(tenths) / 10 + Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("0.05", "伍分"), ("10.50", "壹拾圆伍角整"), ("1005.03", "壹仟零伍圆零叁分"), ("20000", "贰万圆整"),
        ("10050000", "壹仟零伍万圆整"), ("100000000.10", "壹亿圆壹角整"), ("30405.60", "叁万零肆佰零伍圆陆角整"),
    ],
)  # fmt: skip
def test_amounts_in_words(figures: str, words: str) -> None:
    assert money.words_of(Decimal(figures)) == words
    assert amount_in(words) == Decimal(figures)


@pytest.mark.parametrize(
    ("kind", "words", "figures"),
    [
        ("vat_invoice", "total_words", "total"), ("vehicle_sales_invoice", "total_words", "total"),
        ("general_invoice", "total_words", "total"), ("quota_invoice", "amount_words", "amount"),
        ("bank_receipt", "amount_words", "amount"), ("medical_invoice", "total_words", "total"),
    ],
)  # fmt: skip
def test_words_say_what_the_figures_say(kind: str, words: str, figures: str) -> None:
    told = [fields for fields in printed(kind) if figures in fields]
    assert told
    for fields in told:
        assert amount_in(fields[words]) == Decimal(fields[figures])


@pytest.mark.parametrize("kind", FORMS)
def test_every_layout_comes_up(kind: str) -> None:
    assert {drawn(kind, seed).form for seed in range(16)} == FORMS[kind]


def test_rows_of_invoices_for_added_value_add_up() -> None:
    for seed in range(16):
        fields, items = drawn("vat_invoice", seed).fields, rows(drawn("vat_invoice", seed).fields["items"])
        if drawn("vat_invoice", seed).form == "roll":
            assert added(items, "amount") == Decimal(fields["total"])
            continue
        assert set().union(*items) <= set(COLUMNS)
        assert added(items, "amount") == Decimal(fields["amount"])
        tax = Decimal(0) if fields["tax"] == "***" else Decimal(fields["tax"])
        assert added(items, "tax") == tax
        assert Decimal(fields["amount"]) + tax == Decimal(fields["total"])
        for row in items:
            if row["tax_rate"] != "免税":
                expected = Decimal(row["amount"]) * Decimal(row["tax_rate"].rstrip("%")) / 100
                assert abs(expected - Decimal(row["tax"])) <= Decimal("0.01")
            if "quantity" in row:
                assert abs(Decimal(row["quantity"]) * Decimal(row["price"]) - Decimal(row["amount"])) < Decimal("0.02")


def test_numbers_of_firms_and_vehicles_have_their_check_digits() -> None:
    kinds = ("vat_invoice", "vehicle_sales_invoice", "general_invoice", "air_itinerary", "train_ticket")
    for fields in (fields for kind in kinds for fields in printed(kind)):
        for key in ("buyer_tax_number", "seller_tax_number"):
            number = fields.get(key, "")
            assert len(number) in {0, 15} or uscc.is_valid(number) or ric.is_valid(number)
    for fields in printed("vehicle_sales_invoice"):
        assert vin(fields["vin"]) is not Verdict.BREAKS  # some makers abroad use no check digit
        assert Decimal(fields["amount"]) + Decimal(fields["tax"]) == Decimal(fields["total"])


def test_codes_and_numbers_have_the_lengths_of_their_forms() -> None:
    for seed in range(16):
        fields, form = drawn("vat_invoice", seed).fields, drawn("vat_invoice", seed).form
        length = {"special": 10, "digital": 0}.get(form, 12)
        assert len(fields.get("invoice_code", "")) == length
        assert len(fields["invoice_number"]) == (20 if form == "digital" else 8)
        assert fields.get("printed_code", fields.get("invoice_code")) == fields.get("invoice_code")
        assert fields.get("printed_number", fields["invoice_number"]) == fields["invoice_number"]


def test_sums_of_tickets_and_lists() -> None:
    for fields in printed("taxi_receipt"):
        parts = [Decimal(fields[key]) for key in ("fare", "fuel_surcharge", "call_surcharge") if key in fields]
        assert not parts or sum(parts) == Decimal(fields["total"])
    for fields in printed("air_itinerary"):
        parts = [Decimal(fields[key]) for key in ("fare", "development_fund", "fuel_surcharge", "tax") if key in fields]
        assert sum(parts) == Decimal(fields["total"])
    for fields in printed("online_taxi_itinerary"):
        trips = rows(fields["trips"])
        assert len(trips) == int(fields["trip_count"])
        assert added(trips, "amount") == Decimal(fields["total"])
        assert fields["start_date"] <= fields["end_date"] <= fields["application_date"]
    for fields in printed("medical_invoice"):
        assert added(rows(fields["items"]), "amount") == Decimal(fields["total"])
        paid = ("fund_payment", "other_payment", "account_payment", "cash_payment")
        assert sum(Decimal(fields[key]) for key in paid) == Decimal(fields["total"])
    for fields in printed("insurance_policy"):
        assert added(rows(fields["products"]), "premium") == Decimal(fields["premium"])
        assert fields["applicant_birth_date"] < fields["effective_date"]


@pytest.mark.parametrize("seed", range(6))
def test_the_square_of_an_invoice_says_what_is_printed(seed: int) -> None:
    invoice = render("vat_invoice", seed)
    told = invoice.fields
    found = [code.text for code in zxingcpp.read_barcodes(invoice.image)]
    if invoice.form == "special" and not found:
        return  # special invoices have had one since 2016
    (text,) = found
    version, _, code, number, amount, day, check, *_ = text.split(",")
    assert version == "01"
    assert (code, number) == (told.get("invoice_code", ""), told["invoice_number"])
    assert f"{day[:4]}-{day[4:6]}-{day[6:]}" == told["invoice_date"]
    assert check == told.get("check_code", "")
    if invoice.form == "digital":
        assert amount == told["total"]
    elif invoice.form != "roll":  # a roll prints no amount without tax
        assert amount == told["amount"]


def test_bars_of_waybills_hold_their_number() -> None:
    for seed in range(3):
        waybill = render("express_waybill", seed)
        bars = [code.text for code in zxingcpp.read_barcodes(waybill.image, zxingcpp.BarcodeFormat.Code128)]
        assert bars
        assert set(bars) == {waybill.fields["waybill_number"]}


def test_the_goods_of_an_invoice_go_on_over_its_pages() -> None:
    sheets = vat_digital.pages(2, 3, long_side=400)
    assert len(sheets) == 3
    assert len({sheet.fields["invoice_number"] for sheet in sheets}) == 1
    assert ["total" in sheet.fields for sheet in sheets] == [False, False, True]
    items = [row for sheet in sheets for row in rows(sheet.fields["items"])]
    assert added(items, "amount") == Decimal(sheets[-1].fields["amount"])
    assert added(items, "tax") == Decimal(sheets[-1].fields["tax"])


@pytest.mark.parametrize("seed", range(3))
def test_a_pasted_page_has_its_bills_on_it_and_apart(seed: int) -> None:
    page = pasted(seed, 6, long_side=1400)
    assert len(page.bills) == 6
    assert len({bill.document_type for bill in page.bills}) >= 3
    wide, high = page.image.size
    boxes = []
    for bill in page.bills:
        xs, ys = [x for x, _ in bill.corners], [y for _, y in bill.corners]
        assert 0 <= min(xs) < max(xs) <= wide
        assert 0 <= min(ys) < max(ys) <= high
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:place]:
            assert left > other[2] or right < other[0] or top > other[3] or bottom < other[1]


def test_the_same_seed_gives_the_same_page() -> None:
    assert pasted(1, 2, long_side=600).image.tobytes() == pasted(1, 2, long_side=600).image.tobytes()
