"""What was read against what is printed: counts of kinds, fields, characters and proofs, right and wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import FieldState
from desktop_ocr.domain.tables import rows_of
from tests.benchmarks.cells import cells


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
    characters: int = 0
    characters_right: int = 0
    rare: int = 0
    rare_right: int = 0
    proven: int = 0
    proven_wrong: int = 0
    seconds: float = 0.0
    misses: list[Miss] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def same(one: str, other: str) -> bool:
    """Equal but for width of characters, blanks, and the two forms of punctuation that look alike in print."""
    return plain(one) == plain(other)


def plain(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).translate(str.maketrans("，。；：（）·•・", ",.;:()···"))


def score_document(name: str, document: Document, kind: str, truth: dict[str, str], seconds: float) -> Score:
    """Compare a document with the truth by field key; a value that is not printed counts as a wrong field.

    Of a table each cell counts as a field.
    """
    found = document.document_type.key if document.document_type else ""
    score = Score(pictures=1, kinds_right=int(found == kind), seconds=seconds)
    if found != kind:  # whatever is proven there is proven of another paper
        score.proven_wrong += sum(item.state is FieldState.PROVEN for item in document.fields)
    items = {item.spec.key: item for item in document.fields} if found == kind else {}
    for key in sorted(set(truth) | {key for key, item in items.items() if item.value}):
        item, wanted = items.get(key), truth.get(key, "")
        got = item.value if item else ""
        state = item.state if item else FieldState.EMPTY
        rows = rows_of(wanted)
        if rows is None:
            _count(score, name, key, wanted, got, state)
            continue
        for place, of_truth, of_reading in cells(rows, rows_of(got) or ()):
            _count(score, name, f"{key}{place}", of_truth, of_reading, state)
    return score


def _count(score: Score, name: str, key: str, wanted: str, got: str, state: FieldState) -> None:
    """One field, or one cell of a table."""
    right, proven = bool(wanted) and same(got, wanted), state is FieldState.PROVEN
    score.fields += 1
    score.fields_right += right
    _count_characters(score, plain(wanted), plain(got))
    score.proven += proven
    score.proven_wrong += proven and not right
    if not right:
        score.misses.append(Miss(name, key, wanted, got, state.value))


def _count_characters(score: Score, wanted: str, got: str) -> None:
    score.characters += len(wanted)
    score.characters_right += max(0, len(wanted) - _distance(wanted, got))
    for char in wanted:
        if is_rare(char):
            score.rare += 1
            score.rare_right += char in got


def is_rare(char: str) -> bool:
    """A Chinese character that is not among the 6,763 of GB 2312."""
    if not "\u3400" <= char <= "\u9fff" and ord(char) < 0x20000:
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _distance(one: str, other: str) -> int:
    """Characters to insert, remove or replace."""
    row = list(range(len(other) + 1))
    for place, char in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, wanted in enumerate(other, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (char != wanted))
    return row[-1]


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
        f"  {percent(score.fields_right, score.fields)}  {percent(score.characters_right, score.characters)}"
        f"  {percent(score.proven, score.fields)}"
        f"  {score.proven_wrong:6}  {score.seconds / max(1, score.pictures):6.2f}"
    )


HEAD = f"{'':32} {'pics':>5}  " + "  ".join(
    f"{word:>6}" for word in ("kind %", "fields", "right%", "chars%", "prov.%", "wrong!", "s/pic")
)


def misses(scores: Iterable[Score]) -> Iterator[str]:
    for score in scores:
        for miss in score.misses:
            yield f"{miss.picture:40} {miss.field:22} {miss.state:9} wanted {miss.wanted!r} got {miss.got!r}"
