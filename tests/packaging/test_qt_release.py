"""Keeps out the Qt release that aborts on Python 3.11: each call that returns nothing takes a reference from None."""

import sys

from PySide6.QtWidgets import QApplication

CALLS = 1000


def test_qt_does_not_use_up_none(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        qapp.processEvents()
    assert sys.getrefcount(None) - before > -CALLS / 2
