"""How a row of the queue is drawn: thumbnail, name, and below it the kind and the state in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui import theme
from desktop_ocr.ui.queue_model import DOCUMENT, IS_SENT, KIND_TEXT, NAME, STATE_TEXT, THUMBNAIL, TINT
from desktop_ocr.ui.tints import Tint

PICTURE = QSize(58, 38)
"""Of a thumbnail, at normal text size."""
BAR = 3
"""Width of the bar that marks a selected row."""
_MOST_OF_ROW = 0.28  # what a thumbnail may take of a narrow row with large text
_SMALLER = 0.9  # text of the second line
_DOT = " · "
_SENT = " ↗"
"""Behind the name of a paper of which something left this computer."""

_Index = QModelIndex | QPersistentModelIndex
_ElideRight = Qt.TextElideMode.ElideRight


class QueueDelegate(QStyledItemDelegate):
    """All rows have one height, which follows the text size."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        picture = _picture_size(option.fontMetrics, None)
        pad = _pad(option.fontMetrics)
        return QSize(picture.width() * 3, picture.height() + 2 * pad + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        row = QRect(option.rect)
        self._paint_ground(painter, option, row)
        pad = _pad(option.fontMetrics)
        inner = row.adjusted(BAR + pad, pad, -pad, -pad - 1)
        picture = _picture_size(option.fontMetrics, row.width())
        frame = QRect(inner.left(), inner.center().y() - picture.height() // 2, picture.width(), picture.height())
        _paint_picture(painter, frame, index.data(THUMBNAIL))
        inner.setLeft(frame.right() + 1 + pad)
        self._paint_text(painter, option, inner, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect) -> None:
        colours, state = theme.colours(), option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, QColor(colours.chosen))
            painter.fillRect(row.left(), row.top(), BAR, row.height(), QColor(colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, QColor(colours.hover))
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, QColor(colours.line))
        if state & QStyle.StateFlag.State_HasFocus and not state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(row.adjusted(0, 0, -1, -2))

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, index: _Index) -> None:
        colours = theme.colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        font = QFont(option.font)
        metrics = QFontMetrics(font)
        below = _smaller(font)
        height = metrics.height() + QFontMetrics(below).height()
        top = room.top() + (room.height() - height) // 2
        line = QRect(room.left(), top, room.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(QColor(colours.on_chosen if chosen else colours.text))
        sent = _SENT if index.data(IS_SENT) else ""
        room_of_name = line.width() - metrics.horizontalAdvance(sent)
        name = metrics.elidedText(str(index.data(NAME)), Qt.TextElideMode.ElideMiddle, room_of_name)
        _write(painter, line, name + sent)
        painter.setFont(below)
        line = QRect(room.left(), top + metrics.height(), room.width(), QFontMetrics(below).height())
        _paint_second_line(painter, line, index, colours.on_chosen if chosen else colours.quiet)


def _paint_second_line(painter: QPainter, line: QRect, index: _Index, quiet: str) -> None:
    """The kind gives way to the state; an error has the line for itself."""
    metrics = painter.fontMetrics()
    state, tint = str(index.data(STATE_TEXT)), index.data(TINT)
    kind = "" if index.data(DOCUMENT).state is DocumentState.FAILED else str(index.data(KIND_TEXT))
    painter.setPen(QColor(quiet))
    if kind:
        # Measured apart, as they are drawn; signs from other fonts are not as wide in a longer text.
        left = line.width() - metrics.horizontalAdvance(state) - metrics.horizontalAdvance(_DOT) - 2
        kind = metrics.elidedText(kind, _ElideRight, left) if left > metrics.horizontalAdvance("xxxx") else ""
    if kind:
        _write(painter, line, kind)
        line = line.adjusted(metrics.horizontalAdvance(kind), 0, 0, 0)
        _write(painter, line, _DOT)
        line = line.adjusted(metrics.horizontalAdvance(_DOT), 0, 0, 0)
    if isinstance(tint, Tint):
        painter.setPen(tint.ink)
    _write(painter, line, metrics.elidedText(state, _ElideRight, line.width()))


def _paint_picture(painter: QPainter, frame: QRect, pixmap: QPixmap | None) -> None:
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(QRectF(frame), 3, 3)
    painter.fillPath(path, QColor(theme.colours().line))
    if pixmap is not None and not pixmap.isNull():
        size = pixmap.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(frame.center())
        painter.setClipPath(path)
        painter.drawPixmap(place, pixmap)
    painter.restore()


def _write(painter: QPainter, line: QRect, text: str) -> None:
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(line, int(flags), text)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _SMALLER)
    else:
        small.setPixelSize(round(font.pixelSize() * _SMALLER))
    return small


def _pad(metrics: QFontMetrics) -> int:
    return max(8, metrics.height() // 2)


def _picture_size(metrics: QFontMetrics, row_width: int | None) -> QSize:
    """As high as the two lines of text, but never most of the row."""
    height = max(PICTURE.height(), 2 * metrics.height())
    width = height * PICTURE.width() // PICTURE.height()
    if row_width is not None:
        width = min(width, max(PICTURE.width(), int(row_width * _MOST_OF_ROW)))
    return QSize(width, width * PICTURE.height() // PICTURE.width())
