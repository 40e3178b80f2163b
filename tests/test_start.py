"""Where the program starts."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from desktop_ocr import start


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for each in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(each, raising=False)
    assert not start.has_display()
    monkeypatch.setenv(name, ":0")
    assert start.has_display()


def test_arguments_go_to_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(sys, "argv", ["desktop-ocr", "types"])
    assert start.main() == 0
    assert "id_card_front" in capsys.readouterr().out


def test_files_open_the_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As "open with" of a desktop does it."""
    monkeypatch.setenv("DISPLAY", ":0")
    taken: list[list[str]] = []
    app = types.ModuleType("desktop_ocr.app")
    app.run = lambda files: taken.append(files) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desktop_ocr.app", app)
    picture = tmp_path / "card.png"
    picture.touch()
    monkeypatch.setattr(sys, "argv", ["desktop-ocr", str(picture)])
    assert start.main() == 0
    assert taken == [[str(picture)]]
