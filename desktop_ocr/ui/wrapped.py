"""Labels that wrap, and dialogs that are as high as the wrapped words need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

LETTERS = 64
"""How wide a dialog of words is, in widths of an x."""


OF_SCREEN = 0.85
"""How much of the screen's height a dialog takes by itself at most."""


def plain_label(text: str = "", *, is_quiet: bool = False, is_bold: bool = False) -> QLabel:
    """A label that wraps and takes nothing for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if is_quiet:
        label.setProperty("quiet", "true")
    if is_bold:
        font = QFont()  # says nothing about the size, which the clerk can change
        font.setBold(True)
        label.setFont(font)
    return label


def keep_buttons_whole(widget: QWidget) -> None:
    """Let no button in it be narrower than its words; again when words or font have changed.

    The style sheet's ``min-width`` counts for Qt as said by hand, so layouts squeeze buttons down to it.
    """
    for button in widget.findChildren(QPushButton):
        button.setMinimumWidth(button.sizeHint().width())


def fit_to_words(dialog: QDialog, letters: int = LETTERS) -> None:
    """Give the dialog a smallest size in which no words are cut off, and at least the size it would like to have, as
    far as the screen has room; again when its words have changed.

    A wrapped label says how high it must be only to who asks with a width, which Qt's own layouts do too late.
    """
    keep_buttons_whole(dialog)
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    narrowest = max(dialog.fontMetrics().horizontalAdvance("x") * letters, layout.totalMinimumSize().width())
    width = max(narrowest, dialog.width()) if dialog.isVisible() else narrowest
    high, least = layout.totalHeightForWidth(width), layout.minimumHeightForWidth(narrowest)
    if high < 0:  # nothing in it wraps
        high, least = layout.totalSizeHint().height(), layout.totalMinimumSize().height()
    dialog.setMinimumSize(narrowest, least)
    room = round(dialog.screen().availableGeometry().height() * OF_SCREEN)
    if not dialog.isVisible() or dialog.height() < high:
        dialog.resize(width, max(least, min(high, room)))
