"""How well number plates in the street are read: ``python -m tests.benchmarks.plates [--count N] [--show]``.

By form and by width in the photo: photos, plates read right, kind right.  ``--second N`` measures instead on N plates
alone whether a second reading that agrees with the first may count as proof: how often both agree on a wrong number.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

import cv2
import numpy as np
from PIL import Image

from desktop_ocr import composition
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.engines.offline.detection import Corners, in_reading_order
from desktop_ocr.engines.offline.line_reader import read_lines
from desktop_ocr.engines.offline.page_reader import PageText, line_of, to_bgr
from desktop_ocr.engines.offline.plate_finder import find_plates
from desktop_ocr.engines.offline.reader import Reader
from tests.specimens.license_plate import on_a_wall, street_photo
from tests.specimens.plate import Plate

WIDTHS = (60, 90, 130, 200, 300, 421)
"""Limits of the classes of width, in pixels of the number's print."""

_reader: Reader | None = None


def start() -> None:
    global _reader  # noqa: PLW0603 - one reader in each process
    _reader = Reader.load(composition.load_catalogue().types, threads=1)


def _read(seed: int) -> tuple[int, str, float, str, str, float]:
    """Seed, form, width, the number, what was read (empty: not taken for a plate), score of its weakest character."""
    photo, drawn = street_photo(seed)
    assert _reader is not None
    paper = _reader.read(PreparedImage(photo.width, photo.height, photo.tobytes()), None).papers[0]
    found = {reading.field: reading for reading in paper.readings} if paper.document_type == "license_plate" else {}
    quads = drawn.boxes["number"]
    across = max(x for quad in quads for x, _ in quad) - min(x for quad in quads for x, _ in quad)
    width = across * photo.width / drawn.image.width
    number = found.get("number")
    return (
        seed,
        drawn.form,
        width,
        drawn.fields["number"],
        number.value if number else "",
        number.weakest if number else 0,
    )


def _second(seed: int) -> tuple[str, str, bool]:
    """The number of a plate alone, what was read (empty: nothing), and whether that counts as proven."""
    assert _reader is not None
    picture, drawn, rows = close_up(seed)
    image = to_bgr(*picture.size, picture.tobytes())
    texts = read_lines(image, rows, _reader.models, _reader.pool)
    lines = [line_of(row, text, *picture.size) for row, text in zip(rows, texts, strict=True)]
    plates = find_plates(PageText(tuple(lines), 0, *picture.size, image), _reader.models, _reader.pool)
    if not plates:
        return drawn.number, "", False
    return drawn.number, plates[0].number.value, plates[0].agreed and plates[0].has_its_colour


def close_up(seed: int) -> tuple[Image.Image, Plate, list[Corners]]:
    """A plate alone, as in a photo, and its rows as a detector gives them: turned boxes, a little off."""
    rng = random.Random(f"close-up:{seed}")
    picture, drawn, quads = on_a_wall(rng, (60, 420))
    rows = []
    for quad in quads:
        (x, y), (width, height), angle = cv2.minAreaRect(np.array(quad, np.float32))
        high = min(width, height)
        grown = high * rng.uniform(0.1, 0.3)
        off = [rng.uniform(-0.06, 0.06) * high for _ in range(2)]
        box = cv2.boxPoints(((x + off[0], y + off[1]), (width + grown, height + grown), angle))
        rows.append(in_reading_order(box))
    return picture, drawn, rows


def second_readings(seeds: Iterable[int], *, processes: int) -> list[tuple[str, str, bool]]:
    with multiprocessing.get_context("spawn").Pool(processes, start) as pool:
        return list(pool.imap_unordered(_second, seeds, chunksize=20))


def measure(seeds: Iterable[int], *, processes: int) -> list[tuple[int, str, float, str, str, float]]:
    with multiprocessing.get_context("spawn").Pool(processes, start) as pool:
        return list(pool.imap_unordered(_read, seeds))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--second", type=int, metavar="N")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args(arguments)
    if options.second:
        seconds = second_readings(
            range(options.first_seed, options.first_seed + options.second), processes=options.processes
        )
        right = sum(wanted == got for wanted, got, _ in seconds)
        proven = [(wanted, got) for wanted, got, agreed in seconds if agreed]
        wrong = [pair for pair in proven if pair[0] != pair[1]]
        print(f"{len(seconds)} plates, {right} read right, {len(proven)} agreed, {len(wrong)} of these wrong: {wrong}")
        return
    seeds = range(options.first_seed, options.first_seed + options.count)
    read = measure(seeds, processes=options.processes)
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, form, width, wanted, got, _ in read:
        limit = next(limit for limit in WIDTHS[1:] if width < limit)
        for row in ("all", form, f"up to {limit:3} px"):
            rows[row].append((wanted, got))
    print(f"{'':16} photos  right%   kind%")
    for row, pairs in sorted(rows.items()):
        right = sum(wanted == got for wanted, got in pairs)
        found = sum(bool(got) for _, got in pairs)
        print(f"{row:16} {len(pairs):6}  {100 * right / len(pairs):6.1f}  {100 * found / len(pairs):6.1f}")
    if options.show:
        for seed, form, width, wanted, got, weakest in sorted(read):
            if wanted != got:
                print(f"{seed:6} {form:14} {width:4.0f} px  wanted {wanted} got {got or '–'} ({weakest:.2f})")


if __name__ == "__main__":
    main()
