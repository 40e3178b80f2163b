"""What an answer's status says before anybody reads it: an answer of the service, or one of the faults."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from desktop_ocr.domain.errors import AnswerCutOff, AnswerOdd
from desktop_ocr.engines.faults import Fault, What
from desktop_ocr.engines.http import Answer

OF_THE_PAGE = (400, 415, 422)
"""Refusals of what was sent; all other ones would meet the next page too."""
LONGEST_WAIT = 60.0
"""Seconds that a service may ask to be left alone for."""
MOST_SKEW = 300.0
"""Seconds by which the computer's clock may differ from the service's."""


def fault_in(answer: Answer, now: datetime, own_words: Collection[str] = ()) -> Fault | None:
    """The fault that an answer is, None for one to be read.

    ``own_words``: keys by which an object is the service's own word, whatever the status it comes with.
    """
    status, content = answer.status, answer.content
    if own_words and _says(content, own_words):
        return None
    if 300 <= status < 400:
        return Fault(What.REDIRECTED)
    if status < 300:
        return Fault(What.PAGE_OF_ANOTHER) if _is_page(answer) else None
    if status in (502, 503) and ("retry-after" in answer.headers or _is_page(answer)):
        return Fault(What.UNAVAILABLE, wait=_wait(answer, now))
    if status >= 500:
        return Fault(What.SERVER_ERROR, content=content)
    if status == 429:
        return Fault(What.TOO_MANY, wait=_wait(answer, now))
    if status in (401, 403):
        skew = _skew(answer, now)
        if skew > MOST_SKEW:
            return Fault(What.CLOCK, facts=(("minutes", round(skew / 60)),))
        return Fault(What.FORBIDDEN)
    if status == 413:
        return Fault(What.TOO_LARGE)
    return Fault(What.BAD_REQUEST if status in OF_THE_PAGE else What.NOT_THERE)


def read_object(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer.  Raises ``AnswerCutOff`` and ``AnswerOdd``."""
    text = _text(content)
    try:
        found = json.loads(text)
    except RecursionError:
        found = None
    except ValueError:
        if text.lstrip()[:1] == "{" and text.rstrip()[-1:] != "}":
            raise AnswerCutOff from None
        found = None
    if not isinstance(found, dict):
        raise AnswerOdd
    return found


def _text(content: bytes) -> str:
    """Services of this country at times answer in their old character set, whatever they say."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AnswerOdd


def _says(content: bytes, words: Collection[str]) -> bool:
    try:
        found = read_object(content)
    except (AnswerCutOff, AnswerOdd):
        return False
    return any(word in found for word in words)


def _is_page(answer: Answer) -> bool:
    """A web page; a wrong content type over an object is none."""
    start = answer.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start == b"<" or ("text/html" in answer.headers.get("content-type", "") and start not in (b"{", b"["))


def _wait(answer: Answer, now: datetime) -> float | None:
    """Seconds of ``Retry-After``, which is a number of them or a date."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return min(float(said), LONGEST_WAIT)
    moment = _moment(said)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT) if moment else None


def _skew(answer: Answer, now: datetime) -> float:
    moment = _moment(answer.headers.get("date", ""))
    return abs((moment - now).total_seconds()) if moment else 0.0


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
