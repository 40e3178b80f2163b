"""A desktop of its own (Xvfb, without a window manager) and hands on it (xdotool): what a person sees and does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageGrab

from desktop_ocr.ui.theme import LIGHT

SIZE = (1366, 768)
PATIENCE = 180.0
"""Seconds for anything to happen on a busy machine."""
STILL = 1.5
"""Seconds without a change after which a picture is taken to be still."""
CARET = 100
"""Pixels that blink where text can be typed."""
BELOW = 40
"""Height, in pixels, of the line below the panes."""


@dataclass
class Desktop:
    """The screen ``:number`` with the program on it."""

    display: str
    program: subprocess.Popen[bytes]

    def press(self, *keys: str) -> None:
        """Keys by xdotool's names, one after the other."""
        self._do("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self._do("type", "--delay", "15", text)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """With the left button, in some steps, as a hand does."""
        self._move(start)
        self._do("mousedown", "1")
        for step in range(1, 6):
            self._move(tuple(a + (b - a) * step / 5 for a, b in zip(start, end, strict=True)))
        self._do("mouseup", "1")

    def look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display).convert("RGB")

    def wait_until(self, seen: Callable[[Image.Image], bool], what: str) -> Image.Image:
        """Until the screen shows something, and then is still."""
        end = time.monotonic() + PATIENCE
        since, before = None, self.look()
        while time.monotonic() < end:
            assert self.program.poll() is None, "the program has ended"
            now = self.look()
            if not seen(now) or changed(before, now) > CARET:
                since = None
            elif since is None:
                since = time.monotonic()
            elif time.monotonic() - since > STILL:
                return now
            before = now
            time.sleep(0.2)
        raise AssertionError(f"not seen in {PATIENCE:.0f} s: {what}")

    def _move(self, place: tuple[float, ...]) -> None:
        self._do("mousemove", *(str(round(each)) for each in place))
        time.sleep(0.05)

    def _do(self, *command: str) -> None:
        subprocess.run(["xdotool", *command], check=True, env=os.environ | {"DISPLAY": self.display})


def changed(before: Image.Image, now: Image.Image) -> int:
    """How many pixels differ."""
    return sum(ImageChops.difference(before, now).convert("L").point(bool).histogram()[1:])


def is_reading(screen: Image.Image) -> bool:
    """The button that stops reading, with its border, stands in the line below only then; the bar is grey at first."""
    return has_colour(screen.crop((0, screen.height - BELOW, screen.width, screen.height)), LIGHT.border)


def has_colour(screen: Image.Image, colour: str) -> bool:
    return bool(is_colour(screen, colour).any())


def is_colour(screen: Image.Image, colour: str) -> NDArray[np.bool_]:
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return np.asarray((np.asarray(screen) == wanted).all(axis=2))


@contextmanager
def running(environment: Mapping[str, str], log: Path) -> Iterator[Desktop]:
    """The program as a clerk starts it, on a fresh screen and without a keyring; what it says goes to ``log``."""
    with screen() as display:
        plain = {
            name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
        }
        with log.open("wb") as said:
            program = subprocess.Popen(
                [sys.executable, "-m", "desktop_ocr"],
                env=plain | environment | {"DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            try:
                yield Desktop(display, program)
            finally:
                program.terminate()
                program.wait(PATIENCE)


@contextmanager
def screen() -> Iterator[str]:
    """A fresh one; its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(PATIENCE)
