"""The pages of a long PDF: ``python -m tests.benchmarks.long_pdf [--megabytes 30] [--pages 40]``.

Thumbnail, reading's pixels and letters of page after page out of the encrypted store, in turn: as the program does it,
with the file at hand and in the decoder; with the file at hand but sent each time; and with the file fetched, decrypted
and sent each time.  The ratios count; the decoding alone, in this process, is the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
from PIL import Image

from desktop_ocr.domain.document import Source
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.engines.base import Run
from desktop_ocr.imaging.source import SourceBytes
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.store.store import Store
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.previews import THUMBNAIL_SIDE
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.sending import Sending
from desktop_ocr.workflow.workers import WorkerPool

SCAN = (1240, 1754)
"""Pixels of an A4 page at 150 dpi."""


def long_pdf(megabytes: float) -> tuple[bytes, int]:
    """Scanned pages with the grain of real paper, as many as make about that size; and how many they are."""
    grain = np.random.default_rng(1).integers(190, 250, SCAN[::-1], dtype=np.uint8)
    page, one = Image.fromarray(grain), io.BytesIO()
    page.save(one, "PDF", quality=40)
    count, out = max(1, round(megabytes * 1e6 / len(one.getvalue()))), io.BytesIO()
    page.save(out, "PDF", quality=40, resolution=150, save_all=True, append_images=[page] * (count - 1))
    return out.getvalue(), count


async def page_jobs(run: Run, contents: Callable[[Source], SourceBytes], source: Source, page: int) -> None:
    """What a page costs besides its reading: fetched for the thumbnail and once more for the reading."""
    small = await asyncio.to_thread(contents, source)
    await run(jobs.decode_page, small.content, page, Recipe(), THUMBNAIL_SIDE)
    whole = await asyncio.to_thread(contents, source)
    await run(jobs.decode_page, whole.content, page, Recipe(), 0)
    await run(jobs.text_layer, whole.content, page)


async def compare(megabytes: float, rounds: int) -> None:
    content, count = long_pdf(megabytes)
    with tempfile.TemporaryDirectory() as folder:
        secrets = MemorySecrets()
        safe = Safe(Path(folder) / "store", keyring=lambda: secrets)
        await safe.open()
        assert safe.thread is not None
        record = await safe.thread.run(Store.add_picture, content)
        source = Source(Path("long.pdf"), digest=record.digest, picture=record.id)
        keeper = Keeper(Batch({}), safe.thread)
        kept = Contents()
        kept.keeper = keeper
        pools = [WorkerPool(1, jobs.start_decoder, seconds=60) for _ in range(3)]
        sending = Sending(pools[0], kept.at_hand)
        at_hand_only = Sending(pools[1], AtHand())

        async def floor(page: int) -> None:
            jobs.decode_page(content, page, Recipe(), THUMBNAIL_SIDE)
            jobs.decode_page(content, page, Recipe(), 0)
            jobs.text_layer(content, page)

        ways: dict[str, Callable[[int], Awaitable[None]]] = {
            "as the program does it": lambda page: page_jobs(sending.run, kept, source, page),
            "at hand, sent each time": lambda page: page_jobs(at_hand_only.run, kept, source, page),
            "fetched and sent each time": lambda page: page_jobs(pools[2].run, keeper.contents, source, page),
            "decoding alone": floor,
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        processors: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name, way in ways.items():
                started, spent = time.perf_counter(), os.times()
                await way(number % count + 1)
                if number:
                    taken[name].append(time.perf_counter() - started)
                    now = os.times()
                    processors[name].append(now.user + now.system - spent.user - spent.system)
        for pool in pools:
            pool.close()
        await safe.close(backs_up=False)
    print(f"{len(content) / 1e6:.0f} MB, {count} pages; medians of {rounds} pages (thumbnail, pixels, letters)")
    print(f"{'':28}{'ms a page':>10}{'ratio':>7}{'this process ms':>17}")
    first = next(iter(ways))
    for name in ways:
        ratio = statistics.median(b / a for a, b in zip(taken[first], taken[name], strict=True))
        spent_here = statistics.mean(processors[name])
        print(f"{name:28}{statistics.median(taken[name]) * 1e3:10.1f}{ratio:7.2f}{spent_here * 1e3:17.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--pages", type=int, default=40)
    options = parser.parse_args()
    asyncio.run(compare(options.megabytes, options.pages))


if __name__ == "__main__":
    main()
