"""Whether a JPEG file ends before its picture does.

libjpeg fills what is missing with plain grey and only warns, which Pillow does not pass on: a file whose header lies
about its height, or whose end was cut off and closed again, would pass for a whole picture.
"""

from __future__ import annotations

import io

from PIL import Image, ImageChops

_END = b"\xff\xd9"
_GREYS = (127, 128)
"""What an empty block becomes, by the way from its colours to ours."""
_MORE = bytes(range(1, 251)) * 8
"""Bytes that decode to something; a picture that is whole does not look at them."""


def is_early(content: bytes, image: Image.Image) -> bool:
    """``image`` is the loaded picture of the file, perhaps reduced in loading.

    A grey corner at the bottom right raises the suspicion.  It is proved by more data before the end mark: a whole
    picture stays as it is, one that lacks data changes.  Not noticed where all scans of a progressive file begin.
    """
    end = content.rfind(_END)
    if end < 0 or not _ends_grey(image):
        return False
    longer = content[:end] + _MORE + content[end:]
    with Image.open(io.BytesIO(longer), formats=["JPEG"]) as other:
        other.draft(image.mode, image.size)
        other.load()
        return other.size != image.size or ImageChops.difference(other, image).getbbox() is not None


def _ends_grey(image: Image.Image) -> bool:
    corner = image.crop((max(0, image.width - 2), max(0, image.height - 2), image.width, image.height))
    return all(value in _GREYS for value in corner.tobytes())
