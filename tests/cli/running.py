"""What a command of the program did, and the files it is run on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from PIL import Image

from desktop_ocr.domain.errors import TypeFileBroken
from tests.imaging.pictures import saved

OK, FAILED, USAGE = 0, 1, 2  # what scripts ask for
ROOT = Path(__file__).resolve().parents[2]
BROKEN = TypeFileBroken(file="passport.toml", line=7, problem="there is no check 'luck'")


@dataclass
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        return json.loads(self.out)["documents"]  # type: ignore[no-any-return]

    @property
    def codes(self) -> list[str]:
        return [told["error"]["code"] if told["error"] else "" for told in self.documents]


Run = Callable[..., Ran]


def write_page(path: Path, width: int = 200) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(saved(Image.new("L", (width, 100), 255), "PNG"))
    return path


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by the words of its first row, as another program reads them."""
    book = openpyxl.load_workbook(path)
    try:
        return {
            sheet.title: [dict(zip(names, row, strict=True)) for row in rows]
            for sheet in book
            for names, *rows in [sheet.iter_rows(values_only=True)]
        }
    finally:
        book.close()
