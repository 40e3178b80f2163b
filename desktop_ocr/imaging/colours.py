"""Pixels of any kind → RGB on white, 8 bits a channel.

Colour profiles are left aside: they move hues by a little, which matters to no text, and reading them is one more
parser for foreign bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PIL import Image

from desktop_ocr.domain.errors import SourceDamaged

_BITS, _PHOTOMETRIC, _SAMPLE_FORMAT = 258, 262, 339
"""Entries of a TIFF page."""


def to_rgb(image: Image.Image) -> Image.Image:
    """RGB on white; wide grey is scaled before it is converted (Pillow would clip it to white).

    Raises SourceDamaged for brightness that no scanner writes.
    """
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _scaled_to_8_bit(image).convert("RGB")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    elif image.mode in ("1", "L", "RGB") and "transparency" in image.info:
        image = image.convert("RGBA")  # one colour of it is transparent
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        if image.mode not in ("RGBA", "LA"):
            image = image.convert("RGBA")
        opaque = Image.new("RGB", image.size, "white")
        opaque.paste(image.convert("RGB"), mask=image.getchannel("A"))
        return opaque
    if image.mode == "LAB":
        return _from_lab(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _scaled_to_8_bit(image: Image.Image) -> Image.Image:
    wide = image.convert("F")
    low, high = (float(value) for value in wide.getextrema())  # type: ignore[arg-type]
    tags: Mapping[int, Any] = getattr(image, "tag_v2", {})
    top = _brightest(tags, high)
    if low < 0 or high > top:
        raise SourceDamaged
    grey = wide.point(lambda value: value * (255.0 / top)).convert("L")
    is_white_zero = tags.get(_PHOTOMETRIC) == 0
    return grey.point(lambda value: 255 - value) if is_white_zero else grey


def _brightest(tags: Mapping[int, Any], high: float) -> float:
    """The value that stands for white: what the file says of its bits, or what its values come to."""
    bits, is_signed = tags.get(_BITS, (0,))[0], tags.get(_SAMPLE_FORMAT, (1,))[0] == 2
    if bits in (12, 16) and high > 1:
        return float(2 ** (bits - is_signed) - 1)
    return 65535.0 if high > 255 else 255.0 if high > 1 else 1.0


def _from_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    rgb = ImageCms.applyTransform(image, transform)
    assert rgb is not None
    return rgb
