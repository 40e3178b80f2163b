"""Python's cyclic garbage collected in the window's thread alone.

Left to itself Python collects in whichever thread makes the next object; a widget freed in another thread than its own
crashes Qt.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks."""


class GarbageCollector(QObject):
    """Switches the automatic collection off while it lives, and collects by a timer as Python would have."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what was there at the start stays: no need to look at it again and again
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
