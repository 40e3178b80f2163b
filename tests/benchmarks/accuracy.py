"""How well the offline engine reads specimens that it has not seen: ``python -m tests.benchmarks.accuracy``.

For each kind and strength of photo effects: pictures, kind right, fields right, fields proven, proven but wrong,
seconds. ``--show`` lists every miss.  ``--samples FOLDER`` measures pictures with a ``truth.json`` instead.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop_ocr import composition
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.review import FieldState
from desktop_ocr.engines.offline.reader import Reader
from desktop_ocr.imaging.decode import decode
from tests import specimens

KINDS = tuple(kind for kind in specimens.KINDS if kind != "general_text")
STRENGTHS = ("clean", "mild", "medium", "strong")


@dataclass(frozen=True)
class Miss:
    """A field that was not read right; ``wanted`` is empty for a value that is not on the paper."""

    picture: str
    field: str
    wanted: str
    got: str
    state: str


@dataclass
class Score:
    """Counts over some pictures."""

    pictures: int = 0
    kinds_right: int = 0
    fields: int = 0
    fields_right: int = 0
    proven: int = 0
    proven_wrong: int = 0
    seconds: float = 0.0
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("pictures", "kinds_right", "fields", "fields_right", "proven", "proven_wrong", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses


def same(one: str, other: str) -> bool:
    """Equal but for width of characters, blanks, and the two forms of punctuation that look alike in print."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).translate(str.maketrans("，。；：（）·•・", ",.;:()···"))


def score_document(name: str, document: Document, kind: str, truth: dict[str, str], seconds: float) -> Score:
    """Compare a document with the truth by field key; a value that is not printed counts as a wrong field."""
    found = document.document_type.key if document.document_type else ""
    score = Score(pictures=1, kinds_right=int(found == kind), seconds=seconds)
    if found != kind:  # whatever is proven there is proven of another paper
        score.proven_wrong += sum(item.state is FieldState.PROVEN for item in document.fields)
    fields = {item.spec.key: item for item in document.fields} if found == kind else {}
    for key in sorted(set(truth) | {key for key, item in fields.items() if item.value}):
        item, wanted = fields.get(key), truth.get(key, "")
        got = item.value if item else ""
        right = bool(wanted) and same(got, wanted)
        proven = item is not None and item.state is FieldState.PROVEN
        score.fields += 1
        score.fields_right += right
        score.proven += proven
        score.proven_wrong += proven and not right
        if not right:
            score.misses.append(Miss(name, key, wanted, got, item.state.value if item else "empty"))
    return score


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


def total(scores: Iterable[Score]) -> Score:
    result = Score()
    for score in scores:
        result.add(score)
    return result


def row(title: str, score: Score) -> str:
    """One line of the table."""

    def percent(part: int, whole: int) -> str:
        return f"{100 * part / whole:6.2f}" if whole else "     –"

    return (
        f"{title:32} {score.pictures:5}  {percent(score.kinds_right, score.pictures)}  {score.fields:6}"
        f"  {percent(score.fields_right, score.fields)}  {percent(score.proven, score.fields)}"
        f"  {score.proven_wrong:6}  {score.seconds / max(1, score.pictures):6.2f}"
    )


HEAD = f"{'':32} {'pics':>5}  {'kind %':>6}  {'fields':>6}  {'right%':>6}  {'prov.%':>6}  {'wrong!':>6}  {'s/pic':>6}"


# ---- pictures of others, with their own names for kinds and fields


def read_samples(folder: Path) -> dict[tuple[str, str], Score]:
    """Scores over the pictures of a folder that are of our kinds; its fields bear Baidu's names."""
    _start()
    assert _reader is not None
    scores: dict[tuple[str, str], Score] = {}
    for entry in json.loads((folder / "truth.json").read_text("utf-8")):
        kind = entry["doc_type"]
        if kind not in KINDS:
            continue
        spec_of = {spec.baidu_key: spec for spec in _reader.types[kind].fields}
        truth = {spec_of[name].key: _normal(value) for name, value in entry["fields"].items() if name in spec_of}
        picture = decode((folder / entry["file"]).read_bytes())
        score = read(_reader, picture, entry["file"], kind, truth)
        # The truth of others does not list everything that is printed.
        for miss in [miss for miss in score.misses if not miss.wanted]:
            score.misses.remove(miss)
            score.fields -= 1
        scores.setdefault((kind, "samples"), Score()).add(score)
    return scores


def _normal(value: str) -> str:
    from desktop_ocr.engines.offline.values import find_dates

    dates = find_dates(value)
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


def misses(scores: Iterable[Score]) -> Iterator[str]:
    for score in scores:
        for miss in score.misses:
            yield f"{miss.picture:40} {miss.field:22} {miss.state:9} wanted {miss.wanted!r} got {miss.got!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=25, help="specimens of each kind and strength")
    parser.add_argument("--first-seed", type=int, default=10_000)
    parser.add_argument("--kinds", nargs="*", default=KINDS)
    parser.add_argument("--strengths", nargs="*", default=STRENGTHS)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--show", action="store_true")
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
    if options.show:
        print("\n".join(misses(scores.values())))


if __name__ == "__main__":
    main()
