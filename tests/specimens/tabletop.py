"""Table tops drawn in their own plane, to be seen by a camera: six surfaces, and what people leave on them.

Unlike `desk`, which paints behind one paper, a table top has a brightness that is asked for, so that the contrast of a
paper against it can be set, and no whole sheet lies on it: one would be a paper to find.
"""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from . import desk
from .desk import Pixels

SURFACES = ("wood", "fabric", "marble", "plain", "speckled", "checkered")
Tone = NDArray[np.float32]


def surface(kind: str, side: int, tone: float, rng: random.Random) -> Pixels:
    """A square table top, `side` px, of the mean brightness `tone` (0–255), RGB.

    The pattern differs from the mean by up to about 30 levels; the colour is anything muted, grey for a third of them.
    """
    noise = np.random.default_rng(rng.randrange(2**32))
    relief = _PATTERNS[kind](side, noise, rng)
    relief -= relief.mean()
    strength = 0.0 if kind == "plain" else rng.uniform(*_STRENGTH[kind])
    relief *= strength / max(float(relief.std()), 1e-6)
    relief += _clouds(noise, side, rng.randint(2, 4)) * rng.uniform(0, 6)
    colour = np.array([rng.uniform(-1, 1) for _ in range(3)], np.float32) * rng.choice([0, 14, 28])
    if kind == "wood":
        colour = np.array([1.0, 0.1, -1.1], np.float32) * rng.uniform(10, 34)
    colour -= colour @ np.array([0.299, 0.587, 0.114], np.float32)
    room = min(tone, 255 - tone) / 60 + 0.25  # very dark and very light things show less of their pattern and colour
    picture = tone + relief[..., None] * min(room, 1) + colour * min(room, 1)
    return np.clip(picture, 4, 252).astype(np.uint8)


def _wood(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    _, y = _plane(side, rng)
    warp = _clouds(noise, side, 5) * side * 0.05
    grain = np.sin((y + warp) * (math.tau * rng.uniform(14, 34) / side))
    boards = rng.randint(3, 7)
    seam = (np.mod(y, side / boards) < side * 0.003).astype(np.float32) * 3.0
    tone = np.mod(np.floor(y * boards / side), 3) * 0.5
    return grain + 0.8 * cv2.blur(_white(noise, side), (max(3, side // 40), 3))[..., ::1] + tone - seam


def _fabric(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    x, y = _plane(side, rng)
    pitch = math.tau * rng.uniform(60, 160) / side
    weave = np.sin(x * pitch) + np.sin(y * pitch)
    return weave + 1.2 * _clouds(noise, side, 7) + 0.4 * _white(noise, side)


def _marble(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    x, _ = _plane(side, rng)
    veins = np.abs(np.sin((x + _clouds(noise, side, 6) * side * 0.2) * (math.tau * rng.uniform(1.5, 4) / side)))
    return -np.exp(-veins * rng.uniform(4, 10)) * 2 + 0.5 * _clouds(noise, side, 24)


def _plain(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    return np.zeros((side, side), np.float32)


def _speckled(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    grain = cv2.GaussianBlur(_white(noise, side), (0, 0), side * rng.uniform(0.0008, 0.003))
    return np.sign(grain) * np.abs(grain / grain.std()) ** 1.5


def _checkered(side: int, noise: np.random.Generator, rng: random.Random) -> Tone:
    x, y = _plane(side, rng)
    cells = rng.uniform(8, 26) / side
    checks = np.sign(np.sin(x * cells * math.pi)) * (np.sign(np.sin(y * cells * math.pi)) if rng.random() < 0.6 else 1)
    return cv2.GaussianBlur(checks.astype(np.float32), (0, 0), 1.0) + 0.2 * _white(noise, side)


_PATTERNS = {
    "wood": _wood, "fabric": _fabric, "marble": _marble, "plain": _plain, "speckled": _speckled,
    "checkered": _checkered,
}  # fmt: skip
_STRENGTH = {"wood": (4, 14), "fabric": (3, 10), "marble": (4, 14), "speckled": (3, 12), "checkered": (4, 20)}
"""Standard deviation of the pattern, in grey levels."""


def _plane(side: int, rng: random.Random) -> tuple[Tone, Tone]:
    """Coordinates in px along two axes turned by any angle."""
    x, y = np.meshgrid(np.arange(side, dtype=np.float32), np.arange(side, dtype=np.float32))
    turn = rng.uniform(0, math.tau)
    return (x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn))


def _clouds(noise: np.random.Generator, side: int, cells: int) -> Tone:
    coarse = noise.uniform(-1, 1, (cells + 1, cells + 1)).astype(np.float32)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)


def _white(noise: np.random.Generator, side: int) -> Tone:
    return noise.standard_normal((side, side), np.float32)


def clutter(ground: Pixels, spots: list[tuple[float, float]], unit: float, rng: random.Random) -> None:
    """Leave a thing at each spot (px) of the table; `unit` is a hundredth of what the camera sees, in px."""
    for spot in spots:
        rng.choice(_THINGS)(ground, spot, unit, rng)


def _mug(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    middle, radius = (round(at[0]), round(at[1])), rng.uniform(6, 10) * unit
    colour = tuple(rng.randint(30, 240) for _ in range(3))
    turn = rng.uniform(0, 360)
    handle = (round(at[0] + radius * math.cos(turn)), round(at[1] + radius * math.sin(turn)))
    desk._shade(ground, desk._turned(at, 2 * radius, 2 * radius, 0), unit)
    cv2.circle(ground, handle, round(radius * 0.5), colour, max(1, round(radius * 0.2)), cv2.LINE_AA)
    cv2.circle(ground, middle, round(radius), colour, -1, cv2.LINE_AA)
    cv2.circle(ground, middle, round(radius * 0.88), (74, 46, 30), -1, cv2.LINE_AA)


def _cable(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    turn, bend = rng.uniform(0, math.tau), rng.uniform(-1, 1)
    steps = np.linspace(-60, 60, 60) * unit
    wave = np.sin(steps / (unit * rng.uniform(12, 30))) * unit * 8 * bend
    x = at[0] + steps * math.cos(turn) - wave * math.sin(turn)
    y = at[1] + steps * math.sin(turn) + wave * math.cos(turn)
    tone = rng.choice([(24, 24, 26), (230, 230, 232), (150, 150, 154)])
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(ground, [points], False, tone, max(1, round(unit * rng.uniform(0.6, 1.2))), cv2.LINE_AA)


def _keyboard(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    desk._keys(ground, at, unit * 1.6, rng)


_THINGS = (desk._pen, desk._coin, _mug, _cable, _keyboard, desk._paper, desk._paper)
