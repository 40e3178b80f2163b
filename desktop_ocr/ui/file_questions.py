"""What is asked about a file that came in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_ocr.domain import masks
from desktop_ocr.ui.dialogs.file_password import FilePasswordDialog
from desktop_ocr.ui.dialogs.pages import PagesDialog
from desktop_ocr.ui.tasks import answer


class FileQuestions:
    """Asks in dialogs over a window, with numbers of persons in the files' names masked; its methods are the questions
    of an ``Unfolder``.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window

    async def ask_pages(self, name: str, count: int) -> Sequence[int] | None:
        dialog = PagesDialog(masks.file_name(name), count, self._window)
        return dialog.pages if await answer(dialog) else None

    async def ask_password(self, name: str, is_again: bool) -> str | None:
        dialog = FilePasswordDialog(masks.file_name(name), is_again, self._window)
        return dialog.password if await answer(dialog) else None
