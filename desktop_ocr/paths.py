"""Where things are on this computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resources() -> Path:
    """The folder of bundled resources: inside the package once it is installed, beside it in the source tree."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def document_types() -> Path:
    return resources() / "document_types"


def samples() -> Path:
    return resources() / "samples"
