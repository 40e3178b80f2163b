"""The settings and how the window was left: kept whole, and a bad file never keeps the window from coming up."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_ocr import paths
from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.settings_file import (
    SETTINGS_FILE,
    WINDOW_FILE,
    WindowState,
    load_settings,
    load_window_state,
    save_settings,
    save_window_state,
)

CHANGED = Settings(language="zh", theme="dark", font_size=150, likely_threshold=90.0, workers=3)
LEFT = WindowState(
    geometry="AdnQywADAAA=",
    splitter=(260, 700, 400),
    export={"format": "excel", "with_pictures": True, "columns": ("name", "number")},
    export_folder="/home/clerk/导出",
    camera={"id": "/dev/video2", "width": 1920, "automatic": False},
)
BROKEN = [b"", b"{", b"\xff\xfe", b"[1, 2]", b"null", b"[" * 100_000, b'{"font_size": ' + b"9" * 5000 + b"}"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not there yet" / "设置"


def test_without_a_file_there_are_the_defaults(folder: Path) -> None:
    assert load_settings(folder) == Settings()
    assert load_window_state(folder) == WindowState()
    assert not folder.exists()


def test_settings_come_back(folder: Path) -> None:
    save_settings(Settings(), folder)
    save_settings(CHANGED, folder)
    assert load_settings(folder) == CHANGED
    assert os.listdir(folder) == [SETTINGS_FILE]  # noqa: PTH208 - nothing beside it


def test_the_window_comes_back(folder: Path) -> None:
    save_window_state(LEFT, folder)
    assert load_window_state(folder) == LEFT


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize(("name", "load"), [(SETTINGS_FILE, load_settings), (WINDOW_FILE, load_window_state)])
def test_a_broken_file_gives_defaults_and_is_kept(
    tmp_path: Path, name: str, load: Callable[[Path], object], content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert load(tmp_path) in (Settings(), WindowState())
    assert (tmp_path / f"{name}.broken").read_bytes() == content
    assert not (tmp_path / name).exists()


def test_a_file_edited_by_hand_is_read(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"font_size": 120, "theme": "pink", "from the future": []}'
    (tmp_path / SETTINGS_FILE).write_bytes(content)
    assert load_settings(tmp_path) == Settings(font_size=120)


def test_bad_parts_of_the_window_are_left_out(tmp_path: Path) -> None:
    values = {"geometry": 5, "splitter": [1, "2"], "export": {"a": 1, "b": {}, "c": [1]}, "export_folder": None}
    (tmp_path / WINDOW_FILE).write_text(json.dumps(values))
    assert load_window_state(tmp_path) == WindowState(export={"a": 1})


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(CHANGED, tmp_path)

    def fail(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        save_settings(Settings(), tmp_path)
    assert load_settings(tmp_path) == CHANGED
    assert [path.name for path in tmp_path.iterdir()] == [SETTINGS_FILE]


def test_an_unreadable_file_stays_where_it_is(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / SETTINGS_FILE).is_dir()


@pytest.mark.parametrize(
    ("platform", "variable", "usual"),
    [
        ("win32", "APPDATA", "AppData/Roaming"),
        ("darwin", "", "Library/Application Support"),
        ("linux", "XDG_CONFIG_HOME", ".config"),
    ],
)
def test_the_folder_of_each_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, usual: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delenv("DESKTOP_OCR_CONFIG", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert paths.config() == tmp_path / usual / "desktop-ocr"
    if variable:
        monkeypatch.setenv(variable, "relative")
        assert paths.config() == tmp_path / usual / "desktop-ocr"
        monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
        assert paths.config() == tmp_path / "elsewhere" / "desktop-ocr"


def test_the_environment_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(tmp_path))
    assert paths.config() == tmp_path
