"""Amounts in words, and amounts that are the sum of others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain.checking.amounts import amount_of
from desktop_ocr.domain.document_type import CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.review import Verdict
from tests.fakes import reading
from tests.specimens.money import words_of

from .weighing import verdicts, weighed

KIND = DocumentType(
    "bill",
    "票据",
    "Bill",
    (
        FieldSpec("words", "大写", "Words", ValueKind.TEXT),
        FieldSpec("net", "金额", "Net", ValueKind.AMOUNT),
        FieldSpec("tax", "税额", "Tax", ValueKind.AMOUNT),
        FieldSpec("total", "合计", "Total", ValueKind.AMOUNT),
    ),
    (CrossRule("words_and_figures", ("words", "total")), CrossRule("net_and_tax", ("net", "tax", "total"))),
)


def read(words: str, net: str, tax: str, total: str, *, score: float = 0.999, rule: str) -> list[list[Verdict]]:
    values = zip(("words", "net", "tax", "total"), (words, net, tax, total), strict=True)
    return [
        verdicts(field, rule) for field in weighed(KIND, *(reading(key, text, score=score) for key, text in values))
    ]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("柒仟零壹拾捌圆捌角叁分", "7018.83"), ("捌拾玖圆玖角整", "89.90"), ("⊗叁佰壹拾捌圆整", "318"),
        ("伍分", "0.05"),
        ("人民币 叁仟伍佰元整", "3500"), ("壹拾圆伍角", "10.50"), ("拾伍元正", "15"), ("贰万零叁元零玖分", "20003.09"),
        ("壹亿零伍拾万圆整", "100500000"), ("负贰拾元整", "-20"), ("伍拾元", "50"),
        ("壹仟零贰拾万零叁佰圆整", "10200300"),
    ],
)  # fmt: skip
def test_an_amount_in_words(words: str, amount: str) -> None:
    assert amount_of(words) == Decimal(amount)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "整",
        "人民币",
        "元整",
        "叁伍佰元",
        "叁佰伍仟元整",
        "三百元",
        "叁佰伍拾",
        "叁佰圆陆",
        "叁佰圆六角整",
        "100元",
        "壹分贰角",
    ],
)
def test_what_says_no_amount(words: str) -> None:
    assert amount_of(words) is None


@given(st.integers(0, 10**12), st.sampled_from("元圆"))
def test_every_amount_is_read_back_from_its_words(cents: int, yuan: str) -> None:
    amount = Decimal(cents) / 100
    assert amount_of(words_of(amount, yuan=yuan)) == amount


def test_words_prove_the_figures_and_figures_support_the_words() -> None:
    found = read("壹佰零陆圆整", "100.00", "6.00", "106.00", rule="words_and_figures")
    assert found == [[Verdict.SUPPORTS], [], [], [Verdict.PROVES]]


def test_words_that_say_something_else_make_both_doubtful() -> None:
    found = read("壹佰零捌圆整", "100.00", "6.00", "106.00", rule="words_and_figures")
    assert found == [[Verdict.DOUBTS], [], [], [Verdict.DOUBTS]]


@pytest.mark.parametrize(
    ("total", "score", "verdict"),
    [("106.00", 0.999, Verdict.PROVES), ("106.00", 0.97, Verdict.SUPPORTS), ("108.00", 0.999, Verdict.DOUBTS)],
)
def test_net_and_tax_are_the_total(total: str, score: float, verdict: Verdict) -> None:
    found = read("", "100.00", "6.00", total, score=score, rule="net_and_tax")
    assert found == [[], [verdict], [verdict], [verdict]]


def test_a_tax_of_stars_says_nothing() -> None:
    assert read("", "100.00", "***", "100.00", rule="net_and_tax") == [[], [], [], []]
