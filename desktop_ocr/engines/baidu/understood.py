"""What an answer of Baidu says, whatever its shape: papers with entries, lines of text, and what it remarks on them.

Places are quads in pixels of the picture that was sent, as it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_ocr.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class Entry:
    """One value under the key it was answered with.

    ``mean`` and ``least`` are scores (0–1) of all characters and of the worst, None where nothing is said;
    ``characters`` are those of each.  ``row`` tells the line of a table that it belongs to.
    """

    key: str
    text: str
    place: Quad | None = None
    mean: float | None = None
    least: float | None = None
    characters: tuple[float, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text."""

    text: str
    place: Quad | None = None
    mean: float | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One paper.  ``kind`` is the service's word for what it is, ``score`` how sure it is of that."""

    entries: tuple[Entry, ...]
    kind: str = ""
    place: Quad | None = None
    score: float | None = None
    page: int = 1
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """``turned`` is the clockwise turn in degrees that makes the picture upright; ``portrait`` a file cut out of it.

    ``remarks`` are as ``Paper.warnings``.  ``task`` is the id of a task that was handed in; ``is_running`` one that is
    not done.
    """

    cards: tuple[Card, ...] = ()
    lines: tuple[Line, ...] = ()
    turned: int = 0
    remarks: tuple[str, ...] = ()
    portrait: bytes = field(default=b"", repr=False)
    task: str = ""
    is_running: bool = False
    pages: int = 1
