"""Oval and round stamps of offices and sellers, drawn on white for `Sheet.stamp`."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

from .fonts import font
from .ornaments import RED
from .places import Region
from .sheet import Colour, Sheet


def supervision_mark(width: int, office: str, fill: Colour = RED) -> Image.Image:
    """The oval that is printed over an invoice's title."""
    return oval((width, round(width * 0.66)), "全国统一发票监制章", (office, "国家税务总局监制"), fill, is_double=True)


def sellers_seal(width: int, company: str, tax_number: str, fill: Colour = RED) -> Image.Image:
    """发票专用章: 40 × 30 mm."""
    return oval((width, round(width * 0.75)), company, (tax_number, "发票专用章"), fill)


def oval(
    size: tuple[int, int], arc: str, lines: Sequence[str], fill: Colour, *, is_double: bool = False
) -> Image.Image:
    """`arc` along the upper edge, `lines` across the middle and below it."""
    width, height = size
    canvas = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(canvas)
    line = max(round(width * 0.022), 1)
    draw.ellipse((1, 1, width - 2, height - 2), outline=fill, width=line)
    if is_double:
        inset = line * 2
        draw.ellipse((inset, inset, width - inset, height - inset), outline=fill, width=max(line // 2, 1))
    em = round(min(height * 0.17, width * 2.0 / max(len(arc), 1)))
    face, spread = font("song_bold", em), math.radians(min(230.0, 21.0 * len(arc)))
    for index, character in enumerate(arc):
        turn = -spread / 2 + spread * index / max(len(arc) - 1, 1)
        tile = Image.new("L", (em * 2, em * 2))
        ImageDraw.Draw(tile).text((em, em), character, 255, face, anchor="mm")
        slope = math.degrees(math.atan2(height * math.sin(turn), width * math.cos(turn)))
        tile = tile.rotate(-slope, Image.Resampling.BICUBIC)
        x = width / 2 + (width / 2 - em * 0.9) * math.sin(turn) - em
        y = height / 2 - (height / 2 - em * 0.9) * math.cos(turn) - em
        canvas.paste(Image.new("RGB", tile.size, fill), (round(x), round(y)), tile)
    for number, text in enumerate(lines):
        size_of = round(min(height * 0.13, width * 0.72 / max(len(text) * (0.75 if text.isascii() else 1.0), 1)))
        y = height * (0.56 + 0.2 * number)
        draw.text((width / 2, y), text, fill, font("song_bold", size_of), anchor="mm")
    return canvas


def put(sheet: Sheet, rng: random.Random, picture: Image.Image, x: float, y: float, *, turn: float = 8.0) -> None:
    """Stamp it by hand: a little turned, a little off the place."""
    turned = picture.rotate(
        rng.uniform(-turn, turn), Image.Resampling.BILINEAR, expand=True, fillcolor="white"
    )  # fmt: skip
    sheet.stamp(turned, x + rng.uniform(-2, 2), y + rng.uniform(-1.5, 1.5))


def tax_office(place: Region) -> str:
    return f"{place.province}税务局"
