"""What the clerk is told of files that came in, without being asked anything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_ocr.domain import masks
from desktop_ocr.workflow.file_news import CameBefore, FileNews, FirstPagesOnly, FirstPictureOnly


class FileTelling(QObject):
    """Makes the sentences, with numbers of persons in the files' names masked; ``say`` shows them."""

    def __init__(self, say: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say

    def tell(self, news: FileNews) -> None:
        self._say(self._sentence(news))

    def _sentence(self, news: FileNews) -> str:
        name = masks.file_name(news.name)
        match news:
            case CameBefore(_, first):
                text = self.tr("“{name}” has come before, as “{first}”; both are in the list.")
                return text.format(name=name, first=masks.file_name(first))
            case FirstPictureOnly():
                return self.tr("“{name}” holds more than one picture; only the first was taken.").format(name=name)
            case FirstPagesOnly(_, pages):
                text = self.tr("“{name}” has more than {pages} pages; only the first {pages} were taken.")
                return text.format(name=name, pages=pages)
