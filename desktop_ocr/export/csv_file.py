"""Tables → CSV as Excel opens it by double click: UTF-8 with a mark, every cell in quotes, no cell a formula.

A file has one kind of columns, so several kinds become several files.  CSV knows no types: a spreadsheet program that
opens it drops digits of long numbers, which is why xlsx is the form to offer first.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from desktop_ocr.export.base import ExporterInfo, Progress, RowCounter
from desktop_ocr.export.cells import Table, plain
from desktop_ocr.export.cleaning import file_name_part
from desktop_ocr.export.replacing import Disk, NewFile, replace_files

_NEGATIVE_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


class Csv:
    """The exporter ``csv``."""

    info = ExporterInfo("csv", "CSV 文本", "CSV text", ".csv")

    def targets(self, tables: Sequence[Table], path: Path) -> list[Path]:
        """The path itself for the only kind; with several, each has its title in the name.

        The documents that were not read do not count as a kind, so that one bad picture does not rename the result; nor
        do the rows of tables on papers, which go into files beside it.
        """
        kinds = [table for table in tables if table.key and not table.parent]
        parts: list[str] = []
        paths = []
        for table in tables:
            if len(tables) == 1 or kinds == [table]:
                paths.append(path)
                continue
            parts.append(file_name_part(table.title, parts))
            paths.append(path.with_name(f"{path.stem}-{parts[-1]}{path.suffix}"))
        return paths

    def write(self, tables: Sequence[Table], path: Path, *, progress: Progress, disk: Disk) -> list[Path]:
        counter = RowCounter(tables, progress)
        targets = self.targets(tables, path)
        replace_files([_file(table, target, counter) for table, target in zip(tables, targets, strict=True)], disk)
        return targets


def guarded(text: str) -> str:
    """The text with a single quote before it if a spreadsheet program might run it as a formula.

    Programs look behind spaces, and Chinese ones also take the full-width signs.  Negative numbers stay numbers.
    """
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    risky = first in ("=", "+", "-", "@") or text.startswith(("\t", "\r", "\n"))
    return "'" + text if risky and not _NEGATIVE_NUMBER.fullmatch(text) else text


def _file(table: Table, target: Path, counter: RowCounter) -> NewFile:
    meant = [[guarded(column) for column in table.columns]]
    meant += ([guarded(plain(cell.value)) for cell in row] for row in counter.over(table.rows))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(meant)
    content = codecs.BOM_UTF8 + text.getvalue().encode()
    return NewFile(target, content, lambda read: _read(read) == meant)


def _read(content: bytes) -> list[list[str]] | None:
    if not content.startswith(codecs.BOM_UTF8) or not content.endswith(b"\r\n"):
        return None
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
