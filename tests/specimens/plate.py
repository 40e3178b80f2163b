"""Number plates by the proportions of GA 36: sizes, rows and colours in millimetres, numbers invented."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .fonts import font
from .ornaments import gradient
from .sheet import Colour

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTERS, _DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "0123456789"
WHITE, BLACK, RED = (244, 246, 246), (22, 22, 24), (200, 30, 34)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm."""


@dataclass(frozen=True)
class Look:
    """The colours of a form: grounds (from the top, or office and serial), print, and its name for a clerk."""

    colour: str
    grounds: tuple[Colour, ...]
    ink: Colour
    share: float
    double: bool = False


LOOKS = {
    "blue": Look("蓝色", ((26, 72, 168),), WHITE, 0.34),
    "energy": Look("绿色", ((226, 240, 232), (70, 190, 120)), BLACK, 0.2),
    "energy_large": Look("黄绿色", ((238, 186, 40), (86, 196, 126)), BLACK, 0.08),
    "yellow": Look("黄色", ((240, 180, 24),), BLACK, 0.06),
    "yellow_double": Look("黄色", ((240, 180, 24),), BLACK, 0.08, double=True),
    "coach": Look("黄色", ((240, 180, 24),), BLACK, 0.05),
    "trailer": Look("黄色", ((240, 180, 24),), BLACK, 0.04, double=True),
    "police": Look("白色", (WHITE,), BLACK, 0.06),
    "hong_kong": Look("黑色", ((24, 24, 28),), WHITE, 0.04),
    "consulate": Look("黑色", ((24, 24, 28),), WHITE, 0.02),
    "embassy": Look("黑色", ((24, 24, 28),), WHITE, 0.03),
}


@dataclass(frozen=True)
class Plate:
    """A plate seen from the front: `rows` are the boxes of its number, in mm of `size`."""

    form: str
    number: str
    look: Look
    size: tuple[float, float]
    picture: Image.Image
    rows: tuple[Box, ...]


def plate(rng: random.Random, form: str = "", *, scale: float = 2.0) -> Plate:
    """A plate at `scale` pixels a millimetre."""
    form = form or rng.choices(list(LOOKS), [look.share for look in LOOKS.values()])[0]
    look, number = LOOKS[form], invented(rng, form)
    size = (440.0, 220.0) if look.double else (480.0 if form.startswith("energy") else 440.0, 140.0)
    picture = _ground(rng, look, form, size, scale)
    # No free face is the plates' own: two that differ stand for it.
    faces = rng.choice([("hei_bold", "hei_bold"), ("hei_bold", "latin_bold"), ("hei_micro", "latin_bold")])
    boxes = list(_double(number) if look.double else _energy(number) if form.startswith("energy") else _single(number))
    for char, box in boxes:
        _strike(picture, _glyph(char, faces[char.isascii()]), char, box, _ink(look, char), scale)
    if not form.startswith("energy"):
        x, y = (220.0, 45.0) if look.double else (129.5, 70.0)
        _dot(picture, x, y, look.ink, scale)
    _bolts(picture, size, scale, rng)
    upper = 2 if look.double else 0
    rows = tuple(_around([box for _, box in part]) for part in (boxes[:upper], boxes[upper:]) if part)
    return Plate(form, number, look, size, picture, rows)


def invented(rng: random.Random, form: str) -> str:
    """A number that nobody need have, in the form's grammar."""
    serial = _serial(rng)
    office = rng.choice(PROVINCES) + rng.choice(_LETTERS)
    digits = "".join(rng.choices(_DIGITS, k=6))
    return {
        "energy": office + rng.choice("DDDDFFFABCE") + rng.choice(_DIGITS + _LETTERS) + digits[:4],
        "energy_large": office + digits[:5] + rng.choice("DDF"),
        "coach": office + serial[:4] + "学",
        "trailer": office + serial[:4] + "挂",
        "police": office + serial[:4] + "警",
        "hong_kong": "粤Z" + serial[:4] + rng.choice("港港澳"),
        "consulate": office + serial[:4] + "领",
        "embassy": digits + "使",
    }.get(form, office + serial)


def _serial(rng: random.Random) -> str:
    """Five characters, at most two of them letters."""
    signs = rng.choices(_DIGITS, k=5)
    for place in rng.sample(range(5), rng.choice([0, 1, 1, 2, 2])):
        signs[place] = rng.choice(_LETTERS)
    return "".join(signs)


def _single(number: str) -> Iterator[tuple[str, Box]]:
    """Seven characters of 45 × 90, 12 apart, 34 with the dot behind the second."""
    left = 15.5
    for place, char in enumerate(number):
        yield char, (left, 25.0, left + 45, 115.0)
        left += 45 + (34 if place == 1 else 12)


def _energy(number: str) -> Iterator[tuple[str, Box]]:
    """Eight characters of 43 × 90 (the first 45 wide), 9 apart, 49 with the emblem behind the second."""
    left = 15.5
    for place, char in enumerate(number):
        width = 45.0 if place == 0 else 43.0
        yield char, (left, 25.0, left + width, 115.0)
        left += width + (49 if place == 1 else 9)


def _double(number: str) -> Iterator[tuple[str, Box]]:
    """Two characters of 80 × 60 above five of 65 × 110."""
    for char, left in zip(number[:2], (110.0, 250.0), strict=True):
        yield char, (left, 15.0, left + 80, 75.0)
    for place, char in enumerate(number[2:]):
        yield char, (27.5 + 80 * place, 90.0, 92.5 + 80 * place, 200.0)


def _ground(rng: random.Random, look: Look, form: str, size: tuple[float, float], scale: float) -> Image.Image:
    width, height = (round(side * scale) for side in size)
    fade = 14 if look.colour not in ("白色", "黑色") else 4
    faded = [tuple(max(0, min(255, band + rng.randint(-fade, fade))) for band in tone) for tone in look.grounds]
    if form == "energy":
        picture = gradient((width, height), faded, 90)  # type: ignore[arg-type]
    else:
        picture = Image.new("RGB", (width, height), faded[-1])  # type: ignore[arg-type]
        if len(faded) > 1:
            picture.paste(faded[0], (0, 0, round(130 * scale), height))  # type: ignore[arg-type]
    draw = ImageDraw.Draw(picture)
    rim, line = 4 * scale, max(1, round(2.5 * scale))
    draw.rounded_rectangle((rim, rim, width - rim, height - rim), 10 * scale, outline=look.ink, width=line)
    if form.startswith("energy"):
        x, y = 130 * scale, 70 * scale
        draw.ellipse(
            (x - 14 * scale, y - 18 * scale, x + 14 * scale, y + 18 * scale), outline=(30, 120, 70), width=line
        )
        draw.line((x - 8 * scale, y, x + 8 * scale, y), fill=(30, 120, 70), width=line)
    return picture.convert("RGBA")


def _ink(look: Look, char: str) -> Colour:
    return RED if char in "警使" and look.colour in ("白色", "黑色") else look.ink


def _strike(picture: Image.Image, glyph: Image.Image, char: str, box: Box, ink: Colour, scale: float) -> None:
    """Emboss one character: its glyph stretched to the box, a dark edge below it, a light one above."""
    left, top, right, bottom = (round(side * scale) for side in box)
    width, height = right - left, bottom - top
    if char == "1":
        width = round(width * 0.36)
        left += (right - left - width) // 2
    mask = glyph.resize((width, height), Image.Resampling.LANCZOS)
    off = max(1, round(1.2 * scale))
    picture.paste((20, 20, 24), (left + off // 2, top + off), mask.point(lambda level: level // 3))
    picture.paste(ink, (left, top), mask)


@cache
def _glyph(char: str, role: str) -> Image.Image:
    """The ink of a character without the space around it, as a mask."""
    face = font(role, 240)
    box = face.getbbox(char, anchor="ls")
    mask = Image.new("L", (round(box[2] - box[0]), round(box[3] - box[1])), 0)
    ImageDraw.Draw(mask).text((-box[0], -box[1]), char, 255, face, anchor="ls")
    return mask


def _dot(picture: Image.Image, x: float, y: float, ink: Colour, scale: float) -> None:
    draw = ImageDraw.Draw(picture)
    draw.ellipse([at * scale for at in (x - 5, y - 5, x + 5, y + 5)], fill=ink)


def _bolts(picture: Image.Image, size: tuple[float, float], scale: float, rng: random.Random) -> None:
    draw = ImageDraw.Draw(picture)
    for x in (size[0] * 0.26, size[0] * 0.74):
        for y in (12.0, size[1] - 12.0):
            if rng.random() < 0.7:
                tone = rng.choice([(196, 198, 200), (120, 122, 126), (226, 226, 220)])
                radius = rng.uniform(4, 6.5)
                box = [at * scale for at in (x - radius, y - radius, x + radius, y + radius)]
                draw.ellipse(box, fill=tone, outline=(70, 70, 72))


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def worn(drawn: Plate, rng: random.Random) -> Image.Image:
    """The plate after some years: dust, mud, a shadow's edge across it."""
    pixels = np.asarray(drawn.picture.convert("RGB"), np.float32)
    height, width = pixels.shape[:2]
    if rng.random() < 0.5:
        noise = np.random.default_rng(rng.randrange(1 << 30))
        spots = noise.random((max(4, height // 24), max(8, width // 24))).astype(np.float32)
        cover = Image.fromarray((np.clip((spots - 0.72) * 4, 0, 1) * 255).astype(np.uint8))
        cover = cover.resize((width, height), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(4))
        share = np.asarray(cover, np.float32)[..., None] / 255 * rng.uniform(0.2, 0.75)
        pixels = pixels * (1 - share) + np.array([116, 98, 76], np.float32) * share
    if rng.random() < 0.4:
        x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        edge = x + y * rng.uniform(-0.8, 0.8) > rng.uniform(-0.7, 0.7)
        pixels[edge] *= rng.uniform(0.45, 0.75)
    mask = Image.new("L", (width, height), 0)
    radius = round(10 * width / drawn.size[0])
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
    shown = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert("RGBA")
    shown.putalpha(mask)
    return shown
