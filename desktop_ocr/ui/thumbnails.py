"""The small pictures in the queue, drawn one after the other, those first that are in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.ui.pictures import to_qimage
from desktop_ocr.ui.queue_model import QueueModel
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.previews import Previews


class Thumbnails(QObject):
    """Draws what the model wants; what it wanted before and does not want any more is left out."""

    def __init__(self, batch: Batch, model: QueueModel, previews: Previews, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._batch, self._model, self._previews, self._tasks = batch, model, previews, tasks
        self._wanted: list[int] = []
        self._is_drawing = False
        model.thumbnails_wanted.connect(self._want)

    def _want(self, keys: Sequence[int]) -> None:
        self._wanted = list(keys)
        if not self._is_drawing:
            self._is_drawing = True
            self._tasks.start(self._draw_wanted())

    async def _draw_wanted(self) -> None:
        try:
            while self._wanted:
                key = self._wanted.pop(0)
                if key in self._batch and not self._batch.document(key).error:
                    await self._draw(key)
        finally:
            self._is_drawing = False

    async def _draw(self, key: int) -> None:
        try:
            image = await self._previews.thumbnail(self._batch.document(key))
        except ClerkError:
            return  # reading will say it, or has said it
        if key in self._batch:
            self._model.set_thumbnail(key, to_qimage(image))
