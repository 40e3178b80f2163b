"""Read a workbook back, to see whether it says what was meant.

Knows just as much of the format as our own files use, and shares no code with what wrote them.  Anything else, such as
a formula, raises ``Unreadable``.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL, _ROW, _TEXT = f"{_MAIN}c", f"{_MAIN}row", f"{_MAIN}t"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Unreadable(Exception):
    """The bytes are not a workbook of ours."""


@dataclass(slots=True)
class Sheet:
    """Cells that are not empty, and links, by their place (``B7``)."""

    name: str
    cells: dict[str, str | float] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook in their order."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            strings = _shared_strings(package)
            parts = _relations(package, "xl/", "workbook.xml")
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))
            return [
                _sheet(package, sheet.attrib["name"], parts[sheet.attrib[_RELATION]], strings)
                for sheet in book.iter(f"{_MAIN}sheet")
            ]
    except MemoryError:
        raise
    except Exception as error:  # a damaged archive raises what any of its decoders may raise: a dozen classes
        raise Unreadable from error


def _sheet(package: zipfile.ZipFile, name: str, part: str, strings: list[str]) -> Sheet:
    folder, _, file = f"xl/{part}".rpartition("/")
    relations = _relations(package, f"{folder}/", file)
    sheet = Sheet(name)
    with package.open(f"{folder}/{file}") as stream:
        _fill(sheet, stream, strings, relations)
    return sheet


def _fill(sheet: Sheet, stream: IO[bytes], strings: list[str], relations: dict[str, str]) -> None:
    for _, element in ElementTree.iterparse(stream):
        if element.tag == _CELL:
            value = _value(element, strings)
            if value != "":
                sheet.cells[element.attrib["r"]] = value
        elif element.tag == _ROW:
            element.clear()  # a long sheet as a tree would need a hundred times its size
        elif element.tag == f"{_MAIN}hyperlink":
            sheet.links[element.attrib["ref"]] = relations[element.attrib[_RELATION]]


def _value(cell: ElementTree.Element, strings: list[str]) -> str | float:
    if not len(cell):
        return ""
    if len(cell) > 1 or cell[0].tag != f"{_MAIN}v":
        raise Unreadable
    text = cell[0].text or ""
    match cell.get("t", "n"):
        case "s":
            return strings[int(text)]
        case "n":
            return float(text)
    raise Unreadable


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(_unescaped(part.text or "") for part in item.iter(_TEXT)) for item in root]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _relations(package: zipfile.ZipFile, folder: str, file: str) -> dict[str, str]:
    name = f"{folder}_rels/{file}.rels"
    if name not in package.namelist():
        return {}
    return {item.attrib["Id"]: item.attrib["Target"] for item in ElementTree.fromstring(package.read(name))}
