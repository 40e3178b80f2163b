"""What pockets and printers do to paper: folds, heads of thermal printers that grow pale, and their dead dots."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image

from .sheet import Sheet


def fold(sheet: Sheet, rng: random.Random, count: int, *, across: bool = True) -> None:
    """Creases: a bright edge between a lit and a shaded side; `across` the paper from left to right."""
    picture = np.asarray(sheet.picture, np.float32).copy()
    length = picture.shape[0] if across else picture.shape[1]
    gain = np.ones(length, np.float32)
    at = np.arange(length, dtype=np.float32)
    for number in range(count):
        middle = length * (number + 1 + rng.uniform(-0.15, 0.15)) / (count + 1)
        reach = sheet.scale * rng.uniform(3, 9)
        away = (at - middle) / reach
        gain += np.sign(away) * rng.choice([-1, 1]) * rng.uniform(0.05, 0.12) * np.exp(-np.abs(away))
        gain += rng.uniform(0.04, 0.1) * np.exp(-(((at - middle) / (sheet.scale * 0.2)) ** 2))
    shade = gain[:, None, None] if across else gain[None, :, None]
    sheet.put(Image.fromarray((picture * shade).clip(0, 255).astype(np.uint8)))


def fade(sheet: Sheet, rng: random.Random, strength: float) -> None:
    """Thermal print goes pale in soft patches, at most by `strength`, and a dead dot leaves a line without ink."""
    picture = np.asarray(sheet.picture, np.float32)
    paper = np.array(np.percentile(picture.reshape(-1, 3)[::97], 80, axis=0), np.float32)
    height, width = picture.shape[:2]
    coarse = Image.fromarray(np.array([[rng.random() for _ in range(5)] for _ in range(9)], np.float32))
    loss = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC)).clip(0, 1)[..., None] * strength
    for _ in range(rng.choice([0, 0, 1, 2])):
        at = rng.randrange(width)
        loss[:, at : at + max(1, round(sheet.scale * 0.13))] = 0.85
    pale = picture + (paper - picture).clip(0, None) * loss
    sheet.put(Image.fromarray(pale.clip(0, 255).astype(np.uint8)))


def tint(sheet: Sheet, rng: random.Random, tone: tuple[int, int, int]) -> None:
    """A plain paper of that tone, a little uneven; before anything is printed."""
    coarse = Image.fromarray(np.array([[rng.uniform(-3, 3) for _ in range(6)] for _ in range(6)], np.float32))
    uneven = np.asarray(coarse.resize(sheet.size, Image.Resampling.BICUBIC))[..., None]
    sheet.put(Image.fromarray((np.array(tone, np.float32) + uneven).clip(0, 255).astype(np.uint8)))


def holes(sheet: Sheet, rng: random.Random) -> None:
    """Sprocket holes on both sides, 12.7 mm apart; the table shows through."""
    tone = rng.choice([(206, 206, 206), (90, 86, 82), (170, 170, 174)])
    for x in (6.0, sheet.width - 6.0):
        for row in range(int(sheet.height / 12.7)):
            y = 6.5 + 12.7 * row
            box = tuple(sheet.px(at) for at in (x - 2, y - 2, x + 2, y + 2))
            sheet.draw.ellipse(box, fill=tone)
