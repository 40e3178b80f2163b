"""Text that spreadsheet programs and file systems can hold.

What a machine reads, and what people paste, may contain characters that XML forbids, that turn the display of a cell
round, or that make a cell larger than Excel opens.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

LONGEST_TEXT = 32_767
"""Excel's limit for a cell, in UTF-16 units."""
LONGEST_SHEET_NAME = 31

_LINE_END = re.compile("\r\n?")
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for TAB and the line feed
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates: 'gpj.exe' shown as 'exe.jpg'
    "\ud800-\udfff"  # halves of a surrogate pair, as in file names that are not UTF-8
    "\ufffe\uffff]"
)
_UNFIT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\t\n]")
_UNFIT_IN_FILE_NAME = re.compile(r'[<>:"/\\|?*\t\n]')


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``removed`` and ``cut`` say what was lost; line ends made alike are no loss."""

    text: str
    removed: bool = False
    cut: bool = False


def clean(text: str) -> Cleaned:
    """The text as a cell can hold it."""
    if text.isascii() and text.isprintable() and len(text) <= LONGEST_TEXT:
        return Cleaned(text)  # nearly every cell
    unified = _LINE_END.sub("\n", text)
    fit = _UNFIT.sub("", unified)
    shortened = cut(fit, LONGEST_TEXT)
    return Cleaned(shortened, removed=fit != unified, cut=shortened != fit)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, units: int) -> str:
    """At most so many UTF-16 units from the start, without half a character at the end."""
    if len(text) * 2 <= units or utf16_length(text) <= units:
        return text
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that Excel takes for a sheet and that differs from those in ``taken``, also to Excel's eye.

    Excel keeps ``History`` for itself and refuses apostrophes at either end.
    """
    name = _UNFIT_IN_SHEET_NAME.sub(" ", clean(title).text).strip("' ") or "Sheet"
    if name.casefold() == "history":
        name += " "
    return _unlike(name, taken, LONGEST_SHEET_NAME)


def file_name_part(title: str, taken: Collection[str]) -> str:
    """A piece of a file name on any system, unlike those in ``taken``; neither the start nor the whole of a name."""
    name = _UNFIT_IN_FILE_NAME.sub(" ", clean(title).text).strip(". ") or "1"
    return _unlike(name, taken, 40)


def _unlike(name: str, taken: Collection[str], units: int) -> str:
    known = {other.casefold() for other in taken}
    unique, number = cut(name, units).rstrip("'"), 1
    while unique.casefold() in known:
        number += 1
        ending = f" ({number})"
        unique = cut(name, units - len(ending)) + ending
    return unique
