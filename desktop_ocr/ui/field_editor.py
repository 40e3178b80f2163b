"""The editor of one value.  It behaves as a cell of a spreadsheet, and leaves to the input method what is its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.typed import in_one_line
from desktop_ocr.ui import clipboard
from desktop_ocr.ui.marked_text import MarkedText
from desktop_ocr.ui.places import place_at

ROWS, ROWS_OF_LINES = 4, 12
_MARGIN = 1  # of the document, in pixels
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
_NO_KEY = Qt.KeyboardModifier.NoModifier
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
# The focus comes back from where it only was for a moment.
_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class FieldEditor(MarkedText):
    """Wraps and grows with its text.  Signals carry nothing but text: what it means is decided elsewhere.

    ``committed`` comes once for each changed text, when the clerk is done with it.
    """

    entered = Signal()
    committed = Signal(str)
    accepted = Signal(str)
    finish_asked = Signal()
    neighbour_asked = Signal(int)  # -1 above, 1 below
    offer_asked = Signal(int)  # from 0
    illegible_asked = Signal()
    reverted = Signal()  # Esc took back what had been committed since the clerk came in
    cursor_moved = Signal()
    frame_changed = Signal()  # and with it the height of one line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ValueKind.TEXT
        self._known = ""  # the value of the document
        self._at_entry = ""
        self._frame = 0
        self._line = 0
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_MARGIN)
        self.cursorPositionChanged.connect(self.cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    # --- Value ------------------------------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        return self.is_composing or self.toPlainText() != self._known

    def set_kind(self, kind: ValueKind) -> None:
        self._kind = kind

    def begin(self, value: str) -> None:
        """Show the value of another document or field; what was typed is dropped."""
        self.drop_word()
        self._known = self._at_entry = value
        self._put(value)
        if self.hasFocus():
            self.selectAll()

    def show_value(self, value: str) -> None:
        """Show the value that the document has now, unless the clerk is changing it."""
        if self.is_changed:
            self._known = value
            return
        self._known = value
        if value != self.toPlainText():
            self._at_entry = value
            self._put(value)

    def enter(self) -> None:
        """Go in as Tab does: the next key replaces the text, unless it is half typed (while the window was locked)."""
        reason = Qt.FocusReason.ActiveWindowFocusReason if self.is_changed else Qt.FocusReason.OtherFocusReason
        self.setFocus(reason)
        if not self.is_changed:
            self._come_in()

    def replace(self, start: int, end: int, text: str) -> None:
        """Change the characters between two places as the clerk's edit; the cursor then stands behind them."""
        self.finish_word()
        cursor = self.cursor_over(start, end)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def replace_all(self, text: str) -> None:
        self.finish_word()
        self.replace(0, len(self.toPlainText()), self._fitting(text))

    def commit(self) -> None:
        """The clerk is done with the text: a half word becomes text, and a changed text is told."""
        self.finish_word()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.document().clearUndoRedoStacks()  # from here on undoing is the window's
            self.committed.emit(text)

    def cursor_place(self) -> int | None:
        """None while the whole text is selected."""
        return None if self._is_all_selected() else place_at(self.toPlainText(), self.textCursor().position())

    # --- Keys -------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        return super().event(event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Take a key before the window's shortcuts do; undo only while there is something to undo in here."""
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()
            return True
        if event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            event.ignore()
            return True
        pasted = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and not self.canInsertFromMimeData(pasted):
            event.ignore()  # files and pictures: papers for the window
            return True
        if self._is_command(event):
            event.setAccepted(event.key() != Qt.Key.Key_Escape or self._can_escape())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_command(event):
            super().keyPressEvent(event)
        elif self.is_composing:
            event.accept()  # the input method's
        else:
            event.setAccepted(self._obey(event))

    def _is_command(self, event: QKeyEvent) -> bool:
        keys = (*_ENTER, Qt.Key.Key_Escape, Qt.Key.Key_F2)
        return event.key() in keys or _is_step(event) or _is_illegible(event) or _offer(event) is not None

    def _obey(self, event: QKeyEvent) -> bool:
        """Do what a key says; returns whether it was for this editor."""
        key = event.key()
        if key in _ENTER:
            self._press_enter(event.modifiers())
        elif key == Qt.Key.Key_F2:
            self.moveCursor(QTextCursor.MoveOperation.End)
        elif key == Qt.Key.Key_Escape:
            return self._escape()
        elif _is_step(event):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif _is_illegible(event):
            self.illegible_asked.emit()
        elif (offer := _offer(event)) is not None:
            self.offer_asked.emit(offer)
        return True

    def _press_enter(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _CTRL:
            self.commit()
            self.finish_asked.emit()
        elif not modifiers & _SHIFT:
            self.commit()
            self.accepted.emit(self.toPlainText())
        elif self._kind is ValueKind.LINES:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()

    def _can_escape(self) -> bool:
        return self.is_composing or self.toPlainText() != self._at_entry

    def _escape(self) -> bool:
        if not self._can_escape():
            return False
        was_told = self._known != self._at_entry
        self.drop_word()
        self._put(self._at_entry)
        self.selectAll()
        if was_told:
            self._known = self._at_entry
            self.reverted.emit()
        return True

    def _step(self, direction: int) -> None:
        """To the row above or below, from the last one to the neighbour."""
        up = QTextCursor.MoveOperation.Up if direction < 0 else QTextCursor.MoveOperation.Down
        there = self.textCursor()
        there.movePosition(up)
        is_other_row = self.cursorRect(there).top() != self.cursorRect().top()
        if is_other_row and not self._is_all_selected():
            self.setTextCursor(there)
        else:
            self.neighbour_asked.emit(direction)

    # --- Focus ------------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BACK:
            return
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._at_entry = self.toPlainText()
            self.entered.emit()
        else:
            self._come_in()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish_word()
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
        if event.reason() not in _BACK:
            self._show_unselected()

    def _show_unselected(self) -> None:
        """Only the field with the focus looks as if the next key replaces it."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _come_in(self) -> None:
        self._at_entry = self.toPlainText()
        self.selectAll()
        self.entered.emit()

    def _is_all_selected(self) -> bool:
        cursor, whole = self.textCursor(), self.document().characterCount() - 1  # Qt counts an end, too
        return cursor.hasSelection() and cursor.selectionEnd() - cursor.selectionStart() == whole

    # --- Paste ------------------------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, cut or dragged: of a person's data, so that no history keeps it."""
        return clipboard.discreet(super().createMimeDataFromSelection().text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self.canInsertFromMimeData(source):
            return
        self.textCursor().insertText(self._fitting(source.text()))
        self.ensureCursorVisible()

    def _fitting(self, text: str) -> str:
        """Without line breaks, where the value has none."""
        lines = text.replace("\t", " ").splitlines()
        if self._kind is ValueKind.LINES:
            return "\n".join(lines)
        joined = ""
        for line in (line.strip() for line in lines):
            joined = in_one_line(joined, line)
        return joined

    # --- Within -----------------------------------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        """Other text; the cursor stays where it was."""
        was_all, place = self._is_all_selected(), self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        if was_all:
            self.selectAll()

    def height_of_line(self) -> int:
        """The whole height with one line of text."""
        if not self._line:
            self._line = self._measure_line()
        return self._line + 2 * _MARGIN + self._frame

    def _fit(self) -> None:
        """As high as the text, up to some rows."""
        if not self._line:
            self._line = self._measure_line()
        rows = ROWS_OF_LINES if self._kind is ValueKind.LINES else ROWS
        margins = 2 * _MARGIN
        most, text = rows * self._line + margins, round(self.document().size().height())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if text > most else policy.ScrollBarAlwaysOff)
        height = min(max(text, self._line + margins), most) + self._frame
        if height != self.height():
            self.setFixedHeight(height)

    def _measure_line(self) -> int:
        """A line that has both scripts: an empty editor must not be lower."""
        sample = QTextDocument("国Ag")
        sample.setDefaultFont(self.font())
        sample.setDocumentMargin(0)
        return round(sample.size().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        frame = max(self._frame, self.height() - self.viewport().height())
        if frame != self._frame:
            self._frame = frame
            self.frame_changed.emit()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._line = self._frame = 0
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.minimumHeight())


def _is_step(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and modifiers == _NO_KEY


def _offer(event: QKeyEvent) -> int | None:
    """The number of the alternative that is asked for."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == _ALT and event.key() in _DIGITS:
        return _DIGITS.index(Qt.Key(event.key()))
    return None


def _is_illegible(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == _ALT and event.key() == Qt.Key.Key_0
