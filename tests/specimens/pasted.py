"""Bills pasted on a page, as clerks hand them in with their expenses: each a little askew, none over another."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from math import cos, radians, sin

from PIL import Image

from . import render
from .light import mask_of
from .sheet import Quad
from .specimen import Specimen

PAGE = (420.0, 297.0)
"""mm, A3 lying: what the large scanners of offices take."""
SMALL = ("train_ticket", "taxi_receipt", "quota_invoice", "bus_ticket", "toll_invoice", "ferry_ticket")
GAP, EDGE, STEP = 7.0, 6.0, 4.0
"""mm between the bills, to the page's edge, and between the places that are tried."""


@dataclass(frozen=True)
class PastedBill:
    """`corners` are px of the page, clockwise from the BILL's top left."""

    document_type: str
    fields: dict[str, str] = field(repr=False)
    corners: Quad


@dataclass(frozen=True)
class PastedPage:
    image: Image.Image = field(repr=False)
    bills: tuple[PastedBill, ...]


Box = tuple[float, float, float, float]


def pasted(seed: int, count: int, *, kinds: tuple[str, ...] = SMALL, long_side: int = 4000) -> PastedPage:
    """A page with `count` bills, or as many as found a place; the same seed gives the same page."""
    rng = random.Random(f"pasted:{seed}")
    scale = long_side / PAGE[0]
    tone = rng.randint(238, 255)
    page = Image.new("RGB", (round(PAGE[0] * scale), round(PAGE[1] * scale)), (tone, tone, tone - rng.randint(0, 6)))
    taken: list[Box] = []
    bills: list[PastedBill] = []
    for _ in range(count * 8):
        if len(bills) == count:
            break
        kind, number = rng.choice(kinds), rng.randrange(10**6)
        small = render(kind, number, long_side=300)
        wide, high = small.image.width / small.scale, small.image.height / small.scale
        place = _free(wide, high, taken)
        if place is None:
            continue
        taken.append((place[0], place[1], place[0] + wide, place[1] + high))
        bill = render(kind, number, long_side=round(max(wide, high) * scale))
        bills.append(_paste(rng, page, bill, (place[0] + wide / 2) * scale, (place[1] + high / 2) * scale))
    return PastedPage(page, tuple(bills))


def _free(wide: float, high: float, taken: list[Box]) -> tuple[float, float] | None:
    """The place nearest to the page's top left corner where the bill touches no other."""
    y = EDGE
    while y + high <= PAGE[1] - EDGE:
        x = EDGE
        while x + wide <= PAGE[0] - EDGE:
            if not any(
                x < right + GAP and x + wide + GAP > left and y < bottom + GAP and y + high + GAP > top
                for left, top, right, bottom in taken
            ):
                return x, y
            x += STEP
        y += STEP
    return None


def _paste(rng: random.Random, page: Image.Image, bill: Specimen, x: float, y: float) -> PastedBill:
    """Lay a bill on the page, its middle at (`x`, `y`) px; the longer it is, the less askew."""
    long_side = max(bill.image.size) / bill.scale
    turn = rng.uniform(-1, 1) * min(3.0, 300 / long_side)
    mask = Image.fromarray(mask_of(bill))
    turned = bill.image.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    cover = mask.rotate(turn, Image.Resampling.BILINEAR, expand=True)
    page.paste(turned, (round(x - turned.width / 2), round(y - turned.height / 2)), cover)
    return PastedBill(bill.document_type, bill.fields, _corners(bill.image.size, x, y, turn))


def _corners(size: tuple[int, int], x: float, y: float, turn: float) -> Quad:
    half_wide, half_high, angle = size[0] / 2, size[1] / 2, radians(turn)
    found = [
        (x + dx * cos(angle) + dy * sin(angle), y - dx * sin(angle) + dy * cos(angle))
        for dx, dy in (
            (-half_wide, -half_high), (half_wide, -half_high), (half_wide, half_high), (-half_wide, half_high),
        )
    ]  # fmt: skip
    return (found[0], found[1], found[2], found[3])
