"""Paths as Windows needs them."""

from __future__ import annotations

import pytest

from desktop_ocr.imaging.system_path import for_windows, is_about_path

DEEP = "\\".join(["folder"] * 40)


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        (r"C:\a\b.jpg", r"C:\a\b.jpg"),
        (r"b.jpg", r"b.jpg"),
        (rf"C:\{DEEP}\b.jpg", rf"\\?\C:\{DEEP}\b.jpg"),
        (f"C:/{DEEP}/b.jpg", rf"\\?\C:\{DEEP}\b.jpg"),
        (rf"{DEEP}\..\b.jpg", rf"\\?\D:\work\{DEEP.removesuffix(chr(92) + 'folder')}\b.jpg"),
        (rf"\\server\share\{DEEP}\b.jpg", rf"\\?\UNC\server\share\{DEEP}\b.jpg"),
        (rf"\\?\C:\{DEEP}\b.jpg", rf"\\?\C:\{DEEP}\b.jpg"),
        (r"C:\a\scan. ", "\\\\?\\C:\\a\\scan. "),
        (r"C:\a.\scan.jpg", r"\\?\C:\a.\scan.jpg"),
    ],
)
def test_long_paths_and_odd_ends_are_meant_as_they_are(path: str, opened: str) -> None:
    assert for_windows(path, r"D:\work") == opened


@pytest.mark.parametrize(("winerror", "is_about"), [(206, True), (123, True), (2, False), (5, False)])
def test_what_windows_says_of_a_path(winerror: int, is_about: bool) -> None:
    error = OSError(22, "Invalid argument")
    error.winerror = winerror  # type: ignore[attr-defined]
    assert is_about_path(error) is is_about
