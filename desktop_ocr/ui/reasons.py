"""Why a field may be trusted or not, in sentences for the clerk."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_ocr.domain.review import Evidence, Field, FieldState, Verdict
from desktop_ocr.ui import doubts
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow import reviewing


class Reasons(QObject):
    """Makes the sentences; holds nothing but the language."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def of(self, field: Field) -> list[str]:
        """The evidence in words, what is against the value first; for a doubt without any, what it comes from; then
        what is wrong with the picture there.
        """
        reasons = [self._words.reason(evidence) for evidence in sorted(field.evidence, key=_weight)]
        against = any(evidence.verdict in (Verdict.DOUBTS, Verdict.BREAKS) for evidence in field.evidence)
        if field.state is FieldState.EMPTY and field.awaits_person:
            reasons.append(self.tr("Nothing was found, but parts of the picture are missing; please compare"))
        elif field.state is FieldState.EMPTY and field.spec.required:
            reasons.append(self.tr("Should be there, but nothing was found"))
        elif field.state is FieldState.ILLEGIBLE:
            reasons.append(self.tr("Something is printed there that cannot be read"))
        elif field.state is FieldState.DOUBTFUL and not against:
            reasons.append(self._doubt(field))
        reasons += map(self._words.advice_here, reviewing.field_advice(field))
        return list(dict.fromkeys(reasons))  # of two sums of one table the same is said

    def _doubt(self, field: Field) -> str:
        found = doubts.doubts(field.reading, field.value, field.likely_score)
        if found:
            weakest = min(found, key=lambda doubt: doubt.score)
            sentence = self.tr("Character {place} was unclear ({score}); please compare")
            return sentence.format(place=weakest.place + 1, score=f"{weakest.score:.2f}")
        if field.spec.kind.needs_proof:
            return self.tr("Nothing proves this value; please compare")
        return self.tr("A character was unclear; please compare")


def _weight(evidence: Evidence) -> int:
    return (Verdict.BREAKS, Verdict.DOUBTS, Verdict.PROVES, Verdict.SUPPORTS).index(evidence.verdict)
