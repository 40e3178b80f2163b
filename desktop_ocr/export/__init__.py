"""Reviewed documents → a spreadsheet file.

``EXPORTERS`` names every form of file there is.  To add one: a module with a class that satisfies ``base.Exporter``, a
function here that imports it, and a line in the table.  The functions import late because XlsxWriter would slow down
the start of the window, which may never export anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_ocr.domain.document import Document
from desktop_ocr.export.base import Exporter, Progress, unheard
from desktop_ocr.export.columns import EVERY_COLUMN, ColumnChoice
from desktop_ocr.export.replacing import Disk
from desktop_ocr.export.rows import Sentence, build_tables
from desktop_ocr.export.words import Language

__all__ = ["EXPORTERS", "exporter_for", "targets", "write"]


def _excel() -> Exporter:
    from desktop_ocr.export.excel import Excel

    return Excel()


def _csv() -> Exporter:
    from desktop_ocr.export.csv_file import Csv

    return Csv()


EXPORTERS: dict[str, Callable[[], Exporter]] = {"xlsx": _excel, "csv": _csv}


def exporter_for(path: Path) -> Exporter | None:
    """The exporter that writes files of that name; None if there is none for such a suffix."""
    for make in EXPORTERS.values():
        exporter = make()
        if path.suffix.lower() == exporter.info.suffix:
            return exporter
    return None


def targets(documents: Sequence[Document], path: Path, *, sentence: Sentence, language: Language = "zh") -> list[Path]:
    """The files that ``write`` would make or replace, to ask before anything is overwritten."""
    return _chosen(path).targets(build_tables(documents, language, sentence), path)


def write(
    documents: Sequence[Document],
    path: Path,
    *,
    sentence: Sentence,
    language: Language = "zh",
    columns: ColumnChoice = EVERY_COLUMN,
    progress: Progress = unheard,
    disk: Disk | None = None,
) -> list[Path]:
    """Write the documents to a file of the form its suffix names, and say which files were written.

    ``sentence`` gives the words for a document's error, ``columns`` the columns to show and their order.  Runs until it
    is done, so callers give it a thread; an exception raised by ``progress`` (rows done, rows in all) stops it.
    Whatever goes wrong, the files that were there are untouched.  Raises ``ExportError``; ``ValueError`` for an unknown
    suffix or no documents: callers rule them out.
    """
    if not documents:
        raise ValueError("nothing to export")
    exporter = _chosen(path)
    tables = build_tables(documents, language, sentence, columns)
    written = exporter.write(tables, path, progress=progress, disk=disk or Disk())
    rows = sum(len(table.rows) for table in tables)
    progress(rows, rows)
    return written


def _chosen(path: Path) -> Exporter:
    exporter = exporter_for(path)
    if exporter is None:
        raise ValueError(f"no exporter for {path.suffix!r}")
    return exporter
