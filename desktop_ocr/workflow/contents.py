"""The bytes of sources, for whoever reads pages: from the store once there is one, else from the files."""

from __future__ import annotations

from desktop_ocr.domain.document import Source
from desktop_ocr.imaging.source import SourceBytes, source_bytes
from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.keeping import Keeper


class Contents:
    """``keeper`` is set once the store is open."""

    keeper: Keeper | None = None

    def __init__(self, at_hand: AtHand | None = None) -> None:
        self.at_hand = at_hand or AtHand()

    def __call__(self, source: Source) -> SourceBytes:
        return self.at_hand.get(source, self.keeper.contents if self.keeper else source_bytes)
