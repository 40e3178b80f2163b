"""Font files by role.

A role (the first argument of `font`) says what a face is for on a paper, not which face it is. Each role lists file
names in order of preference; they are looked for in the system's own font folders on Linux, Windows and macOS. To add
a role, add it to `ROLES` together with the Debian package that brings its first candidate.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts").expanduser(),
    Path("~/.fonts").expanduser(),
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    Path(os.environ.get("LOCALAPPDATA", "C:/")) / "Microsoft/Windows/Fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("~/Library/Fonts").expanduser(),
)


class FontMissing(RuntimeError):
    """No candidate of a role is installed; the message names the package that brings one."""


@dataclass(frozen=True)
class Role:
    """`candidates` are (file name, index in the collection); `package` is the Debian package of the first one."""

    candidates: tuple[tuple[str, int], ...]
    package: str


# Index 2 of the Noto collections is Simplified Chinese.
_SONG = (("simsun.ttc", 0), ("Songti.ttc", 0), ("STSong.ttf", 0))
_HEI = (("msyh.ttc", 0), ("simhei.ttf", 0), ("PingFang.ttc", 0), ("STHeiti Light.ttc", 0), ("Hiragino Sans GB.ttc", 0))
_HEI_BOLD = (("msyhbd.ttc", 0), ("simhei.ttf", 0), ("STHeiti Medium.ttc", 0), ("Hiragino Sans GB.ttc", 2))
_KAI = (("simkai.ttf", 0), ("Kaiti.ttc", 0), ("STKaiti.ttf", 0))
# Some free Kai and Ming faces set these marks in the middle of the square, as in Taiwan; the mainland's stand low.
_BORROWED = frozenset("，。、；：")
_MONO = (("consola.ttf", 0), ("Menlo.ttc", 0), ("Monaco.ttf", 0), ("Courier.ttc", 0))

ROLES: dict[str, Role] = {
    "song": Role((("NotoSerifCJK-Regular.ttc", 2), *_SONG), "fonts-noto-cjk"),
    "song_bold": Role((("NotoSerifCJK-Bold.ttc", 2), ("simhei.ttf", 0), ("Songti.ttc", 1)), "fonts-noto-cjk"),
    "song_light": Role((("uming.ttc", 0), *_SONG), "fonts-arphic-uming"),
    "hei": Role((("NotoSansCJK-Regular.ttc", 2), *_HEI), "fonts-noto-cjk"),
    "hei_bold": Role((("NotoSansCJK-Bold.ttc", 2), *_HEI_BOLD), "fonts-noto-cjk"),
    "hei_micro": Role((("wqy-microhei.ttc", 0), *_HEI), "fonts-wqy-microhei"),
    "kai": Role((("ukai.ttc", 0), *_KAI), "fonts-arphic-ukai"),
    "ocr_b": Role((("OCRB.otf", 0), *_MONO), "fonts-ocr-b"),
    "latin": Role((("DejaVuSans.ttf", 0), ("arial.ttf", 0), ("Arial.ttf", 0)), "fonts-dejavu-core"),
    "latin_bold": Role((("DejaVuSans-Bold.ttf", 0), ("arialbd.ttf", 0), ("Arial Bold.ttf", 0)), "fonts-dejavu-core"),
    "latin_serif": Role(
        (("DejaVuSerif-Bold.ttf", 0), ("timesbd.ttf", 0), ("Times New Roman Bold.ttf", 0)), "fonts-dejavu-core"
    ),
    "latin_mono": Role((("DejaVuSansMono.ttf", 0), *_MONO), "fonts-dejavu-core"),
}


def font(role: str, size: int) -> ImageFont.FreeTypeFont:
    """The face for `role` with an em of `size` pixels; raises FontMissing when no candidate is installed."""
    return _load(role, max(size, 4))


def runs(text: str, role: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    """`text` cut where the face has no glyph; those pieces come with the widest face instead, as printers do it."""
    main, spare = font(role, size), font("hei" if role.startswith(("hei", "latin", "ocr")) else "song", size)
    piece, current = "", main
    for character in text:
        borrowed = character in _BORROWED and role in {"kai", "song_light"}
        face = main if _has(role, character) and not borrowed else spare
        if face is not current and piece:
            yield piece, current
            piece = ""
        current = face
        piece += character
    if piece:
        yield piece, current


@cache
def _load(role: str, size: int) -> ImageFont.FreeTypeFont:
    installed = _installed()
    for name, index in ROLES[role].candidates:
        if path := installed.get(name.lower()):
            return ImageFont.truetype(str(path), size, index=index)
    wanted = ", ".join(name for name, _ in ROLES[role].candidates)
    raise FontMissing(f"no font for {role!r}: install the package {ROLES[role].package} (or one of {wanted})")


@cache
def _installed() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in FOLDERS:
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in {".ttf", ".ttc", ".otf"}:
                    found.setdefault(path.name.lower(), path)
    return found


@cache
def _has(role: str, character: str) -> bool:
    # Pillow has no cmap query: a missing character draws the same picture as one that no font has.
    face = _load(role, 24)
    return character.isspace() or bytes(face.getmask(character)) != bytes(face.getmask("\U0010fffe"))
