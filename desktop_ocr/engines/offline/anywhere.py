"""Values that are told by what they are, wherever they stand: by proof, form, word, size, or a seal beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import FieldSpec, ValueKind
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import Verdict
from desktop_ocr.engines.offline.conspicuous import largest
from desktop_ocr.engines.offline.layout import Row
from desktop_ocr.engines.offline.matching import OFFERED, allowance, best_window, fold, plain
from desktop_ocr.engines.offline.normal_forms import normal_form, normalise, picked
from desktop_ocr.engines.offline.rules import FieldRule
from desktop_ocr.engines.offline.search import Search
from desktop_ocr.engines.offline.values import Spelled, Value, spell
from desktop_ocr.engines.offline.wrapping import stacked_words

SHORT_WORD = 4
LONG_WORD = 6
BELOW_TITLE = (1.2, 1.45, 1.7, 1.95, 2.2, 2.45)
"""How far below a title, in its heights, the line under it is looked for."""
BESIDE_TITLE, UNDER_TITLE = 1.9, 0.8
"""Half the width and the height of that line."""
TELLING = 18
"""Length from which a number that fits its check digit tells what it is; shorter ones fit too often by chance."""


def by_proof(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The number that its check digit proves: its label may be lost, or another one's too.

    Of several persons' numbers the only one that was read may be anyone's.
    """
    if spec.kind is not ValueKind.NUMBER or rule.part:
        return None
    values = (normalise(spec, rule, spell([segment.glyphs])) for segment in search.surface.free())
    found = {
        value.value: value
        for value in values
        if value and not value.repaired and len(value.value) >= TELLING and _is_proven(spec, value)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def by_seal(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """A value that a seal tore into fragments: its surroundings, found and read anew without red."""
    if not (rule.under_seal and rule.anywhere) or (search.rules.cells and rule.labels):
        return None
    for lines in search.look_again.around_seals():
        layout = search.layout.laid_out(lines)
        for row in reversed(layout.rows):
            value = normalise(spec, rule, spell([row.glyphs]))
            if value:
                return value
    return None


def by_pattern(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The best match of the pattern on the paper; what it matches around the value may be that of other fields."""
    pattern = rule.elsewhere or (rule.pattern if rule.anywhere else None)
    if not pattern:
        return None
    found = []
    for row in _rows_under(search, rule):
        spelled = spell([row.glyphs])
        for match in pattern.finditer(fold(spelled.text)):
            whole, part = spelled.part(*match.span()), spelled.part(*picked(match))
            if _has_word(whole, rule.without) or search.surface.is_taken(part.present):
                continue
            value = normal_form(spec, rule, part) if part.text else None
            if value:
                found.append((value, whole))
    if not found:
        return None
    best, search.texts[spec.key] = max(found, key=lambda item: _preference(spec, item[0]))
    return best


def by_every(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """All that the pattern matches on the paper, a line each."""
    if not (rule.every and rule.pattern):
        return None
    found = [
        spelled.part(*match.span())
        for row in search.layout.rows
        for spelled in (spell([row.glyphs]),)
        for match in rule.pattern.finditer(fold(spelled.text))
    ]
    if not found:
        return None
    whole = spell([part.present for part in found], between_lines="\n")
    return Value("\n".join(part.text.replace(" ", "") for part in found), whole, whole.characters)


def by_words(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The value whose word is printed on the paper.

    Among several the first word of a list wins (中国农业银行 over the BANK OF CHINA in its English name), then the
    longest.  Where none is found they may be printed downwards, or under a stamp.
    """
    if rule.labels:
        return None
    found = _words_on(search.layout.rows, rule)
    if not found and rule.downwards:
        found = _words_downwards(search, rule)
    if not found and rule.under_title and not _is_printed(search, rule.without):
        lines = search.look_again.without_red(_below_title(search, rule.under_title))
        found = _words_on(search.layout.laid_out(lines).rows, rule)
    return max(found, key=lambda item: item[0])[1] if found else None


def _is_printed(search: Search, words: Sequence[str]) -> bool:
    return any(row.window(plain(word), allowance(word)) for word in words for row in search.layout.rows)


def _words_downwards(search: Search, rule: FieldRule) -> list[tuple[tuple[bool, float], Value]]:
    """The same of words that are printed downwards."""
    found = []
    for value, words in rule.words.items():
        for rank, word in enumerate(words):
            for label in stacked_words(search.layout, word):
                part = spell([label.glyphs(search.layout)])
                found.append(((rank == 0, len(word) - 2 * label.cost), Value(value, part, part.characters)))
    return found


def _below_title(search: Search, word: str) -> list[Quad]:
    """Where a line may stand under the middle of the largest print that has a word, each a little below the last."""
    titles = [row.glyphs for row in search.layout.rows if row.window(word, 0.0)]
    if not titles:
        return []
    title = max(titles, key=lambda glyphs: min(glyph.height for glyph in glyphs))
    height, middle = title[0].height, (title[0].left + title[-1].right) / 2
    level = (title[0].middle + title[-1].middle) / 2
    half, wide = UNDER_TITLE * height / 2, BESIDE_TITLE * height
    box = search.layout.frame.box
    return [
        box(middle - wide, level + below * height - half, middle + wide, level + below * height + half).clamped()
        for below in BELOW_TITLE
    ]


def _words_on(rows: Sequence[Row], rule: FieldRule) -> list[tuple[tuple[bool, float], Value]]:
    """The values whose words are on some lines, each with how much speaks for it."""
    found = []
    for value, words in rule.words.items():
        for rank, word in enumerate(words):
            wanted, allowed = plain(word), _word_allowance(word)
            for row in rows:
                if window := row.window(wanted, allowed, slack=int(word.isascii())):
                    cost, start, end = window
                    part = spell([row.glyphs[start:end]])
                    found.append(((rank == 0, len(word) - 2 * cost), Value(value, part, part.characters)))
    return found


def by_size(search: Search, spec: FieldSpec, rule: FieldRule) -> Value | None:
    """The largest print that has the form of the value."""
    if not (rule.largest and rule.pattern):
        return None
    known = [value.value for value in search.found.values()]
    piece = largest(search.surface, rule.pattern, lines=rule.lines, known=known)
    return normalise(spec, rule, piece) if piece else None


def _rows_under(search: Search, rule: FieldRule) -> Iterator[Row]:
    above = search.found.get(rule.under)
    for row in search.layout.rows:
        if rule.under and (above is None or row.glyphs[0].middle <= above.spelled.present[0].middle):
            continue
        yield row


def _has_word(part: Spelled, words: Sequence[str]) -> bool:
    """Whether one of the words is printed there; long ones may be read loosely (UNONPAY)."""
    text = fold(part.text)
    loosely = [word for word in words if len(word) >= LONG_WORD]
    return any(word in text for word in words) or any(
        best_window(part.present, word, allowance(word)) for word in loosely
    )


def _word_allowance(word: str) -> float:
    """Short Chinese words differ by one character (贷记卡, 准贷记卡): there only what the engine offers counts."""
    return allowance(word) if word.isascii() or len(word) > SHORT_WORD else 2 * OFFERED


def _is_proven(spec: FieldSpec, value: Value) -> bool:
    return any(checks.FIELD_CHECKS[name](value.value) is Verdict.PROVES for name in spec.checks)


def _preference(spec: FieldSpec, value: Value) -> tuple[bool, str, float, float, int]:
    """Proven by its check, then the latest expiry, then the date that stands lowest, then the largest print."""
    latest = f"{value.value[3:]}{value.value[:2]}" if spec.kind is ValueKind.EXPIRY else ""
    lowest = value.spelled.present[0].middle if spec.kind is ValueKind.DATE else 0.0
    return (
        _is_proven(spec, value),
        latest,
        lowest,
        max(glyph.height for glyph in value.spelled.present),
        len(value.value),
    )
