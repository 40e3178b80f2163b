"""Tables → an Excel workbook, one sheet for each table.

The workbook is built in memory: XlsxWriter would else keep the cells in plain files of the system's temporary folder,
where nobody looks after them.  Every text is a text cell in the format ``@``, so that no program makes a number or a
formula of it, even when the clerk edits the cell.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from desktop_ocr.export.base import ExporterInfo, Progress, RowCounter
from desktop_ocr.export.cells import Amount, Cell, Date, Identifier, Link, Row, Table, Text, Tint, plain
from desktop_ocr.export.cleaning import sheet_name, utf16_length
from desktop_ocr.export.replacing import Disk, NewFile, replace_files
from desktop_ocr.export.workbook_reading import Sheet, Unreadable, read_sheets

ROWS_PER_SHEET = 1_048_575
"""Below the header."""
LINKS_PER_SHEET = 65_530
LONGEST_LINK = 2_079
NARROWEST, WIDEST = 8, 60
_DAY_ZERO = date(1899, 12, 30)
_TINTS = {
    Tint.NONE: "",
    Tint.DOUBTFUL: "#FFEFC2",
    Tint.BROKEN: "#F9CFC4",
    Tint.ILLEGIBLE: "#E4DAF0",
    Tint.MISSING: "#E4E4E4",
}
assert set(_TINTS) == set(Tint)

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CODE = re.compile("(?=_x[0-9A-Fa-f]{4}_)")
_ESCAPED_IN_LINK = str.maketrans({character: f"%{ord(character):02X}" for character in '%#"<>[]^`{}| \t\n'})


class Excel:
    """The exporter ``xlsx``."""

    info = ExporterInfo("xlsx", "Excel 工作簿", "Excel workbook", ".xlsx")

    def __init__(self, rows_per_sheet: int = ROWS_PER_SHEET, links_per_sheet: int = LINKS_PER_SHEET) -> None:
        self._rows_per_sheet = rows_per_sheet
        self._links_per_sheet = links_per_sheet

    def targets(self, tables: Sequence[Table], path: Path) -> list[Path]:
        return [path]

    def write(self, tables: Sequence[Table], path: Path, *, progress: Progress, disk: Disk) -> list[Path]:
        content, meant = self._workbook(tables, RowCounter(tables, progress))
        replace_files([NewFile(path, content, partial(_says, meant))], disk)
        return [path]

    def _workbook(self, tables: Sequence[Table], counter: RowCounter) -> tuple[bytes, list[Sheet]]:
        """The bytes of the workbook, and what is to be read in them."""
        memory = io.BytesIO()
        meant: list[Sheet] = []
        with xlsxwriter.Workbook(memory, _OPTIONS) as workbook:
            formats = _Formats(workbook)
            for table in tables:
                for rows in _pieces(table.rows, self._rows_per_sheet):
                    meant.append(Sheet(sheet_name(table.title, [sheet.name for sheet in meant])))
                    writer = _SheetWriter(workbook, formats, meant[-1], self._links_per_sheet)
                    writer.write(table.columns, rows, counter)
        return memory.getvalue(), meant


def _says(meant: list[Sheet], content: bytes) -> bool:
    try:
        return read_sheets(content) == meant
    except Unreadable:
        return False


def _pieces(rows: tuple[Row, ...], size: int) -> Iterator[tuple[Row, ...]]:
    for start in range(0, max(len(rows), 1), size):
        yield rows[start : start + size]


class _Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, Tint, tuple[tuple[str, Any], ...]], Any] = {}

    def get(self, number_format: str, tint: Tint = Tint.NONE, **more: Any) -> Any:
        key = (number_format, tint, tuple(more.items()))
        if key not in self._made:
            colour = {"bg_color": _TINTS[tint]} if _TINTS[tint] else {}
            properties = {"num_format": number_format, "valign": "top", **colour, **more}
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]


class _SheetWriter:
    """Fills one sheet and records in ``meant`` what is to be found in it."""

    def __init__(self, workbook: Any, formats: _Formats, meant: Sheet, links: int) -> None:
        self._sheet = workbook.add_worksheet(meant.name)
        self._formats = formats
        self._meant = meant
        self._links_left = links

    def write(self, columns: Sequence[str], rows: Sequence[Row], counter: RowCounter) -> None:
        sheet = self._sheet
        header = self._formats.get("@", bold=True, bg_color="#DDE6F0", bottom=1)
        for column, title in enumerate(columns):
            self._text(0, column, title, header)
        for row, cells in enumerate(counter.over(rows), start=1):
            for column, cell in enumerate(cells):
                self._cell(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        for column, title in enumerate(columns):
            shown = max((_width(plain(cells[column].value)) for cells in rows), default=0)
            sheet.set_column(column, column, min(max(shown + 1, _width(title) + 4, NARROWEST), WIDEST))
        # Else each identifier bears a green corner that offers to spoil it.
        everything = f"A1:{xl_rowcol_to_cell(len(rows), len(columns) - 1)}"
        sheet.ignore_errors({"number_stored_as_text": everything, "two_digit_text_year": everything})

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        formats, tint = self._formats, cell.tint
        match cell.value:
            case Text(text):
                wrapped = {"text_wrap": True} if "\n" in text else {}
                self._text(row, column, text, formats.get("@", tint, **wrapped))
            case Identifier(text):
                self._text(row, column, text, formats.get("@", tint))
            case Date(day):
                number = float((day - _DAY_ZERO).days)
                self._number(row, column, number, formats.get("yyyy-mm-dd", tint, align="left"))
            case Amount(amount):
                exponent = amount.as_tuple().exponent
                decimals = -exponent if isinstance(exponent, int) else 0
                self._number(row, column, float(amount), formats.get(f"{0:.{decimals}f}", tint))
            case Link(text, path):
                self._link(row, column, text, path)

    def _number(self, row: int, column: int, number: float, cell_format: Any) -> None:
        self._sheet.write_number(row, column, number, cell_format)
        self._meant.cells[xl_rowcol_to_cell(row, column)] = number

    def _link(self, row: int, column: int, text: str, path: PurePath) -> None:
        """A link as long as Excel takes one; a workbook with more or longer ones would not open."""
        address = link_address(path)
        if not text or not self._links_left or utf16_length(address) > LONGEST_LINK:
            return self._text(row, column, text, self._formats.get("@"))
        self._links_left -= 1
        cell_format = self._formats.get("@", font_color="#0563C1", underline=1)
        self._sheet.write_url(row, column, address, cell_format, text)
        self._text(row, column, text, cell_format)
        self._meant.links[xl_rowcol_to_cell(row, column)] = address
        return None

    def _text(self, row: int, column: int, text: str, cell_format: Any) -> None:
        """A text cell.

        XlsxWriter takes a text like ``<r>…</r>`` for XML of its own, and spoils ``_x0041_x0042_``, which to Excel
        spells characters by their codes.  Such texts go in as pieces that contain neither.
        """
        sheet = self._sheet
        codes = [match.start() + 6 for match in _CODE.finditer(text)]
        if not text:
            sheet.write_blank(row, column, None, cell_format)
        elif codes or (text.startswith("<r>") and text.endswith("</r>")):
            edges = sorted({0, 1, 2, *codes, len(text)})
            sheet.write_rich_string(row, column, *(text[start:end] for start, end in pairwise(edges)), cell_format)
        else:
            sheet.write_string(row, column, text, cell_format)
        if text:
            self._meant.cells[xl_rowcol_to_cell(row, column)] = text


def link_address(path: PurePath) -> str:
    """The file as an address that spreadsheet programs open, in the form in which XlsxWriter leaves it alone.

    Windows decodes ``%E5%BC%A0`` by the code page, so there only signs of ASCII are escaped, and drives keep Excel's
    backslashes.  Elsewhere the scheme is written ``File``, which means the same: XlsxWriter would change ``file://``
    into a Windows path.
    """
    if not path.is_absolute():
        path = Path.cwd() / path
    if not isinstance(path, PureWindowsPath):
        return "F" + path.as_uri()[1:]
    text = str(path)
    if text.startswith("\\\\?\\UNC\\"):
        text = "\\\\" + text[8:]
    return "file:///" + text.removeprefix("\\\\?\\").translate(_ESCAPED_IN_LINK)


def _width(text: str) -> int:
    """Columns of the longest line; characters of Chinese take two."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text[:2000].split("\n")
    )
