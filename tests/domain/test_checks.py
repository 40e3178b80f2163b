"""What is said of one value without a check digit: its form, its dates, its brackets; and that nothing crashes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.review import Field, Verdict
from tests.fakes import ID_NUMBER, reading

DOUBTS, BREAKS = Verdict.DOUBTS, Verdict.BREAKS
TODAY = date.today()
SPEC = FieldSpec("x", "某", "Some", ValueKind.TEXT)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("百货零售", None),
        ("百货（不含危险品）、（零售)", None),
        ("零售（依法须经批准的项目", DOUBTS),
        ("零售）（批发", DOUBTS),
        ("((批发)", DOUBTS),
    ],
)
def test_brackets_are_closed(value: str, verdict: Verdict | None) -> None:
    assert checks.brackets_in_pairs(value) is verdict


class TestDates:
    @pytest.mark.parametrize(
        ("value", "verdict"),
        [
            ("2020-02-29", None),
            ("2020-02", None),
            ("长期", None),
            ("2021-02-29", BREAKS),
            ("2020-00-10", BREAKS),
            ("yesterday", BREAKS),
            ("1820-01-01", DOUBTS),
            ("2999-01-01", DOUBTS),
            ("2015-02-12至2035-02-11", None),
            ("2015-02-12至长期", None),
            ("2015-02-30至长期", BREAKS),
            ("2015-02-12至2035-02-30", BREAKS),
            ("2015-02-12至2935-02-11", DOUBTS),
        ],
    )
    def test_of_the_calendar(self, value: str, verdict: Verdict | None) -> None:
        assert checks.calendar_date(value) is verdict

    def test_not_in_the_future_but_a_day_across_time_zones(self) -> None:
        day = timedelta(days=1)
        assert checks.past_date(str(TODAY)) is None
        assert checks.past_date(str(TODAY + day)) is None
        assert checks.past_date(str(TODAY + 2 * day)) is DOUBTS
        assert checks.past_date("长期") is None


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (ValueKind.DATE, ["2020-01-31", "2020-01", "2020", "长期"], ["2020-1-1", "2020-13", "2020-01-32", "20200131"]),
        (ValueKind.PERIOD, ["2015-02-12至2035-02-11", "2015至长期", "长期"], ["2015-02-12", "至2035-02-11"]),
        (ValueKind.EXPIRY, ["01/29", "12/30"], ["13/29", "00/29", "1/29", "0129"]),
        (ValueKind.TIME, ["00:00", "23:59"], ["24:00", "7:30", "12:60"]),
        (ValueKind.AMOUNT, ["0", "12.50", "-1", "***"], ["12.", ".5", "1,000", "--1", "**", "￥1"]),
        (ValueKind.NUMBER, ["62", "AB-1", "62****18"], ["a", "6 2", "", "１"]),
        (ValueKind.TEXT, ["", "anything"], []),
    ],
)
def test_normal_forms(kind: ValueKind, right: list[str], wrong: list[str]) -> None:
    spec = FieldSpec("x", "某", "Some", kind)
    assert [checks.check_form(spec, value) for value in right] == [None] * len(right)
    assert [checks.check_form(spec, value) for value in wrong] == [BREAKS] * len(wrong)


def test_a_form_holds_for_the_whole_value_and_lets_stars_be() -> None:
    spec = FieldSpec("number", "号码", "Number", ValueKind.NUMBER, form=r"[A-Z]\d{8}")
    assert checks.check_form(spec, "E12345678") is None
    assert checks.check_form(spec, "E1234****") is None
    assert [checks.check_form(spec, value) for value in ("E1234567", "E123456789", "12345678")] == [BREAKS] * 3


def test_a_word_outside_the_closed_list_is_doubtful() -> None:
    spec = FieldSpec("sex", "性别", "Sex", ValueKind.CHOICE, choices=("男", "女"))
    assert checks.check_form(spec, "女") is None
    assert checks.check_form(spec, "安") is DOUBTS


@given(st.text())
def test_no_check_is_surprised_by_what_a_person_types(text: str) -> None:
    for check in checks.FIELD_CHECKS.values():
        check(text)
    for name, rule in checks.CROSS_CHECKS.items():
        more = (text,) * (checks.FIELDS_OF_RULE.get(name, 2) - 2)
        for values in ((text, text), (ID_NUMBER, text), (text, "2020-01-01"), ("2020-01-01", text)):
            list(rule([Field(SPEC, (reading("x", value or " "),)) for value in (*values, *more)]))
