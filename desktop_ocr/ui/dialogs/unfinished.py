"""Says, when the window is gone and the work is saved, that something else did not end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox


class UnfinishedDialog(QMessageBox):
    """``is_export``: what did not end was writing a file."""

    def __init__(self, *, is_export: bool) -> None:
        super().__init__()
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(self.tr("Not finished"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        export = self.tr(
            "The export was given up: its disk does not answer. A file that was there before is as it was, or replaced "
            "as a whole: look at it before you use it, or export once more."
        )
        other = self.tr("Something that was still going on was given up: a disk or the network does not answer.")
        self.setText(export if is_export else other)
        self.setStandardButtons(QMessageBox.StandardButton.Close)
