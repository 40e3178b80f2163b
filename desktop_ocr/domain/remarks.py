"""What a service says of a paper besides what is printed on it: a copy, a picture of a screen, a blurred one.

A paper carries them as ``Paper.warnings``: the remark's value, and behind a colon a detail, if it has one.
"""

from __future__ import annotations

from enum import StrEnum


class Remark(StrEnum):
    """``resources/remarks.toml`` has the words."""

    COPY = "copy"
    TEMPORARY = "temporary"
    SCREEN = "screen"  # a picture of a screen
    SCREENSHOT = "screenshot"
    SCAN = "scan"
    EDITED = "edited"  # detail: with what
    REVERSED_SIDE = "reversed_side"
    NOT_AN_ID_CARD = "not_an_id_card"
    OTHER_CARD = "other_card"
    BLURRED = "blurred"
    OVER_EXPOSED = "over_exposed"
    TOO_DARK = "too_dark"
    GLARE = "glare"
    INCOMPLETE = "incomplete"
    COVERED = "covered"
    NUMBER_DISAGREES = "number_disagrees"  # with the sex or the date of birth
    DOUBTED = "doubted"  # something it has no name for; detail: the service's word
    TEMPLATE_MISSED = "template_missed"
    PLACES_GUESSED = "places_guessed"  # the places of values are those where another engine read them

    def said(self, detail: str = "") -> str:
        """As a paper carries it."""
        return f"{self.value}:{detail}" if detail else self.value


def remark_of(warning: str) -> tuple[Remark | None, str]:
    """The remark and its detail; None for a warning that is none of these."""
    name, _, detail = warning.partition(":")
    return (Remark(name), detail) if name in set(Remark) else (None, warning)
