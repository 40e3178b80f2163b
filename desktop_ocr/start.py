"""Where the program starts: the window, or the command line.  Imports nothing that the other one needs."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """The window where there are no arguments and a display; else the command line.  Returns the exit status."""
    if len(sys.argv) == 1 and has_display():
        from desktop_ocr.app import run

        return run()
    from desktop_ocr.cli import main as command_line

    return command_line()


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
