"""A call that may cost money: what is asked of a service about which page, and what is known of it before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page came from: ``digest`` is SHA-256 (hex) of the file's bytes, ``part`` what of the file the page is.

    ``document`` is the paper's number in the store, 0 for none.  ``again`` is a person's word that it is to be read
    anew although it may be paid for twice: where its answer was lost, or a task is gone, not where an answer is there.
    """

    digest: str
    part: str = ""
    document: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class PaidCall:
    """``options`` is all that changes the answer; ``size`` and ``host`` say how many bytes leave, and to whom.

    ``is_page`` is False where nothing of a page leaves: a question after a task.
    """

    engine: str
    interface: str
    origin: Origin
    options: Mapping[str, str] = field(default_factory=dict)
    size: int = 0
    host: str = ""
    is_page: bool = True

    @property
    def identity(self) -> str:
        """The same for calls that would be answered the same."""
        parts = [self.engine, self.interface, self.origin.digest, self.origin.part, dict(self.options)]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A raw answer that is there already; ``number`` is the call's if nobody has looked into its answer yet.

    ``size``: width and height of the page in the picture that it answers, in pixels; zeros where that is not known.
    """

    content: bytes = field(repr=False)
    number: int | None = None
    size: tuple[int, int] = (0, 0)
