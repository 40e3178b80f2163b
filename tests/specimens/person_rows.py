"""The rows about a person that cards of the family of the identity card share: pale labels, dark values."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from .sheet import Colour, Quad, Sheet

BLACK: Colour = (28, 28, 30)


@dataclass
class Rows:
    """Prints labels and values at places in mm; `nudge` is how far the print head missed the form."""

    sheet: Sheet
    label_ink: Colour
    nudge: float
    bold: float
    label_x: float = 6.5
    value_x: float = 17.4

    def label(self, y: float, text: str, *, x: float | None = None, width: float | None = None) -> None:
        x = self.label_x if x is None else x
        self.sheet.write(x, y, text, role="hei", size=2.75, fill=self.label_ink, width=width)

    def value(
        self, y: float, text: str, key: str, *, x: float | None = None, size: float = 3.0, tracking: float = 0.12
    ) -> Quad:
        x = self.value_x if x is None else x
        self.sheet.fields[key] = text
        return self.sheet.write(
            x, y + self.nudge, text, role="hei", size=size, fill=BLACK, key=key, tracking=tracking, bold=self.bold
        )

    def birth(self, y: float, born: date) -> None:
        """年 月 日 are part of the form, the figures are not."""
        style = {"role": "hei", "size": 3.1, "fill": BLACK, "bold": self.bold}
        x = self.value_x
        start = self.sheet.write(x, y + self.nudge, str(born.year), tracking=0.1, **style)  # type: ignore[arg-type]
        self.label(y, "年", x=x + 8.6)
        self.sheet.write(x + 14.6, y + self.nudge, str(born.month), align="middle", **style)  # type: ignore[arg-type]
        self.label(y, "月", x=x + 17.4)
        self.sheet.write(x + 22.6, y + self.nudge, str(born.day), align="middle", **style)  # type: ignore[arg-type]
        end = self.sheet.write(x + 25.2, y, "日", role="hei", size=2.75, fill=self.label_ink)
        top, bottom = min(start[0][1], end[0][1]), max(start[2][1], end[2][1])
        whole = ((start[0][0], top), (end[1][0], top), (end[1][0], bottom), (start[0][0], bottom))
        self.sheet.boxes["birth_date"] = [whole]
        self.sheet.fields["birth_date"] = born.isoformat()

    def address(self, y: float, lines: list[str], *, step: float = 4.5, size: float = 2.95) -> None:
        style = {"role": "hei", "size": size, "tracking": 0.12, "fill": BLACK, "bold": self.bold}
        self.sheet.write_lines(self.value_x, y + self.nudge, lines, step=step, key="address", **style)
        self.sheet.fields["address"] = "".join(lines)

    def term(self, y: float, begins: date, ends: date, *, x: float, size: float = 3.0) -> None:
        """Both dates in one printed line; each box covers its own half."""
        style = {"role": "hei", "size": size, "fill": BLACK, "tracking": 0.08, "bold": 0.03}
        at = y + self.nudge
        first = self.sheet.write(x, at, f"{begins:%Y.%m.%d}", key="issue_date", **style)  # type: ignore[arg-type]
        dash = self.sheet.write(first[1][0] / self.sheet.scale + 0.3, at, "-", **style)  # type: ignore[arg-type]
        self.sheet.write(dash[1][0] / self.sheet.scale + 0.4, at, f"{ends:%Y.%m.%d}", key="expiry_date", **style)  # type: ignore[arg-type]
        self.sheet.fields.update(issue_date=begins.isoformat(), expiry_date=ends.isoformat())


def rows(sheet: Sheet, rng: random.Random, label_ink: Colour) -> Rows:
    return Rows(sheet, label_ink, nudge=rng.uniform(-0.25, 0.25), bold=rng.choice([0.0, 0.03]))


def address_lines(sheet: Sheet, address: str, width: float, *, size: float = 2.95) -> list[str]:
    return sheet.wrap(address, width, role="hei", size=size, tracking=0.12)
