"""Files that draw themselves, PDF and OFD: a module each, with these four functions, imported when one is opened."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.imaging.formats import Format

if TYPE_CHECKING:
    from PIL import Image

MODULES = {Format.PDF: "desktop_ocr.imaging.pdf", Format.OFD: "desktop_ocr.imaging.ofd"}


class PagedModule(Protocol):
    """Every function raises SourceDamaged and what else its format can be: SourceLocked, SourceArchive.

    Those of a format that can be locked take ``password`` as well.
    """

    def page_count(self, content: bytes, **password: str) -> int: ...

    def draw(self, content: bytes, page: int, *, small: int = 0, **password: str) -> Image.Image:
        """RGB, from page 1, at most 200 dpi and 4096 pixels a side.  Raises SourceTooSmall and SourceShape as well."""
        ...

    def text(self, content: bytes, page: int, **password: str) -> DigitalText:
        """The text that the file holds besides what it draws."""
        ...

    def mended(self, content: bytes, **password: str) -> bytes:
        """A damaged file made one that opens, without a password and without what is lost; SourceDamaged where that
        cannot be.  Its pages keep their order; those that are lost may be missing.
        """
        ...


def module_for(kind: Format) -> PagedModule:
    """Raises KeyError for a format of pictures."""
    return cast(PagedModule, importlib.import_module(MODULES[kind]))


def with_password(kind: Format, password: str) -> dict[str, str]:
    """What a function of the format's module is given for a password: OFD files have none."""
    return {"password": password} if kind is Format.PDF else {}
