"""The architecture: imports point downwards only, Qt stays in the window, the window's process stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_ocr

PACKAGE = Path(desktop_ocr.__file__).parent
LAYERS = {
    "domain": (),
    "engines": ("domain", "paths"),
    "imaging": ("domain",),
    "store": ("domain",),
    "export": ("domain",),
    "workflow": ("domain", "engines", "imaging", "store", "export"),
    "ui": ("domain", "engines", "imaging", "store", "export", "workflow"),
}
"""What each package may import of the others."""
TOP = {
    "paths": (),
    "messages": ("domain", "paths"),
    "catalogue": ("domain",),
    "json_output": ("domain", "messages"),
    "table_output": ("domain", "messages"),
}
"""The modules at the top that packages may import too, and what they import themselves."""
QT = {"PySide6", "shiboken6", "qasync"}
HEAVY = ("numpy", "cv2", "onnxruntime", "rapidocr", "zxingcpp")


def files(layer: str) -> Iterator[Path]:
    return (PACKAGE / layer).rglob("*.py")


def imported(path: Path) -> set[str]:
    """Full names of all modules that a file imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


def own(path: Path) -> set[str]:
    """The packages and top modules of ours that a file imports."""
    parts = (name.split(".") for name in imported(path))
    return {part[1] for part in parts if part[0] == "desktop_ocr" and len(part) > 1}


def test_every_package_has_its_layer() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert packages <= set(LAYERS)


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_downwards(layer: str) -> None:
    allowed = {layer, *LAYERS[layer]} | ({*TOP} if layer in ("export", "workflow", "ui") else set())
    wrong = {str(path.relative_to(PACKAGE)): own(path) - allowed for path in files(layer)}
    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize("module", TOP)
def test_modules_at_the_top_import_only_what_lies_below(module: str) -> None:
    assert own(PACKAGE / f"{module}.py") <= set(TOP[module])


def test_qt_stays_in_the_window() -> None:
    window = {PACKAGE / "app.py", *files("ui")}
    users = {path for path in PACKAGE.rglob("*.py") if {name.split(".")[0] for name in imported(path)} & QT}
    assert users
    assert users <= window


@pytest.mark.parametrize("entry", ["desktop_ocr.cli", "desktop_ocr.session"])
def test_the_window_s_process_stays_light(entry: str) -> None:
    """The models and the arrays live in the workers; the program starts at once and survives them."""
    program = f"import sys, {entry}; print(*sorted({{*sys.modules}} & {set(HEAVY)!r}))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert found.stdout.split() == []


def test_the_window_is_seen_before_the_rest_is_loaded() -> None:
    """What the first sight needs: Qt, the settings, the theme and the frame with its welcome page."""
    program = "import sys, desktop_ocr.app; print(*sorted(name for name in sys.modules if 'desktop_ocr.' in name))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert {name.removeprefix("desktop_ocr.") for name in found.stdout.split()} == {
        "app",
        "domain",
        "domain.settings",
        "paths",
        "store",
        "store.failpoints",
        "store.replacing",
        "store.settings_file",
        "ui",
        "ui.main_window",
        "ui.theme",
        "ui.welcome",
        "ui.wrapped",
    }
