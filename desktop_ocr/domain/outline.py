"""The outline of a paper on a page: a suggestion, which a person may drag."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a paper lies: ``quad`` in page coordinates, clockwise from the corner nearest to the page's top left.

    ``is_sure`` says that cropping to it is safe: everything printed lies within.  Where it is False the whole page is
    kept and the outline is only offered.
    """

    quad: Quad
    is_sure: bool
