"""Hooks: code that finds values where rules cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from desktop_ocr.engines.offline import hooks
from desktop_ocr.engines.offline.engine import check_section
from desktop_ocr.engines.offline.interpreter import interpret
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.rule_section import parse
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Value, spell
from tests.engines.offline.printed import laid_out, printed
from tests.engines.offline.test_interpreter import NUMBER, TYPES

KIND = TYPES["id_card_front"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A hook that finds the first row of the page; how often it was called."""
    called: list[int] = []

    def first_row(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
        called.append(1)
        text = spell([layout.rows[0].glyphs])
        return {"row": Value(text.text, text, ())}

    monkeypatch.setitem(hooks.HOOKS, "first", first_row)
    return called


def values(section: dict[str, object], *texts: str) -> dict[str, str]:
    layout = laid_out(*(printed(text, 80, 90 + 80 * place) for place, text in enumerate(texts)))
    return {one.field: one.value for one in interpret(KIND, parse({"field": section}), layout)}


def test_what_a_hook_finds_is_the_value_where_nothing_else_is(calls: list[int]) -> None:
    hooked = {"name": {"labels": ["姓名"], "hook": "first.row"}, "address": {"hook": "first.row"}}
    assert values(hooked, "刘洋") == {"name": "刘洋", "address": "刘洋"}
    assert values(hooked, "样本", "姓名刘洋")["name"] == "刘洋"
    assert len(calls) == 2, "a hook runs once for a page"


def test_a_hook_runs_only_where_a_field_asks_for_it(calls: list[int]) -> None:
    assert values({"name": {"labels": ["姓名"]}}, NUMBER) == {}
    assert calls == []


def test_what_a_hook_does_not_find_is_empty(calls: list[int]) -> None:
    assert values({"name": {"hook": "first.column"}}, "刘洋") == {}


def test_a_hook_that_is_not_there_is_told() -> None:
    wrong = check_section({"field": {"name": {"hook": "moon.name"}}}, replace(KIND))
    assert wrong is not None
    assert wrong[0] == "moon.name"
