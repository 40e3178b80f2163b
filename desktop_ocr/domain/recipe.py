"""The recipe: how the source image is prepared for reading.  The source itself is never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_ocr.domain.geometry import Point, Quad, quad_to_unit, unit_to_quad
from desktop_ocr.domain.straightening import Size, straightened_quad, straightened_size, unstraightened_quad

MOST_STRAIGHTENING = 15.0
"""Degrees; what is tilted further is turned or cropped."""
STRONGEST = 100
"""Of brightness and contrast, up and down."""


class Filter(StrEnum):
    """What is done to all pixels of a page to bring out what is printed."""

    NONE = "none"
    DOCUMENT = "document"  # even light, white paper; seals keep their colour


@dataclass(frozen=True, slots=True)
class Recipe:
    """Edits to a page, applied on demand in this order.

    ``turn`` is clockwise, in degrees (0, 90, 180, 270), on top of EXIF.  ``straighten`` turns the page further about
    its centre, clockwise, by -15 to 15 degrees; the page grows so that nothing is cut off.  ``crop`` is a quad in page
    coordinates of the page turned so far; what lies in it is straightened to a rectangle.  ``brightness`` and
    ``contrast`` (-100 to 100) and ``filter`` change the pixels of what is left, with 0 not at all.  ``is_upright`` is
    a person's word that the page needs no further turn: engines then do not look for one.

    Raises ValueError for a number out of its range.
    """

    turn: int = 0
    crop: Quad | None = None
    is_upright: bool = False
    straighten: float = 0.0
    brightness: int = 0
    contrast: int = 0
    filter: Filter = Filter.NONE

    def __post_init__(self) -> None:
        if self.turn not in (0, 90, 180, 270):
            raise ValueError(f"a page is turned by quarters, not by {self.turn} degrees")
        if not abs(self.straighten) <= MOST_STRAIGHTENING:  # so written, no number is refused too
            raise ValueError(f"a page is not straightened by {self.straighten} degrees")
        if not (abs(self.brightness) <= STRONGEST and abs(self.contrast) <= STRONGEST):
            raise ValueError(f"no such brightness or contrast: {self.brightness}, {self.contrast}")

    @property
    def is_empty(self) -> bool:
        return self == Recipe()

    def has_same_places(self, other: Recipe) -> bool:
        """Whether everything lies where it lies with the other recipe."""
        return (self.turn, self.straighten, self.crop) == (other.turn, other.straighten, other.crop)

    def turned(self, degrees: int) -> Recipe:
        """The recipe with the page turned further by quarters; a crop turns with it."""
        crop = self.crop.turned_as_frame(degrees % 360) if self.crop else None
        return replace(self, turn=(self.turn + degrees) % 360, crop=crop)

    def cropped(self, quad: Quad) -> Recipe:
        """The recipe that crops what is shown now to ``quad`` (0–1 in the present crop): two crops become one."""
        if self.crop is None:
            return replace(self, crop=quad)
        return replace(self, crop=Quad.of(unit_to_quad(self.crop, corner) for corner in quad.corners))

    def straightened(self, degrees: float, page_size: Size) -> Recipe:
        """The recipe with ``straighten`` set anew, within its range.

        A crop keeps its shape and its middle stays where it was on the paper, so that what it holds is turned in it.
        ``page_size`` are width and height of the page as ``turn`` leaves it, before it is straightened.
        """
        degrees = max(-MOST_STRAIGHTENING, min(MOST_STRAIGHTENING, degrees))
        crop = self.crop
        if crop is not None:
            before, after = straightened_size(page_size, self.straighten), straightened_size(page_size, degrees)
            flat = unstraightened_quad(Quad.rectangle(*crop.centre, *crop.centre), page_size, self.straighten)
            middle = straightened_quad(flat, page_size, degrees).top_left
            shape = crop.moved(-crop.centre.x, -crop.centre.y).scaled(before[0] / after[0], before[1] / after[1])
            crop = shape.moved(*middle)
        return replace(self, straighten=degrees, crop=crop)

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
    pixels of the turned and straightened page before the crop: those of the image where there is none.
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


@dataclass(frozen=True, slots=True)
class DecodedPart:
    """What could be decoded of a page that may be damaged; ``is_incomplete`` where something is missing."""

    image: PreparedImage
    is_incomplete: bool = False
