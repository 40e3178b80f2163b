"""The recipe: how the source image is prepared for reading.  The source itself is never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_ocr.domain.geometry import Point, Quad, quad_to_unit, unit_to_quad


@dataclass(frozen=True, slots=True)
class Recipe:
    """Edits to a page, applied on demand.

    ``turn`` is clockwise, in degrees (0, 90, 180, 270), on top of EXIF.  ``crop`` is a quad in page coordinates of the
    turned page; what lies in it is straightened to a rectangle.  ``is_upright`` is a person's word that the page needs
    no further turn: engines then do not look for one.
    """

    turn: int = 0
    crop: Quad | None = None
    is_upright: bool = False

    def __post_init__(self) -> None:
        if self.turn not in (0, 90, 180, 270):
            raise ValueError(f"a page is turned by quarters, not by {self.turn} degrees")

    @property
    def is_empty(self) -> bool:
        return self == Recipe()

    def turned(self, degrees: int) -> Recipe:
        """The recipe with the page turned further; a crop turns with it."""
        crop = self.crop.turned(degrees % 360) if self.crop else None
        return replace(self, turn=(self.turn + degrees) % 360, crop=crop)

    def cropped(self, quad: Quad) -> Recipe:
        """The recipe that crops what is shown now to ``quad`` (0–1 in the present crop): two crops become one."""
        if self.crop is None:
            return replace(self, crop=quad)
        return replace(self, crop=Quad.of(unit_to_quad(self.crop, corner) for corner in quad.corners))

    def to_page(self, point: Point) -> Point:
        """Map a point of the prepared image (0–1) to page coordinates."""
        return unit_to_quad(self.crop, point) if self.crop else point

    def quad_to_page(self, quad: Quad) -> Quad:
        """Map a quad of the prepared image (0–1) to page coordinates."""
        return Quad.of(self.to_page(corner) for corner in quad.corners)

    def quad_from_page(self, quad: Quad) -> Quad:
        """Map a quad of the page to the prepared image (0–1 in it; beyond that outside the crop)."""
        return Quad.of(quad_to_unit(self.crop, corner) for corner in quad.corners) if self.crop else quad


@dataclass(frozen=True, slots=True)
class PreparedImage:
    """What an engine sees: RGB pixels, 8 bits a channel, rows from the top, no padding, and where they came from.

    ``width`` and ``height`` are pixels of this image, ``recipe`` maps it back to the page, and ``page_size`` are the
    pixels of the turned page before the crop: those of the image where there is none.
    """

    width: int
    height: int
    pixels: bytes
    recipe: Recipe = Recipe()
    page_size: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        if self.page_size == (0, 0):
            object.__setattr__(self, "page_size", (self.width, self.height))
        if len(self.pixels) != self.width * self.height * 3:
            raise ValueError("the pixels do not fill the image")
