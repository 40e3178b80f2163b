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
    birth_certificate,
    business_license,
    certificate,
    general_text,
    household,
    id_card,
    marriage_certificate,
    property_certificate,
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
    "household_register_home": (household.home, 1800),
    "household_register_member": (household.member, 1800),
    "birth_certificate": (birth_certificate.render, 2400),
    "marriage_certificate": (marriage_certificate.render, 1900),
    "real_estate_certificate": (property_certificate.render_real_estate, 2600),
    "house_ownership_certificate": (property_certificate.render_house, 2000),
    "certificate": (certificate.render, 2000),
    "general_text": (general_text.render, 2200),
}
KINDS: tuple[str, ...] = tuple(_RENDERERS)


def render(document_type: str, seed: int, *, long_side: int | None = None) -> Specimen:
    """A flat, clean picture of one invented paper; the same seed gives the same paper."""
    draw, usual = _RENDERERS[document_type]
    return draw(random.Random(f"{document_type}:{seed}"), long_side or usual)
