"""A bar on a terminal that says how far the reading is; nothing elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 30


class ProgressBar:
    """In the last line of a terminal, below all that is printed within ``hidden``."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_seen = stream.isatty()
        self._shown = ""

    def show(self, done: int, of: int, *, is_all_found: bool = True) -> None:
        """``of`` is followed by a + while there may be more."""
        filled = WIDTH * done // of if of else 0
        self._draw(f"[{'█' * filled}{'·' * (WIDTH - filled)}] {done}/{of}{'' if is_all_found else '+'}")

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Within it the line is free for others."""
        shown = self._shown
        self._draw("")
        try:
            yield
        finally:
            self._draw(shown)

    def end(self) -> None:
        """Leave it as it is; what comes after has a line of its own."""
        if self._is_seen and self._shown:
            print(file=self._stream, flush=True)
        self._shown = ""

    def _draw(self, line: str) -> None:
        if self._is_seen and line != self._shown:
            # Blanks, not the escape code that erases: older consoles of Windows would print it.
            rest = " " * (len(self._shown) - len(line))
            back = "" if line else "\r"
            print(f"\r{line}{rest}{back}", end="", file=self._stream, flush=True)
        self._shown = line
