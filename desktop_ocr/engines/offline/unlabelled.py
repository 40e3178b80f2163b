"""Values without a label, told by where they stand: in lines of one form, as a second printing, between two lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from desktop_ocr.domain.checking.amounts import amount_of
from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.domain.review import NOTHING
from desktop_ocr.engines.offline.layout import Glyph, Row
from desktop_ocr.engines.offline.matching import allowance, fold, plain
from desktop_ocr.engines.offline.normal_forms import normalise
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.segments import in_lines, pieces
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.values import Value, spell

IN_COLUMN = 1.5
"""Heights up to which lines of a block begin at one place."""
SAME_LINE = 0.4
"""Distance, in heights, below which two stretches stand on one line."""
WORD_GAP = 0.5
"""Empty space, in heights, after which a line of a block may begin."""
PITCH = 3.0
"""Distance of two lines of a block, in heights, at the most."""
MISREAD = 2
"""Characters in which a second printing may differ from the first: more of them are another number."""
PIECE_GAP = 1.0
ASLANT = 0.25
"""Rise of a line to its length from which it is a seal's."""
LIKE_SIZE = 1.8
"""Height of a line to that of the label below the area from which it is no print of a form."""
_SIGNS = str.maketrans("×〈《«〉》»—–_－一O", "*<<<>>>-----0")
"""What the signs of a cipher are taken for."""


def by_block(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """Lines of one form, one below the other: of several such blocks the longest."""
    if rule.block is None:
        return None
    best = max((block for block in _blocks(_matches(search, rule)) if len(block) > 1), key=_length, default=None)
    if best is None:
        return None
    text = "\n".join("".join(fold(glyph.text) for glyph in line).translate(_SIGNS) for line in best)
    whole = spell(best, between_lines="\n")
    search.surface.cut_out(whole.present)
    return Value(text, whole, whole.characters)


def by_saying(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """Of the amounts on the paper the one that words say; around its seals too, which hide figures more than words."""
    words = search.found.get(rule.said_by)
    said = amount_of(words.value) if words else None
    if said is None:
        return None
    shown = _amounts(search, spec, rule, search.layout.rows)
    in_seals = (row for lines in search.look_again.around_seals() for row in search.layout.laid_out(lines).rows)
    for amounts in (shown, _amounts(search, spec, rule, in_seals)):
        if found := [value for value in amounts if value.value != NOTHING and Decimal(value.value) == said]:
            return found[-1]
    return None


def _amounts(search: Search, spec: FieldSpec, rule: FieldRule, rows: Iterable[Row]) -> Iterator[Value]:
    """Everything on some lines that the rule takes for such an amount."""
    for row in rows:
        for piece in pieces(row.glyphs, PIECE_GAP):
            spelled = spell([piece])
            for match in rule.pattern.finditer(fold(spelled.text)) if rule.pattern else ():
                if value := normalise(spec, rule, spelled.part(*match.span())):
                    yield value


def by_repetition(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """What is most like a value that was found, in another place."""
    first = search.found.get(rule.again)
    if first is None:
        return None
    form = re.compile(rf"(?<![0-9A-Z])[0-9A-Z]{{{len(first.value)}}}(?![0-9A-Z])")
    found = []
    for row in search.layout.rows:
        spelled = spell([row.glyphs])
        for match in form.finditer(fold(spelled.text)):
            part = spelled.part(*match.span())
            value = None if search.surface.is_taken(part.present) else normalise(spec, rule, part)
            if value and len(value.value) == len(first.value):
                wrong = sum(one != other for one, other in zip(value.value, first.value, strict=True))
                found.append((wrong, value))
    best = min(found, key=lambda item: item[0], default=None)
    return best[1] if best and best[0] <= MISREAD else None


def by_area(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """All that no field has taken between two lines of the form, right of the labels that stand there."""
    if not rule.between:
        return None
    upper, lower = (_line_with(search, word) for word in rule.between)
    if not upper or not lower:
        return None
    surface, height = search.surface, lower[0].height
    top, bottom = upper[0].middle + 0.5 * height, lower[0].middle - 0.5 * height
    left = max(_ends_of_labels(surface, top, bottom), default=0.0)
    kept = []
    for segment in surface.untaken():
        glyphs = segment.glyphs
        inside = top < glyphs[0].middle < bottom and glyphs[0].left > left
        flat = abs(glyphs[-1].middle - glyphs[0].middle) <= ASLANT * max(height, segment.right - segment.left)
        if inside and flat and segment.height < LIKE_SIZE * height and not _is_stamp(search, glyphs):
            kept.append(segment)
    lines = [line for glyphs in in_lines(kept) if (line := _without(glyphs, rule.without))]
    return normalise(spec, rule, spell(lines, between_lines="\n")) if lines else None


def _matches(search: Search, rule: FieldRule) -> Iterator[tuple[Glyph, ...]]:
    """Stretches of print of the form; of a longer one also what begins after a gap in it."""
    for row in search.layout.rows:
        for piece in pieces(row.glyphs, PIECE_GAP):
            starts = [0, *(place for place in range(1, len(piece)) if _is_gap(piece, place))]
            for start in starts:
                text = fold("".join(glyph.text for glyph in piece[start:])).translate(_SIGNS)
                if rule.block and (match := rule.block.search(text)) and (match.start() == 0 or start == 0):
                    yield piece[start + match.start() : start + match.end()]


def _is_gap(piece: Sequence[Glyph], place: int) -> bool:
    return piece[place].left - piece[place - 1].right > WORD_GAP * piece[place].height


def _blocks(parts: Iterable[tuple[Glyph, ...]]) -> list[list[tuple[Glyph, ...]]]:
    blocks: list[list[tuple[Glyph, ...]]] = []
    for part in sorted(parts, key=lambda part: part[0].middle):
        for block in blocks:
            last = block[-1][0]
            near = abs(part[0].left - last.left) < IN_COLUMN * last.height
            if near and SAME_LINE * last.height < part[0].middle - last.middle < PITCH * last.height:
                block.append(part)
                break
        else:
            blocks.append([part])
    return blocks


def _length(block: Sequence[Sequence[Glyph]]) -> int:
    return sum(map(len, block))


def _line_with(search: Search, word: str) -> Sequence[Glyph]:
    """The glyphs of a word of the form: of several places the lowest."""
    word = plain(word)
    for row in reversed(search.layout.rows):
        if window := row.window(word, allowance(word)):
            return row.glyphs[window[1] : window[2]]
    return ()


def _ends_of_labels(surface: Surface, top: float, bottom: float) -> Iterator[float]:
    for label in surface.labels:
        glyphs = surface.glyphs_of(label)
        if label.field and top < glyphs[0].middle < bottom:
            yield glyphs[-1].right


def _is_stamp(search: Search, glyphs: Sequence[Glyph]) -> bool:
    region = search.layout.frame.region(glyphs)
    return region is not None and search.look_again.is_stamp(region)


def _without(glyphs: Sequence[Glyph], words: Sequence[str]) -> tuple[Glyph, ...]:
    """A line without the character of a label, printed downwards beside it, that was read as its beginning.

    Where the whole label stands there it is part of the text, or alone the label itself.
    """
    text, label = "".join(glyph.text for glyph in glyphs), "".join(words)
    if text.startswith(label):
        return tuple(glyphs) if len(text) > len(label) else ()
    return tuple(glyphs[1:] if text[:1] in words else glyphs)
