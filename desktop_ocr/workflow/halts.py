"""Why nothing is read by an engine at the moment: what waits for it stays waiting, and is lost to nobody."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.errors import NoNetwork, RefusedPace, ServiceError, TooManyCalls

TOO_FAST = (RefusedPace, TooManyCalls)
"""No page's fault, nor anybody's for long: another computer may use the same account."""


@dataclass(frozen=True, slots=True)
class Halt:
    """``goes_on`` by itself, or waits for the clerk."""

    engine: str
    error: ServiceError
    goes_on: bool = False


def halt_in(asked: Document, read: list[Document]) -> Halt | None:
    """What the end of a reading says of all that wait for the same engine: it was not the paper's own fault."""
    error = read[0].error if len(read) == 1 else None
    if not asked.engine or not isinstance(error, ServiceError):
        return None
    if isinstance(error, (NoNetwork, *TOO_FAST)):
        return Halt(asked.engine, error, goes_on=True)
    return Halt(asked.engine, error) if error.stops_queue else None
