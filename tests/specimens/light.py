"""What light, lens and file format do to a photo."""

from __future__ import annotations

import math
import random
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from .desk import Pixels
from .pose import Pose, edge, mapped
from .specimen import Specimen


def mask_of(specimen: Specimen) -> Pixels:
    """255 where there is paper: all but the rounded corners."""
    width, height = specimen.image.size
    mask = np.full((height, width), 255, np.uint8)
    if (radius := round(specimen.corner)) > 0:
        mask[:] = 0
        cv2.rectangle(mask, (radius, 0), (width - radius, height), 255, -1)
        cv2.rectangle(mask, (0, radius), (width, height - radius), 255, -1)
        for x in (radius, width - radius - 1):
            for y in (radius, height - radius - 1):
                cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    return mask


def lay(picture: Pixels, specimen: Specimen, pose: Pose, glare: float, rng: random.Random) -> None:
    """Put the paper and its shadow on the desk."""
    paper, mask = np.asarray(specimen.image), mask_of(specimen)
    if glare:
        paper = _glare(paper, specimen, glare, rng)
    outline = np.array(mapped(pose.matrix, edge(specimen)), np.float32)
    scale = math.sqrt(cv2.contourArea(outline) / (paper.shape[0] * paper.shape[1]))
    matrix = pose.matrix
    if scale < 0.9:  # warping skips pixels when it shrinks; shrinking by area first keeps thin strokes
        small = (max(round(paper.shape[1] * scale), 1), max(round(paper.shape[0] * scale), 1))
        grow = np.diag([paper.shape[1] / small[0], paper.shape[0] / small[1], 1.0])
        half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])  # pixel centres against pixel corners
        paper = cv2.resize(paper, small, interpolation=cv2.INTER_AREA)
        mask = cv2.resize(mask, small, interpolation=cv2.INTER_AREA)
        matrix = np.linalg.inv(half) @ matrix @ grow @ half
    left, top = np.floor(outline.min(axis=0)).astype(int)
    right, bottom = np.ceil(outline.max(axis=0)).astype(int) + 1
    reach = round(max(right - left, bottom - top) * 0.03)
    x0, y0, x1, y1 = (
        max(left - reach, 0),
        max(top - reach, 0),
        min(right + reach, pose.size[0]),
        min(bottom + reach, pose.size[1]),
    )
    part = picture[y0:y1, x0:x1]
    local = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1.0]]) @ matrix
    size = (x1 - x0, y1 - y0)
    seen = cv2.warpPerspective(paper, local, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpPerspective(mask, local, size, flags=cv2.INTER_LINEAR)
    quarter = (max(size[0] // 4, 1), max(size[1] // 4, 1))
    shade = cv2.GaussianBlur(cv2.resize(cover, quarter, interpolation=cv2.INTER_AREA), (0, 0), max(reach / 12, 0.6))
    move = np.float32([[1, 0, rng.uniform(-1, 1) * reach / 8], [0, 1, rng.uniform(0, 1) * reach / 8]])
    shade = cv2.resize(cv2.warpAffine(shade, move, quarter), size)
    ground = cv2.multiply(part, cv2.merge([255 - shade // 2] * 3), scale=1 / 255)
    cover3 = cv2.merge([cover] * 3)
    part[:] = cv2.add(cv2.multiply(seen, cover3, scale=1 / 255), cv2.multiply(ground, 255 - cover3, scale=1 / 255))


def _glare(paper: Pixels, specimen: Specimen, share: float, rng: random.Random) -> Pixels:
    """A white spot of `share` of the paper's area where no value stands, the nearer to the number the better."""
    height, width = paper.shape[:2]
    taken = [(min(x for x, _ in quad), min(y for _, y in quad), max(x for x, _ in quad), max(y for _, y in quad))
             for quads in specimen.boxes.values() for quad in quads]  # fmt: skip
    number = next(
        (specimen.boxes[key][0] for key in ("id_number", "card_number", "credit_code") if key in specimen.boxes), None
    )
    aim = number[0] if number else (width / 2, height / 2)
    best: tuple[float, float, float, float, float] | None = None
    for attempt in range(400):
        area = share * width * height * (1.0 if attempt < 300 else 0.5)
        ratio = rng.uniform(0.25, 4.0)
        a, b = math.sqrt(area * ratio / math.pi), math.sqrt(area / ratio / math.pi)
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        if any(x + a > left and x - a < right and y + b > top and y - b < bottom for left, top, right, bottom in taken):
            continue
        distance = math.hypot(x - aim[0], y - aim[1])
        if best is None or distance < best[0]:
            best = (distance, x, y, a, b)
        if attempt >= 300:
            break
    if best is None:
        return paper
    _, x, y, a, b = best
    spread = np.meshgrid(
        np.arange(max(int(x - a), 0), min(int(x + a) + 1, width)),
        np.arange(max(int(y - b), 0), min(int(y + b) + 1, height)),
    )
    radius = ((spread[0] - x) / a) ** 2 + ((spread[1] - y) / b) ** 2
    light = np.clip((1 - radius) * 2.2, 0, 1).astype(np.float32)[..., None] * 0.96
    lit = paper.copy()
    part = lit[spread[1][0, 0] : spread[1][-1, 0] + 1, spread[0][0, 0] : spread[0][0, -1] + 1]
    part[:] = (part * (1 - light) + 255 * light).astype(np.uint8)
    return lit


def darken(picture: Pixels, share: float, rng: random.Random) -> None:
    """A soft shadow, taking away up to `share` of the light on one side of a random edge; uneven light elsewhere."""
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, 96, dtype=np.float32), np.linspace(-1, 1, 96, dtype=np.float32))
    turn = rng.uniform(0, math.tau)
    along = x * math.cos(turn) + y * math.sin(turn) + 0.15 * np.sin(3 * (y * math.cos(turn) - x * math.sin(turn)))
    soft = rng.uniform(4, 14)
    light = 1 - share / (1 + np.exp(-(along - rng.uniform(-0.5, 0.5)) * soft))
    gain = cv2.resize((light * 255).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR)
    cv2.multiply(picture, cv2.merge([gain] * 3), dst=picture, scale=1 / 255)


@cache
def _grain() -> NDArray[np.int16]:
    """Noise of σ = 64 levels, kept: drawing fresh noise for every photo would take longest of all."""
    return (np.random.default_rng(64).standard_normal((1024, 1024, 3), np.float32) * 64).astype(np.int16)


def add_noise(picture: Pixels, sigma: float, rng: random.Random) -> None:
    if sigma < 0.3:
        return
    scaled = np.rint(_grain() * np.float32(sigma / 64)).astype(np.int16)
    for top in range(0, picture.shape[0], 512):
        for left in range(0, picture.shape[1], 512):
            part = picture[top : top + 512, left : left + 512]
            y, x = rng.randrange(512), rng.randrange(512)
            grain = scaled[y : y + part.shape[0], x : x + part.shape[1]]
            part[:] = cv2.add(part, grain, dtype=cv2.CV_8U)


def compressed(picture: Pixels, quality: int) -> Pixels:
    coded = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.cvtColor(cv2.imdecode(coded, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
