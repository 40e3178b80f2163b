"""A folder, shown by the program that the clerk's desktop has for folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def show(folder: Path) -> bool:
    """Returns whether it could be shown.  Nothing but a folder is ever opened."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
