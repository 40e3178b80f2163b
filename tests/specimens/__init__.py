"""Specimens: invented papers drawn with known values, and photos of them.

`render` draws one flat paper, `photograph` shows how a phone or scanner saw it. Nobody and nothing in them exists.
To add a kind, write a module with a function (rng, long side in px) -> Specimen and name it in `_RENDERERS`.
``python -m tests.specimens FOLDER`` writes pictures to look at.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import (
    bank_card,
    business_card,
    business_license,
    general_text,
    id_card,
    permanent_resident_card,
    residence_permit,
    social_security_card,
    temporary_id_card,
)
from .photo import LIMITS, Effects, Photo, Strength, photograph, photograph_12mp
from .sheet import Quad
from .specimen import Specimen

__all__ = [
    "KINDS", "LIMITS", "Effects", "Photo", "Quad", "Specimen", "Strength", "photograph", "photograph_12mp", "render",
]  # fmt: skip

# The second entry is the usual long side in px: sheets need more of them for their small print.
_RENDERERS: dict[str, tuple[Callable[[random.Random, int], Specimen], int]] = {
    "id_card_front": (id_card.front, 1600),
    "id_card_back": (id_card.back, 1600),
    "bank_card": (bank_card.render, 1600),
    "business_license": (business_license.render, 2200),
    "general_text": (general_text.render, 2200),
    "temporary_id_card": (temporary_id_card.render, 1600),
    "residence_permit_front": (residence_permit.front, 1600),
    "residence_permit_back": (residence_permit.back, 1600),
    "foreigner_permanent_resident_card": (permanent_resident_card.render, 1600),
    "social_security_card": (social_security_card.render, 1600),
    "business_card": (business_card.render, 1600),
}
KINDS: tuple[str, ...] = tuple(_RENDERERS)


def render(document_type: str, seed: int, *, long_side: int | None = None) -> Specimen:
    """A flat, clean picture of one invented paper; the same seed gives the same paper."""
    draw, usual = _RENDERERS[document_type]
    return draw(random.Random(f"{document_type}:{seed}"), long_side or usual)
