"""What an answer says → papers with readings: entries find the fields of a kind, the others keep their own names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.geometry import WHOLE_PAGE, enclosing
from desktop_ocr.domain.recognition import Character, Paper, Reading, TextLine
from desktop_ocr.engines.baidu import kinds
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.places import Places
from desktop_ocr.engines.baidu.understood import Card, Entry, Line, Understood
from desktop_ocr.engines.service_values import normal

SOURCE = "baidu"
UNSAID = 0.9
"""The score of what the service says nothing about: it is mostly right, and no proof."""
WORDS = "words"
"""The key under which lines are, for a kind of which a line is the value."""
BANK_CARDS = {"1": "借记卡", "2": "贷记卡", "3": "准贷记卡", "4": "预付费卡"}
"""Answered as a number; 0 is unknown."""
COLON = "："
OTHER_NAMES = {
    "至": "失效日期",
    "InvoiceNumDigit": "InvoiceNum",
    "invoice_rate_in_figure": "invoice_rate_lowercase",
    "invoice_rate_in_word": "invoice_rate",
}
"""Keys that say what another says: of a driving licence whose dates were not asked for under one name, the number of a
fully digital invoice, and the spellings of quota invoices."""
UNKNOWN, PLAIN = "certificate", "general_text"
"""The kinds of what is none of the others: one that takes any entry, and one that is always there."""


@dataclass(frozen=True, slots=True)
class Reader:
    """``asked`` is the kind that was asked for, None to find it out; ``types`` are all kinds by key, plain text too."""

    interface: Interface
    asked: DocumentType | None
    types: Mapping[str, DocumentType]
    places: Places

    def papers(self, understood: Understood) -> tuple[Paper, ...]:
        """At least one."""
        lines = tuple(self._line(one) for one in understood.lines)
        cards = [card for card in understood.cards if any(entry.text for entry in card.entries)]
        if not cards:
            cards = [Card(tuple(_as_entry(one) for one in understood.lines))]
        return tuple(
            self._paper(card, understood, lines if place == 0 else (), is_alone=len(cards) == 1)
            for place, card in enumerate(cards)
        )

    def _paper(self, card: Card, understood: Understood, lines: tuple[TextLine, ...], *, is_alone: bool) -> Paper:
        kind = self._kind(card)
        readings, extras = self._readings(kind, card.entries, understood.lines if lines else ())
        return Paper(
            kind.key,
            UNSAID if card.score is None else card.score,
            lines,
            readings,
            quad=None if is_alone and self.asked else self.places.region(card.place),
            warnings=(*understood.remarks, *card.remarks),
            extras=extras,
            portrait=understood.portrait if is_alone else b"",
        )

    def _kind(self, card: Card) -> DocumentType:
        """The kind asked for, or the other side of it where that fits better; else by the service's word."""
        if self.asked is not None and self.interface.shape not in ("multi_docs", "iocr_finance"):
            sides = [self.asked, *filter(None, [self.types.get(self.asked.other_side)])]
            return max(
                sides,
                key=lambda kind: sum(_spec(kind, entry.key, self.interface) is not None for entry in card.entries),
            )
        found = kinds.of_bill(card.kind, self.types)
        if found is None and card.kind:
            found = next((kind for kind in self.types.values() if _is_called(kind, card.kind)), None)
        return found or self.asked or self.types.get(UNKNOWN) or self.types[PLAIN]

    def _readings(
        self, kind: DocumentType, entries: Iterable[Entry], lines: Sequence[Line]
    ) -> tuple[tuple[Reading, ...], tuple[tuple[str, str], ...]]:
        by_field: defaultdict[str, list[Entry]] = defaultdict(list)
        tabled: defaultdict[str, list[Entry]] = defaultdict(list)
        others: list[Entry] = []
        specs = {spec.key: spec for spec in kind.fields}
        table, columns = _table_field(kind), _columns(kind)
        for entry in entries:
            spec = _spec(kind, entry.key, self.interface)
            if entry.key in columns:
                of, column = columns[entry.key]
                tabled[of].append(replace(entry, key=column))
            elif spec is not None:
                by_field[spec.key].append(entry)
            elif table and (entry.row or kinds.is_tabled(entry.key)):
                tabled[table].append(entry)
            elif entry.text and entry.key not in ("", WORDS):
                others.append(entry)
        for of, cells in tabled.items():
            if any(cell.text for cell in cells):
                by_field[of] = [Entry(of, as_table(cells))]
        if others and (pairs := _pairs_field(kind)) in specs and not by_field[pairs]:
            by_field[pairs] = [Entry(pairs, _as_pairs(others, specs[pairs]))]
            others = []
        if (whole := _text_field(kind)) in specs and lines and not by_field[whole]:
            by_field[whole] = [_all_of(lines, whole)]
        found = (self._reading(specs[key], by_field[key]) for key in specs if by_field[key])
        readings = tuple(one for one in found if one is not None)
        return readings, tuple((self._name(one.key), one.text) for one in others)

    def _reading(self, spec: FieldSpec, entries: Sequence[Entry]) -> Reading | None:
        said = [entry for entry in entries if entry.text]
        if spec.baidu_key == WORDS:
            said = said[:1]
        between = "\n" if spec.kind in (ValueKind.LINES, ValueKind.TABLE) else "；"
        value = between.join(dict.fromkeys(filter(None, (normal(spec, _worded(entry)) for entry in said))))
        if not value:
            return None
        regions = [region for entry in said if (region := self.places.region(entry.place)) is not None]
        region = regions[0] if len(regions) == 1 else enclosing(regions)
        means = [entry.mean for entry in said if entry.mean is not None]
        leasts = [entry.least for entry in said if entry.least is not None]
        mean = sum(means) / len(means) if means else UNSAID
        each = said[0].characters if len(said) == 1 and len(said[0].characters) == len(value) else ()
        scores = each or ((min(leasts),) * len(value) if leasts else ())
        characters = _characters(value, scores)
        return Reading(spec.key, value, between.join(one.text for one in said), mean, SOURCE, region, characters)

    def _line(self, one: Line) -> TextLine:
        score = UNSAID if one.mean is None else one.mean
        scores = (score if one.least is None else one.least,) * len(one.text)
        return TextLine(_characters(one.text, scores), score, self.places.region(one.place) or WHOLE_PAGE)

    def _name(self, key: str) -> str:
        known = self.interface.keys.get(key)
        return known[0] if known else key


def _spec(kind: DocumentType, key: str, interface: Interface) -> FieldSpec | None:
    """The field that a key is of: by the key, by its label, or by what the facts call the field's key.

    What has no name is of none: it would come into the first field that the service has no key for.
    """
    if not key:
        return None
    for spec in kind.fields:
        if spec.baidu_key == key:
            return spec
    if key in OTHER_NAMES:
        return next((spec for spec in kind.fields if spec.baidu_key == OTHER_NAMES[key]), None)
    for spec in kind.fields:
        if spec.label_zh == key or interface.keys.get(spec.baidu_key, ("", ""))[0] == key:
            return spec
    return None


def _is_called(kind: DocumentType, word: str) -> bool:
    return len(word) > 1 and (kind.label_zh == word or word in kind.label_zh or kind.label_zh in word)


def _pairs_field(kind: DocumentType) -> str:
    return str(kind.sections.get(SOURCE, {}).get("pairs", kinds.OTHERS))


def _table_field(kind: DocumentType) -> str:
    """The field of lines of goods and the like, empty where the kind has none."""
    return next((spec.key for spec in kind.fields if spec.kind is ValueKind.TABLE), "")


def _columns(kind: DocumentType) -> dict[str, tuple[str, str]]:
    """The field and the column that the cells of a table belong to, by the service's key for them."""
    named = kind.sections.get(SOURCE, {}).get("columns", {})
    table = _table_field(kind)
    columns = {key: (table, column) for key, column in named.items()} if table else {}
    return columns | {
        column.baidu_key: (spec.key, column.key) for spec in kind.fields for column in spec.columns if column.baidu_key
    }


def _text_field(kind: DocumentType) -> str:
    return str(kind.sections.get("offline", {}).get("all_text", kinds.TEXT))


def _worded(entry: Entry) -> str:
    return BANK_CARDS.get(entry.text, "") if entry.key == "bank_card_type" else entry.text


def _as_entry(line: Line) -> Entry:
    return Entry(WORDS, line.text, line.place, line.mean, line.least)


def _all_of(lines: Sequence[Line], key: str) -> Entry:
    leasts = [line.least for line in lines if line.least is not None]
    means = [line.mean for line in lines if line.mean is not None]
    mean = sum(means) / len(means) if means else None
    return Entry(key, "\n".join(line.text for line in lines), None, mean, min(leasts, default=None))


def _as_pairs(entries: Sequence[Entry], spec: FieldSpec) -> str:
    """Entries as a line "key：text" each, or as the rows of a table with a column for each of both."""
    if spec.kind is not ValueKind.TABLE:
        return "\n".join(f"{one.key}{COLON}{one.text}" for one in entries)
    label, value = (column.key for column in spec.columns)
    return json.dumps([{label: one.key, value: one.text} for one in entries], ensure_ascii=False)


def as_table(entries: Iterable[Entry]) -> str:
    """Entries with rows as the value of a table; those without are rows of their own."""
    by_row: dict[str, dict[str, str]] = {}
    counted: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        counted[entry.key] += 1
        row = by_row.setdefault(entry.row or str(counted[entry.key]), {})
        if entry.text:
            row[entry.key] = entry.text
    return json.dumps([row for row in by_row.values() if row], ensure_ascii=False)


def _characters(text: str, scores: Sequence[float]) -> tuple[Character, ...]:
    count = len(text)
    return (
        tuple(
            Character(char, score, place / count, (place + 1) / count)
            for place, (char, score) in enumerate(zip(text, scores, strict=True))
        )
        if scores
        else ()
    )
