"""A paper being printed: text placed in millimetres, and where each value came to lie in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from .fonts import font, runs

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
Colour = tuple[int, int, int]

NO_LINE_START = "，。；：、）)》”,.;"


@dataclass(frozen=True)
class Relief:
    """Embossed characters: a dark copy towards the lower right, a light one towards the upper left."""

    dark: Colour
    light: Colour
    depth: float = 0.14  # mm


class Sheet:
    """`picture` is the paper in pixels; the origin of all millimetre coordinates is its top left corner."""

    def __init__(self, width: float, height: float, long_side: int) -> None:
        self.width, self.height = width, height
        self.scale = long_side / max(width, height)
        self.size = (round(width * self.scale), round(height * self.scale))
        self.fields: dict[str, str] = {}
        self.boxes: dict[str, list[Quad]] = {}
        self.put(Image.new("RGB", self.size, "white"))

    def put(self, picture: Image.Image) -> None:
        """Take `picture` (this sheet's size in pixels) as what is printed so far."""
        self.picture = picture
        self.draw = ImageDraw.Draw(picture)

    def px(self, millimetres: float) -> int:
        return round(millimetres * self.scale)

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Lay a picture with its own transparency on the sheet, its middle at (`x`, `y`) mm."""
        left, top = self.px(x) - picture.width // 2, self.px(y) - picture.height // 2
        self.picture.paste(picture, (left, top), picture if picture.mode == "RGBA" else None)

    def stamp(self, picture: Image.Image, x: float, y: float) -> None:
        """Multiply a picture on white into the sheet, as ink lets the print below show; middle at (`x`, `y`) mm."""
        left, top = self.px(x) - picture.width // 2, self.px(y) - picture.height // 2
        area = (
            max(left, 0),
            max(top, 0),
            min(left + picture.width, self.size[0]),
            min(top + picture.height, self.size[1]),
        )
        ink = np.asarray(picture.crop((area[0] - left, area[1] - top, area[2] - left, area[3] - top)), np.uint16)
        below = np.asarray(self.picture.crop(area), np.uint16)
        self.picture.paste(Image.fromarray((ink * below // 255).astype(np.uint8)), area[:2])

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        role: str,
        size: float,
        fill: Colour = (20, 20, 22),
        key: str | None = None,
        align: str = "left",
        width: float | None = None,
        tracking: float = 0.0,
        bold: float = 0.0,
        relief: Relief | None = None,
    ) -> Quad:
        """Print one line; `y` mm is the middle of its characters, `x` mm its left, middle or right end by `align`.

        `size` is the em, `tracking` extra space between characters, `bold` extra stroke width, all in mm; `width`
        spreads the characters over that many mm instead. The returned box reaches from the first to the last ink
        across and at least over a full character's height (so a line holding only 一 still has a line's height).
        With `key` the box is kept as one line of that field.
        """
        em = self.px(size)
        space = tracking * self.scale
        pieces = list(runs(text, role, em))
        natural = sum(face.getlength(piece) for piece, face in pieces)
        if width is not None:
            space = (width * self.scale - natural) / max(len(text) - 1, 1)
        total = natural + space * (len(text) - 1)
        left = x * self.scale - total * {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
        face = font(role, em)
        reference = face.getbbox("国" if _is_wide(text) else "8", anchor="ls")
        baseline = y * self.scale - (reference[1] + reference[3]) / 2
        if space:
            pieces = [(character, face) for piece, face in pieces for character in piece]
        ink = [float("inf"), baseline + reference[1], float("-inf"), baseline + reference[3]]
        stroke = round(bold * self.scale)
        at = left
        for piece, face in pieces:
            if piece.strip():
                self._print(at, baseline, piece, face, fill, stroke, relief)
                box = face.getbbox(piece, anchor="ls", stroke_width=stroke)
                ink[0], ink[2] = min(ink[0], at + box[0]), max(ink[2], at + box[2])
                ink[1], ink[3] = min(ink[1], baseline + box[1]), max(ink[3], baseline + box[3])
            at += face.getlength(piece) + space * len(piece)
        quad = ((ink[0], ink[1]), (ink[2], ink[1]), (ink[2], ink[3]), (ink[0], ink[3]))
        if key:
            self.boxes.setdefault(key, []).append(quad)
        return quad

    def write_lines(self, x: float, y: float, lines: Sequence[str], *, step: float, key: str, **style: object) -> float:
        """Print `lines` below each other, `step` mm apart, as the value of `key`; returns the y of the next line."""
        for line in lines:
            self.write(x, y, line, key=key, **style)  # type: ignore[arg-type]
            y += step
        return y

    def wrap(self, text: str, width: float, *, role: str, size: float, tracking: float = 0.0) -> list[str]:
        """Cut `text` into lines of at most `width` mm; numbers stay whole, closing marks hang over the end."""
        face, space = font(role, self.px(size)), tracking * self.scale
        lines, line = [], ""
        for unit in _units(text):
            length = face.getlength(line + unit) + space * len(line + unit)
            if line and length > width * self.scale and unit not in NO_LINE_START:
                lines.append(line)
                line = ""
            line += unit
        return [*lines, line] if line else lines

    def _print(
        self, x: float, y: float, text: str, face: object, fill: Colour, stroke: int, relief: Relief | None
    ) -> None:
        if relief:
            off = max(relief.depth * self.scale, 1)
            self.draw.text((x + off, y + off), text, relief.dark, face, anchor="ls", stroke_width=stroke)  # type: ignore[arg-type]
            self.draw.text((x - off, y - off), text, relief.light, face, anchor="ls", stroke_width=stroke)  # type: ignore[arg-type]
        self.draw.text((x, y), text, fill, face, anchor="ls", stroke_width=stroke)  # type: ignore[arg-type]


def _is_wide(text: str) -> bool:
    return any(ord(character) > 0x2E7F for character in text)


def _units(text: str) -> list[str]:
    units: list[str] = []
    for character in text:
        if units and character.isascii() and character.isalnum() and units[-1].isascii() and units[-1].isalnum():
            units[-1] += character
        else:
            units.append(character)
    return units
