"""Sentences for the clerk: one for everything that can be said, in both languages, and none that is never said."""

from __future__ import annotations

import ast
import inspect
import string
import tomllib
from types import FunctionType

import pytest

from desktop_ocr import messages, paths
from desktop_ocr.domain import checking, checks
from desktop_ocr.domain.errors import ClerkError, Refused, all_errors
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.remarks import Remark
from desktop_ocr.domain.review import Evidence, Verdict
from desktop_ocr.engines.baidu.codes import refusal_in
from tests.domain.test_errors import documented_facts

LANGUAGES = {"zh", "en"}


def table(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((paths.resources() / f"{name}.toml").read_text("utf-8"))


ERRORS, EVIDENCE, ADVICE, REMARKS = table("errors"), table("evidence"), table("advice"), table("remarks")
REFUSALS = table("engines/baidu/errors")


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("kind", list(all_errors()), ids=lambda kind: kind.code)
def test_an_errors_sentences_use_exactly_its_facts(kind: type[ClerkError]) -> None:
    entry = ERRORS[kind.code]
    assert set(entry) == LANGUAGES
    for sentence in entry.values():
        assert placeholders(sentence) == documented_facts(kind)


@pytest.mark.parametrize("kind", list(all_errors()), ids=lambda kind: kind.code)
def test_the_facts_stand_in_both_sentences(kind: type[ClerkError]) -> None:
    facts = {name: f"<{name}>" for name in documented_facts(kind)}
    words = messages.sentence(kind(**facts))
    for said in (words.zh, words.en):
        assert said
        assert all(fact in said for fact in facts.values())


def test_a_fact_with_braces_is_only_text() -> None:
    (broken,) = [kind for kind in all_errors() if kind.code == "E_TYPE_FILE"]
    words = messages.sentence(broken(file="{x}.toml", line=3, problem="{0} {"))
    assert "{x}.toml" in words.zh
    assert "{0} {" in words.en


def test_no_sentence_is_for_an_error_that_is_not_in_the_list() -> None:
    assert set(ERRORS) == {kind.code for kind in all_errors()}


def test_the_languages_are_not_mixed_up() -> None:
    here = [{language: entry[f"here_{language}"] for language in LANGUAGES} for entry in ADVICE.values()]
    for entry in (*ERRORS.values(), *EVIDENCE.values(), *ADVICE.values(), *REMARKS.values(), *REFUSALS.values(), *here):
        assert any("\u4e00" <= char <= "\u9fff" for char in entry["zh"])
        assert not any("\u4e00" <= char <= "\u9fff" for char in entry["en"])


def verdicts_of(function: FunctionType) -> set[Verdict]:
    """The verdicts named in a check, and in the functions beside the checks that it calls."""
    found: set[Verdict] = set()
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Verdict":
            found.add(Verdict[node.attr])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = function.__globals__.get(node.func.id)
            if isinstance(called, FunctionType) and called is not function and is_a_checks_own(called):
                found |= verdicts_of(called)
    return found


OF_THE_READING = {"repaired", "incomplete", "otherwise_printed", "code_disputed", "disputed", "unread"}
"""What is said of how a value was read, whatever it is."""


def is_a_checks_own(function: FunctionType) -> bool:
    return function.__module__.startswith((checks.__name__, checking.__name__))


def evidence_that_can_be_given() -> set[str]:
    pairs = {(name, Verdict.DOUBTS) for name in OF_THE_READING} | {("second_reading", Verdict.PROVES)}
    pairs |= {("form", verdict) for verdict in verdicts_of(checks.check_form)}
    for name, check in checks.FIELD_CHECKS.items():
        verdicts = verdicts_of(check)
        if Verdict.PROVES in verdicts:
            verdicts.add(Verdict.SUPPORTS)  # all that is left for a value with a weak character
        pairs |= {(name, verdict) for verdict in verdicts}
    for name, rule in checks.CROSS_CHECKS.items():
        pairs |= {(name, verdict) for verdict in verdicts_of(rule)}
    return {f"{name}.{verdict}" for name, verdict in pairs}


def test_the_analysis_sees_the_verdicts() -> None:
    """Without this, an analysis that finds nothing would let everything pass."""
    given = evidence_that_can_be_given()
    assert {"id_number.proves", "id_number.supports", "birth_in_id_number.breaks", "form.doubts"} <= given
    assert {key.split(".")[0] for key in given} == {
        "form",
        *OF_THE_READING,
        "second_reading",
        *checks.FIELD_CHECKS,
        *checks.CROSS_CHECKS,
    }


def test_every_verdict_that_can_be_given_has_words_and_no_other() -> None:
    assert set(EVIDENCE) == evidence_that_can_be_given()


@pytest.mark.parametrize("key", sorted(EVIDENCE))
def test_words_for_evidence(key: str) -> None:
    name, verdict = key.split(".")
    words = messages.reason(Evidence(name, Verdict(verdict), "{91}"))
    expected = [EVIDENCE[key][language].replace("{printed}", "{91}") for language in ("zh", "en")]
    assert [words.zh, words.en] == expected
    assert words.zh
    assert words.en


def test_all_advice_has_words_for_a_page_and_for_a_place() -> None:
    assert set(ADVICE) == {one.value for one in Advice}
    for one in Advice:
        page, place = messages.advice(one), messages.advice_here(one)
        assert len({page.zh, page.en, place.zh, place.en}) == 4
        assert len(place.en) < len(page.en)


@pytest.mark.parametrize("number", REFUSALS)
def test_a_number_that_is_known_has_a_sentence_of_its_own(number: str) -> None:
    refusal = refusal_in({"error_code": int(number), "log_id": 2**60})
    assert refusal is not None
    words = messages.sentence(refusal.error)
    for said, own in ((words.zh, REFUSALS[number]["zh"]), (words.en, REFUSALS[number]["en"])):
        assert said.startswith(own)
        assert number in said
        assert str(2**60) in said
    assert isinstance(refusal.error, Refused)
    assert refusal.error.remedies


def test_a_number_that_nobody_knows_is_shown_with_the_log_id() -> None:
    refusal = refusal_in({"error_code": 990001, "error_msg": "?", "log_id": "77", "error_explain": "另有说明"})
    assert refusal is not None
    assert type(refusal.error) is Refused
    words = messages.sentence(refusal.error)
    assert all(part in words.zh for part in ("990001", "77", "另有说明"))
    assert all(part in words.en for part in ("990001", "77", "另有说明"))


def test_all_remarks_have_words() -> None:
    assert set(REMARKS) == {one.value for one in Remark}
    for one in Remark:
        words = messages.remark(one.said("<>"))
        assert words.zh
        assert words.en
        assert ("<>" in words.zh) == ("<>" in words.en)
    assert "看不到边" in messages.remark("看不到边").zh
