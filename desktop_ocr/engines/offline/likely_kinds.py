"""Kinds of which a poor photo shows too little, told by the fields that can be read as those of the kind.

Labels and titles are smaller or paler than values, and are lost first.  What is left of them speaks for a few kinds;
the one is taken whose required fields are there, in their form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.recognition import Reading
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.kinds import weight
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.matching import allowance
from desktop_ocr.engines.offline.rules import KindRules
from desktop_ocr.engines.offline.second_look import NOWHERE

LOOSE = 0.45
"""Part of a long text that may be misread; of a short one another text would be left."""
LEAST_SHARE = 0.4
"""Part of what a kind needs that must speak for it."""
ENOUGH = 1.0
"""That part and the part of its required fields that were found, together."""
LEAST_FIELDS = 2
MOST_TRIED = 3
LONG_ROW, FEWEST_SENTENCES = 14, 5
"""Characters of a line of a sentence, and how many such lines running text has; they are half of its lines at least."""
MOST_ROWS = 60
"""A page with more lines of print is no card."""


def likely_kinds(layout: Layout, kinds: Mapping[str, KindRules]) -> list[tuple[str, float]]:
    """The few kinds for which something speaks, the likeliest first, each with the part of what it needs.

    None for running text: that speaks of papers and has a date, and is none of them.
    """
    if len(layout.rows) > MOST_ROWS or _is_running_text(layout):
        return []
    shares = []
    for key, rules in kinds.items():
        if not rules.most_rows or len(layout.rows) <= rules.most_rows:
            share = sum(weight(layout, item, NOWHERE, _loosely) for item in rules.evidence) / rules.needs
            shares.append((key, share))
    ranked = sorted(shares, key=lambda item: -item[1])
    return [(key, share) for key, share in ranked if share >= LEAST_SHARE][:MOST_TRIED]


def _is_running_text(layout: Layout) -> bool:
    sentences = [row for row in layout.rows if len(row.glyphs) >= LONG_ROW and {"，", "。", ","} & set(row.text)]
    return len(sentences) >= max(FEWEST_SENTENCES, len(layout.rows) / 2)


def _loosely(word: str) -> float:
    return max(allowance(word), LOOSE * len(word)) if len(word) > 3 else allowance(word)


def told_by_fields(
    likely: Iterable[tuple[str, float]],
    types: Mapping[str, DocumentType],
    read: Callable[[str], tuple[Reading, ...]],
) -> tuple[str, tuple[Reading, ...]]:
    """The likely kind whose required fields were found, and its readings; "" where none has enough of them."""
    best, most = "", 0.0
    kept: tuple[Reading, ...] = ()
    for key, share in likely:
        readings = read(key)
        fitting, asked = _fitting(types[key], readings)
        total = share + len(fitting) / asked
        if len(fitting) >= LEAST_FIELDS and total >= ENOUGH and total > most:
            best, most, kept = key, total, readings
    return best, kept


def _fitting(kind: DocumentType, readings: Sequence[Reading]) -> tuple[set[str], int]:
    """The required fields whose value has its form and breaks no check, and of how many; of a kind of which hardly any
    is required, those that have a form.
    """
    required = {spec.key for spec in kind.fields if spec.required}
    if len(required) < LEAST_FIELDS:
        required |= {spec.key for spec in kind.fields if spec.kind.needs_proof or spec.choices or spec.form}
    fitting = {reading.field for reading in readings if reading.field in required and fits(kind, reading)}
    return fitting, len(required) or 1


def fits(kind: DocumentType, reading: Reading) -> bool:
    """Whether a value has the form of its field and breaks no check."""
    spec = kind.spec(reading.field)
    verdicts = {
        checks.check_form(spec, reading.value),
        *(checks.FIELD_CHECKS[name](reading.value) for name in spec.checks),
    }
    return not {Verdict.BREAKS, Verdict.DOUBTS} & verdicts
