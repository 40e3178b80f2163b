"""Fonts to draw with: the file's own, else the nearest of this computer's.

Chinese offices name fonts instead of embedding them, so a page looks as it should only where its fonts, or some like
them, are installed.  Where none is, the caller draws boxes: the letters are known all the same.
"""

from __future__ import annotations

import io
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from desktop_ocr.domain.errors import SourceError
from desktop_ocr.imaging.ofd.archive import Archive
from desktop_ocr.imaging.ofd.document import Font
from desktop_ocr.imaging.ofd.glyph_codes import character, with_glyph_codes

Face = ImageFont.FreeTypeFont

_FOLDERS = (
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    Path(os.environ.get("LOCALAPPDATA", "C:/")) / "Microsoft/Windows/Fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
)
# File names in order of preference, with the face's place in a collection; those of Windows, macOS, then Linux.
_SONG = (("simsun.ttc", 0), ("Songti.ttc", 0), ("STSong.ttf", 0), ("NotoSerifCJK-Regular.ttc", 2), ("uming.ttc", 0))
_KAI = (("simkai.ttf", 0), ("Kaiti.ttc", 0), ("STKaiti.ttf", 0), ("ukai.ttc", 0))
_HEI = (
    ("simhei.ttf", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 0),
    ("Hiragino Sans GB.ttc", 0),
    ("NotoSansCJK-Regular.ttc", 2),
    ("wqy-microhei.ttc", 0),
)
_MONO = (("cour.ttf", 0), ("Courier New.ttf", 0), ("LiberationMono-Regular.ttf", 0), ("DejaVuSansMono.ttf", 0))
_LATIN = (("arial.ttf", 0), ("Arial.ttf", 0), ("LiberationSans-Regular.ttf", 0), ("DejaVuSans.ttf", 0))
_ALIKE = (
    (("楷", "kai"), (*_KAI, *_SONG, *_HEI)),
    (("黑", "hei", "雅黑", "yahei"), (*_HEI, *_SONG)),
    (("courier", "mono", "consol", "ocr"), (*_MONO, *_SONG, *_HEI)),
    (("arial", "helvetica", "verdana", "tahoma", "sans"), (*_LATIN, *_HEI, *_SONG)),
)
_REST = (*_SONG, *_HEI, *_KAI, *_LATIN)
_TEST_SIZE = 24
MOST_OPEN = 12
"""Faces of the computer's own fonts that are kept open: each size of a Chinese font takes 25 MB of addresses, and the
decoder has 1 GiB for everything."""


class Found(NamedTuple):
    """A face, what to ask it for, and whether the file brought it along, so that its widths are right."""

    face: Face
    letter: str
    is_own: bool


class Faces:
    """The faces that a drawing used so far; of every face a few sizes are kept open."""

    def __init__(self) -> None:
        self._own: dict[tuple[Archive, str, bool], bytes | None] = {}
        self._open: dict[tuple[Archive, str, bool, float], Face | None] = {}

    def found(self, font: Font | None, archive: Archive, text: str, glyph: int | None, size: float) -> Found | None:
        """A face of ``size`` pixels that has the character; None where none has it."""
        if font and font.file:
            is_numbered = glyph is not None
            own = self._embedded(font.file, archive, is_numbered, size)
            wanted = text if glyph is None else character(glyph)
            if own and has(own, wanted):
                return Found(own, wanted, True)
        for name, index in _names(font.name if font else ""):
            if (face := _installed_face(name, index, size)) and _installed_has(name, index, text):
                return Found(face, text, False)
        return None

    def _embedded(self, file: str, archive: Archive, is_numbered: bool, size: float) -> Face | None:
        key = (archive, file, is_numbered)
        if key not in self._own:
            self._own[key] = _font_bytes(archive, file, is_numbered)
        if (*key, size) not in self._open:
            content = self._own[key]
            self._open[*key, size] = _opened(io.BytesIO(content), size) if content else None
        return self._open[*key, size]


def _font_bytes(archive: Archive, file: str, is_numbered: bool) -> bytes | None:
    try:
        content = archive.read(file)
    except SourceError:
        return None
    return with_glyph_codes(content) if is_numbered else content


def _opened(file: io.BytesIO | str, size: float, index: int = 0) -> Face | None:
    try:
        return ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)
    except (OSError, ValueError):
        return None


def has(face: Face, text: str) -> bool:
    """Whether a face has a picture for the character: Pillow cannot be asked, but draws what is missing alike."""
    try:
        drawn = face.getmask(text)
        return drawn.getbbox() is not None and bytes(drawn) != bytes(face.getmask("\U0010fffe"))
    except (OSError, ValueError):
        return False  # FreeType runs the program in a glyph only when it draws it


@cache
def _names(font: str) -> tuple[tuple[str, int], ...]:
    lower = font.lower()
    alike = next((names for words, names in _ALIKE if any(word in lower for word in words)), _SONG)
    return tuple(dict.fromkeys((*alike, *_REST)))


@lru_cache(MOST_OPEN)
def _installed_face(name: str, index: int, size: float) -> Face | None:
    path = _installed().get(name.lower())
    return _opened(path, size, index) if path else None


@cache
def _installed_has(name: str, index: int, text: str) -> bool:
    face = _installed_face(name, index, _TEST_SIZE)
    return bool(face and has(face, text))


@cache
def _installed() -> dict[str, str]:
    """The wanted font files by lower-case name; Windows and macOS keep theirs flat, others in folders."""
    wanted = {name.lower() for name, _ in (*_REST, *_MONO)}
    return {
        path.name.lower(): str(path)
        for folder in reversed(_FOLDERS)
        if folder.is_dir()
        for path in folder.rglob("*.[tT]*")
        if path.name.lower() in wanted
    }
