"""Identification numbers on vehicles: on a maker's plate, below the windscreen, struck into the frame."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image, ImageFilter

from . import vehicles
from .sheet import Colour, Relief, Sheet
from .specimen import Specimen, finished


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choices(list(FORMS), [3, 2, 2])[0]
    return finished(FORMS[form](rng, long_side), "vin", form)


def _makers_plate(rng: random.Random, long_side: int) -> Sheet:
    """The plate of GB/T 18411: what the vehicle is, and its number in a row of its own."""
    sheet = Sheet(100, 62, long_side)
    is_dark = rng.random() < 0.4
    ground: Colour = (52, 54, 58) if is_dark else rng.choice([(206, 208, 212), (236, 236, 234), (190, 192, 190)])
    ink: Colour = (226, 228, 230) if is_dark else (34, 34, 38)
    sheet.put(_metal(sheet.size, ground, rng))
    car = vehicles.vehicle(rng)
    face = rng.choice(["hei", "hei_bold", "song_bold"])
    style = {"role": face, "fill": ink}
    sheet.write(50, 6.5, f"{car.brand.removesuffix('牌')}汽车有限公司制造", size=3.6, align="middle", **style)  # type: ignore[arg-type]
    engine = vehicles.model(rng, vehicles.CLASSES[0])
    rows = [
        ("品牌", car.brand), ("整车型号", car.model), ("制造年月", f"{car.made:%Y年%m月}"), ("发动机型号", engine),
        ("最大允许总质量", f"{car.total}kg"), ("乘坐人数", str(car.seats)),
    ]  # fmt: skip
    for place, (label, text) in enumerate(rows):
        x, y = (6.0, 52.0)[place % 2], 15.0 + place // 2 * 8.0
        sheet.write(x, y, label, size=2.9, **style)  # type: ignore[arg-type]
        sheet.write(x + 24.0, y, text, size=2.9, **style)  # type: ignore[arg-type]
    label = rng.choice(["车辆识别代号", "车辆识别代号(VIN)", "VIN", "车辆识别代号"])
    end = sheet.write(6.0, 44.0, label, size=2.9, **style)  # type: ignore[arg-type]
    number = vehicles.vin(rng, car.made.year)
    sheet.write(
        end[1][0] / sheet.scale + 3.0, 44.0, number, role=rng.choice(["latin_mono", "ocr_b", "latin_bold"]), size=3.8,
        fill=ink, key="vin", tracking=0.15,
    )  # fmt: skip
    sheet.write(50, 54.0, "中华人民共和国制造", size=3.2, align="middle", **style)  # type: ignore[arg-type]
    sheet.write(96, 59.0, "样本 SPECIMEN", role="hei_bold", size=2.0, fill=(214, 110, 110), align="right")
    sheet.draw.rectangle(
        (sheet.px(2), sheet.px(2), sheet.px(98), sheet.px(60)), outline=ink, width=max(sheet.px(0.3), 1)
    )
    sheet.fields["vin"] = number
    return sheet


def _windscreen(rng: random.Random, long_side: int) -> Sheet:
    """A narrow strip behind glass, at times with bars or stars about the number."""
    sheet = Sheet(110, 30, long_side)
    is_dark = rng.random() < 0.5
    ground: Colour = (38, 40, 44) if is_dark else (214, 216, 218)
    ink: Colour = (218, 220, 222) if is_dark else (30, 32, 36)
    sheet.put(_metal(sheet.size, ground, rng))
    number = vehicles.vin(rng, rng.randint(2008, 2024))
    role, size = rng.choice(["latin_mono", "ocr_b", "latin_bold", "hei_bold"]), rng.uniform(5.6, 6.8)
    width = rng.uniform(80, 92)
    sheet.write(55 - width / 2, 15, number, role=role, size=size, fill=ink, key="vin", width=width)
    if rng.random() < 0.4:
        for x in (55 - width / 2 - 4, 55 + width / 2 + 4):
            sheet.write(x, 15, "*", role=role, size=size, fill=ink, align="middle")
    sheet.write(106, 27, "样本 SPECIMEN", role="hei_bold", size=2.4, fill=(190, 90, 96), align="right")
    sheet.fields["vin"] = number
    return sheet


def _struck(rng: random.Random, long_side: int) -> Sheet:
    """Characters struck into painted sheet metal: only light and shadow tell them."""
    sheet = Sheet(140, 34, long_side)
    ground: Colour = rng.choice([(150, 154, 160), (108, 112, 118), (172, 60, 56), (196, 198, 200), (70, 84, 110)])
    sheet.put(_metal(sheet.size, ground, rng))
    number = vehicles.vin(rng, rng.randint(2008, 2024))
    dark: Colour = tuple(round(value * 0.45) for value in ground)  # type: ignore[assignment]
    light: Colour = tuple(min(255, round(value * 1.25) + 12) for value in ground)  # type: ignore[assignment]
    face: Colour = tuple(round(value * 0.62) for value in ground)  # type: ignore[assignment]
    sheet.write(
        16, 16, number, role=rng.choice(["latin_mono", "ocr_b"]), size=7.4, fill=face, key="vin", width=106, bold=0.12,
        relief=Relief(dark=light, light=dark, depth=0.22),
    )  # fmt: skip
    sheet.write(134, 30, "样本 SPECIMEN", role="hei_bold", size=2.6, fill=light, align="right")
    sheet.fields["vin"] = number
    return sheet


FORMS: dict[str, Callable[[random.Random, int], Sheet]] = {
    "plate": _makers_plate,
    "windscreen": _windscreen,
    "struck": _struck,
}


def _metal(size: tuple[int, int], ground: Colour, rng: random.Random) -> Image.Image:
    """A brushed ground: fine lines along it under a soft sheen."""
    noise = (
        np.random.default_rng(rng.randrange(2**32)).normal(0, 5, (size[1], max(size[0] // 40, 2))).astype(np.float32)
    )
    lines = cv2.resize(noise, size, interpolation=cv2.INTER_LINEAR)
    sheen = np.linspace(-rng.uniform(4, 14), rng.uniform(4, 14), size[0], dtype=np.float32)
    picture = np.array(ground, np.float32) + (lines + sheen)[..., None]
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
