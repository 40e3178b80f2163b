"""Where the program starts: the window, or the command line.  Imports nothing that the other one needs."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """The window where there is a display, with the files that are named; else the command line.

    Returns the exit status.
    """
    files = sys.argv[1:]
    if has_display() and all(os.path.exists(file) for file in files):  # noqa: PTH110 - pathlib is not loaded yet
        from desktop_ocr.app import run

        return run(files)
    from desktop_ocr.cli import main as command_line

    return command_line()


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
