"""Loads QtMultimedia, only when a camera is to be used: it is large, and a system may lack what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject

from desktop_ocr.domain.errors import CameraLibrary

if TYPE_CHECKING:
    from desktop_ocr.ui.camera.source import CameraSource


def open_source(parent: QObject) -> CameraSource:
    """The cameras of this computer, none started yet.  Raises CameraLibrary."""
    # It tells on stderr of each optional library that there is not.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false")
    try:
        from desktop_ocr.ui.camera.devices import SystemDevices
        from desktop_ocr.ui.camera.source import CameraSource
    except ImportError as error:
        raise CameraLibrary from error
    return CameraSource(SystemDevices(parent), parent)
