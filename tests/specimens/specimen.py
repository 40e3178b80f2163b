"""The flat picture of one invented paper and what is truly printed on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PIL import Image

from .sheet import Quad, Sheet

CARD = (85.6, 54.0)  # mm, ISO/IEC 7810 ID-1
CARD_CORNER = 3.18  # mm, radius


@dataclass(frozen=True)
class Specimen:
    """A flat, clean picture of one paper.

    `boxes` hold one quad per printed line of a value: pixels of `image`, clockwise from the text's top left.
    `text_height` is the height in pixels of the smallest value's full character, `corner` the radius of the paper's
    rounded corners in pixels (0 for sheets), `scale` pixels for a mm.
    """

    document_type: str
    image: Image.Image = field(repr=False)
    fields: dict[str, str]
    boxes: dict[str, list[Quad]] = field(repr=False)
    text_height: float
    form: str
    corner: float = 0.0
    scale: float = 0.0


def finished(sheet: Sheet, document_type: str, form: str, *, corner: float = 0.0) -> Specimen:
    """The sheet as a Specimen; `corner` is in mm."""
    assert sheet.fields.keys() == sheet.boxes.keys(), sheet.fields.keys() ^ sheet.boxes.keys()
    return Specimen(
        document_type=document_type,
        image=sheet.picture,
        fields=sheet.fields,
        boxes=sheet.boxes,
        text_height=smallest_height(sheet.boxes),
        form=form,
        corner=corner * sheet.scale,
        scale=sheet.scale,
    )


def smallest_height(boxes: dict[str, list[Quad]]) -> float:
    """Height of the lowest box: the mean of a quad's left and right side, in pixels."""
    return min(
        (math.dist(quad[0], quad[3]) + math.dist(quad[1], quad[2])) / 2 for quads in boxes.values() for quad in quads
    )
