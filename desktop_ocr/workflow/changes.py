"""What happens to a batch, as it is told to whoever shows or keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_ocr.domain.document import Document


@dataclass(frozen=True, slots=True)
class Added:
    """Documents now stand in ``count`` rows from ``row`` on."""

    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The document in ``row`` is another value."""

    row: int


@dataclass(frozen=True, slots=True)
class Removed:
    """``count`` rows from ``row`` on are gone."""

    row: int
    count: int


Change = Added | Changed | Removed
Told = Callable[[Change], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A document taken out of the batch, with what is needed to put it back."""

    key: int
    row: int
    document: Document
