"""A second look at a part of the page, for what was lost when whole lines were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import TextLine
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.plate_numbers import Plate
from desktop_ocr.engines.offline.table_grid import Ruling


class LookAgain(Protocol):
    """Reads parts of the page once more; places are quads in page coordinates."""

    def line(self, place: Quad) -> TextLine | None:
        """One line, with nothing else in the picture; None when it is not legible."""
        ...

    def lines(self, places: Sequence[Quad]) -> Sequence[TextLine | None]:
        """Several places, each as ``line`` reads it."""
        ...

    def otherwise(self, place: Quad) -> TextLine | None:
        """The value that stands there, read in a way that fails differently from the first."""
        ...

    def is_stamp(self, place: Quad) -> bool:
        """Whether nothing but red ink is there: a piece of a seal, with no print under it."""
        ...

    def around_seals(self) -> Iterable[Sequence[TextLine]]:
        """For each red seal, the lowest first, the lines around it when its ink is bleached."""
        ...

    def without_red(self, places: Sequence[Quad]) -> Sequence[TextLine]:
        """What is legible in places, each read as a line when red ink is bleached."""
        ...

    def plates(self) -> Sequence[Plate]:
        """The number plates of the page, the largest first."""
        ...

    def codes(self) -> Sequence[Code]:
        """The bar codes and squares of the page."""
        ...

    def rulings(self) -> Sequence[Ruling]:
        """Strokes of ruled lines around its print."""
        ...


class Nowhere:
    """For pages that are not at hand any more."""

    def line(self, place: Quad) -> TextLine | None:
        return None

    def lines(self, places: Sequence[Quad]) -> Sequence[TextLine | None]:
        return [self.line(place) for place in places]

    def otherwise(self, place: Quad) -> TextLine | None:
        return None

    def is_stamp(self, place: Quad) -> bool:
        return False

    def around_seals(self) -> Iterable[Sequence[TextLine]]:
        return ()

    def without_red(self, places: Sequence[Quad]) -> Sequence[TextLine]:
        return ()

    def plates(self) -> Sequence[Plate]:
        return ()

    def codes(self) -> Sequence[Code]:
        return ()

    def rulings(self) -> Sequence[Ruling]:
        return ()


NOWHERE = Nowhere()
