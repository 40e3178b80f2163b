"""The strip above the panes that says how safe the work is, where something is left to do about it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.wrapped import keep_buttons_whole, plain_label


class Saying(Enum):
    """What the strip can say, the most urgent first; of several that hold, that one is shown."""

    NOT_SAVED = auto()
    MEMORY_ONLY = auto()
    STORE_AT_RISK = auto()
    RECOVERY_UNSAVED = auto()


_TINTS = {
    Saying.NOT_SAVED: tints.BAD,
    Saying.MEMORY_ONLY: tints.DOUBT,
    Saying.STORE_AT_RISK: tints.DOUBT,
    Saying.RECOVERY_UNSAVED: None,
}
_MARKS = {Saying.NOT_SAVED: "×", Saying.MEMORY_ONLY: "!", Saying.STORE_AT_RISK: "!", Saying.RECOVERY_UNSAVED: "i"}
_ADVICE = frozenset({Saying.STORE_AT_RISK, Saying.RECOVERY_UNSAVED})
"""What may be hidden until the next start."""
assert set(_TINTS) == set(_MARKS) == set(Saying)


class Banner(QWidget):
    """Its buttons ask.  The × hides advice for this session: what could befall the store, and to save the code.

    That nothing is saved is no advice: it stays as long as it is true, and ``clear`` takes it away.
    """

    recovery_asked = Signal()
    passphrase_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: dict[Saying, str] = {}
        self._hidden_for_session: set[Saying] = set()
        self.mark = plain_label(is_bold=True)
        self.mark.setWordWrap(False)
        self.label = plain_label()
        self.recovery_button = QPushButton(self.tr("Save the recovery code…"))
        self.passphrase_button = QPushButton(self.tr("Set a passphrase…"))
        self.hide_button = QToolButton()
        self.hide_button.setText("×")
        self.hide_button.setProperty("narrow", "true")
        self.hide_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide_button.setAccessibleName(self.tr("Hide until the next start"))
        self.hide_button.setToolTip(self.hide_button.accessibleName())
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 6, 4)
        line.addWidget(self.mark)
        line.addWidget(self.label, 1)
        for button in (self.recovery_button, self.passphrase_button, self.hide_button):
            line.addWidget(button)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recovery_button.clicked.connect(self._ask_recovery)
        self.passphrase_button.clicked.connect(self._ask_passphrase)
        self.hide_button.clicked.connect(self._hide_for_session)
        self._show_most_urgent()

    @property
    def saying(self) -> Saying | None:
        """What is shown now."""
        for saying in Saying:
            if saying in self._sentences and saying not in self._hidden_for_session:
                return saying
        return None

    def show_recovery_unsaved(self) -> None:
        self._say(
            Saying.RECOVERY_UNSAVED,
            self.tr(
                "Save the recovery code: without it nobody can open your papers if this computer's key store is lost."
            ),
        )

    def show_memory_only(self, reason: str = "") -> None:
        """``reason``: a whole sentence; without one, that there is no key store."""
        text = self.tr("Nothing is saved on this computer: no key store is available. Work is kept until you close.")
        if reason:
            text = self.tr("Nothing is saved on this computer. {reason} Work is kept until you close.").format(
                reason=reason
            )
        self._say(Saying.MEMORY_ONLY, text)

    def show_at_risk(self, sentences: str) -> None:
        """``sentences``: what is not as it should be about the store, a line for each."""
        self._say(Saying.STORE_AT_RISK, sentences)

    def show_not_saved(self, sentence: str) -> None:
        """``sentence``: what is not saved, what is safe and what to do."""
        self._say(Saying.NOT_SAVED, self.tr("Not saved yet: {sentence}").format(sentence=sentence))

    def clear(self, saying: Saying | None = None) -> None:
        """That no longer holds; without ``saying`` nothing does.  What else holds is shown then."""
        if saying is None:
            self._sentences.clear()
        else:
            self._sentences.pop(saying, None)
        self._show_most_urgent()

    def _say(self, saying: Saying, text: str) -> None:
        self._sentences[saying] = text
        self._show_most_urgent()

    def _show_most_urgent(self) -> None:
        saying = self.saying
        self.setVisible(saying is not None)
        if saying is None:
            return
        self.mark.setText(_MARKS[saying])
        self.label.setText(self._sentences[saying])
        self.recovery_button.setVisible(saying is Saying.RECOVERY_UNSAVED)
        self.hide_button.setVisible(saying in _ADVICE)
        self.passphrase_button.setVisible(saying is Saying.MEMORY_ONLY)
        self._colour()
        keep_buttons_whole(self)

    def _colour(self) -> None:
        saying, colours = self.saying, theme.colours()
        tint = _TINTS[saying] if saying else None
        ground = tint.ground.name() if tint else colours.chosen
        ink = tint.ink.name() if tint else colours.on_chosen
        sheet = f"Banner {{ background: {ground}; }} QLabel, QToolButton {{ color: {ink}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()  # the theme is another one now
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            keep_buttons_whole(self)

    def _ask_recovery(self) -> None:
        self.recovery_asked.emit()

    def _ask_passphrase(self) -> None:
        self.passphrase_asked.emit()

    def _hide_for_session(self) -> None:
        if self.saying in _ADVICE:
            self._hidden_for_session |= {self.saying}
        self._show_most_urgent()
