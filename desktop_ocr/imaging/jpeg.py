"""A picture as a JPEG, and what a service counts of it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from desktop_ocr.domain.upload_limits import UploadLimits


def encoded(image: Image.Image, quality: int) -> bytes:
    """The pixels as a JPEG without metadata."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling="4:2:0")
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Encoded:
    """``content`` is a JPEG at ``quality``, sent as ``characters``."""

    content: bytes
    quality: int
    characters: int
    fits: bool


class Encoder:
    """Encodes whole pictures for a service; ``encodes`` is how often it did, in vain too."""

    def __init__(self, limits: UploadLimits) -> None:
        self.limits = limits
        self.encodes = 0

    def encode(self, image: Image.Image, quality: int) -> Encoded:
        self.encodes += 1
        content = encoded(image, quality)
        characters = self.limits.count(content)
        return Encoded(content, quality, characters, characters <= self.limits.characters)
