"""From readings, evidence and a person's word to the state of a field and of a document.

A field is never called right because a model felt sure.  It is *proven* by something that would have noticed a wrong
digit, or *confirmed* by a person; otherwise its state says what is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Reading

LIKELY_SCORE = 0.85
"""From this score of its weakest character on, a value that needs no proof is likely (not calibrated)."""
LEGIBLE_SCORE = 0.35
"""Below this mean score what was read is noise."""
NOTHING = "***"
"""What bills print in place of an amount that there is not."""
MASK_CHARACTERS = frozenset("*＊×※●■█")


class FieldState(StrEnum):
    """What is known of a value."""

    PROVEN = "proven"  # check digit, cross-field rule, digital source, agreement of independent readings
    CONFIRMED = "confirmed"  # a person, for this very field
    LIKELY = "likely"  # nothing against it, high score, no proof
    DOUBTFUL = "doubtful"
    BROKEN = "broken"  # a rule fails
    ILLEGIBLE = "illegible"
    EMPTY = "empty"

    @property
    def needs_look(self) -> bool:
        return self in (FieldState.DOUBTFUL, FieldState.BROKEN, FieldState.ILLEGIBLE)


class DocumentState(StrEnum):
    """Where a document is in the clerk's work."""

    QUEUED = "queued"
    READING = "reading"
    NEEDS_LOOK = "needs_look"
    READY = "ready"  # nothing doubtful, broken, illegible, or required but empty
    FINISHED = "finished"  # by a person; no field changes its state by that
    FAILED = "failed"


class Verdict(StrEnum):
    """What one piece of evidence does to a value."""

    PROVES = "proves"
    SUPPORTS = "supports"
    DOUBTS = "doubts"
    BREAKS = "breaks"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value may be trusted or not; ``name`` is a key of ``resources/evidence.toml``, which has the words.

    ``printed`` is what was read on the page where its file says something else: a fact for the words.
    """

    name: str
    verdict: Verdict
    printed: str = ""


class Reason(StrEnum):
    """Why a person keeps a value that breaks a rule."""

    NONE = "none"
    AS_PRINTED = "as_printed"
    UNREADABLE = "unreadable"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's value for a field (which may equal the machine's).

    ``is_checked`` is False while a person has only pointed at the place (``region``, in page coordinates) that a
    machine then read: such a value is kept as a person's, but nobody has compared it yet.
    """

    value: str
    reason: Reason = Reason.NONE
    region: Quad | None = None
    is_checked: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a document: what machines read, what a person said, and the evidence about the readings."""

    spec: FieldSpec
    readings: tuple[Reading, ...] = ()
    correction: Correction | None = None
    evidence: tuple[Evidence, ...] = ()
    likely_score: float = LIKELY_SCORE
    """From this score of its weakest character on, a value that needs no proof is likely."""
    is_incomplete: bool = False
    """Whether parts of its page are missing: then nothing but a person's look settles it, found or not found."""

    @property
    def reading(self) -> Reading | None:
        """The reading that is shown: the first."""
        return self.readings[0] if self.readings else None

    @property
    def printed(self) -> str:
        """What the pixels alone say, where that is not what the file's letters say and is known; else nothing."""
        return self.readings[1].value if len(self.readings) > 1 else ""

    @property
    def value(self) -> str:
        """The person's value, else the machine's, else nothing."""
        if self.correction is not None:
            return self.correction.value
        return self.reading.value if self.reading else ""

    @property
    def state(self) -> FieldState:
        if self.correction is not None:
            return said_state(self.spec, self.correction, self.evidence)
        if self.reading is None:
            return FieldState.EMPTY
        return machine_state(self.spec, self.reading, self.evidence, self.likely_score)

    @property
    def awaits_person(self) -> bool:
        """Whether parts of its page are missing and no person has compared it yet."""
        return self.is_incomplete and (self.correction is None or not self.correction.is_checked)

    @property
    def needs_look(self) -> bool:
        """Doubtful, broken, illegible, or required but empty; not what a person has called unreadable."""
        if self.correction is not None and self.correction.reason is Reason.UNREADABLE:
            return False
        return self.awaits_person or self.state.needs_look or (self.spec.required and self.state is FieldState.EMPTY)

    @property
    def breaks_a_rule(self) -> bool:
        """Whether a rule fails, the machine's value or a person's, and no person has said why it is kept."""
        has_reason = self.correction is not None and self.correction.reason is not Reason.NONE
        return not has_reason and any(item.verdict is Verdict.BREAKS for item in self.evidence)

    @property
    def is_obstacle(self) -> bool:
        """Whether its document cannot be finished: broken, or required and empty, without a person's reason; of an
        incomplete page all that no person has looked at.
        """
        has_reason = self.correction is not None and self.correction.reason is not Reason.NONE
        is_missing = self.spec.required and not self.value and not has_reason
        return is_missing or self.breaks_a_rule or self.awaits_person

    @property
    def region(self) -> Quad | None:
        """Where the value stands on the page, if that is known."""
        if self.correction is not None and self.correction.region is not None:
            return self.correction.region
        return self.reading.region if self.reading else None

    def with_correction(self, correction: Correction | None) -> Field:
        return replace(self, correction=correction)


def said_state(spec: FieldSpec, said: Correction, evidence: Iterable[Evidence]) -> FieldState:
    """The state of a person's value.  What breaks a rule is confirmed only with a reason why it is kept."""
    verdicts = {item.verdict for item in evidence}
    if said.reason is Reason.UNREADABLE:
        return FieldState.ILLEGIBLE
    if said.reason is not Reason.NONE:
        return FieldState.CONFIRMED
    if not said.value:
        return FieldState.EMPTY
    if Verdict.BREAKS in verdicts:
        return FieldState.BROKEN
    if said.is_checked:
        return FieldState.CONFIRMED
    proven = Verdict.PROVES in verdicts and Verdict.DOUBTS not in verdicts
    return FieldState.PROVEN if proven else FieldState.DOUBTFUL


def machine_state(
    spec: FieldSpec, reading: Reading, evidence: Iterable[Evidence], likely_score: float = LIKELY_SCORE
) -> FieldState:
    """The state of a value that no person has confirmed."""
    verdicts = {item.verdict for item in evidence}
    if is_illegible(reading):
        return FieldState.ILLEGIBLE
    if Verdict.BREAKS in verdicts:
        return FieldState.BROKEN
    if Verdict.DOUBTS in verdicts or reading.repaired:
        return FieldState.DOUBTFUL
    if Verdict.PROVES in verdicts:
        return FieldState.PROVEN
    if spec.kind.needs_proof or reading.weakest < likely_score:
        return FieldState.DOUBTFUL
    return FieldState.LIKELY


def is_illegible(reading: Reading) -> bool:
    """Something is printed there that cannot be read: noise, or a value that was masked.

    Three stars alone hide nothing: bills print them for the tax of what is not taxed.
    """
    if not reading.value or reading.confidence < LEGIBLE_SCORE:
        return True
    masked = sum(character in MASK_CHARACTERS for character in reading.value)
    return masked * 2 > len(reading.value) and reading.value != NOTHING


def document_state(fields: Iterable[Field]) -> DocumentState:
    """Ready or needs a look, from the fields of a document that was read."""
    for field in fields:
        if field.needs_look:
            return DocumentState.NEEDS_LOOK
    return DocumentState.READY
