"""What to tell the clerk in front of a camera: one thing at a time, the most important."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from desktop_ocr.domain.document_type import DocumentType, FieldSpec
from desktop_ocr.domain.geometry import Quad, unit_to_quad
from desktop_ocr.domain.quality import Advice
from desktop_ocr.workflow.looking import LOOK_SIDE, Look
from desktop_ocr.workflow.placing import Size, is_cut_off, is_far, largest
from desktop_ocr.workflow.shutter import Phase, Verdict

TEXT_PIXELS = 11.0
"""Text of this height in the full picture is large enough, whatever it is in the one that was looked at."""


class Guide(StrEnum):
    """The window has the words."""

    PUT_DOWN = "put_down"
    UNSURE = "unsure"
    CUT_OFF = "cut_off"
    CLOSER = "closer"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    GLARE = "glare"
    BLURRED = "blurred"
    HOLD = "hold"
    READY = "ready"
    TAKEN = "taken"
    BLIND = "blind"  # the looks come to nothing

    @property
    def is_good(self) -> bool:
        return self in (Guide.HOLD, Guide.READY, Guide.TAKEN)


_ADVICE = {
    Advice.BLURRED: Guide.BLURRED,
    Advice.TOO_DARK: Guide.TOO_DARK,
    Advice.TOO_BRIGHT: Guide.TOO_BRIGHT,
    Advice.GLARE: Guide.GLARE,
    Advice.CUT_OFF: Guide.CUT_OFF,
    Advice.CLOSER: Guide.CLOSER,
}
assert set(_ADVICE) == set(Advice)


def guide(look: Look, verdict: Verdict, frame: Size, *, is_automatic: bool) -> Guide:
    """``frame`` is the size of the full picture."""
    advice = [_ADVICE[one] for one in look.quality.advice]
    if look.quality.text_height * max(1.0, max(frame) / LOOK_SIDE) >= TEXT_PIXELS:
        advice = [one for one in advice if one is not Guide.CLOSER]
    if verdict.phase is Phase.TAKEN:
        return Guide.TAKEN
    meant = largest(look.outlines)
    if meant is None:
        light = [one for one in advice if one in (Guide.TOO_DARK, Guide.TOO_BRIGHT)]
        return light[0] if light else Guide.PUT_DOWN
    if is_cut_off(meant):
        return Guide.CUT_OFF
    if is_far(meant, frame):
        return Guide.CLOSER
    if verdict.phase is Phase.UNSURE:
        return advice[0] if advice else Guide.UNSURE
    if advice:
        return advice[0]
    return Guide.READY if verdict.held >= 1 and not is_automatic else Guide.HOLD


def glared_field(kind: DocumentType | None, quad: Quad, glare: Sequence[Quad]) -> FieldSpec | None:
    """The field of an upright paper of that kind on which light has wiped out the print, if one is known.

    Where fields lie the offline engine's section says, in ``box``es of the paper (0–1); numbers come first.
    """
    if kind is None or not glare:
        return None
    rules = kind.sections.get("offline", {}).get("field", {})
    specs = sorted(kind.fields, key=lambda spec: not spec.kind.needs_proof)
    for spec in specs:
        box = rules.get(spec.key, {}).get("box")
        if box and any(
            _overlap(Quad.of(unit_to_quad(quad, p) for p in Quad.rectangle(*box).corners), g) for g in glare
        ):
            return spec
    return None


def _overlap(one: Quad, other: Quad) -> bool:
    """Whether the upright rectangles around them meet."""
    left, top, right, bottom = one.bounds
    other_left, other_top, other_right, other_bottom = other.bounds
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom
