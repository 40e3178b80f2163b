"""Where things are on this computer."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_NAME = "desktop-ocr"


@cache
def resources() -> Path:
    """The folder of bundled resources: inside the package once it is installed, beside it in the source tree."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def document_types() -> Path:
    return resources() / "document_types"


def own_document_types() -> Path:
    """The folder of type files that the user wrote, which need not exist."""
    return config() / "document_types"


def samples() -> Path:
    return resources() / "samples"


def config() -> Path:
    """The folder of the user's settings, which need not exist yet; DESKTOP_OCR_CONFIG names another one."""
    if chosen := os.environ.get("DESKTOP_OCR_CONFIG"):
        return Path(chosen)
    if sys.platform == "win32":
        return _folder("APPDATA", "AppData/Roaming") / _NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / _NAME
    return _folder("XDG_CONFIG_HOME", ".config") / _NAME


def data() -> Path:
    """The folder of the clerk's work, which need not exist yet; DESKTOP_OCR_DATA names another one.

    DESKTOP_OCR_CONFIG moves it too: whoever is given settings of his own has papers of his own.
    """
    if chosen := os.environ.get("DESKTOP_OCR_DATA"):
        return Path(chosen)
    if os.environ.get("DESKTOP_OCR_CONFIG") or sys.platform == "darwin":
        return config() / "data"
    if sys.platform == "win32":
        return _folder("LOCALAPPDATA", "AppData/Local") / _NAME  # does not roam: it is large, and locked while in use
    return _folder("XDG_DATA_HOME", ".local/share") / _NAME


def _folder(variable: str, under_home: str) -> Path:
    """The folder that the environment names (a relative one is to be ignored, says XDG), else the usual one."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / under_home
