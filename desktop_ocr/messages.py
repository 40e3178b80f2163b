"""Errors, evidence, advice and remarks → sentences for the clerk, in both languages, from ``resources``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop_ocr import paths
from desktop_ocr.domain.errors import ClerkError, Refused
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.remarks import Remark, remark_of
from desktop_ocr.domain.review import Evidence


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same in Chinese and in English."""

    zh: str
    en: str


def sentence(error: ClerkError) -> Sentence:
    """What happened, what is safe, what to do; of a service's refusal, what its own number means."""
    entry = _table("errors")[error.code]
    usual = Sentence(entry["zh"].format_map(error.facts), entry["en"].format_map(error.facts))
    return _of_number(error, usual) if isinstance(error, Refused) else usual


def _of_number(error: Refused, usual: Sentence) -> Sentence:
    """The sentence of a known number with the number and the log_id, and the service's own explanation, if it gave one.

    Services explain themselves in Chinese, whatever the language of the window.
    """
    facts = error.facts
    own = _refusals(str(facts.get("engine", ""))).get(str(facts.get("number", "")))
    said = str(facts.get("said", ""))
    zh, en = (f"（{said}）", f" ({said})") if said else ("", "")
    if own is None:
        return Sentence(usual.zh + zh, usual.en + en)
    number, log_id = facts["number"], facts["log_id"]
    return Sentence(
        f"{own['zh']}{zh}（错误 {number}，log_id {log_id}）", f"{own['en']}{en} (Error {number}, log_id {log_id})"
    )


def reason(evidence: Evidence) -> Sentence:
    """Why a value is trusted or not."""
    entry = _table("evidence")[f"{evidence.name}.{evidence.verdict}"]
    return Sentence(entry["zh"].format(printed=evidence.printed), entry["en"].format(printed=evidence.printed))


def advice(one: Advice) -> Sentence:
    """What would make the picture better, said of the whole page."""
    entry = _table("advice")[one]
    return Sentence(entry["zh"], entry["en"])


def advice_here(one: Advice) -> Sentence:
    """The same of a field's place, in a word or two."""
    entry = _table("advice")[one]
    return Sentence(entry["here_zh"], entry["here_en"])


def remark(warning: str) -> Sentence:
    """What a service remarked on a paper: one of its ``Paper.warnings``."""
    known, detail = remark_of(warning)
    if known is None:
        known = Remark.DOUBTED
    entry = _table("remarks")[known]
    return Sentence(entry["zh"].format(detail=detail), entry["en"].format(detail=detail))


@cache
def _refusals(engine: str) -> Mapping[str, Mapping[str, str]]:
    """What the numbers of an engine's refusals mean, by number; none where it has no table."""
    path = paths.resources() / "engines" / engine / "errors.toml"
    if not engine.isidentifier() or not path.is_file():
        return {}
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    with (paths.resources() / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
