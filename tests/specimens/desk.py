"""What lies under and around a photographed paper: procedural table tops, and things that people leave on them."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

TEXTURES = ("wood", "cloth", "grey", "marble", "dark")
_SIDE = 768  # texture size before it is stretched over a photo
_VARIANTS = 3


def desk(size: tuple[int, int], rng: random.Random) -> Pixels:
    """A cluttered table top, `size` = (width, height) px, RGB."""
    texture = _texture(rng.choice(TEXTURES), rng.randrange(_VARIANTS))
    # Stretching alone would show the same table each time: cut a random part and mirror it.
    part = rng.randint(_SIDE // 2, _SIDE)
    x, y = rng.randint(0, _SIDE - part), rng.randint(0, _SIDE - part)
    piece = texture[y : y + part, x : x + part]
    if rng.random() < 0.5:
        piece = piece[:, ::-1]
    ground = cv2.resize(np.ascontiguousarray(piece), size, interpolation=cv2.INTER_CUBIC)
    unit = max(size) / 100
    for _ in range(rng.randint(3, 7)):
        thing = rng.choice(_THINGS)
        side = rng.randrange(4)  # things lie towards the edges, where the paper leaves room
        along, off = rng.random(), rng.uniform(0.0, 0.22)
        at = [(along, off), (along, 1 - off), (off, along), (1 - off, along)][side]
        thing(ground, (at[0] * size[0], at[1] * size[1]), unit, rng)
    return ground


@lru_cache(maxsize=len(TEXTURES) * _VARIANTS)
def _texture(kind: str, variant: int) -> Pixels:
    noise = np.random.default_rng([TEXTURES.index(kind), variant])
    x, y = np.meshgrid(np.arange(_SIDE, dtype=np.float32), np.arange(_SIDE, dtype=np.float32))
    if kind == "wood":
        warp = _clouds(noise, (24, 4)) * 60 + _clouds(noise, (6, 3)) * 90
        value = 0.5 + 0.5 * np.sin((y + warp) * 0.11) + 0.35 * _clouds(noise, (256, 12))
        low, high = [((112, 74, 42), (176, 126, 80)), ((150, 112, 74), (214, 178, 134)), ((70, 46, 32), (120, 84, 58))][
            variant
        ]
        plank = ((y // (_SIDE // 5)) % 2) * 0.12 - (y % (_SIDE // 5) < 2) * 0.5
        value = value + plank
    elif kind == "cloth":
        weave = 0.5 + 0.25 * np.sin(x * 1.6) + 0.25 * np.sin(y * 1.6)
        value = 0.4 * weave + 0.6 * (0.5 + 0.6 * _clouds(noise, (6, 6)))
        low, high = [
            ((86, 96, 118), (150, 160, 178)),
            ((150, 138, 120), (206, 196, 178)),
            ((112, 52, 56), (168, 96, 96)),
        ][variant]
    elif kind == "marble":
        veins = np.abs(np.sin((x + y * 0.6 + _clouds(noise, (8, 8)) * 160) * 0.02))
        value = np.clip(veins * 2.5, 0, 1) * 0.8 + 0.2 * _clouds(noise, (32, 32))
        low, high = [
            ((170, 170, 174), (236, 236, 236)),
            ((150, 142, 132), (226, 218, 206)),
            ((60, 64, 66), (112, 116, 118)),
        ][variant]
    else:
        value = 0.5 + 0.5 * _clouds(noise, (5, 5)) + 0.15 * noise.standard_normal((_SIDE, _SIDE)).astype(np.float32)
        grey = [
            ((176, 178, 182), (206, 208, 212)),
            ((140, 146, 150), (172, 178, 182)),
            ((202, 198, 190), (228, 226, 220)),
        ]
        dark = [((22, 22, 26), (48, 48, 54)), ((40, 32, 28), (66, 56, 48)), ((24, 32, 40), (52, 62, 72))]
        low, high = (grey if kind == "grey" else dark)[variant]
    value = np.clip(value, 0, 1)[..., None]
    return (np.float32(low) * (1 - value) + np.float32(high) * value).astype(np.uint8)


def _clouds(noise: np.random.Generator, cells: tuple[int, int]) -> NDArray[np.float32]:
    """Smooth noise between -1 and 1 with about `cells` (down, across) lumps."""
    coarse = noise.uniform(-1, 1, (cells[0] + 1, cells[1] + 1)).astype(np.float32)
    return cv2.resize(coarse, (_SIDE, _SIDE), interpolation=cv2.INTER_CUBIC)


def _turned(at: tuple[float, float], width: float, height: float, angle: float) -> NDArray[np.int32]:
    return cv2.boxPoints((at, (width, height), angle)).round().astype(np.int32)


def _shade(ground: Pixels, shape: NDArray[np.int32], unit: float) -> None:
    """A soft shadow towards the lower right of `shape`."""
    reach = int(unit * 3)
    x, y, w, h = cv2.boundingRect(shape)
    left, top = max(x - reach, 0), max(y - reach, 0)
    part = ground[top : y + h + 2 * reach, left : x + w + 2 * reach]
    if not part.size:
        return
    small = (max(part.shape[1] // 4, 1), max(part.shape[0] // 4, 1))
    mask = np.zeros(small[::-1], np.float32)
    cv2.fillPoly(mask, [((shape + int(unit * 0.6) - (left, top)) // 4).astype(np.int32)], 0.45)
    mask = cv2.GaussianBlur(mask, (0, 0), max(unit * 0.2, 0.5))
    mask = cv2.resize(mask, (part.shape[1], part.shape[0]))
    np.multiply(part, (1 - mask)[..., None], out=part, casting="unsafe")


def _pen(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    angle, colour = (
        rng.uniform(0, 180),
        rng.choice([(30, 60, 140), (24, 24, 28), (170, 30, 34), (210, 210, 214), (220, 170, 40)]),
    )
    body = _turned(at, 30 * unit, 2.2 * unit, angle)
    _shade(ground, body, unit)
    cv2.fillConvexPoly(ground, body, colour, cv2.LINE_AA)
    shine = _turned((at[0], at[1] - 0.4 * unit), 28 * unit, 0.5 * unit, angle)
    cv2.fillConvexPoly(ground, shine, tuple(min(c + 60, 255) for c in colour), cv2.LINE_AA)


def _paper(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    angle, width, height = rng.uniform(-40, 40), rng.uniform(26, 44) * unit, rng.uniform(30, 56) * unit
    tone = rng.randint(218, 246)
    shape = _turned(at, width, height, angle)
    _shade(ground, shape, unit)
    cv2.fillConvexPoly(ground, shape, (tone, tone, tone - 3), cv2.LINE_AA)
    corners = cv2.boxPoints((at, (width * 0.84, height * 0.86), angle))
    start, across, down = corners[1], corners[2] - corners[1], corners[0] - corners[1]
    for line in range(12):  # grey pseudo text: words as short strokes
        along = 0.0
        while along < rng.uniform(0.6, 1.0):
            end = min(along + rng.uniform(0.04, 0.16), 1.0)
            one, other = start + down * line / 12 + across * along, start + down * line / 12 + across * end
            cv2.line(
                ground,
                one.astype(int).tolist(),
                other.astype(int).tolist(),
                (tone - 70,) * 3,
                max(int(unit * 0.4), 1),
                cv2.LINE_AA,
            )
            along = end + 0.03


def _keys(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    angle, dark = rng.uniform(-30, 30), rng.random() < 0.5
    base, key = ((40, 40, 44), (66, 66, 72)) if dark else ((188, 190, 194), (234, 234, 236))
    shape = _turned(at, 40 * unit, 22 * unit, angle)
    _shade(ground, shape, unit)
    cv2.fillConvexPoly(ground, shape, base, cv2.LINE_AA)
    corners = cv2.boxPoints((at, (40 * unit, 22 * unit), angle))
    start, across, down = corners[1], (corners[2] - corners[1]) / 7, (corners[0] - corners[1]) / 4
    for row in range(4):
        for column in range(7):
            middle = start + across * (column + 0.5) + down * (row + 0.5)
            cv2.fillConvexPoly(ground, _turned(tuple(middle.tolist()), 4.8 * unit, 4.6 * unit, angle), key, cv2.LINE_AA)


def _coin(ground: Pixels, at: tuple[float, float], unit: float, rng: random.Random) -> None:
    middle, radius = (round(at[0]), round(at[1])), round(rng.uniform(3.2, 4.6) * unit)
    colour = rng.choice([(186, 188, 192), (206, 176, 96), (176, 120, 80)])
    around = _turned(at, 2 * radius, 2 * radius, 0)
    _shade(ground, around, unit)
    cv2.circle(ground, middle, radius, colour, -1, cv2.LINE_AA)
    rim = tuple(c * 3 // 4 for c in colour)
    cv2.circle(ground, middle, radius * 9 // 10, rim, max(int(unit * 0.25), 1), cv2.LINE_AA)
    cv2.circle(ground, middle, radius * 2 // 5, rim, max(int(unit * 0.4), 1), cv2.LINE_AA)


_THINGS: tuple[Callable[[Pixels, tuple[float, float], float, random.Random], None], ...] = (_pen, _paper, _keys, _coin)
