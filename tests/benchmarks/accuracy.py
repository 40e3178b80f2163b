"""How well the offline engine reads specimens that it has not seen: ``python -m tests.benchmarks.accuracy``.

For each kind and strength of photo effects: pictures, kind right, fields right, characters right, fields proven, proven
but wrong, seconds; rare characters in a row of their own.  ``--show`` lists every miss.  ``--record`` keeps the result
as what the README shows, and reads the few specimens of CI's short form anew.  ``--samples FOLDER`` measures pictures
with a ``truth.json`` instead.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_ocr import composition
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.review import FieldState
from desktop_ocr.engines.offline.reader import Reader
from desktop_ocr.imaging.decode import decode
from tests import specimens
from tests.benchmarks import recorded
from tests.benchmarks.scoring import HEAD, Score, misses, row, score_document, total

KINDS = tuple(kind for kind in specimens.KINDS if kind != "general_text")
STRENGTHS = ("clean", "mild", "medium", "strong")
DATED = (ValueKind.DATE, ValueKind.PERIOD)
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}

_reader: Reader | None = None


def _start() -> None:
    global _reader  # noqa: PLW0603 - one reader in each process
    _reader = Reader.load(composition.load_catalogue().types, threads=1)


def read(reader: Reader, picture: PreparedImage, name: str, kind: str, truth: dict[str, str]) -> Score:
    """Read a picture, its kind not told, and score it."""
    started = time.perf_counter()
    recognition = reader.read(picture, None)
    seconds = time.perf_counter() - started
    document = Document(Source(Path(name)))
    document = document.read_as(reader.types[recognition.papers[0].document_type], recognition)
    return score_document(name, document, kind, truth, seconds)


def _specimen(task: tuple[str, str, int]) -> tuple[str, str, Score]:
    from tests.specimens import photograph, render

    kind, strength, seed = task
    photo = photograph(render(kind, seed), strength, seed)  # type: ignore[arg-type]
    image = photo.image.convert("RGB")
    prepared = PreparedImage(image.width, image.height, image.tobytes())
    assert _reader is not None
    return kind, strength, read(_reader, prepared, f"{kind}/{strength}/{seed}", kind, photo.fields)


def measure(
    kinds: Sequence[str], strengths: Sequence[str], seeds: Iterable[int], *, processes: int
) -> dict[tuple[str, str], Score]:
    """Scores by (kind, strength) over specimens of those seeds."""
    tasks = [(kind, strength, seed) for seed in seeds for kind in kinds for strength in strengths]
    scores = {(kind, strength): Score() for kind in kinds for strength in strengths}
    with multiprocessing.get_context("spawn").Pool(processes, _start) as pool:
        for kind, strength, score in pool.imap_unordered(_specimen, tasks):
            scores[kind, strength].add(score)
    return scores


# ---- pictures of others, with their own names for kinds and fields


def read_samples(folder: Path) -> dict[tuple[str, str], Score]:
    """Scores over the pictures of a folder that are of our kinds; its fields bear Baidu's names."""
    _start()
    assert _reader is not None
    scores: dict[tuple[str, str], Score] = {}
    for entry in json.loads((folder / "truth.json").read_text("utf-8")):
        kind = _kind_of(entry["doc_type"])
        if kind is None:
            continue
        spec_of = {spec.baidu_key: spec for spec in _reader.types[kind].fields}
        named = [(spec_of[name], value) for name, value in entry["fields"].items() if name in spec_of]
        truth = {spec.key: _normal(value, is_dated=spec.kind in DATED) for spec, value in named}
        picture = decode((folder / entry["file"]).read_bytes())
        score = read(_reader, picture, entry["file"], kind, truth)
        # The truth of others does not list everything that is printed.
        for miss in [miss for miss in score.misses if not miss.wanted]:
            score.misses.remove(miss)
            score.fields -= 1
            score.proven_wrong -= miss.state == FieldState.PROVEN
        scores.setdefault((kind, "samples"), Score()).add(score)
    return scores


def _kind_of(name: str) -> str | None:
    """Our kind of what others call a kind of paper; they do not tell front from back where only one has its fields."""
    return next((kind for kind in (name, f"{name}_front") if kind in KINDS), None)


def _normal(value: str, *, is_dated: bool) -> str:
    from desktop_ocr.engines.offline.printed_dates import find_dates

    dates = find_dates(value) if is_dated else []
    for normal, start, end in reversed(dates):
        value = value[:start] + normal + value[end:].removeprefix("日")
    return _OUR_WORDS.get(value, value)


_OUR_WORDS = {
    "blue": "蓝色",
    "green": "绿色",
    "yellow_green": "黄绿色",
    "yellow": "黄色",
    "white": "白色",
    "black": "黑色",
}
"""Baidu's colours of plates."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=25, help="specimens of each kind and strength")
    parser.add_argument("--first-seed", type=int, default=10_000)
    parser.add_argument("--kinds", nargs="*", default=KINDS)
    parser.add_argument("--strengths", nargs="*", default=STRENGTHS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    if options.samples:
        scores = read_samples(options.samples)
    else:
        seeds = range(options.first_seed, options.first_seed + options.count)
        scores = measure(options.kinds, options.strengths, seeds, processes=options.processes)
    print(HEAD)
    for (kind, strength), score in scores.items():
        print(row(f"{kind} {strength}", score))
    for strength in dict.fromkeys(strength for _, strength in scores):
        print(row(f"all {strength}", total(score for key, score in scores.items() if key[1] == strength)))
    everything = total(scores.values())
    print(f"rare characters: {everything.rare_right} of {everything.rare} right")
    if options.record:
        recorded.save("table", scores)
        short = measure(options.kinds, recorded.SHORT_STRENGTHS, recorded.SHORT_SEEDS, processes=options.processes)
        recorded.save("short", short)
        for name, language in READMES.items():
            table = recorded.readme_table(composition.load_catalogue().types, recorded.load("table"), language)
            recorded.put_into(Path(__file__).parents[2] / name, table)
    if options.show:
        print("\n".join(misses(scores.values())))


if __name__ == "__main__":
    main()
