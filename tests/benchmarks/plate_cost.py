"""What looking for plates costs a page without any, in parts of its reading: ``python -m tests.benchmarks.plate_cost``.

Only pages whose print tells no kind are looked at; pages with much text cost the least.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import TypeVar

from desktop_ocr import composition
from desktop_ocr.engines.offline.page_reader import read_page, to_bgr
from desktop_ocr.engines.offline.plate_finder import find_plates
from desktop_ocr.engines.offline.reader import Reader
from tests import specimens

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=4)
    parser.add_argument("--kinds", nargs="*", default=("general_text", "id_card_front", "bank_card"))
    options = parser.parse_args()
    reader = Reader.load(composition.load_catalogue().types, threads=1)
    for kind in options.kinds:
        ratios = []
        for seed in range(options.count):
            photo = specimens.photograph(specimens.render(kind, seed), "mild", seed).image.convert("RGB")
            image = to_bgr(*photo.size, photo.tobytes())
            page, reading = _timed(lambda image=image: read_page(image, reader.models, reader.pool))  # type: ignore[misc]
            _, looking = _timed(lambda page=page: find_plates(page, reader.models, reader.pool))  # type: ignore[misc]
            ratios.append(looking / reading)
        print(f"{kind:16} {100 * sum(ratios) / len(ratios):5.1f} % of the reading, at most {100 * max(ratios):5.1f} %")


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


if __name__ == "__main__":
    main()
