"""How well the outlines of papers are found on photos never seen before: ``python -m tests.benchmarks.outlines``.

Photos of 1–4 papers (`tests.specimens.scene`: every parameter drawn uniformly, none tuned to the search) and scans,
which have no outline.  Counted over papers: found (an outline with an intersection over union of at least 0.95), sure,
sure and found; and how many sure outlines cut a field.  The weights in `imaging/outlining/weights.py` were
fitted on the seeds below 1,000 (`tests.benchmarks.outline_weights`); report on others.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.outlines import find_outlines
from tests.specimens.scene import LaidPaper, Scene, scan, scene

Points = NDArray[np.floating]

FIRST_SEED = 500_000
GOOD = 0.95
RASTER = 1400
"""Long side in px of the masks on which outlines are compared."""


@dataclass(frozen=True)
class Judged:
    """One paper of a photo and what was found of it; ``best`` is the intersection over union of the best outline."""

    seed: int
    kind: str
    surface: str
    papers: int
    contrast: float
    tilt: float
    shadow: float
    blur: float
    fill: float
    best: float
    is_sure: bool


@dataclass(frozen=True)
class Taken:
    """A photo: its papers, and of the sure outlines the best intersection over union with a paper, and the cuts."""

    seed: int
    papers: tuple[Judged, ...]
    sure: tuple[float, ...]
    cuts: tuple[str, ...]
    seconds: float


@dataclass
class Rates:
    """Counts over some photos."""

    papers: int = 0
    found: int = 0
    sure_papers: int = 0
    sure: int = 0
    sure_good: int = 0
    cuts: list[str] = field(default_factory=list)

    @property
    def sure_rate(self) -> float:
        """Part of the papers of which an outline is sure."""
        return self.sure_papers / max(1, self.papers)

    @property
    def good_rate(self) -> float:
        """Part of the sure outlines that are right."""
        return self.sure_good / max(1, self.sure)


def prepared(picture: NDArray[np.uint8]) -> PreparedImage:
    return PreparedImage(picture.shape[1], picture.shape[0], np.ascontiguousarray(picture).tobytes())


def look(photo: Scene, seed: int, *, quick: bool = False) -> Taken:
    """Find the outlines on a photo and compare them with the truth."""
    picture = np.asarray(photo.image)
    image = prepared(picture)
    started = time.process_time()
    outlines = find_outlines(image, quick=quick)
    seconds = time.process_time() - started
    quads = [np.array(outline.quad.scaled(*photo.image.size).corners) for outline in outlines]
    shares = np.array([[overlap(quad, paper.border, photo.image.size) for paper in photo.papers] for quad in quads])
    shares = shares.reshape(len(quads), len(photo.papers))
    papers = []
    for number, paper in enumerate(photo.papers):
        best = int(np.argmax(shares[:, number])) if quads else -1
        iou = float(shares[best, number]) if quads else 0.0
        papers.append(
            Judged(
                seed, paper.document_type, photo.surface, len(photo.papers), paper.contrast, photo.tilt, photo.shadow,
                photo.blur, photo.fill, iou, iou > 0.5 and outlines[best].is_sure,
            )
        )  # fmt: skip
    sure = [number for number, outline in enumerate(outlines) if outline.is_sure]
    cuts = [
        f"{seed}: {paper.document_type}, contrast {paper.contrast:.0f}, IoU {shares[number, at]:.2f}"
        for number in sure
        for at, paper in enumerate(photo.papers)
        if does_cut(quads[number], paper, is_its=shares[number, at] > 0.3)
    ]
    return Taken(seed, tuple(papers), tuple(float(shares[number].max()) for number in sure), tuple(cuts), seconds)


def overlap(quad: Points, border: Points, size: tuple[int, int]) -> float:
    """Intersection over union, counted in pixels: a bent paper has no four corners."""
    if (quad.max(axis=0) < border.min(axis=0)).any() or (border.max(axis=0) < quad.min(axis=0)).any():
        return 0.0
    scale = RASTER / max(size)
    masks = []
    for shape in (quad, border):
        mask = np.zeros((round(size[1] * scale) + 1, round(size[0] * scale) + 1), np.uint8)
        masks.append(cv2.fillPoly(mask, [np.rint(shape * scale * 16).astype(np.int32)], (1,), shift=4) > 0)
    return float((masks[0] & masks[1]).sum() / (masks[0] | masks[1]).sum())


def does_cut(quad: Points, paper: LaidPaper, *, is_its: bool) -> bool:
    """Whether a field of the paper reaches out of the quad by more than a pixel of the flat paper.

    An outline of something else cuts a paper when it goes through a field.
    """
    shape = quad.astype(np.float32).reshape(-1, 1, 2)
    for box in paper.boxes:
        depths = [cv2.pointPolygonTest(shape, (float(x), float(y)), True) / paper.scale for x, y in box]
        if min(depths) < -1 and (is_its or max(depths) > 1):
            return True
    return False


def _photo(task: tuple[int, bool]) -> Taken:
    cv2.setNumThreads(1)
    return look(scene(task[0]), task[0], quick=task[1])


def _scan(seed: int) -> tuple[int, tuple[Outline, ...]]:
    cv2.setNumThreads(1)
    return seed, find_outlines(prepared(np.asarray(scan(seed))))


def measure(seeds: Iterable[int], *, processes: int, quick: bool = False) -> list[Taken]:
    """Look at the photos of these seeds."""
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return list(pool.imap(_photo, [(seed, quick) for seed in seeds], chunksize=4))


def measure_scans(seeds: Iterable[int], *, processes: int) -> list[tuple[int, tuple[Outline, ...]]]:
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        return list(pool.imap(_scan, seeds, chunksize=4))


def rates(taken: Iterable[Taken], wanted: Callable[[Judged], bool] = lambda _: True) -> Rates:
    """Counts over the papers that are wanted; over all of a photo's sure outlines if any of its papers is."""
    total = Rates()
    for photo in taken:
        papers = [paper for paper in photo.papers if wanted(paper)]
        total.papers += len(papers)
        total.found += sum(paper.best >= GOOD for paper in papers)
        total.sure_papers += sum(paper.is_sure for paper in papers)
        if papers:
            total.sure += len(photo.sure)
            total.sure_good += sum(share >= GOOD for share in photo.sure)
            total.cuts += photo.cuts
    return total


def row(title: str, total: Rates) -> str:
    return (
        f"{title:28} {total.papers:6} {100 * total.found / max(1, total.papers):8.1f} {100 * total.sure_rate:7.1f}"
        f" {100 * total.good_rate:11.1f} {len(total.cuts):5}"
    )


HEAD = f"{'':28} {'papers':>6} {'found %':>8} {'sure %':>7} {'right of %':>11} {'cuts':>5}"
BANDS: dict[str, tuple[float, ...]] = {
    "contrast": (12, 20, 30, 50, 80, 255),
    "tilt": (0, 10, 20, 30, 35),
    "shadow": (0, 0.25, 0.5),
    "blur": (0, 1, 2),
    "fill": (0, 0.4, 0.6, 1),
    "papers": (1, 2, 3, 4, 5),
}


def table(taken: Sequence[Taken]) -> str:
    """All papers, then by stratum."""
    lines = [HEAD, row("all", rates(taken))]
    for surface in sorted({paper.surface for photo in taken for paper in photo.papers}):
        lines.append(row(f"desk {surface}", rates(taken, lambda paper, it=surface: paper.surface == it)))
    for name, ends in BANDS.items():
        for low, high in pairwise(ends):
            within = rates(taken, lambda paper, n=name, a=low, b=high: a <= getattr(paper, n) < b)
            lines.append(row(f"{name} {low:g}–{high:g}", within))
    for kind in sorted({paper.kind for photo in taken for paper in photo.papers}):
        lines.append(row(kind, rates(taken, lambda paper, it=kind: paper.kind == it)))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=400, help="photos")
    parser.add_argument("--scans", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true", help="as for the frames of a camera")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    seeds = range(options.first_seed, options.first_seed + options.count)
    taken = measure(seeds, processes=options.processes, quick=options.quick)
    print(table(taken))
    scans = measure_scans(seeds[: options.scans], processes=options.processes)
    wrong = [seed for seed, outlines in scans if any(outline.is_sure for outline in outlines)]
    print(f"scans with a sure outline: {len(wrong)} of {len(scans)} {wrong}")
    print(f"seconds of one core a photo: {np.mean([photo.seconds for photo in taken]):.3f}")
    for cut in rates(taken).cuts:
        print("cut", cut)
    if options.show:
        for photo in taken:
            if any(share < GOOD for share in photo.sure):
                print(photo.seed, "sure but wrong:", [round(share, 3) for share in photo.sure if share < GOOD])
            for paper in photo.papers:
                if not paper.is_sure:
                    print(photo.seed, paper.kind, paper.surface, f"contrast {paper.contrast:.0f}", f"{paper.best:.2f}")


if __name__ == "__main__":
    main()
