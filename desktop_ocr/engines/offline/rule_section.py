"""The ``[offline]`` section of a type file as it was written → the rules of its kind; ``rules`` describes the form.

Nothing unknown and nothing of the wrong kind passes: whoever writes a key wrongly learns of it before a paper is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from desktop_ocr.domain import checks
from desktop_ocr.engines.offline.matching import plain
from desktop_ocr.engines.offline.rules import ALPHABETS, Box, FieldRule, KindEvidence, KindRules, Landmark
from desktop_ocr.engines.offline.script import SCRIPTS, SIMPLIFIED
from desktop_ocr.engines.offline.tellers import TELLERS


class RuleError(ValueError):
    """A section that cannot be used; ``key`` is the word in the file to look for."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


def parse(section: Mapping[str, Any]) -> KindRules:
    """Read a section; raises RuleError naming the word that is wrong."""
    known = set(KindRules.__dataclass_fields__) - {"fields"} | {"field"}
    _refuse_unknown(section, known)
    fields = {key: _field_rule(key, table) for key, table in _table(section, "field").items()}
    parts = _words(section, "parts")
    for rule in fields.values():
        if rule.part and rule.part not in parts:
            raise RuleError(rule.part, f"part '{rule.part}' is not one of the parts")
        if unknown := next((other for other in rule.lone if other not in fields), ""):
            raise RuleError("lone", f"there is no field '{unknown}'")
    order = tuple(_strings(section, "order"))
    if unknown := next((key for key in order if key not in fields), ""):
        raise RuleError("order", f"there is no field '{unknown}'")
    script = _string(section, "script") or SIMPLIFIED
    if script not in SCRIPTS:
        raise RuleError("script", f"must be one of {', '.join(SCRIPTS)}")
    code = _string(section, "code")
    if code and code not in TELLERS:
        raise RuleError("code", f"must be one of {', '.join(TELLERS)}")
    return KindRules(
        fields=fields,
        evidence=tuple(_evidence(entry) for entry in _list(section, "evidence")),
        needs=_number(section, "needs", 4.0),
        most_rows=round(_number(section, "most_rows", 1)) if "most_rows" in section else None,
        stops=_labels(section, "stops"),
        landmarks=tuple(_landmark(entry) for entry in _list(section, "landmarks")),
        aspect=_number(section, "aspect", 1.0),
        all_text=_string(section, "all_text"),
        pairs=_string(section, "pairs"),
        cells=_flag(section, "cells"),
        captions=_labels(section, "captions"),
        parts=parts,
        order=order,
        script=script,
        code=code,
    )


def _field_rule(key: str, table: Any) -> FieldRule:
    if not isinstance(table, Mapping):
        raise RuleError(key, "must be a table")
    _refuse_unknown(table, set(FieldRule.__dataclass_fields__))
    alphabet = _string(table, "alphabet")
    if alphabet and alphabet not in ALPHABETS:
        raise RuleError("alphabet", f"must be one of {', '.join(ALPHABETS)}")
    return FieldRule(
        labels=_labels(table, "labels"),
        inline=_flag(table, "inline"),
        lines=round(_number(table, "lines", 1)),
        below=_flag(table, "below"),
        beside=_flag(table, "beside", default=True),
        short=_flag(table, "short"),
        box=_box(table, "box"),
        label_box=_box(table, "label_box"),
        pattern=_pattern(table),
        elsewhere=_pattern(table, "elsewhere"),
        anywhere=_flag(table, "anywhere"),
        every=_flag(table, "every"),
        largest=_flag(table, "largest"),
        under=_string(table, "under"),
        tall=_flag(table, "tall"),
        part=_string(table, "part"),
        shares=_string(table, "shares"),
        under_seal=_flag(table, "under_seal"),
        lone=_strings(table, "lone"),
        without=_strings(table, "without"),
        alphabet=alphabet,
        hook=_string(table, "hook"),
        second_reading=_flag(table, "second_reading"),
        words=_words(table, "words"),
        columns=_words(table, "columns"),
        ends=_strings(table, "ends"),
        wrapped=_strings(table, "wrapped"),
        short_columns=_strings(table, "short_columns"),
        flush=_flag(table, "flush"),
        row_labels=_strings(table, "row_labels"),
        legs=_string(table, "legs"),
        said_by=_string(table, "said_by"),
        downwards=_flag(table, "downwards"),
        under_title=_string(table, "under_title"),
        foot=_foot(table),
        block=_pattern(table, "block"),
        again=_string(table, "again"),
        between=_between(table),
    )


def _evidence(entry: Any) -> KindEvidence:
    if not isinstance(entry, Mapping) or not ("text" in entry or "pattern" in entry or "hook" in entry):
        raise RuleError("evidence", "each entry needs a text, a pattern or a hook, and a weight")
    _refuse_unknown(entry, {"weight", "text", "pattern", "check", "hook"})
    check = _string(entry, "check")
    if check and check not in checks.FIELD_CHECKS:
        raise RuleError(check, f"there is no check '{check}'")
    return KindEvidence(
        weight=_weight(entry),
        text=_string(entry, "text"),
        pattern=_pattern(entry),
        check=check,
        hook=_string(entry, "hook"),
    )


def _landmark(entry: Any) -> Landmark:
    box = _box(entry, "box") if isinstance(entry, Mapping) else None
    if box is None or not _string(entry, "text"):
        raise RuleError("landmarks", "each entry needs a text and a box")
    _refuse_unknown(entry, {"text", "box"})
    return Landmark(plain(_string(entry, "text")), box)


def _refuse_unknown(table: Mapping[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise RuleError(key, f"is not one of {', '.join(sorted(known))}")


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise RuleError(key, "must be a table")
    return value


def _words(table: Mapping[str, Any], key: str) -> Mapping[str, tuple[str, ...]]:
    lists = _table(table, key)
    return {name: _strings(lists, name) for name in lists}


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise RuleError(key, "must be a list")
    return value


def _strings(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = _list(table, key)
    if not all(isinstance(item, str) and item for item in value):
        raise RuleError(key, "must be a list of words")
    return tuple(value)


def _labels(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(plain(word) for word in _strings(table, key))


def _string(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise RuleError(key, "must be a word")
    return value


def _flag(table: Mapping[str, Any], key: str, *, default: bool = False) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise RuleError(key, "must be true or false")
    return value


def _number(table: Mapping[str, Any], key: str, default: float) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RuleError(key, "must be a number above 0")
    return float(value)


def _weight(entry: Mapping[str, Any]) -> float:
    value = entry.get("weight", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RuleError("weight", "must be a number")
    return float(value)


def _box(table: Mapping[str, Any], key: str) -> Box | None:
    if key not in table:
        return None
    value = _list(table, key)
    if len(value) != 4 or not all(isinstance(number, int | float) for number in value):
        raise RuleError(key, "must be four numbers: left, top, right, bottom")
    left, top, right, bottom = (float(number) for number in value)
    if not (left < right and top < bottom):
        raise RuleError(key, "must have its left before its right and its top above its bottom")
    return left, top, right, bottom


def _pattern(table: Mapping[str, Any], key: str = "pattern") -> re.Pattern[str] | None:
    text = _string(table, key)
    try:
        return re.compile(text) if text else None
    except re.error as error:
        raise RuleError(text, f"{key}: {error}") from error


def _foot(table: Mapping[str, Any]) -> str:
    text = _string(table, "foot")
    if text and not all(text.partition(".")):
        raise RuleError("foot", "must name a field and its column, as in 'items.amount'")
    return text


def _between(table: Mapping[str, Any]) -> tuple[str, ...]:
    words = _strings(table, "between")
    if len(words) not in (0, 2):
        raise RuleError("between", "must be two words")
    return words
