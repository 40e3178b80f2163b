"""The hook ``mrz``: finds a machine readable zone on a page and what it says.

Findings: ``line_1``, ``line_2``, ``line_3``; where the form of the zone is told by right check digits also ``number``,
``birth_date``, ``expiry_date`` (each only if its own check digit is right), ``type``, ``issuing_state``,
``nationality``, ``sex`` (M, F, X), ``surname_given``.  A zone of no known form gives its lines only: nothing is taken
from a place where it is only assumed to stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.mrz import FORMATS, Format, Span
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.mrz_line import Line, Symbol, filled, fit, looks_like_zone, padded, symbols
from desktop_ocr.engines.offline.mrz_repair import Found, repaired
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Spelled, Value, spell

SHORTEST, SPREAD = 24, 8
"""Characters of the shortest row that may be a line, and by how many a row may differ from its line."""
MOST_COST = 5.0
"""Cost up to which a row may be a line of a format."""
LINE_PITCH = (0.6, 4.0)
"""Distance of two lines of a zone, in heights."""
TOLD = 2
"""Right check digits from which a format is believed: one is right by chance one time in ten."""
_NO_LINE = Line("", (), inf)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that may be a line of a zone."""

    glyphs: tuple[Glyph, ...]
    read: tuple[Symbol, ...]

    @property
    def middle(self) -> float:
        return (self.glyphs[0].middle + self.glyphs[-1].middle) / 2

    @property
    def height(self) -> float:
        return max(glyph.height for glyph in self.glyphs)


def read_zone(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """What the zone on a page says; see the module."""
    rows = list(_candidates(layout))
    found = max(_zones(rows), key=lambda one: one.worth, default=None)
    if found is not None and not _is_right(found):
        found = _looked_again(found, layout, look_again)
    if found is not None and not all(found.zone.verdicts.values()):
        found = repaired(found)
    if found is None or sum(found.zone.verdicts.values()) < TOLD:
        return {f"line_{place}": _as_read(row) for place, row in enumerate(rows[-3:], start=1)}
    return dict(_findings(found, layout))


def _candidates(layout: Layout) -> Iterator[_Candidate]:
    for row in layout.rows:
        read = symbols(row.glyphs)
        if len(read) >= SHORTEST and looks_like_zone(row.glyphs, read):
            yield _Candidate(row.glyphs, tuple(read))


def _zones(rows: Sequence[_Candidate]) -> Iterator[Found]:
    """Rows below one another as the lines of each format; those beyond the first or last row are missing."""
    for form in FORMATS:
        fitted = [[_fitted(row.read, form, place) for place in range(len(form.grammar))] for row in rows]
        for first in range(1 - len(form.grammar), len(rows)):
            chosen = [(first + place, place) for place in range(len(form.grammar)) if 0 <= first + place < len(rows)]
            if not all(_follow(rows[one], rows[one + 1]) for one, _ in chosen[:-1]):
                continue
            lines = [_NO_LINE] * len(form.grammar)
            for row, place in chosen:
                lines[place] = fitted[row][place]
            if any(line.text for line in lines):
                yield Found(form, tuple(lines))


def _follow(above: _Candidate, below: _Candidate) -> bool:
    """Whether two rows stand as close as the lines of a zone."""
    return LINE_PITCH[0] < (below.middle - above.middle) / above.height < LINE_PITCH[1]


def _fitted(read: Sequence[Symbol], form: Format, place: int) -> Line:
    if abs(len(read) - form.length) > SPREAD:
        return _NO_LINE
    names = form.fields.get("names")
    has_names = names is not None and names.line == place
    line = fit(padded(read, form.length) if has_names else read, form.grammar[place])
    if line.cost > MOST_COST:
        return _NO_LINE
    return filled(line, names.start) if names is not None and has_names else line


def _is_right(found: Found) -> bool:
    verdicts = found.zone.verdicts
    return all(line.text for line in found.lines) and all(verdicts.values())


def _looked_again(found: Found, layout: Layout, look_again: LookAgain) -> Found:
    """Each line once more by itself, as wide as the widest of them; what is better counts."""
    best = found
    glyphs = [line.present for line in found.lines if line.text]
    left, right = min(line[0].left for line in glyphs), max(line[-1].right for line in glyphs)
    for place, line in enumerate(found.lines):
        if not line.text:
            continue
        again = look_again.line(_place_of(line.present, left, right, layout))
        rows = layout.laid_out([again]).rows if again else ()
        if rows:
            read = _fitted(symbols(rows[0].glyphs), found.format, place)
            if read.text:
                changed = replace(best, lines=(*best.lines[:place], read, *best.lines[place + 1 :]))
                best = max(best, changed, key=lambda one: one.worth)
    return best


def _place_of(glyphs: Sequence[Glyph], left: float, right: float, layout: Layout) -> Quad:
    """A line from ``left`` to ``right`` along its own slope, with a little space around it."""
    first, last = glyphs[0], glyphs[-1]
    slope = (last.middle - first.middle) / max(1.0, last.left - first.left)
    height = max(glyph.height for glyph in glyphs)
    left, right = left - 0.5 * height, right + 0.5 * height
    ends = [(u, first.middle + slope * (u - first.left)) for u in (left, right)]
    (u0, v0), (u1, v1) = ends
    half = 0.6 * height
    corners = (Point(u0, v0 - half), Point(u1, v1 - half), Point(u1, v1 + half), Point(u0, v0 + half))
    return Quad.of(layout.frame.to_page(corner) for corner in corners)


def _findings(found: Found, layout: Layout) -> Iterator[tuple[str, Value]]:
    zone, today = found.zone, date.today()
    for place, line in enumerate(found.lines):
        if line.text:
            yield f"line_{place + 1}", _value(found, Span(place, 0, len(line.text)), line.text)
    texts = {
        "type": ("code", zone.type, True),
        "issuing_state": ("state", zone.state, True),
        "nationality": ("nationality", zone.nationality, True),
        "sex": ("sex", zone.sex, True),
        "surname_given": ("names", ", ".join(_printed(part, layout) for part in zone.names.split(", ")), True),
        "number": ("number", zone.number, zone.holds("number")),
        "birth_date": ("birth", zone.birth(today), zone.holds("birth")),
        "expiry_date": ("expiry", zone.expiry(today), zone.holds("expiry")),
    }
    for finding, (field, text, holds) in texts.items():
        if text and holds:
            yield finding, _value(found, found.format.fields[field], text)


def _printed(name: str, layout: Layout) -> str:
    """A name with the marks that zones leave out, if it is printed with them elsewhere on the page."""
    pattern = re.compile(
        r"(?<![A-Z])" + "[ '’-]?".join(re.escape(char) for char in name.replace(" ", "")) + r"(?![A-Z])"
    )
    for row in layout.rows:
        if match := pattern.search(fold(spell([row.glyphs]).text)):
            return match[0].replace("’", "'")
    return name


def _value(found: Found, span: Span, text: str) -> Value:
    line = found.lines[span.line]
    glyphs = line.glyphs[span.start : span.end]
    spelled = Spelled(line.text[span.start : span.end], glyphs)
    is_repaired = found.repaired is not None and _covers(span, found.repaired)
    return Value(text, spelled, spelled.characters, is_repaired)


def _covers(span: Span, repaired: tuple[int, frozenset[int]]) -> bool:
    return span.line == repaired[0] and any(span.start <= place < span.end for place in repaired[1])


def _as_read(row: _Candidate) -> Value:
    text = "".join(one.char for one in row.read)
    spelled = Spelled(text, tuple(one.glyph for one in row.read))
    return Value(text, spelled, tuple(glyph.character for glyph in row.glyphs))
