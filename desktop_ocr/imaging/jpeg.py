"""A picture as a JPEG, and what a service counts of it."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from desktop_ocr.domain.upload_limits import Encoding, UploadLimits


def encoded(image: Image.Image, quality: int) -> bytes:
    """The pixels as a JPEG without metadata."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling="4:2:0")
    return file.getvalue()


def count(content: bytes, encoding: Encoding) -> int:
    """How many characters a file is sent as."""
    text = base64.b64encode(content)
    if encoding is Encoding.JSON:
        return len(text)
    longer = np.count_nonzero(np.frombuffer(text, np.uint8) < ord("0"))  # + and /: no others come before the digits
    return len(text) + 2 * (int(longer) + text.count(b"=", -2))


def usual_count(content: bytes, encoding: Encoding) -> float:
    """How many characters such a file is mostly sent as.

    Which bytes come first in the groups of three that base64 takes is chance: this is the mean of the three cases.
    """
    return sum(count(content[skipped:], encoding) for skipped in range(3)) / 3


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
        characters = count(content, self.limits.encoding)
        return Encoded(content, quality, characters, characters <= self.limits.characters)
