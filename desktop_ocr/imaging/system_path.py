"""A path as the system opens it, however long it is."""

from __future__ import annotations

import errno
import ntpath
import sys
from pathlib import Path

_LONG = 248
"""Characters from which Windows needs to be told that a path is meant as it is; for folders, which count less."""
_ABOUT_PATH = (123, 206)
"""Windows: the name is not allowed; the path is too long."""


def for_system(path: Path) -> str:
    """The path for ``open``."""
    return for_windows(str(path), str(Path.cwd())) if sys.platform == "win32" else str(path)


def for_windows(path: str, folder: str) -> str:
    """The path in the form that Windows does not shorten: where it is long, or has names that end in a dot or blank.

    ``folder`` is the one that a relative path is in.
    """
    whole = ntpath.normpath(ntpath.join(folder, path))
    is_plain = len(whole) < _LONG and not any(name.endswith((".", " ")) for name in whole.split("\\"))
    if is_plain or whole.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    if whole.startswith("\\\\"):
        return "\\\\?\\UNC\\" + whole[2:]
    return "\\\\?\\" + whole


def is_about_path(error: OSError) -> bool:
    """Whether the path itself is what the system does not accept."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) in _ABOUT_PATH
