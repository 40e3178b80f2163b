"""What a paper shows besides text: security lines, emblem and seal stand-ins, frames, a portrait outline, a QR square.

Everything is invented: no emblem, seal or trade mark is copied. Sizes are pixels, colours 0–255 RGB.
"""

from __future__ import annotations

import math
import random
from functools import cache, lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw

from .fonts import font
from .sheet import Colour

RED: Colour = (205, 38, 34)
GOLD: Colour = (200, 152, 52)


def gradient(size: tuple[int, int], stops: list[Colour], angle: float) -> Image.Image:
    """A smooth change of colour along `angle` (degrees, 0 = left to right)."""
    width, height = size
    x, y = np.meshgrid(np.linspace(0, 1, 64, dtype=np.float32), np.linspace(0, height / width, 64, dtype=np.float32))
    along = x * math.cos(math.radians(angle)) + y * math.sin(math.radians(angle))
    along = (along - along.min()) / (along.max() - along.min())
    at = np.linspace(0, 1, len(stops))
    small = np.stack([np.interp(along, at, [stop[band] for stop in stops]) for band in range(3)], axis=-1)
    big = cv2.resize(small.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return Image.fromarray(big.clip(0, 255).astype(np.uint8))


@lru_cache(maxsize=24)
def guilloche(
    size: tuple[int, int],
    base: tuple[Colour, ...],
    inks: tuple[Colour, ...],
    pitch: float,
    strength: float,
    variant: int,
) -> Image.Image:
    """A ground changing through `base` from left to right, under families of wavy lines about `pitch` px apart."""
    rng = random.Random(f"guilloche:{variant}")
    width, height = size
    ground = np.asarray(gradient(size, list(base), rng.uniform(-8, 8)), np.float32)
    small = (max(width // 2, 8), max(height // 2, 8))
    x, y = np.meshgrid(np.linspace(-1, 1, small[0], dtype=np.float32), np.linspace(-1, 1, small[1], dtype=np.float32))
    y *= height / width
    for ink in inks:
        bend = 0.03 * np.sin(x * rng.uniform(4, 9) + rng.uniform(0, 6)) + 0.05 * np.sin(
            (x + y) * rng.uniform(2, 6) + rng.uniform(0, 6)
        )
        centre = (rng.uniform(-1.2, 1.2), rng.uniform(-0.8, 0.8))
        turn = rng.choice([0.0, 0.5, 1.0])
        radial = np.sqrt((x - centre[0]) ** 2 + (y - centre[1]) ** 2)
        phase = (radial * turn + (y + 0.4 * x) * (1 - turn) + bend) * (math.pi * width / pitch)
        line = np.clip(np.sin(phase) * 2.6 - 1.6, 0, 1)
        line = cv2.resize(line, size, interpolation=cv2.INTER_LINEAR)[..., None] * strength
        ground = ground * (1 - line) + np.array(ink, np.float32) * line
    return Image.fromarray(ground.clip(0, 255).astype(np.uint8))


@cache
def emblem(diameter: int, ring: Colour = GOLD, heart: Colour = RED) -> Image.Image:
    """A stand-in for an emblem: a disc with a star in a ring of leaves."""
    canvas = Image.new("RGBA", (diameter * 2, diameter * 2))
    draw = ImageDraw.Draw(canvas)
    middle = radius = float(diameter)
    for step in range(36):
        turn = math.tau * step / 36
        x, y = middle + 0.86 * radius * math.cos(turn), middle + 0.86 * radius * math.sin(turn)
        leaf = radius * 0.12
        draw.ellipse(
            (x - leaf, y - leaf, x + leaf, y + leaf), fill=ring, outline=tuple(c * 3 // 4 for c in ring), width=2
        )
    inner = radius * 0.8
    draw.ellipse((middle - inner, middle - inner, middle + inner, middle + inner), fill=heart, outline=ring, width=4)
    star(draw, middle, middle - radius * 0.22, radius * 0.32, ring)
    for step in range(4):
        turn = math.pi * (0.2 + 0.2 * step)
        star(
            draw,
            middle + radius * 0.5 * math.cos(turn),
            middle + radius * 0.5 * math.sin(turn) - radius * 0.1,
            radius * 0.1,
            ring,
        )
    draw.rectangle(
        (middle - radius * 0.4, middle + radius * 0.5, middle + radius * 0.4, middle + radius * 0.58), fill=ring
    )
    return canvas.resize((diameter, diameter), Image.Resampling.LANCZOS)


def star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: Colour) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.4
        turn = math.pi * corner / 5 - math.pi / 2
        points.append((x + reach * math.cos(turn), y + reach * math.sin(turn)))
    draw.polygon(points, fill=fill)


@lru_cache(maxsize=64)
def seal(text: str, diameter: int, fill: Colour = RED) -> Image.Image:
    """A round seal on white with `text` around a star."""
    side = diameter
    canvas = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(canvas)
    line = max(round(side * 0.028), 2)
    draw.ellipse((1, 1, side - 2, side - 2), outline=fill, width=line)
    star(draw, side / 2, side / 2, side * 0.16, fill)
    em = round(min(side * 0.14, side * 2.2 / max(len(text), 1)))
    spread = math.radians(min(260.0, 24.0 * len(text)))
    face = font("song_bold", em)
    for index, character in enumerate(text):
        turn = -spread / 2 + spread * index / max(len(text) - 1, 1)
        tile = Image.new("L", (em * 2, em * 2))
        ImageDraw.Draw(tile).text((em, em), character, 255, face, anchor="mm")
        tile = tile.rotate(-math.degrees(turn), Image.Resampling.BICUBIC)
        x = side / 2 + side * 0.385 * math.sin(turn) - em
        y = side / 2 - side * 0.385 * math.cos(turn) - em
        canvas.paste(Image.new("RGB", tile.size, fill), (round(x), round(y)), tile)
    return canvas


@cache
def key_pattern(thickness: int, ink: Colour, paper: Colour, kind: int) -> Image.Image:
    """One period of an ornamental border running left to right, `thickness` px high."""
    big = thickness * 4
    tile = Image.new("RGB", (big, big), paper)
    draw, line = ImageDraw.Draw(tile), max(big // 9, 2)
    step = big / 8
    if kind == 0:  # meander
        points = [(0, 7), (1, 7), (1, 1), (7, 1), (7, 6), (3, 6), (3, 3.6), (5, 3.6), (5, 4), (7, 7), (8, 7)]
    elif kind == 1:  # waves
        points = [(i / 4, 4 + 2.6 * math.sin(math.tau * i / 32)) for i in range(33)]
    else:  # lattice
        points = [(0, 4), (4, 1), (8, 4), (4, 7), (0, 4)]
    draw.line([(x * step, y * step) for x, y in points], fill=ink, width=line, joint="curve")
    return tile.resize((thickness, thickness), Image.Resampling.LANCZOS)


def frame(picture: Image.Image, box: tuple[int, int, int, int], thickness: int, ink: Colour, kind: int) -> None:
    """Draw an ornamental frame whose outer edge is `box` (left, top, right, bottom) on `picture`."""
    left, top, right, bottom = box
    paper = picture.getpixel((left + thickness // 2, top + thickness // 2))
    tile = np.asarray(key_pattern(thickness, ink, paper, kind))  # type: ignore[arg-type]
    across = np.tile(tile, (1, (right - left) // thickness + 1, 1))[:, : right - left]
    down = np.tile(np.rot90(tile), ((bottom - top) // thickness + 1, 1, 1))[: bottom - top]
    for strip, at in (
        (across, (left, top)),
        (across[::-1], (left, bottom - thickness)),
        (down, (left, top)),
        (down[:, ::-1], (right - thickness, top)),
    ):
        picture.paste(Image.fromarray(np.ascontiguousarray(strip)), at)
    draw, line = ImageDraw.Draw(picture), max(thickness // 10, 1)
    for inset in (0, thickness, thickness + line * 4):
        draw.rectangle((left + inset, top + inset, right - inset, bottom - inset), outline=ink, width=line)


def rings(size: tuple[int, int], paper: Colour, ink: Colour, pitch: int, kind: int) -> Image.Image:
    """A ground covered with small pale rings, as licences are printed on."""
    tile = Image.new("RGB", (pitch * 2, pitch * 2), paper)
    draw = ImageDraw.Draw(tile)
    for x, y in ((0, 0), (2, 0), (0, 2), (2, 2), (1, 1)):
        cx, cy, r = x * pitch, y * pitch, pitch * (0.8 if kind == 0 else 1.1)
        if kind == 2:
            draw.polygon([(cx - r, cy), (cx, cy - r), (cx + r, cy), (cx, cy + r)], outline=ink)
        else:
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=ink, width=max(pitch // 9, 1))
    array = np.asarray(tile)
    repeats = (size[1] // (pitch * 2) + 1, size[0] // (pitch * 2) + 1, 1)
    return Image.fromarray(np.ascontiguousarray(np.tile(array, repeats)[: size[1], : size[0]]))


def portrait(size: tuple[int, int], rng: random.Random, woman: bool) -> Image.Image:
    """A person's outline, not a person: head and shoulders in flat tones on nothing."""
    width, height = size[0] * 2, size[1] * 2
    canvas = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(canvas)
    skin = rng.choice([(214, 186, 168), (204, 178, 160), (222, 196, 178)])
    coat = rng.choice([(70, 76, 92), (96, 100, 108), (52, 58, 70), (120, 100, 96), (90, 110, 130)])
    hair = rng.choice([(40, 38, 40), (52, 46, 44), (66, 62, 62)])
    x, y, r = width / 2, height * 0.36, width * 0.21
    if woman:
        draw.rounded_rectangle((x - r * 1.3, y - r * 1.5, x + r * 1.3, y + r * 1.9), r, fill=hair)
    draw.rounded_rectangle((width * 0.06, height * 0.7, width * 0.94, height * 1.4), width * 0.2, fill=coat)
    draw.polygon([(x - r * 0.9, height * 0.7), (x + r * 0.9, height * 0.7), (x, height * 0.95)], fill=(236, 238, 240))
    draw.rectangle((x - r * 0.45, y + r * 0.7, x + r * 0.45, y + r * 1.9), fill=skin)
    draw.ellipse((x - r, y - r * 1.2, x + r, y + r * 1.4), fill=skin)
    draw.chord((x - r * 1.08, y - r * 1.45, x + r * 1.08, y + r * 0.9), 190, 350, fill=hair)
    return canvas.resize(size, Image.Resampling.LANCZOS)


def quick_response(text: str, side: int) -> Image.Image:
    """A QR square of about `side` px holding `text`."""
    modules = cv2.QRCodeEncoder_create().encode(text)
    return Image.fromarray(modules).resize((side, side), Image.Resampling.NEAREST).convert("RGB")
