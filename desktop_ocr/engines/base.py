"""The contract of everything that reads.

To add an engine: one module with a class like this, one line in ``engines.ENGINES``, and a section of its own in the
type files it can read.  An engine lives in the process of the program, where it only waits; computing and decoding go
to ``Run``.  One that asks a service elsewhere gets what it needs for that as ``Surroundings``: it knows no store, no
keyring and no picture library.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from desktop_ocr.domain.calls import KeptAnswer, Origin, PaidCall
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition, TextLine
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.domain.wishes import OtherWay, Wish

if TYPE_CHECKING:  # an engine that asks nobody needs neither
    from desktop_ocr.engines.clock import Clock
    from desktop_ocr.engines.http import Client


class Run(Protocol):
    """Runs a top-level function in a worker process: ``await run(function, *arguments)``.

    Raises what the function raises, WorkerDied when the process ends, ReadingTimeout when it takes too long.
    """

    async def __call__(self, function: Callable[..., Any], /, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Options:
    """What a reading may be given beside the page and its kind; engines ignore what they do not know.

    ``letters`` are the lines of a file that carries its own text, in page coordinates of the prepared image.
    ``origin`` says whose page it is, None for a page that is nobody's: a part of one, a trial.
    """

    letters: tuple[TextLine, ...] = ()
    origin: Origin | None = None


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


@runtime_checkable
class ServiceEngine(Engine, Protocol):
    """An engine that asks a service elsewhere."""

    async def try_keys(self) -> None:
        """Whether the service accepts the keys, without sending a page.  Raises a ``ServiceError``."""
        ...

    async def forget_keys(self) -> None:
        """Drop what the service gave for the keys.  Raises a ``StoreError``."""
        ...

    def calls_for(self, kind: DocumentType | None) -> tuple[str, ...]:
        """The interfaces that one page of a kind is paid for at: what an estimate is made of."""
        ...

    def wishes(self, kind: DocumentType) -> tuple[Wish, ...]:
        """What the clerk may set for a kind: the parameters of the interface that it is usually read by."""
        ...

    def other_ways(self, kind: DocumentType) -> tuple[OtherWay, ...]:
        """By which other interfaces a kind can be read."""
        ...

    @property
    def counts_anew(self) -> bool:
        """Whether the day is over for which the service refused more calls."""
        ...

    def resume(self) -> None:
        """Send again after the queue was stopped."""
        ...


class Calls(Protocol):
    """Where paid calls are written down: as sent before the first byte leaves, their answers before anybody looks.

    What a method has written is on the disk when it returns.  All raise ``StoreError``.
    """

    async def kept(self, call: PaidCall) -> KeptAnswer | None:
        """The answer to the same call, if it was made before: for free."""

    async def begin(self, call: PaidCall, *, again: bool) -> int:
        """Write a call down; returns its number.  ``again`` as in ``Origin``.

        Raises ``CallUnknown`` where the same call may have been paid for and nobody has said what to do,
        ``CapReached`` where there is no money left for it.
        """

    async def mark_sent(self, number: int, call: PaidCall) -> None:
        """Only when this has returned may the first byte leave."""

    async def keep_answer(self, number: int, content: bytes, size: tuple[int, int]) -> None:
        """Keep the raw answer; only then may it be looked into.  ``size`` as in ``KeptAnswer``."""

    async def finish(self, number: int) -> None:
        """The answer was understood: from now on it is free."""

    async def fail(self, number: int, code: str) -> None:
        """It was refused, cannot have arrived, or its answer is of no use."""

    async def lose(self, number: int, code: str) -> None:
        """Sent, and nobody knows what became of it."""

    async def note_sent(self, call: PaidCall) -> None:
        """Something that is not paid for leaves."""

    async def keep_free(self, call: PaidCall, content: bytes) -> None:
        """Keep what was answered to that, and understood."""


class Tokens(Protocol):
    """Small things a service gave, kept encrypted from one start to the next.  All methods raise ``StoreError``."""

    async def get(self, name: str) -> bytes | None: ...

    async def set(self, name: str, content: bytes | None) -> None: ...


Keys = Callable[[], Awaitable[Mapping[str, str]]]
"""The engine's credentials by their keys.  Raises ``KeysMissing`` and ``KeyringShut``."""
Fit = Callable[[PreparedImage, UploadLimits], Awaitable[Fitted]]
"""A page as the best JPEG within limits.  Raises ``ValueError`` where there is none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an engine that asks a service is given.

    ``types`` gives all kinds of paper by key, ``settings`` the clerk's present settings for the engine.  ``base`` is
    another address of the service, for tests.
    """

    keys: Keys = field(repr=False)
    calls: Calls
    tokens: Tokens
    fit: Fit
    types: Callable[[], Mapping[str, DocumentType]]
    settings: Callable[[], EngineSettings]
    client: Client
    clock: Clock
    base: str = ""


EngineFactory = Callable[[Run, Surroundings | None], Engine]
