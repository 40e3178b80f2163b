"""What Baidu remarks on a paper beside its fields, as the remarks that the clerk knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_ocr.domain.remarks import Remark
from desktop_ocr.engines.baidu.parts import number, table, text

FINE = frozenset({"", "normal", "unknown", "unknow", "0"})
IMAGE = {
    "reversed_side": Remark.REVERSED_SIDE,
    "non_idcard": Remark.NOT_AN_ID_CARD,
    "other_type_card": Remark.OTHER_CARD,
    "blurred": Remark.BLURRED,
    "over_exposure": Remark.OVER_EXPOSED,
    "over_dark": Remark.TOO_DARK,
}
RISKS = {
    "copy": Remark.COPY,
    "temporary": Remark.TEMPORARY,
    "screen": Remark.SCREEN,
    "screenshot": Remark.SCREENSHOT,
    "scan": Remark.SCAN,
}
WARNINGS = {
    "shield": Remark.COVERED,
    "cover": Remark.COVERED,
    "incomplete": Remark.INCOMPLETE,
    "blur": Remark.BLURRED,
    "glare": Remark.GLARE,
    "spot": Remark.GLARE,
    "dark": Remark.TOO_DARK,
    "light": Remark.OVER_EXPOSED,
    "exposure": Remark.OVER_EXPOSED,
}
"""By a part of the word."""
QUALITIES = {"IsClear": Remark.BLURRED, "IsComplete": Remark.INCOMPLETE, "IsNoCover": Remark.COVERED}
EDITED = "unknown"
"""What stands for the program where it is not named."""


def remarks(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them, each once, in the order of the answer's keys here."""
    return tuple(dict.fromkeys(_remarks(answer)))


def _remarks(answer: Mapping[str, Any]) -> Iterator[str]:
    yield from _word(text(answer.get("image_status")), IMAGE, FINE - {"unknown"})
    for key in ("risk_type", "idcard_type"):
        yield from _word(text(answer.get(key)), RISKS)
    if tool := text(answer.get("edit_tool")):
        yield Remark.EDITED.said(tool)
    elif text(answer.get("card_ps")) == "1":
        yield Remark.EDITED.said(EDITED)
    if text(answer.get("idcard_number_type")) in ("0", "2", "3", "4"):
        yield Remark.NUMBER_DISAGREES.said()
    warned = answer.get("warn_infos")
    for one in warned if isinstance(warned, list) else ():
        yield from _warning(text(one))
    for key in ("card_quality", "quality"):
        yield from _quality(table(answer.get(key)))
    if text(answer.get("is_screenshot")) in ("1", "true") or answer.get("is_screenshot") is True:
        yield Remark.SCREENSHOT.said()


def _word(word: str, known: Mapping[str, Remark], fine: frozenset[str] = FINE) -> Iterator[str]:
    if word in known:
        yield known[word].said()
    elif word not in fine:
        yield Remark.DOUBTED.said(word)


def _warning(word: str) -> Iterator[str]:
    if word.lower() in FINE:
        return
    found = next((remark for part, remark in WARNINGS.items() if part in word.lower()), None)
    yield found.said() if found else Remark.DOUBTED.said(word)


def _quality(found: Mapping[str, Any]) -> Iterator[str]:
    """Only what is answered counts: a quality that is not named was not looked at."""
    for name, remark in QUALITIES.items():
        if name in found and number(found[name]) == 0:
            yield remark.said()
