"""Helpers for the tests of the export dialog."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from desktop_ocr.domain.errors import TargetBusy
from desktop_ocr.export.replacing import Disk
from desktop_ocr.ui.dialogs import export as export_dialog
from desktop_ocr.ui.dialogs.export import ExportDialog
from desktop_ocr.workflow.exporting import Export

Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Open = Callable[..., ExportDialog]
NAME = "results-2026-11-21.xlsx"


async def quiet(dialog: ExportDialog) -> None:
    while dialog.tasks.busy:
        await asyncio.sleep(0.005)


def labels(dialog: ExportDialog) -> list[str]:
    return [dialog.columns.list.item(row).text() for row in range(dialog.columns.list.count())]


def row_of(dialog: ExportDialog, label: str) -> int:
    return labels(dialog).index(label)


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path).worksheets}


class LockedDisk(Disk):
    """What Excel does to a file that it shows, on Windows."""

    def replace(self, old: Path, new: Path) -> None:
        raise TargetBusy(name=new.name)


class SlowDisk(Disk):
    """Holds the writing up until it is let go."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def create(self, folder: Path) -> Path:
        created = super().create(folder)
        self.reached.set()
        assert self.go_on.wait(10)
        return created


class FullDisk(Disk):
    """Has room for half of what is written."""

    def write(self, path: Path, content: bytes) -> None:
        super().write(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def on_disk(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> None:
    monkeypatch.setattr(export_dialog, "Export", lambda *parts: Export(*parts, disk=disk))
