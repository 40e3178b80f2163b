"""What an engine says of itself before it is asked to read anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credential:
    """One secret or name an engine asks the clerk for."""

    key: str
    label_zh: str
    label_en: str
    secret: bool = True


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What a service accepts: ``encoded_bytes`` counts the text that is sent; sides are in pixels."""

    encoded_bytes: int
    min_side: int
    max_side: int


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """``section`` is the name of the section in the type files that an engine reads: a kind without it is not offered.

    ``limits`` is None for an engine that runs on this machine.
    """

    id: str
    title_zh: str
    title_en: str
    section: str
    credentials: tuple[Credential, ...] = ()
    limits: UploadLimits | None = None
