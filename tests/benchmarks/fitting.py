"""Photos within a service's limits, against one plain encode: ``python -m tests.benchmarks.fitting``.

The plain encode starts from what ``fit`` starts from, the RGB bytes of the whole photo as it was prepared:
``Image.frombuffer(…).save(quality=95)``, the conversion of the bytes included.  Both run in turn, A B A B …, in one
process; the ratio of a case is the median over the rounds, of the time that passed and of the processor's time (all
threads; it hardly sees other programs).  Limits are 4 and 10 MiB of URL-encoded base64 with sides up to 8192 and 4096,
some between what the photo takes at quality 70 and at 95, with any sides, where the quality has to be found, and some
below, where the photo becomes smaller.  Encodes are all of the whole picture, those in vain too; that of parts is in
the time alone.  ``NOT THE BEST`` says that the file does not fit as counted by ``quote_plus``, or that one quality more
would fit.
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
from desktop_ocr.imaging.best_quality import BEST, LEAST
from desktop_ocr.imaging.fitting import Fitted, fit
from tests.imaging.large_photos import SIZES, photo
from tests.imaging.large_pictures import prepared

WANTED = {12: (2, 2.2), 24: (2, 2.2), 50: (3, 3.3)}
"""Encodes at most, and the ratio."""


def plain(image: PreparedImage, quality: int = BEST) -> bytes:
    file = io.BytesIO()
    picture = Image.frombuffer("RGB", (image.width, image.height), image.pixels, "raw", "RGB", 0, 1)
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def sent(content: bytes) -> int:
    return len(quote_plus(base64.b64encode(content)))


def is_best(image: PreparedImage, fitted: Fitted, limits: UploadLimits) -> bool:
    fits = sent(fitted.content) == fitted.characters <= limits.characters
    if fitted.quality == BEST or (fitted.width, fitted.height) != (image.width, image.height):
        return fits
    return fits and sent(plain(image, fitted.quality + 1)) > limits.characters


def limits_of(image: PreparedImage, between: int, below: int) -> dict[str, UploadLimits]:
    least, most = sent(plain(image, LEAST)), sent(plain(image, BEST))
    named = {
        f"{mega} MB, {longest}": UploadLimits(mega << 20, Encoding.FORM, 15, longest)
        for mega, longest in ((4, 4096), (4, 8192), (10, 8192))
    }
    for place in range(1, between + 1):
        share = place / (between + 1)
        named[f"at {share:.0%}"] = UploadLimits(round(least * (most / least) ** share), Encoding.FORM)
    for place in range(1, below + 1):
        share = place / (below + 1)
        named[f"below, {share:.0%}"] = UploadLimits(round(least * share), Encoding.FORM)
    return named


def ratios(image: PreparedImage, limits: UploadLimits, rounds: int) -> tuple[Fitted, float, float]:
    """What was fitted, and how many plain encodes it took: of the time that passed, and of the processor's."""
    passed, worked = [], []
    for _ in range(rounds):
        clock, work = time.perf_counter(), time.process_time()
        fitted = fit(image, limits)
        clock_between, work_between = time.perf_counter(), time.process_time()
        plain(image)
        passed.append((clock_between - clock) / (time.perf_counter() - clock_between))
        worked.append((work_between - work) / (time.process_time() - work_between))
    return fitted, statistics.median(passed), statistics.median(worked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megapixels", type=int, nargs="*", choices=SIZES, default=list(SIZES))
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--first", type=int, default=0, help="seed of the first photo")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--between", type=int, default=4, help="limits between the least quality and the best")
    parser.add_argument("--below", type=int, default=2, help="limits below the least quality")
    options = parser.parse_args()
    for megapixels in options.megapixels:
        found: dict[bool, list[tuple[int, float, float]]] = {True: [], False: []}
        for seed in range(options.first, options.first + options.photos):
            image = prepared(photo(megapixels, seed))
            for name, limits in limits_of(image, options.between, options.below).items():
                fitted, passed, worked = ratios(image, limits, options.rounds)
                found[(fitted.width, fitted.height) == (image.width, image.height)].append(
                    (fitted.encodes, passed, worked)
                )
                print(
                    f"{megapixels} MP, photo {seed:2} {name:10} quality {fitted.quality}"
                    f" {fitted.width:5} × {fitted.height:<5}"
                    f" {fitted.characters / limits.characters:4.0%} full, encodes {fitted.encodes},"
                    f" ratio {passed:.2f} ({worked:.2f}){'' if is_best(image, fitted, limits) else '  NOT THE BEST'}",
                    flush=True,
                )
        most, wanted = WANTED[megapixels]
        for is_whole, cases in found.items():
            if not cases:
                continue
            encodes, passed_all, worked_all = zip(*cases, strict=True)
            print(
                f"{megapixels} MP, {'whole' if is_whole else 'smaller'}: {len(cases)} cases,"
                f" encodes {dict(sorted(Counter(encodes).items()))} (at most {most}), ratio median"
                f" {statistics.median(passed_all):.2f} highest {max(passed_all):.2f} (at most {wanted}),"
                f" of the processor's time median {statistics.median(worked_all):.2f} highest {max(worked_all):.2f}"
            )


if __name__ == "__main__":
    main()
