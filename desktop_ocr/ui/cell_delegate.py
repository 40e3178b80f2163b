"""How a cell of a table looks: the sign of a doubt in it, and the frame of the one that the clerk is in."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.table_model import MARK

_Index = QModelIndex | QPersistentModelIndex
_Side = Qt.ItemDataRole.TextAlignmentRole


class CellDelegate(QStyledItemDelegate):
    """The sign of a doubt stands where the text does not: colour is never the only one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        mark, area = str(index.data(MARK)), QRect(option.rect)
        if mark:
            painter.fillRect(area, tints.DOUBT.ground)
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        if mark:
            painter.save()
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(tints.DOUBT.ink)
            is_number = bool(Qt.AlignmentFlag(index.data(_Side)) & Qt.AlignmentFlag.AlignRight)
            side = Qt.AlignmentFlag.AlignLeft if is_number else Qt.AlignmentFlag.AlignRight
            painter.drawText(area.adjusted(2, 0, -2, 0), side | Qt.AlignmentFlag.AlignVCenter, mark)
            painter.restore()
