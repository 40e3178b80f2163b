"""Small files in the user's settings folder: what the clerk has set, and how the window was left.

None says anything about papers: no file names, no values; of places only the last folder exported to.  A file is
written beside, flushed to the disk and renamed, so that at any moment the old or the new one is whole.  One that cannot
be understood is kept as ``….broken``, and the program starts with its defaults: a window must always come up.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from desktop_ocr.domain.settings import Settings
from desktop_ocr.store.replacing import replace_file

SETTINGS_FILE = "settings.json"
WINDOW_FILE = "window.json"

Plain = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WindowState:
    """How the window was left.

    ``geometry`` is what Qt's ``saveGeometry`` gave, in base64; ``splitter`` holds the widths of the panes in pixels,
    ``export`` the export dialog's choices by name, as plain values (columns by their keys), ``export_folder`` the
    folder of the last target, ``open_folder`` that of the last pictures opened, ``camera`` the choices of the camera
    page by name.
    """

    geometry: str = ""
    splitter: tuple[int, ...] = ()
    export: Mapping[str, Plain] = field(default_factory=dict)
    export_folder: str = ""
    open_folder: str = ""
    camera: Mapping[str, Plain] = field(default_factory=dict)


def load_settings(folder: Path) -> Settings:
    """The clerk's settings; defaults where the file is missing, broken or says something bad.  Raises nothing."""
    return Settings.from_values(read_values(folder / SETTINGS_FILE))


def save_settings(settings: Settings, folder: Path) -> None:
    """Keep the settings; the folder is made if need be.  Raises ``OSError`` and leaves the old file then."""
    write_values(folder / SETTINGS_FILE, settings.values())


def load_window_state(folder: Path) -> WindowState:
    """How the window was left; defaults where the file is missing, broken or says something bad.  Raises nothing."""
    values = read_values(folder / WINDOW_FILE)
    geometry, splitter = values.get("geometry"), values.get("splitter")
    export, export_folder, open_folder = (values.get(name) for name in ("export", "export_folder", "open_folder"))
    return WindowState(
        geometry=geometry if isinstance(geometry, str) and geometry.isascii() else "",
        splitter=_widths(splitter),
        export=_choices(export),
        export_folder=export_folder if isinstance(export_folder, str) else "",
        open_folder=open_folder if isinstance(open_folder, str) else "",
        camera=_choices(values.get("camera")),
    )


def save_window_state(state: WindowState, folder: Path) -> None:
    """Keep how the window was left.  Raises ``OSError`` and leaves the old file then."""
    write_values(folder / WINDOW_FILE, asdict(state))


def _widths(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(width) is int and 0 <= width < 100_000 for width in value):
        return ()
    return tuple(value)


def _choices(value: object) -> dict[str, Plain]:
    """Those that are plain values; JSON's lists of words come back as tuples."""
    if not isinstance(value, dict):
        return {}
    kept: dict[str, Plain] = {}
    for name, choice in value.items():
        if isinstance(choice, str | int | float):
            kept[name] = choice
        elif isinstance(choice, list) and all(isinstance(word, str) for word in choice):
            kept[name] = tuple(choice)
    return kept


def read_values(path: Path) -> dict[str, object]:
    """What a file says; nothing where it is missing or broken.  Raises nothing."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    try:
        values = json.loads(content.decode("utf-8-sig"))  # some editors put a mark in front
    except (ValueError, RecursionError):
        values = None
    if isinstance(values, dict):
        return values
    with contextlib.suppress(OSError):
        path.replace(path.with_name(f"{path.name}.broken"))
    return {}


def write_values(path: Path, values: Mapping[str, object]) -> None:
    """Put a file in the place of the old one.  Raises ``OSError`` and leaves the old one then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, text.encode())
