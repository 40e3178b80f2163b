"""What stands in the store, as plain values: a picture, and a paper in work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import Correction


class Picture(Protocol):
    """A picture file: its name in the folder, its own key, SHA-256 (hex) and number of bytes of the original.

    ``PictureRecord`` has a row, ``pictures.NewPicture`` none yet.
    """

    @property
    def name(self) -> str: ...
    @property
    def key(self) -> bytes: ...
    @property
    def digest(self) -> str: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A row of the pictures."""

    id: int
    name: str
    key: bytes = field(repr=False)
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A paper in work as it is kept: what the program cannot work out anew.

    ``id`` is never given to another paper.  ``picture`` is the row of its page's picture, None before that is kept;
    papers of one page share it.  ``place`` orders the queue; a paper between two others has a number between theirs.
    ``source_path`` may hold what is not UTF-8 (``os.fsdecode``).  Types are keys of kinds, "" for none; ``error_code``
    with its facts is the error it is marked with.  ``engine`` is the service asked to read it, "" for none.  Times are
    ISO 8601 in UTC, "" for never.
    """

    id: int
    picture: int | None = None
    place: float = 0.0
    source_path: str = ""
    page: int = 1
    paper_index: int = 0
    paper_count: int = 1
    asked_type: str = ""
    document_type: str = ""
    recipe: Recipe = Recipe()
    corrections: tuple[tuple[str, Correction], ...] = ()
    recognition: Recognition | None = None
    error_code: str = ""
    error_facts: Mapping[str, str | int] = field(default_factory=dict)
    finished: bool = False
    is_new: bool = False
    is_incomplete: bool = False
    engine: str = ""
    is_sent: bool = False
    deleted_at: str = ""
    exported_at: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that stands in a field's editor and was not yet taken over."""

    document: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One change of one paper; ``details`` by kind, see ``journal.py``."""

    document: int
    at: str
    kind: str
    details: Mapping[str, object]
