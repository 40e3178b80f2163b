"""Fits the weights by which outlines are judged: ``python -m tests.benchmarks.outline_weights``; a quarter of an hour.

Photos and scans of seeds below 1,000 are looked at as the program does; what was measured of each outline is weighed
against whether it is that of a paper (logistic regression, a little L2).  Prints how well that holds on photos left out
of the fit, and rewrites `imaging/outlining/weights.py`.  Needed whenever a measure changes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr.imaging import outlines
from desktop_ocr.imaging.outlining import weights
from desktop_ocr.imaging.outlining.edges import edges_of
from tests.benchmarks.outlines import does_cut, overlap
from tests.specimens.scene import LaidPaper, Scene, scan, scene

Numbers = NDArray[np.float64]

FOLDS = 10
SHRINK = 1.5
RIGHT, WRONG = 0.93, 0.89
"""Intersection over union from which an outline is right, and below which it is wrong; between them it says nothing."""


def candidates(seed: int) -> tuple[Numbers, Numbers]:
    """What was measured of all quads of a photo, and the overlap of each with its paper."""
    photo = scene(seed)
    small = outlines.reduced(np.asarray(photo.image), outlines.USUAL.small)
    corners, measures = outlines.candidates(edges_of(small), outlines.USUAL)
    places = (corners + 0.5) * (photo.image.width / small.shape[1])
    return measures.astype(np.float64), np.array([_best(place, photo) for place in places])


def scan_candidates(seed: int) -> Numbers:
    small = outlines.reduced(np.asarray(scan(seed)), outlines.USUAL.small)
    return outlines.candidates(edges_of(small), outlines.USUAL)[1].astype(np.float64)


def finds(seed: int) -> tuple[Numbers, Numbers]:
    """What was measured of the outlines chosen on a photo, and the overlap of each; 0 where it cuts a field."""
    photo = scene(seed)
    found = outlines.judged(np.asarray(photo.image), outlines.USUAL)
    worth = [
        0.0 if any(_is_cut(find.corners, paper, photo) for paper in photo.papers) else _best(find.corners, photo)
        for find in found
    ]
    return _stacked([find.measures for find in found]), np.array(worth)


def scan_finds(seed: int) -> Numbers:
    return _stacked([find.measures for find in outlines.judged(np.asarray(scan(seed)), outlines.USUAL)])


def _is_cut(corners: NDArray[np.float32], paper: LaidPaper, photo: Scene) -> bool:
    return does_cut(corners, paper, is_its=overlap(corners, paper.border, photo.image.size) > 0.3)


def _stacked(rows: Sequence[NDArray[np.float32]]) -> Numbers:
    return np.stack(rows).astype(np.float64) if rows else np.zeros((0, len(weights.SURE) - 1))


def _best(corners: NDArray[np.float32], photo: Scene) -> float:
    return max(overlap(corners, paper.border, photo.image.size) for paper in photo.papers)


def fitted(measures: Numbers, is_right: Numbers) -> tuple[float, ...]:
    """Weights, the constant last, by Newton's method on standardised measures."""
    middle, spread = measures.mean(axis=0), measures.std(axis=0) + 1e-6
    terms = np.c_[(measures - middle) / spread, np.ones(len(measures))]
    shrink = SHRINK * np.r_[np.ones(measures.shape[1]), 1e-6]
    weight = np.zeros(terms.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-terms @ weight))
        slope = terms.T @ (is_right - chance) - shrink * weight
        bend = (terms * (chance * (1 - chance))[:, None]).T @ terms + np.diag(shrink)
        weight += (step := np.linalg.solve(bend, slope))
        if np.abs(step).max() < 1e-6:
            break
    raw = weight[:-1] / spread
    return tuple(float(f"{value:.4g}") for value in [*raw, weight[-1] - raw @ middle])


def fit(photos: Sequence[tuple[Numbers, Numbers]], scans: Sequence[Numbers]) -> tuple[float, ...]:
    measures = np.concatenate([part for part, _ in photos] + list(scans))
    worth = np.concatenate([part for _, part in photos] + [np.zeros(len(part)) for part in scans])
    says = (worth >= RIGHT) | (worth < WRONG)
    return fitted(measures[says], (worth[says] >= RIGHT).astype(np.float64))


def report(photos: Sequence[tuple[Numbers, Numbers]], scans: Sequence[Numbers]) -> str:
    """Counts on photos that a fit has not seen, by the logit from which an outline would be sure."""
    logits, worths, on_scans = [], [], []
    for fold in range(FOLDS):
        kept = [item for at, item in enumerate(photos) if at % FOLDS != fold]
        weight = np.array(fit(kept, [item for at, item in enumerate(scans) if at % FOLDS != fold]))
        for measures, worth in photos[fold::FOLDS]:
            logits.append(measures @ weight[:-1] + weight[-1])
            worths.append(worth)
        on_scans += [measures @ weight[:-1] + weight[-1] for measures in scans[fold::FOLDS]]
    logit, worth, scan_logit = (np.concatenate(part) for part in (logits, worths, on_scans))
    lines = [f"{'logit':>6} {'sure':>6} {'of them right %':>16} {'cutting':>8} {'on scans':>9}"]
    for least in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
        sure = worth[logit >= least]
        right = 100 * float((sure >= 0.95).mean())
        lines.append(f"{least:6} {len(sure):6} {right:16.1f} {(sure == 0).sum():8} {(scan_logit >= least).sum():9}")
    return "\n".join(lines)


def written(plausible: Iterable[float], sure: Iterable[float]) -> str:
    rows = ["\n".join(f"    {value!r}," for value in part) for part in (plausible, sure)]
    return (
        '"""What measures weigh, the constant last; fitted by `tests.benchmarks.outline_weights`."""\n\n'
        f"PLAUSIBLE = (\n{rows[0]}\n)\n\nSURE = (\n{rows[1]}\n)\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=400)
    parser.add_argument("--scans", type=int, default=150)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()

    def all_of(look: Callable[[int], object], count: int) -> list:  # type: ignore[type-arg]
        # A new pool each time: its processes have to read the weights just written.
        with multiprocessing.get_context("spawn").Pool(options.processes, cv2.setNumThreads, (1,)) as pool:
            return pool.map(look, range(count), chunksize=4)

    path = Path(weights.__file__)
    plausible = fit(all_of(candidates, options.photos), all_of(scan_candidates, options.scans))
    path.write_text(written(plausible, weights.SURE), "utf-8")
    photos, scans = all_of(finds, options.photos), all_of(scan_finds, options.scans)
    print(report(photos, scans))
    path.write_text(written(plausible, fit(photos, scans)), "utf-8")


if __name__ == "__main__":
    main()
