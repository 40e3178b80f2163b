"""A ruled form: cells with printed labels, and values that a machine filled in later, never quite in the middle."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .sheet import Colour, Sheet

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in mm."""


@dataclass(frozen=True)
class Look:
    """How labels and values of a form are set; sizes in mm.

    `shift` is where the printer set the values, in mm off the middle of their cells.
    """

    label_role: str
    value_role: str
    label_size: float
    value_size: float
    label_ink: Colour
    value_ink: Colour
    line: Colour
    width: float = 0.25
    margin: float = 1.2
    centred: bool = False
    shift: tuple[float, float] = (0.0, 0.0)
    tracking: float = 0.0

    def with_values(self, **changed: object) -> Look:
        return replace(self, **changed)  # type: ignore[arg-type]


def shifted(look: Look, rng: random.Random, across: float, down: float) -> Look:
    return replace(look, shift=(rng.uniform(-across / 3, across), rng.uniform(-down, down)))


def draw_box(sheet: Sheet, box: Box, look: Look) -> None:
    left, top, right, bottom = (sheet.px(at) for at in box)
    sheet.draw.rectangle((left, top, right, bottom), outline=look.line, width=max(1, sheet.px(look.width)))


def label_cell(sheet: Sheet, box: Box, lines: Sequence[str], look: Look, *, spread: bool = True) -> None:
    """A label of one or more lines in the middle of its cell; two or three characters are spread over it."""
    left, top, right, bottom = box
    draw_box(sheet, box, look)
    fitting = min(look.label_size, (bottom - top - 0.4) / (1.14 * len(lines)))
    step = fitting * 1.14
    y = (top + bottom) / 2 - step * (len(lines) - 1) / 2
    for line in lines:
        room = right - left - 2 * look.margin
        size = min(fitting, room / len(line))
        wide = min(room, look.label_size * 4.4) if spread and len(line) in (2, 3) and len(lines) == 1 else None
        middle = (left + right) / 2
        start = middle - wide / 2 if wide else middle
        sheet.write(
            start, y, line, role=look.label_role, size=size, fill=look.label_ink,
            align="left" if wide else "middle", width=wide,
        )  # fmt: skip
        y += step


def value_cell(
    sheet: Sheet, box: Box, key: str, shown: str, look: Look, *, true: str | None = None, frame: bool = True
) -> None:
    """A value in its cell, wrapped and as small as it must be; nothing where it is empty."""
    left, top, right, bottom = box
    if frame:
        draw_box(sheet, box, look)
    if not shown:
        return
    size = look.value_size
    while True:
        lines = sheet.wrap(
            shown, right - left - 2 * look.margin, role=look.value_role, size=size, tracking=look.tracking
        )
        step = size * 1.25
        if (len(lines) - 1) * step + size <= bottom - top - 0.6 or size < 1.6:
            break
        size *= 0.93
    across, down = look.shift
    room = (bottom - top - ((len(lines) - 1) * step + size)) / 2
    y = (top + bottom) / 2 - step * (len(lines) - 1) / 2 + max(-room, min(room, down))
    x = (left + right) / 2 if look.centred else left + look.margin + max(0.0, across)
    sheet.write_lines(
        x, y, lines, step=step, key=key, role=look.value_role, size=size, fill=look.value_ink,
        align="middle" if look.centred else "left", tracking=look.tracking,
    )  # fmt: skip
    sheet.fields[key] = shown if true is None else true
