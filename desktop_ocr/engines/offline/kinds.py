"""Which kind of paper a page shows: the sum of what speaks for each kind, from its type file."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_ocr.domain import checks
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.matching import allowance, best_window, fold, may_hold
from desktop_ocr.engines.offline.rules import KindEvidence, KindRules
from desktop_ocr.engines.offline.values import spell


def detect_kind(layout: Layout, kinds: Mapping[str, KindRules], otherwise: str) -> tuple[str, float]:
    """The kind for which most speaks, with a confidence (0–1); ``otherwise`` when none reaches what it needs."""
    best, best_share = otherwise, 0.0
    for key, rules in kinds.items():
        if not rules.evidence or (rules.most_rows and len(layout.rows) > rules.most_rows):
            continue
        share = sum(_weight(layout, evidence) for evidence in rules.evidence) / rules.needs
        if share >= 1.0 and share > best_share:
            best, best_share = key, share
    if best_share == 0.0:
        return otherwise, 0.0
    return best, round(1 - 0.5 ** (best_share * 2), 3)


def _weight(layout: Layout, evidence: KindEvidence) -> float:
    if evidence.text:
        return evidence.weight * max(
            (_likeness(row, fold(evidence.text).replace(" ", "")) for row in layout.rows), default=0.0
        )
    return evidence.weight if any(_matches(row, evidence) for row in layout.rows) else 0.0


def _likeness(row: Row, word: str) -> float:
    allowed = allowance(word)
    window = best_window(row.glyphs, word, allowed) if may_hold(row.offered, word, allowed) else None
    return 1 - window[0] / len(word) if window else 0.0


def _matches(row: Row, evidence: KindEvidence) -> bool:
    if evidence.pattern is None:
        return False
    for match in evidence.pattern.finditer(fold(spell([row.glyphs]).text)):
        text = match[0].replace(" ", "")
        if not evidence.check or checks.FIELD_CHECKS[evidence.check](text) is Verdict.PROVES:
            return True
    return False
