"""The paper before the clerk: all that works on it looks here which one that is now."""

from __future__ import annotations

from desktop_ocr.domain.document import Document
from desktop_ocr.workflow.batch import Batch


class Current:
    """``key`` is that of a paper in the batch, None for no paper."""

    def __init__(self, batch: Batch) -> None:
        self.key: int | None = None
        self._batch = batch

    @property
    def document(self) -> Document | None:
        """As it is now.  None also while the batch tells that it has gone."""
        return self._batch.document(self.key) if self.key is not None and self.key in self._batch else None

    @property
    def keys(self) -> list[int]:
        """For what is done to any number of papers."""
        return [] if self.key is None else [self.key]
