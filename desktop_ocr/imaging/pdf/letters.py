"""What a PDF page says in letters: an electronic invoice's exact text, with the place of every character.

Only what is seen counts as exact.  Left out are letters that leave no ink on the page (a scan's layer of recognised
text, unpainted or behind its picture; see ``ink``), and lines in which a font does not tell what a letter means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import addressof, c_double, c_int, c_uint
from math import hypot
from typing import Any, NamedTuple

from PIL import Image
from pypdfium2 import PdfPage, PdfTextPage, raw

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.imaging.ink import LOOK_SIDE, inked
from desktop_ocr.imaging.pdf.opening import picture
from desktop_ocr.imaging.text_runs import Glyph, Vector, text_lines

MAX_CHARACTERS = 50_000
"""Of one page; what comes later is not looked at."""
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
NESTED = 12
"""Forms within forms whose letters are looked for; PDFium itself follows them no further."""
FAR = 1e6
"""Times a letter may be enlarged before it is taken for junk."""
BLACK = (0, 0, 0, 255)
_FINE = 1_000_000


def lines(page: PdfPage) -> tuple[TextLine, ...]:
    """The lines of text that are seen on a page; none for a scan."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    textpage = page.get_textpage()
    if not (textpage.count_chars() and width > 0 and height > 0 and left < right and bottom < top):
        return ()
    found = text_lines(_glyphs(page, textpage, width, height), width, height)
    known = [line for line in found if UNKNOWN not in line.text]
    if not known:
        return ()
    return inked(known, *_looks(page, min(2.0, LOOK_SIDE / max(width, height))))


class _Map(NamedTuple):
    """From the page's own points (y up) to points of the upright page (y down)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> Vector:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def way(self, x: float, y: float) -> Vector:
        return self.a * x + self.c * y, self.b * x + self.d * y


def _upright(page: PdfPage, width: float, height: float) -> _Map:
    """As PDFium draws it: by asking where three corners of its box go."""
    left, bottom, right, top = page.get_bbox()
    x, y = c_int(), c_int()
    places = []
    for corner in ((left, bottom), (right, bottom), (left, top)):
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, *corner, x, y)
        places.append((x.value / _FINE * width, y.value / _FINE * height))
    (ox, oy), (rx, ry), (tx, ty) = places
    a, b, c, d = (
        (rx - ox) / (right - left),
        (ry - oy) / (right - left),
        (tx - ox) / (top - bottom),
        (ty - oy) / (top - bottom),
    )
    return _Map(a, b, c, d, ox - a * left - c * bottom, oy - b * left - d * bottom)


def _glyphs(page: PdfPage, textpage: PdfTextPage, width: float, height: float) -> Iterator[Glyph]:
    upright = _upright(page, width, height)
    styles = _Styles()
    high = ""
    for number in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        if raw.FPDFText_IsGenerated(textpage, number) == 1:
            continue
        style = styles.of(raw.FPDFText_GetTextObject(textpage, number), textpage, number)
        if style is None:
            continue
        letter = _letter(textpage, number)
        if "\ud800" <= letter <= "\udbff":  # a rare character comes in two halves on Windows
            high = letter
            continue
        if "\udc00" <= letter <= "\udfff":
            letter, high = (high + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
        if cell := _cell(textpage, number):
            (x, y), along, up = cell
            yield Glyph(letter, *upright.place(x, y), upright.way(*along), upright.way(*up), style)


def _letter(textpage: PdfTextPage, number: int) -> str:
    code = raw.FPDFText_GetUnicode(textpage, number)
    if code == 2:
        return "-"  # PDFium's sign for a hyphen at the end of a line
    is_private = (
        code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or 0xFFF0 <= code < 0x10000 or code >= 0xF0000
    )
    return UNKNOWN if is_private or raw.FPDFText_HasUnicodeMapError(textpage, number) == 1 else chr(code)


def _cell(textpage: PdfTextPage, number: int) -> tuple[Vector, Vector, Vector] | None:
    """Bottom left corner of a character's cell, the ways along and up, in the page's own points."""
    matrix, x, y, loose = raw.FS_MATRIX(), c_double(), c_double(), raw.FS_RECTF()
    if not (
        raw.FPDFText_GetMatrix(textpage, number, matrix)
        and raw.FPDFText_GetCharOrigin(textpage, number, x, y)
        and raw.FPDFText_GetLooseCharBox(textpage, number, loose)
    ):
        return None
    length, rise = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
    if not (0 < length < FAR and 0 < rise < FAR):
        return None
    cosine, sine = matrix.a / length, matrix.b / length
    is_mirrored = cosine * matrix.d < sine * matrix.c
    up = (sine, -cosine) if is_mirrored else (-sine, cosine)
    em = raw.FPDFText_GetFontSize(textpage, number) * rise
    start, width, below, above = 0.0, em / 2, 0.22 * em, 0.9 * em
    # PDFium gives the upright box around a turned cell; near 45 degrees that does not tell the cell's sides.
    spread = cosine * cosine - sine * sine
    if abs(spread) > 0.2:
        wide, tall = abs(loose.right - loose.left), abs(loose.top - loose.bottom)
        width = (wide * abs(cosine) - tall * abs(sine)) / spread
        half = (tall * abs(cosine) - wide * abs(sine)) / spread / 2
        cx, cy = (loose.left + loose.right) / 2 - x.value, (loose.top + loose.bottom) / 2 - y.value
        start, middle = cx * cosine + cy * sine - width / 2, cx * up[0] + cy * up[1]
        # Some fonts say they are twice as high as any letter of theirs; but a letter's own ink is inside.
        low, high = _ink(textpage, number, (x.value, y.value), up) if abs(spread) > 0.99 else (0.0, 0.0)
        below, above = max(min(half - middle, 0.3 * em), low), max(min(half + middle, em), high)
    corner = x.value + start * cosine - below * up[0], y.value + start * sine - below * up[1]
    height = above + below
    return (corner, (width * cosine, width * sine), (height * up[0], height * up[1])) if height > 0 else None


def _ink(textpage: PdfTextPage, number: int, origin: Vector, up: Vector) -> tuple[float, float]:
    """How far a character's own shape reaches below and above its base line."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if not raw.FPDFText_GetCharBox(textpage, number, left, right, bottom, top):
        return 0.0, 0.0
    places = [
        (x - origin[0]) * up[0] + (y - origin[1]) * up[1]
        for x in (left.value, right.value)
        for y in (bottom.value, top.value)
    ]
    return -min(places), max(places)


class _Styles:
    """The colours of the page's text objects."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, ...] | None] = {}

    def of(self, text_object: Any, textpage: PdfTextPage, number: int) -> tuple[int, ...] | None:
        """The colour of the object a character belongs to; None where it is not painted."""
        key = addressof(text_object.contents) if text_object else 0
        if key not in self._known:
            self._known[key] = _colour(text_object, textpage, number)
        return self._known[key]


def _colour(text_object: Any, textpage: PdfTextPage, number: int) -> tuple[int, ...] | None:
    if text_object and raw.FPDFTextObj_GetTextRenderMode(text_object) in _UNPAINTED:
        return None
    channels = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFText_GetFillColor(textpage, number, *channels):
        return ()
    colour = tuple(channel.value for channel in channels)
    return colour if colour[3] else None


def _looks(page: PdfPage, scale: float) -> Iterator[Image.Image]:
    """The page in grey as it looks, without any text object, and its text alone on white and on black."""
    found = [(one, raw.FPDFPageObj_GetType(one)) for one in _objects(page)]
    texts = [one for one, kind in found if kind == raw.FPDF_PAGEOBJ_TEXT]
    others = [one for one, kind in found if kind not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)]
    yield picture(page, scale, is_grey=True)
    with _left_out(texts):
        yield picture(page, scale, is_grey=True)
    with _left_out(others):
        yield picture(page, scale, is_grey=True, draw_annots=False)
        yield picture(page, scale, is_grey=True, draw_annots=False, fill_color=BLACK)


@contextmanager
def _left_out(objects: Sequence[Any]) -> Iterator[None]:
    """Nothing of these is drawn meanwhile."""
    for one in objects:
        raw.FPDFPageObj_SetIsActive(one, False)
    try:
        yield
    finally:
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, True)


def _objects(page: PdfPage) -> Iterator[Any]:
    """The page's objects, and those in its forms."""
    waiting = [(raw.FPDFPage_GetObject(page, at), 0) for at in range(raw.FPDFPage_CountObjects(page))]
    while waiting:
        one, depth = waiting.pop()
        yield one
        if depth < NESTED and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(one)
            waiting += [(raw.FPDFFormObj_GetObject(one, at), depth + 1) for at in range(max(0, count))]
