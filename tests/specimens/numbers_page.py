"""Pages of numbers and next to nothing else: lists of readings, panels of meters."""

from __future__ import annotations

import random

from . import wear
from .invoice_numbers import digits
from .pens import Type
from .sheet import Sheet
from .specimen import Specimen, finished

UNITS = ("", "", "", "kWh", "V", "Hz", "m³")


def render(rng: random.Random, long_side: int) -> Specimen:
    form = rng.choice(["list", "list", "panel"])
    sheet = Sheet(*((120.0, 160.0) if form == "list" else (110.0, 70.0)), long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (246, 246, 240), (226, 232, 230)]))
    role = rng.choice(["latin_mono", "ocr_b", "hei", "song"])
    said = (_list if form == "list" else _panel)(rng, Type(sheet, role, 6.0))
    sheet.fields["text"] = "\n".join(said)
    return finished(sheet, "numbers", form)


def _list(rng: random.Random, text: Type) -> list[str]:
    """Numbers below each other, in a column or noted anyhow."""
    rows, size, is_column = rng.randint(5, 12), rng.uniform(5.0, 6.5), rng.random() < 0.6
    step, said = 140.0 / rows, []
    for row in range(rows):
        number = _number(rng, rng.randint(3, 12))
        x = 30.0 if is_column else rng.uniform(12.0, 60.0)
        text.with_(size=size).write(x, 14 + row * step, number, "text", true="")
        said.append(number)
    return said


def _panel(rng: random.Random, text: Type) -> list[str]:
    """A reading in large figures over smaller ones."""
    reading = f"{digits(rng, rng.randint(4, 6))}.{digits(rng, 1)}"
    text.with_(size=15.0).write(55, 20, reading, "text", true="", align="middle")
    said = [reading]
    for row in range(3):
        number = _number(rng, rng.randint(3, 9))
        end = text.write(16, 40 + row * 10, number, "text", true="")
        if unit := rng.choice(UNITS):
            text.with_(size=4.5).write(end + 2, 40 + row * 10, unit)
        said.append(number)
    return said


def _number(rng: random.Random, count: int) -> str:
    """Whole, with a point, or grouped by hyphens; none begins with a zero."""
    plain = rng.choice("123456789") + digits(rng, count - 1)
    if count > 6 and rng.random() < 0.2:
        return f"{plain[:3]}-{plain[3:]}"
    return f"{plain[:-1]}.{plain[-1]}" if count > 2 and rng.random() < 0.25 else plain
