"""What is known of the single cells of a table that was read: their characters, doubts, and places on the page.

An engine reads a table as one value.  Which of its characters belong to which cell is found by following both; where
that does not come out even, nothing is said of any cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from desktop_ocr.domain.checking.rows import columns_that_do_not_fit
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, Reading, TextLine
from desktop_ocr.domain.review import Field
from desktop_ocr.domain.tables import Row, rows_of

Place = tuple[int, str]
"""A row, from 0, and the key of a column."""


class CellDoubt(StrEnum):
    """Why a cell needs a look."""

    UNCLEAR = "unclear"  # a character of it was
    DOES_NOT_FIT = "does_not_fit"  # with the other cells of its row


def doubts_of(field: Field, rows: Sequence[Row]) -> dict[Place, CellDoubt]:
    """The cells of a table as it stands now that need a look.

    What a person typed into a cell is not unclear; nothing is where a person has confirmed or a proof covers the whole.
    What does not fit its row is told of in any case.
    """
    kept: dict[Place, CellDoubt] = {}
    if field.reading is not None and field.state.needs_look:
        read = rows_of(field.reading.value) or ()
        found = _unclear(field.reading, field.likely_score)
        kept = {place: doubt for place, doubt in found.items() if _cell(rows, place) == _cell(read, place)}
    for number, row in enumerate(rows):
        kept |= {(number, column): CellDoubt.DOES_NOT_FIT for column in columns_that_do_not_fit(row)}
    return kept


def characters_of(reading: Reading) -> Mapping[Place, tuple[Character, ...]]:
    """The characters of each cell; empty where they cannot be told apart."""
    stream = [character for character in reading.characters if not character.text.isspace()]
    found: dict[Place, tuple[Character, ...]] = {}
    at = 0
    for number, row in enumerate(rows_of(reading.value) or ()):
        left = {column: "".join(text.split()) for column, text in row.items()}
        while left:
            column = next((one for one, text in left.items() if _stands_at(stream, at, text)), None)
            if column is None:
                return {}
            size = len(left.pop(column))
            found[number, column] = tuple(stream[at : at + size])
            at += size
    return found if at == len(stream) else {}


def place_of(lines: Sequence[TextLine], rows: Sequence[Row], wanted: Place) -> Quad | None:
    """Where a cell stands on the page, among the lines that were read there; None where that is not clear.

    A text that stands in several cells must stand on the page as often: then they are taken in reading order.
    """
    text = _plain(_cell(rows, wanted))
    if not text:
        return None
    same = [
        (number, column) for number, row in enumerate(rows) for column, other in row.items() if _plain(other) == text
    ]
    found = sorted((quad for line in lines for quad in _places_in(line, text)), key=_reading_order)
    return found[same.index(wanted)] if len(found) == len(same) and wanted in same else None


def _unclear(reading: Reading, likely_score: float) -> dict[Place, CellDoubt]:
    return {
        place: CellDoubt.UNCLEAR
        for place, characters in characters_of(reading).items()
        if any(character.confidence < likely_score for character in characters)
    }


def _cell(rows: Sequence[Row], place: Place) -> str:
    number, column = place
    return rows[number].get(column, "") if number < len(rows) else ""


def _stands_at(stream: Sequence[Character], at: int, text: str) -> bool:
    return bool(text) and "".join(one.text for one in stream[at : at + len(text)]) == text


def _plain(text: str) -> str:
    return "".join(text.split())


def _places_in(line: TextLine, text: str) -> Iterator[Quad]:
    """Where a text stands in a line as a word of its own: not as a part of another number."""
    characters = [one for one in line.characters if not one.text.isspace()]
    whole = "".join(one.text for one in characters)
    if len(whole) != len(characters):
        return
    start = whole.find(text)
    while start >= 0:
        end = start + len(text)
        if not (_goes_on(whole, start) or _goes_on(whole, end)):
            yield line.region.part(characters[start].start, characters[end - 1].end)
        start = whole.find(text, start + 1)


def _goes_on(whole: str, at: int) -> bool:
    """Whether a number goes on across a place."""
    return 0 < at < len(whole) and all(one.isdigit() or one in ".," for one in whole[at - 1 : at + 1])


def _reading_order(quad: Quad) -> tuple[int, float]:
    """Down in steps of a line, then to the right."""
    return round(quad.centre.y / max(quad.height, 0.004)), quad.centre.x
