"""Number plates on the rear of a car, on the wall of a car park, or alone: aslant, dirty, in shadow, at night."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from .desk import Pixels
from .fonts import font
from .light import add_noise, compressed
from .plate import Plate, plate, worn
from .pose import mapped
from .sheet import Colour, Quad
from .specimen import Specimen, smallest_height

_BODIES: tuple[Colour, ...] = (
    (228, 230, 232), (24, 25, 28), (150, 154, 160), (128, 22, 28), (30, 52, 108), (84, 76, 66), (196, 188, 168),
    (58, 96, 78), (214, 158, 40),
)  # fmt: skip
_BADGES = ("AURORA", "LUMEN 2.0T", "曙光汽车", "EV300", "HYBRID", "样本二手车", "1.6L", "北辰 X5")


def render(rng: random.Random, long_side: int) -> Specimen:
    """One plate: mostly on a car, now and then nothing but the plate."""
    drawn = plate(rng, scale=rng.choice([1.6, 2.0]))
    alone = rng.random() < 0.15
    size = (long_side, round(long_side * (0.4 if alone and not drawn.look.double else 0.72)))
    share = rng.uniform(0.82, 0.92) if alone else rng.uniform(0.2, 0.42)
    if alone and drawn.look.double:
        share *= 0.9
    middle = (0.5, 0.5) if alone else (rng.uniform(0.4, 0.6), rng.uniform(0.56, 0.68))
    angles = (rng.uniform(-4, 4),) * 3 if alone else (rng.uniform(-4, 4), rng.uniform(-32, 32), rng.uniform(-9, 9))
    matrix = _seen(drawn, size, share, middle, angles)
    night = not alone and rng.random() < 0.18
    picture = _wall(size, rng) if alone else _car(size, matrix, drawn, rng)
    _hang(picture, worn(drawn, rng), matrix, night, rng)
    shown = Image.fromarray(picture)
    _sign(shown)
    rows = [_quad(matrix, drawn, box) for box in drawn.rows]
    # The ground shows best at the right end of the number, up to the rim; that is where its colour is looked for.
    _, top, right, bottom = drawn.rows[-1]
    ground = _quad(matrix, drawn, (right + 3, top, drawn.size[0], bottom))
    fields = {"number": drawn.number, "color": drawn.look.colour}
    boxes = {"number": rows, "color": [ground]}
    return Specimen("license_plate", shown, fields, boxes, smallest_height(boxes), drawn.form)


def several(rng: random.Random, count: int, long_side: int = 1600) -> tuple[Image.Image, list[str]]:
    """Cars side by side, and the numbers of their plates from left to right."""
    width = long_side // count
    row = Image.new("RGB", (width * count, round(width * 0.72)))
    numbers = []
    for place in range(count):
        one = render(rng, 900)
        while one.image.height < one.image.width * 0.6:  # a plate alone is no car
            one = render(rng, 900)
        numbers.append(one.fields["number"])
        row.paste(one.image.resize((width, row.height), Image.Resampling.LANCZOS), (place * width, 0))
    return row, numbers


def _seen(
    drawn: Plate, size: tuple[int, int], share: float, middle: tuple[float, float], angles: tuple[float, ...]
) -> NDArray[np.float64]:
    """Plate pixels → picture pixels for a plate turned about three axes (degrees) in front of a pinhole."""
    roll, yaw, pitch = (math.radians(angle) for angle in angles)
    width, height = drawn.picture.size
    turned = np.eye(3)
    for axis, angle in (((0, 0, 1), roll), ((0, 1, 0), yaw), ((1, 0, 0), pitch)):
        turned = cv2.Rodrigues(np.array(axis, np.float64) * angle)[0] @ turned
    view = turned.copy()
    view[:, 2] = 0, 0, 1
    view[2, :2] /= width * 3.5
    zoom = share * size[0] / width
    placed = np.array([[zoom, 0, middle[0] * size[0]], [0, zoom, middle[1] * size[1]], [0, 0, 1]])
    matrix: NDArray[np.float64] = placed @ view @ np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
    return matrix


def _quad(matrix: NDArray[np.float64], drawn: Plate, box: tuple[float, float, float, float]) -> Quad:
    scale = drawn.picture.width / drawn.size[0]
    left, top, right, bottom = (side * scale for side in box)
    return mapped(matrix, ((left, top), (right, top), (right, bottom), (left, bottom)))


def _hang(picture: Pixels, shown: Image.Image, matrix: NDArray[np.float64], night: bool, rng: random.Random) -> None:
    """Put the plate in its place; at night its lamp lights it, and little else is seen."""
    zoom = math.sqrt(abs(np.linalg.det(matrix[:2, :2])))
    if zoom < 0.9:  # warping skips pixels when it shrinks
        small = shown.resize((round(shown.width * zoom), round(shown.height * zoom)), Image.Resampling.BOX)
        matrix = matrix @ np.diag([shown.width / small.width, shown.height / small.height, 1.0])
        shown = small
    height, width = picture.shape[:2]
    seen = cv2.warpPerspective(np.asarray(shown), matrix, (width, height), flags=cv2.INTER_LINEAR)
    cover = seen[:, :, 3:].astype(np.float32) / 255
    if night:
        picture[:] = (picture * rng.uniform(0.08, 0.25)).astype(np.uint8)
        lamp = np.array([1.0, rng.uniform(0.84, 1.0), rng.uniform(0.66, 1.0)]) * rng.uniform(0.6, 0.95)
        seen = np.clip(seen[:, :, :3] * lamp, 0, 255).astype(np.uint8)
    picture[:] = (picture * (1 - cover) + seen[:, :, :3] * cover).astype(np.uint8)


def _wall(size: tuple[int, int], rng: random.Random) -> Pixels:
    tone = rng.randint(40, 220)
    noise = np.random.default_rng(rng.randrange(1 << 30)).normal(tone, 7, (size[1], size[0], 1))
    return np.repeat(np.clip(noise, 0, 255).astype(np.uint8), 3, axis=2)


def _car(size: tuple[int, int], matrix: NDArray[np.float64], drawn: Plate, rng: random.Random) -> Pixels:
    """A tail around the plate: window, lamps, bumper, badges, road."""
    width, height = size
    road = rng.randint(70, 150)
    picture = Image.new("RGB", size, (road, road, road + 4))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width, height * 0.3), fill=rng.choice([(150, 176, 196), (96, 110, 92), (176, 172, 164)]))
    body = rng.choice(_BODIES)
    shade = tuple(band * 3 // 5 for band in body)
    left, right = width * rng.uniform(0.02, 0.1), width * rng.uniform(0.9, 0.98)
    draw.rounded_rectangle((left, height * 0.12, right, height * 0.86), width * 0.06, fill=body)
    draw.polygon(
        [(width * 0.22, height * 0.05), (width * 0.78, height * 0.05), (width * 0.88, height * 0.3),
         (width * 0.12, height * 0.3)], fill=(46, 54, 62)
    )  # fmt: skip
    for inner, outer in ((left + width * 0.17, left), (right - width * 0.17, right)):
        draw.polygon(
            [(outer, height * 0.38), (inner, height * 0.4), (inner, height * 0.5), (outer, height * 0.52)],
            fill=(176, 24, 28),
        )
    draw.rectangle((left, height * 0.76, right, height * 0.86), fill=shade)
    for x in (left + width * 0.06, right - width * 0.16):
        draw.rectangle((x, height * 0.84, x + width * 0.1, height * 0.96), fill=(18, 18, 20))
    # The recess of the plate, wider than it.
    edge = _quad(matrix, drawn, (-26, -24, drawn.size[0] + 26, drawn.size[1] + 30))
    draw.polygon(edge, fill=rng.choice([shade, (30, 31, 33), body]))
    for text, x in zip(rng.sample(_BADGES, 2), (0.14, 0.72), strict=True):
        if rng.random() < 0.7:
            face = font("hei_bold", round(height * rng.uniform(0.03, 0.05)))
            tone = (206, 208, 212) if sum(body) < 500 else (90, 92, 96)
            draw.text((width * x, height * 0.34), text, tone, face)
    return np.array(picture.filter(ImageFilter.GaussianBlur(1.2)))


def _sign(picture: Image.Image) -> None:
    """Nobody shall take it for a photo of a car that is somebody's."""
    face = font("hei", max(10, round(picture.height * 0.03)))
    draw = ImageDraw.Draw(picture)
    draw.text((picture.width * 0.985, picture.height * 0.985), "样本 SPECIMEN", (200, 200, 196), face, anchor="rs")


def street_photo(seed: int, *, plate_width: tuple[int, int] = (60, 420)) -> tuple[Image.Image, Specimen]:
    """A plate as a phone in the street takes it, upright: small or large, unsharp, noisy, compressed; and what it is.

    ``plate_width`` gives the narrowest and the widest plate in pixels of the photo; most are in between.
    """
    rng = random.Random(f"street:{seed}")
    drawn = render(rng, 1600)
    quads = drawn.boxes["number"]
    across = max(x for quad in quads for x, _ in quad) - min(x for quad in quads for x, _ in quad)
    wanted = math.exp(rng.uniform(math.log(plate_width[0]), math.log(plate_width[1])))
    zoom = wanted / across
    size = (round(drawn.image.width * zoom), round(drawn.image.height * zoom))
    small = drawn.image.resize(size, Image.Resampling.LANCZOS if zoom > 1 else Image.Resampling.BOX)
    return _blurred(np.array(small), wanted, rng), drawn


def on_a_wall(rng: random.Random, plate_width: tuple[int, int]) -> tuple[Image.Image, Plate, list[Quad]]:
    """A plate alone that fills most of a small photo, and the rows of its number in it."""
    drawn = plate(rng, scale=1.0)
    across = math.exp(rng.uniform(math.log(plate_width[0]), math.log(plate_width[1])))
    size = (round(across * 1.5), round(across * 1.1))
    angles = (rng.uniform(-8, 8), rng.uniform(-25, 25), rng.uniform(-12, 12))
    matrix = _seen(drawn, size, 0.71, (0.5, 0.5), angles)
    picture = _wall(size, rng)
    _hang(picture, worn(drawn, rng), matrix, False, rng)
    return _blurred(picture, across, rng), drawn, [_quad(matrix, drawn, box) for box in drawn.rows]


def _blurred(picture: Pixels, plate_width: float, rng: random.Random) -> Image.Image:
    """Unsharp, but for a small plate less, noisy and compressed."""
    blur = rng.uniform(0, min(2.0, plate_width / 110))
    if blur > 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), blur)
    add_noise(picture, rng.uniform(0, 12), rng)
    return Image.fromarray(compressed(picture, rng.randint(55, 95)))
