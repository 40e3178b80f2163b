"""Which kind of paper a page shows: the sum of what speaks for each kind, from its type file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop_ocr.domain import checks
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.hooks import HOOKS, name_and_finding
from desktop_ocr.engines.offline.layout import Layout, Row
from desktop_ocr.engines.offline.matching import allowance, fold, plain
from desktop_ocr.engines.offline.rules import KindEvidence, KindRules
from desktop_ocr.engines.offline.second_look import NOWHERE, LookAgain
from desktop_ocr.engines.offline.values import spell


def detect_kind(
    layout: Layout, kinds: Mapping[str, KindRules], otherwise: str, look_again: LookAgain = NOWHERE
) -> tuple[str, float]:
    """The kind for which most speaks, with a confidence (0–1); ``otherwise`` when none reaches what it needs.

    Hooks take their time: they are asked only where print alone tells no kind.
    """
    best, share = _best(layout, {key: rules for key, rules in kinds.items() if not _asks_hooks(rules)}, look_again)
    if not best:
        best, share = _best(layout, {key: rules for key, rules in kinds.items() if _asks_hooks(rules)}, look_again)
    return (best, round(1 - 0.5 ** (share * 2), 3)) if best else (otherwise, 0.0)


def _asks_hooks(rules: KindRules) -> bool:
    return any(evidence.hook for evidence in rules.evidence)


def _best(layout: Layout, kinds: Mapping[str, KindRules], look_again: LookAgain) -> tuple[str, float]:
    """The first of the kinds for which most speaks, and its sum as a part of what it needs; nothing below that."""
    best, best_share = "", 0.0
    for key, rules in kinds.items():
        if not rules.evidence or (rules.most_rows and len(layout.rows) > rules.most_rows):
            continue
        share = sum(weight(layout, evidence, look_again) for evidence in rules.evidence) / rules.needs
        if share >= 1.0 and share > best_share:
            best, best_share = key, share
    return best, best_share


def weight(
    layout: Layout, evidence: KindEvidence, look_again: LookAgain, allowed: Callable[[str], float] = allowance
) -> float:
    """What one piece of evidence speaks for or against a kind; a text may be as unlike as ``allowed`` says of it."""
    if evidence.hook:
        name, finding = name_and_finding(evidence.hook)
        return evidence.weight if finding in HOOKS[name](layout, look_again) else 0.0
    if evidence.text:
        word = plain(evidence.text)
        return evidence.weight * max((_likeness(row, word, allowed(word)) for row in layout.rows), default=0.0)
    return evidence.weight if any(_matches(row, evidence) for row in layout.rows) else 0.0


def _likeness(row: Row, word: str, allowed: float) -> float:
    window = row.window(word, allowed)
    return 1 - window[0] / len(word) if window else 0.0


def _matches(row: Row, evidence: KindEvidence) -> bool:
    if evidence.pattern is None:
        return False
    for match in evidence.pattern.finditer(fold(spell([row.glyphs]).text)):
        text = match[0].replace(" ", "")
        if not evidence.check or checks.FIELD_CHECKS[evidence.check](text) is Verdict.PROVES:
            return True
    return False
