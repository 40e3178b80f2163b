"""Which values a second reading may prove: ``python -m tests.benchmarks.agreement KIND.FIELD … [--specimens N]``.

Of each specimen a strip around the value is photographed (mild and medium, each ``--photos`` times), the value is read
as on a page, in a box as a detector gives it, and then a second time (``engines.offline.agreement``).  By field:
readings, right, both agreed, and agreed on a wrong value: at most one of 3,000 readings may be that
(``second_reading`` in the type file).  What is measured is misread print, not a value that is taken for another's.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import dist

import cv2
import numpy as np

from desktop_ocr import composition
from desktop_ocr.domain.geometry import Quad as Place
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.agreement import is_read_alike
from desktop_ocr.engines.offline.detection import Corners, in_reading_order
from desktop_ocr.engines.offline.layout import lay_out
from desktop_ocr.engines.offline.line_reader import read_lines
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.page_reader import PageText, line_of, to_bgr
from desktop_ocr.engines.offline.reader import Reader
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.second_look import Nowhere
from desktop_ocr.engines.offline.second_reading import read_value_otherwise
from desktop_ocr.engines.offline.values import spell
from tests import specimens
from tests.specimens import Photo, Quad, Specimen, Strength, photograph

STRENGTHS: tuple[Strength, ...] = ("mild", "medium")
BESIDE, ABOVE = 5.0, 1.8
"""How far a strip reaches around its value, in heights of the value's box."""
CUT = 0.05
"""How often an end of a value is cut off, by up to half its height: about a digit; and how often a fifth of it is, as
the last group of a card's number.
"""

_reader: Reader | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading of one field: what was printed, what was read (empty: nothing), whether the second one agreed."""

    field: str
    printed: str
    read: str
    agreed: bool


@dataclass(frozen=True)
class _Look(Nowhere):
    reader: Reader
    page: PageText

    def otherwise(self, place: Place) -> TextLine | None:
        return read_value_otherwise(self.page, place, self.reader.models, self.reader.pool)


def start() -> None:
    global _reader  # noqa: PLW0603 - one reader in each process
    _reader = Reader.load(composition.load_catalogue().types, threads=1)


def _read(task: tuple[str, tuple[str, ...], int, int]) -> list[Outcome]:
    kind, keys, seed, photos = task
    assert _reader is not None
    specimen = specimens.render(kind, seed)
    present = [key for key in keys if len(specimen.boxes.get(key, ())) == 1]
    shots = [(strength, number) for strength in STRENGTHS for number in range(photos)]
    rng = random.Random(f"agreement:{kind}:{seed}")
    return [
        _outcome(_reader, photograph(strip, strength, seed * photos + number, upright=True), key, rng)
        for key, strip in ((key, _strip(specimen, key)) for key in present)
        for strength, number in shots
    ]


def _strip(specimen: Specimen, key: str) -> Specimen:
    """The part of a specimen around one value."""
    (box,) = specimen.boxes[key]
    height = dist(box[0], box[3])
    left, top = (min(point[axis] for point in box) for axis in (0, 1))
    right, bottom = (max(point[axis] for point in box) for axis in (0, 1))
    x, y = max(0, int(left - BESIDE * height)), max(0, int(top - ABOVE * height))
    far = int(right + BESIDE * height), int(bottom + ABOVE * height)
    moved = tuple((px - x, py - y) for px, py in box)
    return replace(
        specimen,
        image=specimen.image.crop((x, y, min(specimen.image.width, far[0]), min(specimen.image.height, far[1]))),
        fields={key: specimen.fields[key]},
        boxes={key: [moved]},  # type: ignore[list-item]
        text_height=height,
        corner=0.0,
    )


def _outcome(reader: Reader, photo: Photo, key: str, rng: random.Random) -> Outcome:
    kind = photo.document_type
    image = to_bgr(*photo.image.size, photo.image.convert("RGB").tobytes())
    height, width = image.shape[:2]
    box = detected(photo.boxes[key][0], rng)
    (text,) = read_lines(image, [box], reader.models, reader.pool)
    page = PageText((line_of(box, text, width, height),), 0, width, height, image)
    layout = lay_out(page.lines, width, height)
    spec, rule = reader.types[kind].spec(key), reader.rules[kind].fields[key]
    value = normalise(spec, rule, spell([layout.rows[0].glyphs])) if layout.rows else None
    search = Search(reader.rules[kind], layout, _Look(reader, page))
    agreed = value is not None and is_read_alike(search, spec, rule, value)
    return Outcome(f"{kind}.{key}", photo.fields[key], value.value if value else "", agreed)


def detected(box: Quad, rng: random.Random) -> Corners:
    """A value's box as the detector gives it: a turned rectangle, a little off; an end may be cut off."""
    quad = np.array(box, np.float32)
    (x, y), (width, high), angle = cv2.minAreaRect(quad)
    height = min(width, high)
    off = [rng.uniform(-0.06, 0.06) * height for _ in range(2)]
    corners = in_reading_order(cv2.boxPoints(((x + off[0], y + off[1]), (width, high), angle)))
    along = (corners[1] - corners[0]) / np.hypot(*(corners[1] - corners[0])) * height
    across = (corners[3] - corners[0]) / np.hypot(*(corners[3] - corners[0])) * height * rng.uniform(0.05, 0.2)
    start, end = (along * (rng.uniform(-0.5, 0) if rng.random() < CUT else rng.uniform(0, 0.4)) for _ in range(2))
    if rng.random() < CUT:
        end = (corners[0] - corners[1]) * 0.2
    moved = np.stack([-start - across, end - across, end + across, -start + across])
    found: Corners = (corners + moved).astype(np.float32)
    return found


def measure(fields: Sequence[str], seeds: Iterable[int], *, photos: int, processes: int) -> Iterator[Outcome]:
    """The outcomes of fields, "kind.field", over specimens of those seeds."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in fields:
        kind, _, key = name.partition(".")
        keys[kind].append(key)
    tasks = [(kind, tuple(own), seed, photos) for seed in seeds for kind, own in keys.items()]
    with multiprocessing.get_context("spawn").Pool(processes, start) as pool:
        for outcomes in pool.imap_unordered(_read, tasks):
            yield from outcomes


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fields", nargs="+", metavar="KIND.FIELD")
    parser.add_argument("--specimens", type=int, default=800)
    parser.add_argument("--photos", type=int, default=2, help="photos of each specimen and strength")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    seeds = range(options.first_seed, options.first_seed + options.specimens)
    found: dict[str, list[Outcome]] = defaultdict(list)
    try:
        for outcome in measure(options.fields, seeds, photos=options.photos, processes=options.processes):
            found[outcome.field].append(outcome)
    except KeyboardInterrupt:
        print("interrupted; so far:")
    for name, outcomes in found.items():
        right = sum(outcome.read == outcome.printed for outcome in outcomes)
        agreed = [outcome for outcome in outcomes if outcome.agreed]
        wrong = [(outcome.printed, outcome.read) for outcome in agreed if outcome.read != outcome.printed]
        told = f"{len(outcomes)} readings, {right} right, {len(agreed)} agreed, {len(wrong)} of these wrong: {wrong}"
        print(f"{name}: {told}")


if __name__ == "__main__":
    main()
