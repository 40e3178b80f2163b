"""Two pens with one grip: type set by a laser or with the form, and the cells of a machine that filled it in.

All coordinates are mm of the sheet; `write` returns where its text ends, so that the next can follow.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .fonts import runs
from .form_print import Machine, Page
from .sheet import Colour, Sheet

WIDE = 10_000.0  # mm, room without end


class Pen(Protocol):
    @property
    def sheet(self) -> Sheet: ...

    def write(
        self,
        x: float,
        y: float,
        text: str,
        key: str = "",
        *,
        true: str | None = None,
        room: float = WIDE,
        align: str = "left",
    ) -> float:
        """Print one line, smaller where the room is short; with `key` it is a line of that field, worth `true`."""
        ...

    def wrap(self, text: str, room: float) -> list[str]: ...


@dataclass(frozen=True)
class Type:
    """Set type; `latin` is the face of texts without Chinese characters where it is another one."""

    sheet: Sheet
    role: str
    size: float
    fill: Colour = (24, 24, 28)
    latin: str = ""
    tracking: float = 0.0
    bold: float = 0.0

    def write(
        self, x: float, y: float, text: str, key: str = "", *, true: str | None = None, room: float = WIDE,
        align: str = "left",
    ) -> float:  # fmt: skip
        role = self.latin if self.latin and text.isascii() else self.role
        em = self.sheet.px(self.size)
        length = sum(face.getlength(piece) for piece, face in runs(text, role, em)) / self.sheet.scale
        length += self.tracking * (len(text) - 1)
        squeeze = min(1.0, room / length)
        quad = self.sheet.write(
            x, y, text, role=role, size=self.size * squeeze, fill=self.fill, key=key or None, align=align,
            tracking=self.tracking * squeeze, bold=self.bold,
        )  # fmt: skip
        if key:
            tell(self.sheet, key, text, true)
        return quad[1][0] / self.sheet.scale

    def wrap(self, text: str, room: float) -> list[str]:
        return self.sheet.wrap(text, room, role=self.role, size=self.size, tracking=self.tracking)

    def with_(self, **changed: object) -> Type:
        return replace(self, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Cells:
    """A machine as a pen: each character in its cell, and all of them off the form by the same few millimetres."""

    page: Page
    machine: Machine

    @property
    def sheet(self) -> Sheet:
        return self.page.sheet

    def write(
        self, x: float, y: float, text: str, key: str = "", *, true: str | None = None, room: float = WIDE,
        align: str = "left",
    ) -> float:  # fmt: skip
        length = min(room, self.machine.length(text))
        left = x - length * {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
        quad = self.machine.print(self.page, left, y, text, room=room)
        if key:
            self.sheet.boxes.setdefault(key, []).append(quad)
            tell(self.sheet, key, text, true)
        return quad[1][0] / self.sheet.scale - self.machine.offset[0]

    def wrap(self, text: str, room: float) -> list[str]:
        return self.machine.lines(text, room)

    def with_(self, **changed: object) -> Cells:
        return replace(self, machine=replace(self.machine, **changed))  # type: ignore[arg-type]


def tell(sheet: Sheet, key: str, text: str, true: str | None) -> None:
    """A further line of a field goes on with what it said before."""
    sheet.fields[key] = sheet.fields.get(key, "") + text if true is None else true


def also(sheet: Sheet, key: str, value: str) -> None:
    """A value that is told by the print of another one, and has no place of its own."""
    sheet.fields[key] = value
    sheet.boxes[key] = []


def pair(
    form: Pen, hand: Pen, x: float, y: float, label: str, text: str, key: str = "", *, gap: float = 0.6,
    true: str | None = None, room: float = WIDE,
) -> float:  # fmt: skip
    """A label and its value behind it, which may be empty; returns where they end."""
    end = form.write(x, y, label)
    return hand.write(end + gap, y, text, key, true=true, room=room) if text else end


def write_lines(
    pen: Pen, x: float, y: float, text: str, key: str, *, room: float, step: float, true: str | None = None
) -> float:
    """A value wrapped to the room; returns the y of the line after it."""
    for line in pen.wrap(text, room):
        pen.write(x, y, line, key, true=true)
        y += step
    return y


def write_rows(
    pen: Pen, key: str, columns: Sequence[tuple[str, float, str, float]], rows: Sequence[dict[str, str]], y: float,
    step: float,
) -> float:  # fmt: skip
    """Rows of a table as the value of `key`, and in its normal form; returns the y of the line after them.

    Each column is (its key, x, alignment, room); a text too long for its room is wrapped in the first column and
    set smaller in the others.
    """
    first = columns[0][0]
    for row in rows:
        lines = {name: pen.wrap(row[name], room) if name == first else [row[name]]
                 for name, _, _, room in columns if row.get(name)}  # fmt: skip
        for name, x, align, room in columns:
            for number, line in enumerate(lines.get(name, ())):
                pen.write(x, y + number * step, line, key, true="", align=align, room=room)
        y += step * max(len(cell) for cell in lines.values())
    pen.sheet.fields[key] = table(rows, [name for name, *_ in columns])
    return y


def table(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> str:
    """The normal form of a table's value: JSON of its rows, empty cells left out."""
    filled = [{name: row[name] for name in columns if row.get(name)} for row in rows]
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def rule(sheet: Sheet, x0: float, y0: float, x1: float, y1: float, fill: Colour, width: float = 0.25) -> None:
    """A line of `width` mm."""
    ends = (sheet.px(x0), sheet.px(y0), sheet.px(x1), sheet.px(y1))
    sheet.draw.line(ends, fill=fill, width=max(1, sheet.px(width)))


def upright(pen: Type, x: float, y0: float, y1: float, text: str, key: str = "") -> None:
    """Text from top to bottom, spread between two heights; with `key` it is that field's value in one box."""
    step, scale = (y1 - y0) / len(text), pen.sheet.scale
    quads = [
        pen.sheet.write(x, y0 + step * (number + 0.5), character, role=pen.role, size=pen.size, fill=pen.fill,
                        align="middle")
        for number, character in enumerate(text)
    ]  # fmt: skip
    if key:
        half = pen.size * scale / 2
        left, right, top, bottom = x * scale - half, x * scale + half, quads[0][0][1], quads[-1][2][1]
        pen.sheet.boxes[key] = [((left, top), (right, top), (right, bottom), (left, bottom))]
        pen.sheet.fields[key] = text
