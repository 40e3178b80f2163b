"""Applies the rules of a kind to the rows of a page: rows + rules → readings.

First of all what may stand anywhere and is sure, so that no other field takes its print: a number that its check digit
proves, and what only a hook finds.  Then every other field, in the order of its type file, in one of ``WAYS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.recognition import Reading
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.agreement import is_read_alike
from desktop_ocr.engines.offline.anywhere import by_every, by_pattern, by_proof, by_seal, by_size, by_words
from desktop_ocr.engines.offline.fixed_places import by_looking_again, by_place
from desktop_ocr.engines.offline.in_order import in_order
from desktop_ocr.engines.offline.labelled import by_label, by_sharing
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.pairs import read_pairs
from desktop_ocr.engines.offline.reading_order import lines_as_read
from desktop_ocr.engines.offline.rules import FieldRule, KindRules
from desktop_ocr.engines.offline.search import Search, Way
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain
from desktop_ocr.engines.offline.tables import read_foot, read_table
from desktop_ocr.engines.offline.unlabelled import by_area, by_block, by_repetition, by_saying
from desktop_ocr.engines.offline.values import Value, spell

SOURCE = "offline"


def interpret(
    kind: DocumentType, rules: KindRules, layout: Layout, look_again: LookAgain = NOWHERE
) -> tuple[Reading, ...]:
    """The readings of all fields of a kind that are found on the page."""
    search = Search(rules, layout, look_again)
    first = _found_first(search, kind)
    readings: dict[str, Reading] = {}
    for key, rule in rules.fields.items():
        spec = kind.spec(key)
        value = first.get(key) or _find(search, spec, rule)
        if value:
            search.take(key, value)
            agreed = rule.second_reading and (value.agreed or is_read_alike(search, spec, rule, value))
            readings[key] = _reading(spec, value, layout, agreed=agreed)
    for key, value in in_order(search, kind):
        readings[key] = _reading(kind.spec(key), value, layout)
    for key, rule in rules.fields.items():
        if key not in readings and rule.shares in search.found and (value := by_sharing(search, kind.spec(key), rule)):
            readings[key] = _reading(kind.spec(key), value, layout)
    for key, rule in rules.fields.items():
        if key not in readings and (only := _lone(search, key, rule)):
            readings[key] = replace(readings.pop(only), field=key)
    if rules.pairs:
        spec = kind.spec(rules.pairs)
        if value := read_pairs(search.surface, as_table=spec.kind is ValueKind.TABLE):
            readings[rules.pairs] = _reading(spec, value, layout)
    if rules.all_text and (text := spell(lines_as_read(layout), between_lines="\n")).text:
        readings[rules.all_text] = _reading(kind.spec(rules.all_text), Value(text.text, text, text.characters), layout)
    return tuple(readings.values())


def _found_first(search: Search, kind: DocumentType) -> Mapping[str, Value]:
    """What is found before all else; it counts as found only when its turn comes."""
    first: dict[str, Value] = {}
    for key, rule in search.rules.fields.items():
        spec = kind.spec(key)
        if value := by_proof(search, spec, rule) or (by_hook(search, spec, rule) if rule.is_hook_only else None):
            first[key] = value
            search.surface.take(value.spelled.present)
    return first


def _find(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The value of a field, by the first way that gives one that fits; else what is off its closed list or form."""
    unfit: Value | None = None
    for way in WAYS:
        value = way(search, spec, rule)
        if value and (_is_off_its_list(spec, value) or (rule.hook and _is_off_its_form(spec, value))):
            unfit = unfit or value
        elif value:
            return value
    return unfit


def _lone(search: Search, key: str, rule: FieldRule) -> str:
    """The field whose value is that of this one, because it is the only one of several that the paper has."""
    if not rule.lone or search.surface.label_of(key):
        return ""
    there = [other for other in rule.lone if other in search.found or search.surface.label_of(other)]
    return there[0] if there == [rule.lone[0]] and there[0] in search.found else ""


def by_columns(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The rows of a table."""
    return read_table(search, spec, rule) if rule.columns else None


def by_foot(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """What stands under a column of a table, in the row of its sums."""
    key, _, column = rule.foot.partition(".")
    glyphs = read_foot(search, search.rules.fields[key], column, rule.labels) if key else None
    return normalise(spec, rule, spell([glyphs])) if glyphs else None


def by_hook(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """What the hook found; of a closed list the word of which that is another spelling."""
    value = search.finding(rule.hook) if rule.hook else None
    if value and spec.choices and value.value not in spec.choices:
        meant = (choice for choice, words in rule.words.items() if value.value in words)
        value = replace(value, value=next(meant, value.value))
    return value


WAYS: tuple[Way, ...] = (
    by_block,  # in lines of its own form, one below the other
    by_columns,  # under the headings of its columns
    by_foot,  # under a column of a table
    by_saying,  # the amount that is written out in words
    by_label,  # in the cell of its label; or right of it, over several lines until another label; or below it
    by_sharing,  # on the line of another field
    by_seal,  # around a seal
    by_repetition,  # where another field's value is printed again
    by_every,  # anywhere, all that has its form
    by_pattern,  # anywhere, by its form
    by_words,  # anywhere, by one of its words
    by_size,  # the largest print of its form
    by_place,  # where it stands on a card whose layout is fixed
    by_looking_again,  # there, read once more
    by_area,  # between two lines of the form, whatever no other field took
    by_hook,  # by code
)
"""The one order in which a value is looked for; each way says by its rule whether it is meant at all."""


def _reading(spec: FieldSpec, value: Value, layout: Layout, *, agreed: bool = False) -> Reading:
    scores = [character.confidence for character in value.characters]
    return Reading(
        field=spec.key,
        value=value.value,
        text=value.spelled.text,
        confidence=round(sum(scores) / len(scores), 4) if scores else 0.0,
        source=SOURCE,
        region=layout.frame.region(value.spelled.present),
        characters=value.characters,
        repaired=value.repaired,
        agreed=agreed,
    )


def _is_off_its_list(spec: FieldSpec, value: Value) -> bool:
    return bool(spec.choices) and value.value not in spec.choices


def _is_off_its_form(spec: FieldSpec, value: Value) -> bool:
    return checks.check_form(spec, value.value) is Verdict.BREAKS
