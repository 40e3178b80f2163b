"""The offline engine against ``RapidOCR()`` with its defaults: ``python -m tests.benchmarks.speed``.

Both read the same pixels in turn, A B A B …, in one process; the medians of the ratios count, the seconds depend on the
machine and on what else runs on it.  Cold start (import, load, first result) and peak memory are whole processes in
turn.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from desktop_ocr import composition
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.engines.offline.reader import Reader

WANTED = {"card": 3.0, "licence": 3.0, "card in a 12 MP photo": 5.0}
"""The ratios this engine is meant to reach."""


def pictures(seed: int) -> dict[str, Image.Image]:
    """Mild photos of specimens of a seed."""
    from tests.specimens import photograph, photograph_12mp, render

    return {
        "card": render("id_card_front", seed, long_side=1600).image.convert("RGB"),
        "licence": photograph(render("business_license", seed), "mild", seed).image.convert("RGB"),
        "card in a 12 MP photo": photograph_12mp(render("id_card_front", seed), seed).image.convert("RGB"),
    }


def alternate(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of both, measured in turn after one round that is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for call, taken in zip((ours, theirs), times, strict=True):
            started = time.perf_counter()
            call()
            if number:
                taken.append(time.perf_counter() - started)
    return times


def compare(rounds: int, seeds: range) -> None:
    from rapidocr import RapidOCR

    logging.disable(logging.CRITICAL)
    reader = Reader.load(composition.load_catalogue().types, threads=os.cpu_count() or 1)
    rapid = RapidOCR()
    print(f"{'':24} {'ours s':>8} {'RapidOCR s':>11} {'ratio':>6} {'wanted':>7}")
    for name, wanted in WANTED.items():
        ratios, mine, others = [], [], []
        for seed in seeds:
            image = pictures(seed)[name]
            prepared = PreparedImage(image.width, image.height, image.tobytes())
            array = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
            ours, theirs = alternate(
                lambda prepared=prepared: reader.read(prepared, None), lambda array=array: rapid(array), rounds
            )
            ratios += [b / a for a, b in zip(ours, theirs, strict=True)]
            mine += ours
            others += theirs
        median = statistics.median
        print(f"{name:24} {median(mine):8.3f} {median(others):11.3f} {median(ratios):6.2f} {wanted:7.1f}")


OURS = """
import sys, numpy
from PIL import Image
from desktop_ocr import composition
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.engines.offline.reader import Reader
image = Image.open(sys.argv[1]).convert("RGB")
reader = Reader.load(composition.load_catalogue().types, threads=2)
reader.read(PreparedImage(image.width, image.height, image.tobytes()), None)
"""
THEIRS = """
import logging, sys
logging.disable(logging.CRITICAL)
from rapidocr import RapidOCR
RapidOCR()(sys.argv[1])
"""
PEAK = """
from pathlib import Path
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else ()
print(next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0))
"""


def cold_start(rounds: int) -> None:
    """Whole processes: start to first result of a card, and their peak memory (on Linux, else 0)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "card.png"
        pictures(1)["card"].save(path)
        measured: dict[str, list[tuple[float, int]]] = {"ours": [], "RapidOCR": []}
        for number in range(rounds + 1):
            for name, code in (("ours", OURS), ("RapidOCR", THEIRS)):
                started = time.perf_counter()
                command = [sys.executable, "-c", code + PEAK, str(path)]
                output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                if number:
                    measured[name].append((time.perf_counter() - started, int(output.split()[-1])))
    print(f"\n{'whole process, one card':24} {'seconds':>8} {'peak MB':>8}")
    for name, results in measured.items():
        seconds, peaks = zip(*results, strict=True)
        print(f"{name:24} {statistics.median(seconds):8.2f} {statistics.median(peaks):8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pictures", type=int, default=3, help="specimens of each sort")
    options = parser.parse_args()
    compare(options.rounds, range(1, options.pictures + 1))
    cold_start(options.rounds)


if __name__ == "__main__":
    main()
