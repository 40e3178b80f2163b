"""What helps with the active field: the strip of the original, the reasons, the engine's alternatives."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.domain.review import Field
from desktop_ocr.ui import theme
from desktop_ocr.ui.doubts import MOST_OFFERS
from desktop_ocr.ui.flow_layout import FlowLayout
from desktop_ocr.ui.strip import Strip, line_height
from desktop_ocr.ui.tints import Tint


class FieldDetails(QWidget):
    """One for the whole panel; it stands under the active field.  Its buttons leave the focus in the editor."""

    offer_chosen = Signal(int)  # from 0
    printed_asked = Signal()
    illegible_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = Strip()
        self._page: QImage | None = None
        self._shown: object = None
        self.reasons = QLabel()
        self.reasons.setTextFormat(Qt.TextFormat.PlainText)
        self.reasons.setWordWrap(True)
        self.reasons.setMinimumWidth(1)  # else Qt asks for the width at which the text looks best
        self.offers = [self._offer_button(number) for number in range(MOST_OFFERS)]
        self.printed = _button("")
        self.printed.setToolTip(self.tr("Take what was read on the page, not what the file's own text says"))
        self.printed.clicked.connect(self.printed_asked)
        self.printed.hide()
        illegible = self.tr("Illegible")
        self.illegible = _button(f"{_keys(-1)} {illegible}")
        self.illegible.setToolTip(self.tr("Something is printed there, but nobody can read it"))
        self.illegible.clicked.connect(self.illegible_asked)
        self._arrange()

    def _arrange(self) -> None:
        buttons = FlowLayout()
        buttons.setSpacing(max(4, self.fontMetrics().height() // 3))
        for button in (*self.offers, self.printed, self.illegible):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(4, self.fontMetrics().height() // 3))
        layout.addWidget(self.strip)
        layout.addWidget(self.reasons)
        layout.addLayout(buttons)

    def set_page(self, image: QImage | None) -> None:
        """The upright page that the strip is cut from."""
        self._page, self._shown = image, None

    def forget_part(self) -> None:
        """The part of the page that is shown next is drawn even if it looks like the one shown now."""
        self._shown = None

    def show_part(self, field: Field, lines: Sequence[TextLine] | None) -> None:
        """The part of the page that a field was read from, in a size that depends on the lines beside it."""
        shown = (id(self._page), field.reading, field.region)
        if shown == self._shown:
            return
        self._shown = shown
        line = 1.0
        if field.region and self._page is not None and lines is not None:
            line = line_height(lines, field, self._page.size())
        self.strip.show_part(self._page, field.region, line)

    def show_reasons(self, reasons: Sequence[str], tint: Tint | None) -> None:
        self.reasons.setText("\N{NO-BREAK SPACE}· ".join(reasons))
        self.reasons.setVisible(bool(reasons))
        colour = tint.ink if tint else QColor(theme.colours().quiet)
        palette = self.reasons.palette()
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.reasons.setPalette(palette)

    def show_offers(self, present: str, offers: Sequence[str]) -> None:
        """The buttons that put something else in the place of the character that is present."""
        for number, button in enumerate(self.offers):
            button.setVisible(number < len(offers))
            if number < len(offers):
                button.setText(f"{_keys(number)} {offers[number]}".replace("&", "&&"))
                name = self.tr("Put {character} in the place of {present} ({keys})")
                name = name.format(character=offers[number], present=present, keys=_keys(number))
                button.setAccessibleName(name)
                button.setToolTip(name)

    def show_printed(self, value: str) -> None:
        """The button that takes what the page shows where its file says something else; none for nothing."""
        self.printed.setVisible(bool(value))
        text = self.tr("On the page: {value}").format(value=value)
        self.printed.setText(text.replace("&", "&&"))

    def _offer_button(self, number: int) -> QPushButton:
        button = _button("")
        button.setProperty("number", number)
        button.clicked.connect(self._offer_clicked)
        button.hide()
        return button

    def _offer_clicked(self) -> None:
        self.offer_chosen.emit(self.sender().property("number"))


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAutoDefault(False)
    button.setStyleSheet("min-width: 0; padding: 0.1em 0.45em;")
    return button


def _keys(number: int) -> str:
    return QKeySequence(f"Alt+{number + 1}").toString(QKeySequence.SequenceFormat.NativeText)
