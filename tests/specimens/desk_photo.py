"""What a camera sees of papers on a desk: their pixels, the desk with its things, shadows."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from . import tabletop
from .desk import Pixels
from .laying import MAT, SceneLimits, Sheet, mapped, span
from .pose import edge


def drawn(
    sheets: list[Sheet], view: MAT, size: tuple[int, int], surface: str, wanted: float, limits: SceneLimits,
    rng: random.Random,
) -> tuple[Pixels, list[float]]:  # fmt: skip
    """The desk with the papers on it, its tone chosen so that the least contrast of a paper is as wanted.

    Things on the desk change the contrast of what lies beside them; where it falls below the limit the desk is cleared
    step by step.
    """
    layers = [_seen(sheet, view @ sheet.place, size) for sheet in sheets]
    tones = [float(grey(pixels)[_ring(mask, inside=True)].mean()) for pixels, mask in layers]
    state = rng.getstate()
    things = rng.randint(2, 6)
    while True:
        rng.setstate(state)
        tone = _tone(tones, wanted, rng)
        ground = _table(view, size, surface, tone, things, rng)
        picture = ground.copy()
        for _, mask in layers:
            _cast(picture, mask, rng)
        for pixels, mask in layers:
            cover = cv2.merge([mask] * 3)
            picture = cv2.add(
                cv2.multiply(pixels, cover, scale=1 / 255), cv2.multiply(picture, 255 - cover, scale=1 / 255)
            )
        contrasts = [
            abs(float(grey(ground)[_ring(mask, inside=False)].mean()) - at)
            for (_, mask), at in zip(layers, tones, strict=True)
        ]
        if min(contrasts) >= limits.contrast[0] or things < 0:
            return picture, contrasts
        wanted = wanted + 1.0
        things -= wanted > limits.contrast[0] + 30
        if things < 0:
            wanted = limits.contrast[0]


def _tone(tones: list[float], wanted: float, rng: random.Random) -> float:
    """A brightness for the desk that differs from all papers by `wanted`, or by as much as goes."""
    order = [side * wanted + tone for tone in tones for side in (-1, 1)]
    rng.shuffle(order)
    for tone in order:
        if 20 <= tone <= 240 and min(abs(tone - other) for other in tones) >= wanted - 0.01:
            return tone
    return max(range(20, 241), key=lambda tone: min(*(abs(tone - other) for other in tones), wanted))


def _table(view: MAT, size: tuple[int, int], surface: str, tone: float, things: int, rng: random.Random) -> Pixels:
    corners = mapped(np.linalg.inv(view), np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float64))
    low, high = span(corners)
    side = min(2400, round(max(size) * 1.25))
    scale = side / float(max(high - low))
    fit = np.array([[scale, 0, -low[0] * scale], [0, scale, -low[1] * scale], [0, 0, 1]])
    ground = tabletop.surface(surface, side, tone, rng)
    edges = []
    for _ in range(max(things, 0)):  # things lie at the edges of what is seen, most of them half out of sight
        along, off = rng.random(), rng.uniform(-0.06, 0.06)
        edges.append(rng.choice([(along, off), (along, 1 - off), (off, along), (1 - off, along)]))
    if edges:
        spots = mapped(fit @ np.linalg.inv(view), np.array(edges) * size)
        unit = (
            math.sqrt(cv2.contourArea(mapped(fit, corners).astype(np.float32)) / (size[0] * size[1])) * max(size) / 100
        )
        tabletop.clutter(ground, [(float(x), float(y)) for x, y in spots], unit, rng)
    return cv2.warpPerspective(ground, view @ np.linalg.inv(fit), size, flags=cv2.INTER_LINEAR,
                               borderMode=cv2.BORDER_REFLECT)  # fmt: skip


def _seen(sheet: Sheet, matrix: MAT, size: tuple[int, int]) -> tuple[Pixels, Pixels]:
    """The paper's pixels and its cover (0–255), both of the photo's size."""
    border = mapped(matrix, np.array(edge(sheet.specimen)))
    area = sheet.specimen.image.width * sheet.specimen.image.height
    scale = math.sqrt(cv2.contourArea(border.astype(np.float32)) / area)
    pixels, mask = sheet.pixels, sheet.mask
    if scale < 0.9:  # warping skips pixels when it shrinks; shrinking by area first keeps thin strokes
        small = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
        matrix = matrix @ np.diag([pixels.shape[1] / small[0], pixels.shape[0] / small[1], 1.0])
        pixels = cv2.resize(pixels, small, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask, small, interpolation=cv2.INTER_AREA)
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])  # pixel centres against pixel corners
    matrix = np.linalg.inv(half) @ matrix @ half
    return (
        cv2.warpPerspective(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
        cv2.warpPerspective(mask, matrix, size, flags=cv2.INTER_LINEAR),
    )


def _ring(mask: Pixels, *, inside: bool) -> NDArray[np.bool_]:
    """The pixels within 2 % of the paper's size of its border."""
    reach = max(2, round(0.02 * math.sqrt(np.count_nonzero(mask > 127))))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    if inside:
        return (mask > 250) & (cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0) < 5)
    return (mask < 5) & (cv2.dilate(mask, kernel) > 5)


def grey(picture: Pixels) -> Pixels:
    return cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)


def _cast(picture: Pixels, mask: Pixels, rng: random.Random) -> None:
    """The faint shadow that a thin paper throws beside itself; none in flat light."""
    share = rng.uniform(0, 0.35)
    size = max(picture.shape[:2])
    move = np.float32([[1, 0, rng.uniform(-1, 1) * size * 0.003], [0, 1, rng.uniform(-1, 1) * size * 0.003]])
    small = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.6, size * rng.uniform(0.0006, 0.003)))
    soft = cv2.warpAffine(cv2.resize(soft, picture.shape[1::-1]), move, picture.shape[1::-1])
    light = 255 - (soft * np.float32(share)).astype(np.uint8)
    cv2.multiply(picture, cv2.merge([light] * 3), dst=picture, scale=1 / 255)


def shadow(picture: Pixels, share: float, rng: random.Random) -> None:
    """Light taken away: evenly across, behind an edge with a soft or narrow seam, or under something round."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, 256, dtype=np.float32), np.linspace(-1, 1, 256, dtype=np.float32))
    turn = rng.uniform(0, math.tau)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    kind = rng.choice(["gradient", "edge", "round"])
    if kind == "gradient":
        dark = (along + 1.42) / 2.84
    elif kind == "edge":
        bend = rng.uniform(-0.3, 0.3) * across**2
        dark = 1 / (1 + np.exp(-(along + bend - rng.uniform(-0.6, 0.6)) * rng.uniform(6, 60)))
    else:
        radius = np.hypot(along - rng.uniform(-0.8, 0.8), (across - rng.uniform(-0.8, 0.8)) * rng.uniform(0.5, 2))
        dark = 1 / (1 + np.exp((radius - rng.uniform(0.3, 0.8)) * rng.uniform(6, 40)))
    light = cv2.resize((1 - share * dark).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    for channel in range(3):
        picture[..., channel] = np.clip(picture[..., channel] * light, 0, 255).astype(np.uint8)
