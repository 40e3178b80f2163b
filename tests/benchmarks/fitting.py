"""Pictures within a service's limits, against one plain encode: ``python -m tests.benchmarks.fitting``.

The plain encode is Pillow's, ``Image.frombytes`` and ``save(quality=95)`` of the whole picture.  Both run in turn,
A B A B …, in one process, and the median of the ratios counts.  Limits are 4 and 10 MiB of URL-encoded base64, with
sides up to 8192, and some between what the picture takes at quality 70 and at 95, with any sides: there the quality has
to be found.  ``best`` says that the file fits as counted by ``quote_plus``, and that one quality more would not.
"""

from __future__ import annotations

import argparse
import base64
import io
import statistics
import time
from collections import Counter
from urllib.parse import quote_plus

from PIL import Image

from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.upload_limits import Encoding, UploadLimits
from desktop_ocr.imaging.fitting import BEST, LEAST, Fitted, fit
from tests.imaging.large_pictures import SORTS, prepared

SIZES = {12: (4000, 3000), 24: (6000, 4000), 50: (8660, 5774)}
WANTED = {12: (2, 2.2), 24: (2, 2.2), 50: (3, 3.3)}
"""Encodes at most, and the ratio."""


def plain(image: PreparedImage, quality: int = BEST) -> bytes:
    file = io.BytesIO()
    Image.frombytes("RGB", (image.width, image.height), image.pixels).save(file, "JPEG", quality=quality)
    return file.getvalue()


def sent(content: bytes) -> int:
    return len(quote_plus(base64.b64encode(content)))


def is_best(image: PreparedImage, fitted: Fitted, limits: UploadLimits) -> bool:
    fits = sent(fitted.content) == fitted.characters <= limits.characters
    if fitted.quality == BEST or (fitted.width, fitted.height) != (image.width, image.height):
        return fits
    return fits and sent(plain(image, fitted.quality + 1)) > limits.characters


def limits_of(image: PreparedImage, between: int) -> dict[str, UploadLimits]:
    least, most = sent(plain(image, LEAST)), sent(plain(image, BEST))
    named = {f"{mega} MB": UploadLimits(mega << 20, Encoding.FORM, 15, 8192) for mega in (4, 10)}
    for place in range(1, between + 1):
        share = place / (between + 1)
        named[f"at {share:.0%}"] = UploadLimits(round(least + (most - least) * share), Encoding.FORM)
    return named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megapixels", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--between", type=int, default=4, help="limits between the least quality and the best")
    options = parser.parse_args()
    for megapixels in options.megapixels:
        encodes: Counter[int] = Counter()
        ratios = []
        for sort, draw in SORTS.items():
            image = prepared(draw(*SIZES[megapixels]))
            for name, limits in limits_of(image, options.between).items():
                here = []
                for _ in range(options.rounds):
                    started = time.perf_counter()
                    fitted = fit(image, limits)
                    between = time.perf_counter()
                    plain(image)
                    here.append((between - started) / (time.perf_counter() - between))
                ratio = statistics.median(here)
                if fitted.quality > LEAST:
                    encodes[fitted.encodes] += 1
                ratios.append(ratio)
                print(
                    f"{megapixels} MP {sort:8} {name:7} quality {fitted.quality} {fitted.width:5} × {fitted.height:<5}"
                    f" {fitted.characters / limits.characters:4.0%} full, encodes {fitted.encodes}, ratio {ratio:.2f}"
                    f"{'' if is_best(image, fitted, limits) else '  NOT THE BEST'}",
                    flush=True,
                )
        most, wanted = WANTED[megapixels]
        print(f"{megapixels} MP: encodes {dict(sorted(encodes.items()))} (at most {most})")
        print(f"ratio {statistics.median(ratios):.2f}, highest {max(ratios):.2f} (at most {wanted})")


if __name__ == "__main__":
    main()
