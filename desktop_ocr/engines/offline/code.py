"""A bar code or square that was read; ``codes`` finds them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.geometry import Quad

CORRECTED = frozenset({"QR_CODE", "DATA_MATRIX", "AZTEC", "PDF_417", "MAXICODE"})
"""Symbologies with Reed–Solomon codes: what is read from one is what was put in."""


@dataclass(frozen=True, slots=True)
class Code:
    """``region`` is in page coordinates, its corners clockwise from the code's own top left."""

    symbology: str
    text: str
    region: Quad

    @property
    def is_corrected(self) -> bool:
        """Whether it cannot have been misread."""
        return self.symbology in CORRECTED
