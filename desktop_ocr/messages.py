"""Errors, evidence and advice → sentences for the clerk, in both languages, from ``resources/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop_ocr import paths
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.quality import Advice
from desktop_ocr.domain.review import Evidence


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same in Chinese and in English."""

    zh: str
    en: str


def sentence(error: ClerkError) -> Sentence:
    """What happened, what is safe, what to do."""
    entry = _table("errors")[error.code]
    return Sentence(entry["zh"].format_map(error.facts), entry["en"].format_map(error.facts))


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


@cache
def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    with (paths.resources() / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
