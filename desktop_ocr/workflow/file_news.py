"""What there is to say of a file that came in; nothing of it needs an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_ocr.domain.file_contents import FileContents


@dataclass(frozen=True, slots=True)
class CameBefore:
    """The file has the same bytes as the one named ``first``; both are in work."""

    name: str
    first: str


@dataclass(frozen=True, slots=True)
class FirstPictureOnly:
    """The file is an animation or holds several pictures; the first was taken."""

    name: str


@dataclass(frozen=True, slots=True)
class FirstPagesOnly:
    """The file has more than these ``pages``; the rest was left out."""

    name: str
    pages: int


FileNews = CameBefore | FirstPictureOnly | FirstPagesOnly


def of_contents(name: str, contents: FileContents, *, all_wanted: bool) -> Iterator[FileNews]:
    """What was left out of a file, other than by a person who did not want all of its pages."""
    if contents.is_animated:
        yield FirstPictureOnly(name)
    if contents.has_more_pages and all_wanted:
        yield FirstPagesOnly(name, contents.page_count)
