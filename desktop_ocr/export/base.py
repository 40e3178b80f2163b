"""What an exporter is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_ocr.export.cells import Row, Table
from desktop_ocr.export.replacing import Disk

Progress = Callable[[int, int], None]
"""Told the rows done and the rows in all."""

ROWS_BETWEEN_REPORTS = 100


def unheard(done: int, total: int) -> None:
    """The progress nobody asked for."""


@dataclass(frozen=True, slots=True)
class ExporterInfo:
    """``suffix`` with its dot, in lower case."""

    id: str
    title_zh: str
    title_en: str
    suffix: str


class Exporter(Protocol):
    """Writes tables to files of one form.  The words are in the tables already: no exporter needs a language."""

    @property
    def info(self) -> ExporterInfo: ...

    def targets(self, tables: Sequence[Table], path: Path) -> list[Path]:
        """The files ``write`` makes; more than one where a file cannot hold several tables."""
        ...

    def write(self, tables: Sequence[Table], path: Path, *, progress: Progress, disk: Disk) -> list[Path]:
        """Write, read back and put in place all of ``targets``.  Raises ``ExportError``."""
        ...


class RowCounter:
    """Reports progress while the rows of several tables go by."""

    def __init__(self, tables: Sequence[Table], progress: Progress) -> None:
        self._total = sum(len(table.rows) for table in tables)
        self._done = 0
        self._progress = progress

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield row
            self._done += 1
            if self._done % ROWS_BETWEEN_REPORTS == 0:
                self._progress(self._done, self._total)
