"""A picture as it is sent to a service, and the way back from places in it to places in the page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_ocr.domain.geometry import Quad


@dataclass(frozen=True, slots=True)
class Fitted:
    """``content`` is a JPEG of ``width`` × ``height`` pixels without metadata, sent as ``characters``.

    The whole prepared image lies in its left upper ``content_size`` pixels (beyond them, white: only where the image
    was too narrow for the service), so that places found there are found in the image.  ``encodes`` is how often all
    of it was encoded.
    """

    content: bytes
    width: int
    height: int
    quality: int
    characters: int
    content_size: tuple[int, int]
    source_size: tuple[int, int]
    encodes: int

    def to_image(self, pixels: Quad) -> Quad:
        """A quad in pixels of what was sent as a quad of the prepared image (0–1)."""
        return pixels.scaled(1 / self.content_size[0], 1 / self.content_size[1])

    def to_source(self, pixels: Quad) -> Quad:
        """A quad in pixels of what was sent in pixels of the prepared image."""
        return self.to_image(pixels).scaled(*self.source_size)
