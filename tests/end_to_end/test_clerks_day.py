"""A clerk's day on the real program: open, look, correct by keyboard and by a box, finish, export."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image

from desktop_ocr.composition import load_catalogue
from desktop_ocr.ui.theme import LIGHT
from tests.end_to_end.desktop import CARET, PATIENCE, Desktop, changed, has_colour, is_colour, is_reading, running
from tests.specimens import Photo, photograph, render

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

PAPERS = (
    ("id_card_front", 0), ("id_card_front", 90), ("bank_card", 0), ("business_license", 180),
    ("id_card_back", 270), ("id_card_front", 0), ("bank_card", 90),
)  # fmt: skip
"""Kind, and by how many degrees the picture is turned clockwise."""
BROKEN = "4-broken.png"
WITH_BOX = 5
"""The paper, not turned, whose name is filled from a box around its number: no reading gives that by itself."""


@dataclass
class Pile:
    """The pictures on the disk, in their order, and what is on them by file name."""

    paths: list[Path]
    papers: dict[str, Photo]


@pytest.fixture
def pile(tmp_path: Path) -> Pile:
    paths, papers = [], {}
    for number, (kind, turned) in enumerate(PAPERS):
        photo = photograph(render(kind, 500 + number), "clean", number)
        path = tmp_path / f"{number}-{kind}.png"
        photo.image.convert("RGB").rotate(-turned, expand=True).save(path)
        paths.append(path)
        papers[path.name] = photo
    broken = tmp_path / BROKEN
    broken.write_bytes(paths[0].read_bytes()[:5000])
    return Pile(sorted([*paths, broken]), papers)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    settings = {"DESKTOP_OCR_CONFIG": str(tmp_path / "config"), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    log = tmp_path / "log.txt"
    with running(settings, log) as desktop:
        yield desktop
    assert "Traceback" not in log.read_text()


def test_a_clerk_s_day(desktop: Desktop, pile: Pile, tmp_path: Path) -> None:
    photo, target = pile.papers[f"{WITH_BOX}-id_card_front.png"], tmp_path / "day.xlsx"
    desktop.wait_until(lambda screen: has_colour(screen, LIGHT.accent), "the welcome page")
    _open(desktop, pile.paths)

    _to_first_field(desktop)
    desktop.type("Zhang San")
    desktop.press("Tab", "Tab")
    desktop.type("Han")
    desktop.press("ctrl+Return")

    desktop.press("ctrl+f")
    desktop.type(f"{WITH_BOX}-id")
    desktop.press("Return", "Return")  # to the list, and on to its fields
    _to_first_field(desktop)
    desktop.type("Li Si")
    before = desktop.wait_until(lambda screen: True, "the page")
    left, top, right, bottom = _box_on_screen(before, photo, "id_number")
    desktop.drag((left - 4, top - 4), (right + 4, bottom + 4))
    desktop.wait_until(lambda screen: changed(before, screen) > CARET, "the text of the box")
    desktop.press("ctrl+Return")

    _export(desktop, target)
    rows = _rows(target, labels())
    assert set(rows) == {path.name for path in pile.paths}
    expected = {name: dict(paper.fields) for name, paper in pile.papers.items()}
    expected[f"{WITH_BOX}-id_card_front.png"]["name"] = photo.fields["id_number"]
    expected["0-id_card_front.png"] |= {"name": "Zhang San", "nation": "Han"}
    wrong = {
        (name, key): (rows[name].get(key), value)
        for name, values in expected.items()
        for key, value in values.items()
        if rows[name].get(key) != value
    }
    assert wrong == {}
    finished = {name for name, row in rows.items() if row["State"] == "Finished"}
    assert finished == {"0-id_card_front.png", f"{WITH_BOX}-id_card_front.png"}


def _open(desktop: Desktop, paths: list[Path]) -> None:
    desktop.press("ctrl+o")
    time.sleep(1.5)
    desktop.type(" ".join(f'"{path}"' for path in paths))
    desktop.press("Return")
    desktop.wait_until(lambda screen: is_reading(screen) or has_colour(screen, LIGHT.canvas), "the first page")
    desktop.wait_until(lambda screen: not is_reading(screen), "all papers read")


def _to_first_field(desktop: Desktop) -> None:
    time.sleep(1)
    desktop.press(*["Up"] * 20)


def _export(desktop: Desktop, target: Path) -> None:
    """All papers, also those that nobody has looked at."""
    desktop.press("ctrl+e")
    time.sleep(1.5)
    desktop.press("Tab", "space", "Tab", "space", "Tab", "Tab", "ctrl+a")
    desktop.type(str(target))
    desktop.press("Return")
    end = time.monotonic() + PATIENCE
    while not target.exists():
        assert time.monotonic() < end, "no file was written"
        time.sleep(0.2)


def labels() -> dict[str, str]:
    """The keys of fields by what stands above their columns."""
    return {field.label_en: field.key for kind in load_catalogue().types.values() for field in kind.fields}


def _rows(target: Path, keys: dict[str, str]) -> dict[str, dict[str, str]]:
    """By file name, the cells of each paper under the keys of the fields."""
    rows = {}
    for sheet in load_workbook(target):
        head, *lines = [[_text(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
        for line in lines:
            row = dict(zip(head, line, strict=True))
            rows[row["File"]] = {keys.get(label, label): value for label, value in row.items()}
    return rows


def _text(cell: object) -> str:
    """Dates are dates in the workbook."""
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell or "")


def _box_on_screen(screen: Image.Image, photo: Photo, field: str) -> tuple[float, float, float, float]:
    """Where a field stands on the page: the page fills the canvas from side to side, with canvas above and below."""
    canvas = is_colour(screen, LIGHT.canvas)
    columns = np.flatnonzero(canvas.sum(axis=0) > 20)
    left, right = columns[0], columns[-1] + 1
    rows = np.flatnonzero(canvas[:, left:right].mean(axis=1) > 0.9)
    gap = int(np.argmax(np.diff(rows)))
    top, bottom = rows[gap] + 1, rows[gap + 1]
    across, down = (right - left) / photo.image.width, (bottom - top) / photo.image.height
    assert across == pytest.approx(down, rel=0.03), "the page is not where it is looked for"
    corners = [corner for quad in photo.boxes[field] for corner in quad]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return left + min(xs) * across, top + min(ys) * down, left + max(xs) * across, top + max(ys) * down
