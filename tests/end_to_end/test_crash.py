"""A kill in the middle of a word: started again, the queue, the selection and the text are there."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PIL import Image

from desktop_ocr.ui.theme import LIGHT
from tests.end_to_end.desktop import CARET, Desktop, changed, is_colour, is_reading, running
from tests.specimens import photograph, render

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]

PASSPHRASE = "correct horse 9"


def test_killed_while_typing(tmp_path: Path) -> None:
    """Without a keyring, as on this screen: the passphrase stands in for it."""
    paths = []
    for number in range(3):
        path = tmp_path / f"{number}.png"
        photograph(render("id_card_front", 700 + number), "clean", number).image.convert("RGB").save(path)
        paths.append(path)
    settings = {"DESKTOP_OCR_CONFIG": str(tmp_path / "config"), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    with running(settings, tmp_path / "first.txt") as desktop:
        _set_passphrase(desktop)
        desktop.press("ctrl+o")
        time.sleep(1.5)
        desktop.type(" ".join(f'"{path}"' for path in paths))
        desktop.press("Return")
        desktop.wait_until(lambda screen: _has_page(screen) and not is_reading(screen), "all papers read")
        desktop.press("ctrl+Return")  # the second paper
        time.sleep(1)
        desktop.press(*["Up"] * 20)
        desktop.type("Half a na")
        time.sleep(1.5)  # a second of typing may be lost
        before = desktop.wait_until(_has_page, "nothing that moves")
        desktop.program.kill()
        desktop.program.wait()
    with running(settings, tmp_path / "second.txt") as desktop:
        time.sleep(3)
        desktop.type(PASSPHRASE)
        desktop.press("Return")
        after = desktop.wait_until(_has_page, "the page of last time")
        work = (0, 90, 1366, 730)  # queue, page and fields, as they were
        assert changed(before.crop(work), after.crop(work)) <= CARET
    for log in ("first.txt", "second.txt"):
        assert "Traceback" not in (tmp_path / log).read_text()
    _nothing_can_be_read(tmp_path / "config")


def _set_passphrase(desktop: Desktop) -> None:
    """By the banner's button, at the right of the second line."""
    screen = desktop.wait_until(lambda screen: True, "the banner")
    place = (screen.width - 70.0, 63.0)
    desktop.drag(place, place)
    time.sleep(1.5)
    desktop.type(PASSPHRASE)
    desktop.press("Tab")
    desktop.type(PASSPHRASE)
    desktop.press("Return")
    time.sleep(2)


def _has_page(screen: Image.Image) -> bool:
    return is_colour(screen.crop((300, 100, 900, 700)), LIGHT.canvas).sum() > 5000


def _nothing_can_be_read(folder: Path) -> None:
    secrets = [PASSPHRASE.encode(), b"Half a na", "样本".encode(), b"PNG\r\n"]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret in content], path
