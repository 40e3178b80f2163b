"""What a service takes: how long the text may be that a picture is sent as, and how long its sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_MEGA = 1 << 20


class Encoding(StrEnum):
    """How a picture becomes text, and so what the service counts."""

    FORM = "form"  # base64, then URL-encoded: + / and = take three characters each
    JSON = "json"  # base64 with - and _ in the place of + and /


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """``characters`` is the longest text, sides are in pixels, ends included.

    ``max_ratio`` is how many times as long as the shorter side the longer one may be, 0 for any.
    """

    characters: int
    encoding: Encoding
    shortest: int = 1
    longest: int = 65_500  # what a JPEG can be
    max_ratio: float = 0.0

    def __post_init__(self) -> None:
        if not 1 <= self.shortest <= self.longest:
            raise ValueError(f"no picture has sides from {self.shortest} to {self.longest}")


def size_facts(characters: int, quality: int, limits: UploadLimits) -> dict[str, str | int]:
    """What a clerk is told of a picture that was fitted: ``size`` of ``limit`` MB, at ``quality``.

    A limit that is no whole number of 1,048,576 is told in millions; the size is never rounded up to the limit.
    """
    unit = 1_000_000 if limits.characters % _MEGA else _MEGA
    tenths = characters * 10 // unit
    return {"size": f"{tenths / 10:.1f}", "limit": f"{limits.characters / unit:g}", "quality": quality}
