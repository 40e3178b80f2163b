"""Forms that were printed first and filled in later by a machine, which never quite meets their lines."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .ornaments import RED
from .sheet import NO_LINE_START, Colour, Quad, Sheet

FORM_INK: Colour = (44, 46, 58)


@dataclass(frozen=True)
class Page:
    """A page of a form: where its top left corner lies on the sheet (mm), and whether its values are told."""

    sheet: Sheet
    left: float = 0.0
    top: float = 0.0
    is_told: bool = True

    def label(
        self, x: float, y: float, text: str, english: str = "", *, size: float = 2.5, width: float | None = None
    ) -> None:
        """A label, in smaller print below it the same in English."""
        place = {"role": "song_bold", "fill": FORM_INK}
        self.sheet.write(self.left + x, self.top + y, text, size=size, width=width, **place)  # type: ignore[arg-type]
        if english:
            self.sheet.write(self.left + x + 0.1, self.top + y + 2.45, english, role="song", size=1.95, fill=FORM_INK)

    def title(self, x: float, y: float, text: str, english: str, *, width: float) -> None:
        """A centred title of `width` mm, with its translation of the same width."""
        at = self.left + x - width / 2
        self.sheet.write(at, self.top + y, text, role="hei", size=width / len(text) * 0.98, fill=FORM_INK, width=width)
        if english:
            size = min(2.3, width / len(english) * 2.0)
            self.sheet.write(at, self.top + y + 3.3, english, role="song", size=size, fill=FORM_INK, width=width)

    def dashes(self, x: float, y: float, right: float) -> None:
        """The broken line that a value is to stand on."""
        sheet, at = self.sheet, x
        while at < right:
            y_px = sheet.px(self.top + y)
            sheet.draw.line((sheet.px(self.left + at), y_px, sheet.px(self.left + at + 0.5), y_px), fill=FORM_INK)
            at += 0.9

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        sheet = self.sheet
        ends = (sheet.px(self.left + x0), sheet.px(self.top + y0), sheet.px(self.left + x1), sheet.px(self.top + y1))
        sheet.draw.line(ends, fill=FORM_INK, width=max(sheet.px(0.15), 1))

    def square_seal(self, x: float, y: float, side: float, text: str, key: str, *, fill: Colour = RED) -> None:
        """A printed square seal with `text`, the value of `key`, in three or four rows from left to right."""
        rows = 4 if len(text) > 18 else 3
        sheet, length = self.sheet, -(-len(text) // rows)
        x, y = self.left + x, self.top + y
        box = (sheet.px(x), sheet.px(y), sheet.px(x + side), sheet.px(y + side))
        sheet.draw.rectangle(box, outline=fill, width=max(sheet.px(0.3), 1))
        size = min(side / (length + 0.9), side / rows * 0.72)
        for row in range(rows):
            part = text[row * length : (row + 1) * length]
            if not part:
                break
            sheet.write(
                x + 1.3, y + side * (row + 0.5) / rows, part, role="song_bold", size=size, fill=fill,
                width=(side - 2.6) * len(part) / length, key=key if self.is_told else None,
            )  # fmt: skip
        if self.is_told:
            sheet.fields[key] = text


@dataclass(frozen=True)
class Machine:
    """The machine that fills a form in.

    `size` is the em of its Chinese characters and `cell` the advance of its Latin ones, both in mm; `needle` is the
    pitch in mm of a dot matrix (0 for a laser); `offset` in mm is how far it misses the lines.
    """

    chinese: str
    latin: str
    size: float
    cell: float
    needle: float
    is_slashed: bool
    ink: Colour
    offset: tuple[float, float]

    @classmethod
    def any(cls, rng: random.Random, *, size: float = 3.3) -> Machine:
        latin = rng.choice(["ocr_b", "latin_mono", "hei", "hei_micro"])
        size *= rng.uniform(0.94, 1.06)
        return cls(
            chinese=rng.choice(["song", "song_light", "hei", "hei", "hei_micro", "kai"]),
            latin=latin,
            size=size,
            cell=size * rng.uniform(0.56, 0.64),
            needle=rng.choice([0.0, 0.0, rng.uniform(0.17, 0.28)]),
            is_slashed=latin != "latin_mono" and rng.random() < 0.4,
            ink=rng.choice([(24, 24, 30), (40, 40, 60), (30, 34, 80), (60, 60, 66)]),
            offset=(rng.uniform(-0.5, 0.8), rng.uniform(-0.6, 0.9)),
        )

    def fill(
        self, page: Page, x: float, y: float, text: str, key: str, *, room: float, true: str | None = None
    ) -> Quad:
        """Print a value within `room` mm; `true` is its normal form where that is not how it is printed."""
        return self.fill_lines(page, x, y, [text], key, room=room, step=0, true=true)

    def fill_lines(
        self, page: Page, x: float, y: float, lines: list[str], key: str, *, room: float, step: float,
        true: str | None = None,
    ) -> Quad:  # fmt: skip
        for number, line in enumerate(lines):
            quad = self.print(page, x, y + number * step, line, room=room)
            if page.is_told:
                page.sheet.boxes.setdefault(key, []).append(quad)
        if page.is_told:
            page.sheet.fields[key] = "".join(lines) if true is None else true
        return quad

    def print(self, page: Page, x: float, y: float, text: str, *, room: float) -> Quad:
        """Print one line, each character in its cell, closer where the room is short; returns its box."""
        sheet = page.sheet
        before = sheet.picture.copy() if self.needle else sheet.picture
        advances = [self._advance(char) for char in text]
        squeeze = min(1.0, room / sum(advances))
        at, quads = page.left + x + self.offset[0], []
        y += page.top + self.offset[1]
        for char, natural in zip(text, advances, strict=True):
            advance = natural * squeeze
            is_wide = ord(char) > 0x2E7F
            size = self.size * (squeeze if is_wide else min(1.0, squeeze * 1.1))
            if not char.isspace():
                quad = sheet.write(
                    at + advance / 2, y, char, role=self.chinese if is_wide else self.latin, size=size, fill=self.ink,
                    align="middle",
                )  # fmt: skip
                quads.append(quad)
                if char == "0" and self.is_slashed:
                    (left, top), (right, bottom) = quad[0], quad[2]
                    line = (left + (right - left) * 0.2, bottom - 1, right - (right - left) * 0.2, top + 1)
                    sheet.draw.line(line, fill=self.ink, width=max(sheet.px(0.22), 1))
            at += advance
        left, top = min(quad[0][0] for quad in quads), min(quad[0][1] for quad in quads)
        right, bottom = max(quad[2][0] for quad in quads), max(quad[2][1] for quad in quads)
        if self.needle:
            self._dots(sheet, before, (int(left) - 2, int(top) - 2, int(right) + 3, int(bottom) + 3))
        return ((left, top), (right, top), (right, bottom), (left, bottom))

    def lines(self, text: str, room: float) -> list[str]:
        """Cut `text` into lines of at most `room` mm, within words and numbers too, as machines do."""
        found, line, length = [], "", 0.0
        for char in text:
            advance = self._advance(char)
            if length + advance > room and char not in NO_LINE_START:
                found.append(line)
                line, length = "", 0.0
            line, length = line + char, length + advance
        return [*found, line]

    def length(self, text: str) -> float:
        """mm that the text takes where there is room."""
        return sum(map(self._advance, text))

    def _advance(self, char: str) -> float:
        return self.size * 1.04 if ord(char) > 0x2E7F else self.cell

    def _dots(self, sheet: Sheet, before: Image.Image, box: tuple[int, int, int, int]) -> None:
        """Leave of what was printed in the box only what the needles hit."""
        pitch = max(self.needle * sheet.scale, 1.5)
        printed, paper = np.asarray(sheet.picture.crop(box), np.float32), np.asarray(before.crop(box), np.float32)
        across = 0.5 + 0.5 * np.cos(2 * np.pi * np.arange(printed.shape[1]) / pitch)
        down = 0.5 + 0.5 * np.cos(2 * np.pi * np.arange(printed.shape[0]) / pitch)
        hit = np.clip(0.25 + 1.1 * np.sqrt(down[:, None] * across[None, :]), 0, 1)[..., None]
        sheet.picture.paste(Image.fromarray((paper + (printed - paper) * hit).astype(np.uint8)), box[:2])


def bars(sheet: Sheet, rng: random.Random, x: float, y: float, width: float, height: float) -> None:
    """A stand-in for a bar code: bars that say nothing."""
    at = x
    while at < x + width:
        bar = rng.choice([0.2, 0.2, 0.4, 0.6])
        sheet.draw.rectangle(tuple(sheet.px(value) for value in (at, y, at + bar, y + height)), fill=(30, 30, 34))
        at += bar + rng.choice([0.2, 0.3, 0.5])
