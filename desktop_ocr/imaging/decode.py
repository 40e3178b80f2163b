"""Foreign bytes → upright RGB pixels.  Runs only in the decoder worker, with memory and time limited there.

Pillow and PDFium raise almost anything on a broken file; whatever they raise becomes ``SourceDamaged``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PIL import Image

from desktop_ocr.domain.errors import ClerkError, SourceDamaged, SourceRuined
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.imaging import paged, raster
from desktop_ocr.imaging.formats import Format, file_format
from desktop_ocr.imaging.tiff_pages import count_pages

TRIED_SIDE = 200
"""Longest side, in pixels, in which it is tried whether anything of a damaged page can be seen."""
TRIED_PAGES = 8
"""Pages at the beginning of a damaged file that are tried: the first may be bare, the back of a form say."""


def decode(content: bytes, page: int = 1, *, small: int = 0, password: str = "") -> PreparedImage:
    """The page (from 1) of a file as RGB pixels, turned upright by its EXIF entry.

    With ``small`` its longer side is reduced to that many pixels, faster than by decoding all of it where the format
    allows.

    Raises SourceFormat, SourceDamaged, SourceRuined (where ``decode_what_is_there`` has no part to show either),
    SourceTooLarge (more than 60 million pixels, known from the header, before memory is taken), SourceTooSmall,
    SourceShape, SourceLocked, SourceArchive; MemoryError where the process may not take enough.
    """
    kind = file_format(content)
    try:
        return _prepared(_whole(content, kind, page, small, password))
    except SourceDamaged:
        pass  # looked into outside: the error keeps what was decoded
    raise _damage(content, kind, [page], password)


def decode_what_is_there(
    content: bytes, page: int = 1, *, small: int = 0, password: str = ""
) -> tuple[PreparedImage, bool]:
    """The page, or where it is damaged as much of it as can be decoded; and whether it is incomplete.

    Raises what ``decode`` does: SourceRuined where there is nothing to be seen.
    """
    kind = file_format(content)
    try:
        return _prepared(_whole(content, kind, page, small, password)), False
    except SourceDamaged:
        pass
    return _prepared(_part(content, kind, page, small, password)), True


def describe(content: bytes, password: str = "") -> FileContents:
    """What a file holds, without decoding any of its pages; raises what ``decode`` does."""
    kind = file_format(content)
    try:
        return _described(content, kind, password)
    except SourceDamaged:
        pass
    raise _damage(content, kind, range(1, TRIED_PAGES + 1), password)


def describe_what_is_there(content: bytes, password: str = "") -> FileContents:
    """What is left in a damaged file: one page where nobody can tell; raises what ``decode`` does."""
    kind = file_format(content)
    try:
        return _described(content, kind, password)
    except SourceDamaged:
        pass
    if kind not in paged.MODULES:
        return FileContents(kind.value, is_damaged=True)
    with _as_damaged(SourceRuined):
        contents = _described(paged.module_for(kind).mended(content), kind, "")
    return replace(contents, is_damaged=True)


def text_layer(content: bytes, page: int, password: str = "") -> DigitalText | None:
    """What a page of a PDF or OFD file says in letters; None for pictures.  Raises what ``decode`` does."""
    kind = file_format(content)
    if kind not in paged.MODULES:
        return None
    with _as_damaged():
        return paged.module_for(kind).text(content, page, **paged.with_password(kind, password))


def _whole(content: bytes, kind: Format, page: int, small: int, password: str) -> Image.Image:
    with _as_damaged():
        if kind not in paged.MODULES:
            return raster.draw(content, kind, page, small=small)
        key = paged.with_password(kind, password)
        return paged.module_for(kind).draw(content, page, small=small, **key)


def _part(content: bytes, kind: Format, page: int, small: int, password: str) -> Image.Image:
    """What is left of a damaged page; raises SourceRuined where that is nothing."""
    if kind in paged.MODULES:
        return _page_left(_mended(content, kind, password), kind, page, small)
    with _as_damaged(SourceRuined):
        return _not_bare(raster.draw_what_is_there(content, kind, page, small=small))


def _mended(content: bytes, kind: Format, password: str) -> bytes:
    """A file that draws itself as one that opens; raises SourceRuined."""
    with _as_damaged(SourceRuined):
        return paged.module_for(kind).mended(content, **paged.with_password(kind, password))


def _page_left(mended: bytes, kind: Format, page: int, small: int) -> Image.Image:
    with _as_damaged(SourceRuined), raster.parts_taken():
        return _not_bare(paged.module_for(kind).draw(mended, page, small=small))


def _not_bare(image: Image.Image) -> Image.Image:
    """Raises SourceRuined for one of a single colour: nothing was found."""
    if all(low == high for low, high in image.getextrema()):  # type: ignore[misc]
        raise SourceRuined
    return image


def _damage(content: bytes, kind: Format, pages: Iterable[int], password: str) -> SourceDamaged:
    """How damaged a file is, as far as these pages tell.  Files that draw themselves are tried: of most of those that
    are damaged nothing is left, and whoever tries anyway must not be disappointed.
    """
    if kind not in paged.MODULES:
        return SourceDamaged() if kind in raster.IN_PARTS else SourceRuined()
    try:
        mended = _mended(content, kind, password)
    except ClerkError:
        return SourceRuined()
    return SourceDamaged() if any(_shows_something(mended, kind, page) for page in pages) else SourceRuined()


def _shows_something(mended: bytes, kind: Format, page: int) -> bool:
    try:
        _page_left(mended, kind, page, TRIED_SIDE)
    except ClerkError:
        return False
    return True


def _described(content: bytes, kind: Format, password: str) -> FileContents:
    with _as_damaged():
        if kind in paged.MODULES:
            key = paged.with_password(kind, password)
            return FileContents(kind.value, paged.module_for(kind).page_count(content, **key))
        if kind is Format.TIFF:
            count, has_more = count_pages(content)
            return FileContents(kind.value, count, has_more_pages=has_more)
        return FileContents(kind.value, 1, is_animated=raster.has_more_frames(content, kind))


@contextlib.contextmanager
def _as_damaged(damage: type[SourceDamaged] = SourceDamaged) -> Iterator[None]:
    try:
        yield
    except SourceDamaged as error:
        raise damage from error
    except (ClerkError, MemoryError, ImportError):  # a library that is missing is not the file's fault
        raise
    except Exception as error:
        raise damage from error


def _prepared(image: Image.Image) -> PreparedImage:
    return PreparedImage(image.width, image.height, image.tobytes())
