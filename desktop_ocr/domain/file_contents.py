"""What a file holds, before any page of it is decoded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileContents:
    """``format`` is its name by the first bytes (JPEG, TIFF, PDF …), whatever the file is called.

    ``page_count`` is at least 1; of a TIFF file it is at most 500, and ``has_more_pages`` says that the rest is left
    out.  ``is_animated`` says that the file holds more frames or pictures than the first, which alone is taken.
    ``is_damaged`` says that these pages are what is left of the file, and each of them a part perhaps.
    """

    format: str
    page_count: int = 1
    is_animated: bool = False
    has_more_pages: bool = False
    is_damaged: bool = False
