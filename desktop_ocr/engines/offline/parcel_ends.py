"""The hook ``parcel``: who sends a parcel to whom, from the label on it.

Labels of parcels hardly name their values.  Each end of the way is a block: a name and a telephone number on a line,
the address under them, and before them a mark (收, 寄) in white on black, which is easily overlooked.  So the numbers
tell where the blocks are, and where a mark was not read the first block is the recipient's.

Findings: ``recipient_name``, ``recipient_phone``, ``recipient_address``, and the same with ``sender``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.matching import fold
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.segments import pieces
from desktop_ocr.engines.offline.values import Spelled, Value, spell

NAME = "parcel"
RECIPIENT, SENDER = "recipient", "sender"
_MARKS = {"收": RECIPIENT, "寄": SENDER, "发": SENDER, "奇": SENDER}
"""The second half of 寄 is read as 奇 where its top touches the rim of its disc."""
# A mobile number, masked or lent for this parcel; one of an office; a hotline.
_PHONE = re.compile(
    r"(?<![\dA-Z])(?:\+?86[- ]?)?("
    r"(?:1[\dO*](?: ?[\dO*]){8,9}|1[\dO]{2} ?\*{1,6} ?[\dO]{2,4})(?:[-转, ]{1,2}\d{3,4}(?!\d))?"
    r"|0\d{2,3}[- ]?\d{7,8}(?:-\d{1,5})?"
    r"|[48]00-\d{3}-\d{4})(?![\dA-Z*])"
)
_LABELS = re.compile(
    r"^[\W_]*(?:(?:收件|寄件|收货|发件|收|寄|发)(?:人|方)?(?:姓名|信息)?[\W_]*|姓名[\W_]*|(?:联系)?(?:电话|方式|手机)[\W_]*)*"
)
_LABEL_BEHIND = re.compile(r" *(?:联系)?(?:电话|方式|手机|TEL)(?:号码?)?[\W_]*$")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z*·.()（） ]{1,24}")
_ADDRESS = re.compile(r"^(?:(?:收件|寄件)?(?:人|方)?(?:地址|详细地址)[:： ]*)?")
_OTHER = re.compile(
    r"客服|热线|投诉|官网|订单|品名|物品|件数|重量|签收|备注|付款|到付|运费|数量|体积|声明|保价|已验视|集散|打印|时间"
    r"|代收|内件|快件|^第\d|揽收|网点|业务员|快递单号|运单"
)
NEXT_LINE = 2.6
"""Distance, in heights, of the first line of an address from the name, and half as much more between its lines."""
ASIDE = 3.0
"""Heights by which a line of an address may begin left or right of the name."""
BEFORE = 8.0
"""Heights up to which a mark stands before its block."""
PARTED = 5.0
"""Empty space, in heights, between two blocks side by side."""


@dataclass(frozen=True, slots=True)
class _End:
    """One end of the way; ``lines`` are those of the address."""

    line: tuple[Glyph, ...]
    name: Spelled | None
    phone: Spelled
    lines: tuple[tuple[Glyph, ...], ...]
    mark: str


def find_ends(layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
    """See the module."""
    ends = list(_ends(layout))
    found: dict[str, Value] = {}
    for role, end in _told(ends).items():
        if end.name:
            found[f"{role}_name"] = _value(end.name, end.name.text.strip(" .:"))
        found[f"{role}_phone"] = _value(end.phone, _digits(end.phone.text))
        if end.lines:
            spelled = spell(end.lines)
            start = len(_prefix(_ADDRESS, fold(spelled.text)))
            spelled = spelled.part(start, len(spelled.text))
            found[f"{role}_address"] = _value(spelled, spelled.text.replace(" ", ""))
    return found


def _told(ends: Sequence[_End]) -> dict[str, _End]:
    """The first end that bears each mark, and the others in their order: who gets it stands first."""
    told: dict[str, _End] = {}
    for end in ends:
        if end.mark:
            told.setdefault(end.mark, end)
    for role in (RECIPIENT, SENDER):
        free = [end for end in ends if not end.mark and end not in told.values()]
        if role not in told and free:
            told[role] = free[0]
    return told


def _ends(layout: Layout) -> Iterator[_End]:
    lines = [piece for row in layout.rows for piece in pieces(row.glyphs, PARTED)]
    for line in lines:
        spelled = spell([line])
        text = fold(spelled.text)
        match = _PHONE.search(text)
        if not match or _OTHER.search(text):
            continue
        phone = spelled.part(*match.span(1))
        name = _name(spelled.part(0, match.start())) or _name_beside(line, lines)
        rest = spelled.part(match.end(), len(text))
        below = list(_address(line, name, lines))
        if not name and rest.text.strip() and not any(char.isdigit() for char in rest.text):
            name = _name(rest)
        elif len(rest.text.strip()) > 5:
            below.insert(0, rest.present)
        yield _End(line, name, phone, tuple(below), _mark(line, below, lines))


def _name(spelled: Spelled) -> Spelled | None:
    """The name in what stands before a number, without labels and the mark."""
    if behind := _LABEL_BEHIND.search(fold(spelled.text)):
        spelled = spelled.part(0, behind.start())
    text = fold(spelled.text)
    start = len(_prefix(_LABELS, text))
    if start >= len(text.rstrip()):
        start = 0 if len(text.strip()) == 1 and text.strip() not in _MARKS else len(text)
    match = _NAME.search(spelled.text, start)
    if not match or not match[0].strip():
        return None
    return spelled.part(*match.span())


def _name_beside(line: Sequence[Glyph], lines: Sequence[tuple[Glyph, ...]]) -> Spelled | None:
    """A name on a box of its own: left of the number, or right above it."""
    height = line[0].height
    for other in lines:
        if other is line or not _NAME.fullmatch(spell([other]).text) or _OTHER.search(fold(spell([other]).text)):
            continue
        if other[-1].text in _MARKS and len(other) == 1:
            continue
        drop = (line[0].middle - other[-1].middle) / height
        left = abs(drop) < 0.8 and 0 < line[0].left - other[-1].right < PARTED * height
        above = 0.8 <= drop < 2.0 and abs(other[0].left - line[0].left) < height
        if left or above:
            return _name(spell([other]))
    return None


def _address(
    line: Sequence[Glyph], name: Spelled | None, lines: Sequence[tuple[Glyph, ...]]
) -> Iterator[tuple[Glyph, ...]]:
    """The lines under a name and a number that go on with one another."""
    first = name.present[0] if name else line[0]
    left, middle, reach = min(first.left, line[0].left), line[0].middle, NEXT_LINE
    for other in sorted(lines, key=lambda other: other[0].middle):
        glyphs = tuple(glyph for glyph in other if not (glyph is other[0] and glyph.text in _MARKS))
        if not glyphs or other[0].middle <= middle + 0.5 * first.height:
            continue
        text = fold(spell([glyphs]).text)
        drop = (glyphs[0].middle - middle) / first.height
        if drop > reach or _PHONE.search(text) or _OTHER.search(text):
            break
        if abs(glyphs[0].left - left) < ASIDE * first.height and glyphs[0].height < 1.6 * first.height:
            yield glyphs
            middle, reach = glyphs[0].middle, NEXT_LINE * 0.8


def _mark(line: Sequence[Glyph], below: Sequence[Sequence[Glyph]], lines: Sequence[tuple[Glyph, ...]]) -> str:
    """The end that a mark or label on the block's own lines or left of them tells."""
    for own in (line, *below):
        text = fold(spell([own]).text)
        if told := re.match(r"[\W_]*([收寄发])(?=件|货|人|方|[\W_]|[\u3400-\u9fff]{2,3}[ ]?\d)", text):
            return _MARKS[told[1]]
    height, bottom = line[0].height, (below[-1] if below else line)[0].middle
    for other in lines:
        head = "".join(glyph.text for glyph in other[:2])
        is_left = 0 < line[0].left - other[-1].right + 0.5 * height < BEFORE * height
        is_level = line[0].middle - height < other[0].middle < bottom + height
        if head[:1] in _MARKS and len(other) <= 4 and is_left and is_level:
            return _MARKS[head[0]]
    return ""


def _prefix(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return match[0] if match else ""


def _digits(text: str) -> str:
    return re.sub(r"[转, ]+(?=\d{3,4}$)", "-", fold(text).replace("O", "0")).replace(" ", "")


def _value(spelled: Spelled, text: str) -> Value:
    return Value(text, spelled, spelled.characters)
