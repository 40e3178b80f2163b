"""Small pictures of papers: which are there, which are asked for, each good only while its paper is shown the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow.batch import Batch

KEPT_THUMBNAILS = 500
THUMBNAIL_SIDE = 160
"""Longest side, in pixels, of a thumbnail that is kept."""


@dataclass(frozen=True, slots=True)
class _Thumbnail:
    pixmap: QPixmap
    recipe: Recipe


class KeptThumbnails:
    """By the keys of the papers; those that were looked at last are kept."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._there: OrderedDict[int, _Thumbnail] = OrderedDict()
        self._asked: dict[int, Recipe] = {}
        """By key, how the paper was shown when its thumbnail was asked for."""

    def get(self, key: int) -> QPixmap | None:
        kept = self._there.get(key)
        if kept is None:
            return None
        self._there.move_to_end(key)
        return kept.pixmap

    def put(self, key: int, image: QImage) -> None:
        """One whose paper was turned or cut out since it was asked for is left aside, and wanted again."""
        recipe = self._batch.document(key).paper_recipe
        if self._asked.pop(key, recipe) == recipe:
            self._there[key] = _Thumbnail(_small(image), recipe)
            self._there.move_to_end(key)
            while len(self._there) > KEPT_THUMBNAILS:
                self._there.popitem(last=False)

    def wanted(self, keys: Iterable[int]) -> list[int]:
        """Of those that are looked at, what is to be asked for now; nothing where all of it is asked for already."""
        wanted = {}
        for key in keys:
            document = self._batch.document(key)
            if key not in self._there and document.error is None:
                wanted[key] = document.paper_recipe
        if not wanted.keys() - self._asked.keys():
            return []
        self._asked = wanted
        return list(wanted)

    def follow(self, key: int, recipe: Recipe, *, may_ask_again: bool) -> None:
        """A paper is shown so now.  ``may_ask_again``: what could not be had before may be there now."""
        if may_ask_again:
            self._asked.pop(key, None)
        kept = self._there.get(key)
        if kept is not None and kept.recipe != recipe:
            del self._there[key]

    def forget(self, key: int) -> None:
        self._there.pop(key, None)
        self._asked.pop(key, None)


def _small(image: QImage) -> QPixmap:
    if max(image.width(), image.height()) > THUMBNAIL_SIDE:
        fit, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(THUMBNAIL_SIDE, THUMBNAIL_SIDE, fit, smooth)
    return QPixmap.fromImage(image)
