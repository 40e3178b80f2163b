"""Tables against their truth, cell by cell: a row that was lost or invented moves no other row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_ocr.domain.tables import Row

Cell = tuple[str, str, str]
"""Place as ``[row].column`` of the truth, text that is wanted, text that was read; one of both may be empty."""


def cells(wanted: Sequence[Row], got: Sequence[Row]) -> Iterator[Cell]:
    """All cells that are printed or were read, the rows put beside those that they agree with most."""
    nothing: Row = {}
    for row, other in _aligned(wanted, got):
        told = wanted[row] if row is not None else nothing
        read = got[other] if other is not None else nothing
        for column in dict.fromkeys([*told, *read]):
            yield f"[{'+' if row is None else row}].{column}", told.get(column, ""), read.get(column, "")


def _aligned(wanted: Sequence[Row], got: Sequence[Row]) -> list[tuple[int | None, int | None]]:
    """Pairs of rows in the order of both; None where one has no partner."""
    best = [[0] * (len(got) + 1) for _ in range(len(wanted) + 1)]
    for row in range(len(wanted) - 1, -1, -1):
        for other in range(len(got) - 1, -1, -1):
            paired = best[row + 1][other + 1] + _agreement(wanted[row], got[other])
            best[row][other] = max(paired, best[row + 1][other], best[row][other + 1])
    pairs: list[tuple[int | None, int | None]] = []
    row = other = 0
    while row < len(wanted) and other < len(got):
        if best[row][other] == best[row + 1][other + 1] + _agreement(wanted[row], got[other]):
            pairs.append((row, other))
            row, other = row + 1, other + 1
        elif best[row][other] == best[row + 1][other]:
            pairs.append((row, None))
            row += 1
        else:
            pairs.append((None, other))
            other += 1
    pairs += ((left, None) for left in range(row, len(wanted)))
    pairs += ((None, left) for left in range(other, len(got)))
    return pairs


def _agreement(row: Row, other: Row) -> int:
    return sum("".join(other.get(column, "").split()) == "".join(text.split()) for column, text in row.items())
