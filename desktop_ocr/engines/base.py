"""The contract of everything that reads.

To add an engine: one module with a class like this, one line in ``engines.ENGINES``, and a section of its own in the
type files it can read.  An engine lives in the process of the program, where it only waits; computing and decoding go
to ``Run``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition, TextLine


class Run(Protocol):
    """Runs a top-level function in a worker process: ``await run(function, *arguments)``.

    Raises what the function raises, WorkerDied when the process ends, ReadingTimeout when it takes too long.
    """

    async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What a reading may be given beside the page and its kind; engines ignore what they do not know.

    ``letters`` are the lines of a file that carries its own text, in page coordinates of the prepared image.
    """

    letters: tuple[TextLine, ...] = ()


class Engine(Protocol):
    """Anything that reads a prepared page."""

    @property
    def info(self) -> EngineInfo: ...

    def reads(self, kind: DocumentType) -> bool:
        """Whether this engine can read that kind."""
        ...

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        """Read a page as the kind given, or find out the kind.

        At least one paper is returned; a page on which no kind is found is one paper of plain text.  Raises a
        ``ReadingError``; ``CancelledError`` passes through.
        """
        ...


EngineFactory = Callable[[Run], Engine]
