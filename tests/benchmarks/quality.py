"""What quality is measured where reading fails: ``python -m tests.benchmarks.quality``.

Specimens are blurred, darkened, blown out and shrunk by steps, and read by the offline engine with their kind told.  A
step is printed with the share of values that are right, what is measured without and with the lines that were read, and
the advice.  The last lines count: advice where at most ``FAILS`` of the values are right, and where all are.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop_ocr import composition
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.engines.offline.reader import Reader
from desktop_ocr.imaging.quality import measure
from tests.benchmarks.accuracy import same
from tests.specimens import Specimen, render

KINDS = ("id_card_front", "business_license", "bank_card")
FAILS = 0.7
Pixels = NDArray[np.float32]


def on_desk(paper: Specimen, height: float) -> Pixels:
    """The paper, its smallest value that many pixels high, with a margin."""
    scale = height / paper.text_height
    pixels = np.asarray(paper.image.convert("RGB"))
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    pixels = cv2.copyMakeBorder(pixels, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(150, 140, 130))
    return pixels.astype(np.float32) * 0.9


def steps(paper: Specimen) -> Iterator[tuple[str, Pixels]]:
    for height in (14, 24):
        for share in (0, 0.04, 0.07, 0.1, 0.13, 0.16, 0.2):
            pixels = on_desk(paper, height)
            blurred = cv2.GaussianBlur(pixels, (0, 0), share * height) if share else pixels
            yield f"{height} px, σ {share:.2f} h", blurred
    for height in (5, 6, 8, 10):
        yield f"{height} px", on_desk(paper, height)
    for light in (0.3, 0.15, 0.08, 0.05, 0.03, 2.0, 3.5, 5.0, 8.0):
        yield f"light × {light}", on_desk(paper, 20) * light


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=1, help="of each kind")
    options = parser.parse_args()
    reader = Reader.load(composition.load_catalogue().types, threads=2)
    noise = np.random.default_rng(1)
    counts = {"advised where reading fails": [0, 0], "advised where all is right": [0, 0]}
    took = []
    for kind in KINDS:
        for seed in range(1, options.papers + 1):
            paper = render(kind, seed)
            for name, pixels in steps(paper):
                seen = np.clip(pixels + noise.normal(0, 3, pixels.shape), 0, 255).astype(np.uint8)
                image = PreparedImage(seen.shape[1], seen.shape[0], seen.tobytes())
                recognition = reader.read(image, kind)
                document = Document(Source(Path(kind))).read_as(reader.types[kind], recognition)
                values = {field.spec.key: field.value for field in document.fields}
                right = sum(same(values.get(key, ""), value) for key, value in paper.fields.items())
                share = right / len(paper.fields)
                started = time.perf_counter()
                before = measure(image)
                took.append((time.perf_counter() - started) / (image.width * image.height) * 1e9)
                after = measure(image, [line.region for paper in recognition.papers for line in paper.lines])
                print(
                    f"{kind:17} {name:16} right {share:4.0%}  sharp {before.sharpness:.2f} {after.sharpness:.2f}"
                    f"  bright {before.brightness:.2f}  text {before.text_height:4.1f} {after.text_height:4.1f}"
                    f"  {', '.join(before.advice) or '-'} / {', '.join(after.advice) or '-'}"
                )
                if share <= FAILS or share == 1:
                    count = counts["advised where reading fails" if share <= FAILS else "advised where all is right"]
                    count[0] += bool(before.advice)
                    count[1] += 1
    for name, (advised, of) in counts.items():
        print(f"{name}: {advised} of {of}")
    print(f"measuring took {np.median(took):.1f} ms a megapixel")


if __name__ == "__main__":
    main()
