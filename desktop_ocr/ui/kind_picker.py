"""The kind of paper: a line that shows it, and while the clerk looks for another one, the list of those that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui import theme
from desktop_ocr.ui.composing import ComposingLine
from desktop_ocr.ui.words import Words

_KEY, _SEARCHED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _MOST_ROWS, Qt.Key.Key_PageUp: -_MOST_ROWS}


class KindPicker(ComposingLine):
    """``chosen`` carries the kind's key, "" to find it out.

    The list is no window of its own: in one that pops up, input methods would write into the window below.
    """

    chosen = Signal(str)

    def __init__(self, words: Words, kinds: Sequence[DocumentType], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detect = self.tr("Detect")
        self._names = {"": self._detect, **{kind.key: words.name(kind) for kind in kinds}}
        self._shown = ""
        self._asked: str | None = None
        self.setAccessibleName(self.tr("Kind of paper"))
        self.setAcceptDrops(False)  # files are for the window
        self.setToolTip(self.tr("Kind of paper: type to search"))
        self._fitting = _Fitting(self)
        self._fitting.setSourceModel(_model(self._detect, kinds, words, self))
        self.list = QListView()
        self.list.setParent(self)  # until it is opened over the window
        self.list.setModel(self._fitting)
        self.list.setAccessibleName(self.tr("Kinds of paper"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAutoFillBackground(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.hide()
        self.list.clicked.connect(self._choose)
        self.textEdited.connect(self._search)
        self.show_kind(None, "")

    def know(self, names: Mapping[str, str]) -> None:
        """Names of further kinds, by key, that are shown and not offered."""
        self._names = {**names, **self._names}

    def show_kind(self, asked: str | None, found: str) -> None:
        """``asked`` is the key of the kind that the clerk chose, "" or None to find it out; ``found`` what it is."""
        self._asked, self._shown = asked, asked or found
        name = self._names.get(self._shown, self._shown) or self._detect
        self.setAccessibleDescription(name)
        self._make_room()
        if not self.is_open and not self.is_composing and self.text() != name:
            self.setText(name)
            self.setCursorPosition(0)
        self.update()

    @property
    def is_open(self) -> bool:
        return self.list.isVisible()

    @property
    def _hint(self) -> str:
        """That the kind was found out, where there is room to say so."""
        if not self._shown or self._asked or self.is_open:
            return "▾"
        name = self._names.get(self._shown, self._shown)
        needed = self.fontMetrics().horizontalAdvance(f"{name}  {self._detect} ▾")
        return f"{self._detect} ▾" if needed + 4 * self.fontMetrics().averageCharWidth() < self.width() else "▾"

    def _make_room(self) -> None:
        margin = self.fontMetrics().horizontalAdvance(self._hint) + self.fontMetrics().averageCharWidth()
        self.setTextMargins(0, 0, margin, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # --- List -------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show all kinds, the present one current."""
        if self.is_open:
            return
        self._fitting.search("")
        self.list.setParent(self.window())
        self.list.show()
        self.list.raise_()
        self._place_list()  # shown, its rows have their height
        self._go_to(self._asked or "")
        self._watch(True)

    def close_list(self) -> None:
        """Back to the line alone."""
        if self.is_open:
            self._watch(False)
            self.list.hide()
            self.list.setParent(self)
        self.show_kind(self._asked, "" if self._asked else self._shown)
        self.selectAll() if self.hasFocus() else self.deselect()

    def _watch(self, is_open: bool) -> None:
        if app := QApplication.instance():
            app.removeEventFilter(self)
            if is_open:
                app.installEventFilter(self)

    def _search(self, text: str) -> None:
        self.open()
        self._fitting.search(text)
        self._place_list()
        self.list.setCurrentIndex(self._fitting.index(0, 0))

    def _go_to(self, key: str) -> None:
        for row in range(self._fitting.rowCount()):
            if self._fitting.index(row, 0).data(_KEY) == key:
                self.list.setCurrentIndex(self._fitting.index(row, 0))

    def _place_list(self) -> None:
        """Under the line, as wide as it, within the window."""
        corner = self.mapTo(self.window(), QPoint(0, self.height()))
        rows = min(max(self._fitting.rowCount(), 1), _MOST_ROWS)
        row_height = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 2)
        height = min(rows * row_height + 2 * self.list.frameWidth() + 4, self.window().height() - corner.y() - 4)
        self.list.setGeometry(QRect(corner.x(), corner.y(), self.width(), max(height, row_height)))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = index.data(_KEY)
        self.close_list()
        self.chosen.emit(key)

    # --- Events -----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_command(event):
            super().keyPressEvent(event)
        elif not self.is_composing:
            self._obey(event)

    def _is_command(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return self.is_open or self.is_composing
        return event.key() in (*_ENTER, *_STEPS)

    def _obey(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif not self.is_open:
            self.open()
        elif event.key() in _ENTER:
            self._choose(self.list.currentIndex())
        else:
            row = self.list.currentIndex().row() + _STEPS[Qt.Key(event.key())]
            self.list.setCurrentIndex(self._fitting.index(max(0, min(row, self._fitting.rowCount() - 1)), 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.is_open:
            self.open()
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press anywhere else, or a new size of the window, closes the list."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            if watched is not self and watched is not self.list and not self.list.isAncestorOf(watched):
                self.close_list()
        elif event.type() == QEvent.Type.Resize and watched is self.window():
            self.close_list()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(theme.colours().quiet))
        area = self.rect().adjusted(0, 0, -self.fontMetrics().averageCharWidth(), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._hint)
        painter.end()


class _Fitting(QSortFilterProxyModel):
    """The kinds whose names contain every word that was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: list[str] = []

    def search(self, text: str) -> None:
        self.beginFilterChange()
        self._wanted = text.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: object) -> bool:
        searched = self.sourceModel().index(row, 0).data(_SEARCHED)
        return all(word in searched for word in self._wanted)


def _model(detect: str, kinds: Sequence[DocumentType], words: Words, parent: QObject) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    model.appendRow(_item(detect, "", detect))
    for kind in kinds:
        model.appendRow(_item(words.name(kind), kind.key, f"{kind.label_zh} {kind.label_en} {kind.key}"))
    return model


def _item(name: str, key: str, searched: str) -> QStandardItem:
    item = QStandardItem(name)
    item.setData(key, _KEY)
    item.setData(searched.casefold(), _SEARCHED)
    return item
