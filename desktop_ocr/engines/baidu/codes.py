"""What Baidu refuses with: numbers → errors of the list, and whether to ask once more.

[110]                        # resources/engines/baidu/errors.toml
class = "auth"               # what is done: a key of CLASSES
retries = 1                  # how often it is asked once more, 0 if it is not there
wait = 1.0                   # seconds before that, at least
change = "credentials"       # only with this changed: a calling.Change
zh = "…"                     # what the clerk is told
en = "…"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop_ocr import paths
from desktop_ocr.domain.errors import (
    ApiKeyWrong,
    FailedWithin,
    NothingFound,
    QuotaUsedUp,
    Refused,
    RefusedAccess,
    RefusedCall,
    RefusedKeys,
    RefusedPace,
    RefusedPicture,
    RefusedTask,
    SecretKeyWrong,
    ServiceError,
)
from desktop_ocr.engines.baidu.parts import text
from desktop_ocr.engines.calling import Change, Refusal

ENGINE = "baidu"
CLASSES: dict[str, type[Refused]] = {
    "auth": RefusedKeys,
    "permission": RefusedAccess,
    "quota": QuotaUsedUp,
    "rate": RefusedPace,
    "image": RefusedPicture,
    "parameter": RefusedCall,
    "not_found_target": NothingFound,
    "server": FailedWithin,
    "task": RefusedTask,
    "": Refused,  # of a number that nobody knows
}
OWN_WORDS = ("error_code",)
LONGEST_SAID = 120
"""Characters of the service's own explanation."""
LONGEST_NAME = 40
"""Characters of the name of an error."""
_API, _SECRET = "unknown client id", "client authentication failed"


@cache
def numbers() -> Mapping[int, Mapping[str, Any]]:
    """All numbers that are known, with what their entries say."""
    with (paths.resources() / "engines" / ENGINE / "errors.toml").open("rb") as file:
        return {int(number): entry for number, entry in tomllib.load(file).items()}


def refusal_in(answer: Mapping[str, Any]) -> Refusal | None:
    """The refusal that an answer is; None for one that went well: no number, or 0."""
    said = text(answer.get("error_code"))
    if said in ("", "0"):
        return None
    facts = {"number": said, "log_id": text(answer.get("log_id")) or "-", "engine": ENGINE}
    if explained := text(answer.get("error_explain")):
        facts["said"] = explained[:LONGEST_SAID]
    known = numbers().get(int(said), {}) if said.lstrip("-").isdecimal() else {}
    of_class = known.get("class", "")
    return Refusal(
        CLASSES[of_class](**facts),
        retries=known.get("retries", 0),
        wait=known.get("wait", 0.0),
        change=Change(known["change"]) if "change" in known else None,
        is_too_fast=of_class == "rate",
        ends_at_midnight=known.get("ends") == "midnight",
    )


def failed_task(answer: Mapping[str, Any], number: str, reason: str) -> ServiceError:
    """What became of a task that the service took in and did not finish; ``reason`` is its own explanation."""
    facts = {"number": number or "Failed", "log_id": text(answer.get("log_id")) or "-", "engine": ENGINE}
    return CLASSES["task"](**facts, **({"said": reason[:LONGEST_SAID]} if reason else {}))


def refused_key(answer: Mapping[str, Any]) -> ServiceError:
    """Which of the two keys is wrong: both have the same error, and differ in its description.  Anything else that the
    service says there is an error by its name, not one of the keys; its description could repeat what it was asked.
    """
    said = text(answer.get("error_description")).lower()
    if _SECRET in said:
        return SecretKeyWrong()
    if _API in said:
        return ApiKeyWrong()
    return CLASSES[""](number=text(answer.get("error"))[:LONGEST_NAME] or "-", log_id="-", engine=ENGINE)
