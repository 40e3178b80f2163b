"""What an engine found: lines of text, papers, readings of fields.  The same for every engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.quality import Advice, Quality


class Mismatch(StrEnum):
    """What speaks against the letters of a file, held against the pixels of the page they stand on."""

    DISPUTED = "disputed"  # something else was read in their place
    UNREAD = "unread"  # nothing was read in their place


@dataclass(frozen=True, slots=True)
class Character:
    """One character read, with what the engine would have read else.

    ``start`` and ``end`` are fractions (0–1) of the line in reading direction; ``alternatives`` are (character, score),
    best first, without the one chosen.  ``mismatch`` says that file and pixels do not agree here, whichever of them
    the character is from.
    """

    text: str
    confidence: float
    start: float
    end: float
    alternatives: tuple[tuple[str, float], ...] = ()
    mismatch: Mismatch | None = None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on the page; ``region`` in page coordinates, clockwise from the text's top left."""

    characters: tuple[Character, ...]
    confidence: float
    region: Quad

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)


@dataclass(frozen=True, slots=True)
class DigitalText:
    """What a file says of one of its pages in letters, not in pixels: a PDF's or an OFD's own text.

    ``lines`` have confidence 1.0 and regions in page coordinates of the upright page as it is drawn; one line per run
    of text on one base line, in the file's order; only text whose own ink is seen (a scan's invisible layer of
    recognised text is no better than a reading, and left out).  Every character has its span, a blank included.  The
    reading direction of a column of upright characters runs down the page: its region's top left corner is the
    column's top right.

    ``values`` are named data that travel with the page, (key path, value) as found: ``("Buyer/BuyerName", "…")``;
    of equal siblings each path has its number, from 1: ``"GoodsInfos/GoodsInfo[2]/Amount"``.  Values are never empty.
    """

    lines: tuple[TextLine, ...]
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A machine's value for one field.

    ``value`` is in normal form (see ``ValueKind``), ``text`` is what was read, ``source`` names the engine or other
    origin. ``region`` encloses the text on the page, or is None when the origin gives no place.  ``repaired`` says
    that one character was replaced by an alternative of the engine because only that makes the check digit right.
    A source ``engine:symbology`` is a bar code or a square that the engine found on the page.
    ``agreed`` says that the same was read a second time in a way that fails differently, where that was measured to be
    as good as a proof: of 3,000 readings or more at most one wrong value was read both ways.
    ``advice`` is what is wrong with the picture in that place.  ``placed_by`` names the engine that read the same at
    ``region``, where the reading's own gives no places.
    """

    field: str
    value: str
    text: str
    confidence: float
    source: str
    region: Quad | None = None
    characters: tuple[Character, ...] = ()
    repaired: bool = False
    advice: tuple[Advice, ...] = ()
    agreed: bool = False
    placed_by: str = ""

    @property
    def weakest(self) -> float:
        """The score of the least certain character, or of the whole where characters are not known."""
        scores = [character.confidence for character in self.characters if not character.text.isspace()]
        return min(scores, default=self.confidence)

    @property
    def is_of_code(self) -> bool:
        """Whether a bar code or square on the page said it, and not print."""
        return ":" in self.source

    @property
    def mismatch(self) -> Mismatch | None:
        """The worst that is wrong with a character, where the file and the pixels do not agree."""
        found = {character.mismatch for character in self.characters}
        return next((one for one in Mismatch if one in found), None)


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper found on a page: its kind (a document type's key), outline if known, lines and readings.

    ``warnings`` are remarks (see ``remarks``).  ``extras`` are (name, text) of what was read and the kind has no field
    for; ``portrait`` is a file with the picture of the holder, as a service cut it out.
    """

    document_type: str
    type_confidence: float
    lines: tuple[TextLine, ...]
    readings: tuple[Reading, ...]
    quad: Quad | None = None
    warnings: tuple[str, ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    portrait: bytes = b""


@dataclass(frozen=True, slots=True)
class Recognition:
    """All an engine says of one page.

    ``turned`` is the clockwise turn, in degrees, that made the prepared image upright; all regions are in page
    coordinates of the upright page.  ``width`` and ``height`` are pixels of the upright page, ``seconds`` the
    engine's time.  ``values`` are named data that came with the file (an electronic invoice's), not read from pixels:
    (key path, value).  ``quality`` is that of what was read, None where it was not measured.
    """

    engine: str
    papers: tuple[Paper, ...]
    turned: int
    width: int
    height: int
    seconds: float
    values: tuple[tuple[str, str], ...] = ()
    quality: Quality | None = None
