"""Pictures in colours and forms that Pillow reads but does not write, or that only few programs write."""

from __future__ import annotations

from PIL import Image

from tests.imaging.pictures import marked, png_of

SIZE = (160, 80)


def cut_out() -> Image.Image:
    """``marked``, with black under what is transparent."""
    image, alpha = marked(SIZE, "RGBA"), Image.new("L", SIZE, 255)
    image.paste(Image.new("RGBA", (80, 80), 0), (80, 0))
    alpha.paste(0, (80, 0, 160, 80))
    image.putalpha(alpha)
    return image


def inverted(image: Image.Image) -> Image.Image:
    return image.point(lambda value: 255 - value)


def without_adobe(content: bytes) -> bytes:
    place = content.index(b"\xff\xee")
    return content[:place] + content[place + 2 + int.from_bytes(content[place + 2 : place + 4], "big") :]


def lab(grey_image: Image.Image) -> Image.Image:
    """L* of that grey; the eye's scale is not the one of the bytes."""
    linear = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)]
    light = [round(255 * (1.16 * y ** (1 / 3) - 0.16)) if y > 0.008856 else round(255 * 9.033 * y) for y in linear]
    flat = Image.new("L", grey_image.size, 128)
    return Image.merge("LAB", [grey_image.point(light), flat, flat])


def tiff_of_12_bits(grey_image: Image.Image) -> bytes:
    """Two values in three bytes, as scanners of films write them."""
    values = [value * 4095 // 255 for value in grey_image.tobytes()]
    packed_values = b"".join((a << 12 | b).to_bytes(3, "big") for a, b in zip(values[::2], values[1::2], strict=True))
    width, height = grey_image.size
    entries = {256: width, 257: height, 258: 12, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: len(packed_values)}
    file = (
        b"II*\0" + (8 + len(packed_values)).to_bytes(4, "little") + packed_values + len(entries).to_bytes(2, "little")
    )
    for code, value in entries.items():
        file += b"".join(part.to_bytes(size, "little") for part, size in ((code, 2), (4, 2), (1, 4), (value, 4)))
    return file + bytes(4)


def interlaced(image: Image.Image, passes: int = 7) -> bytes:
    """A grey PNG in the seven passes of Adam7, or only the first of them."""
    pixels, (width, height) = image.convert("L").load(), image.size
    steps = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    rows = [
        bytes([0, *(pixels[x, y] for x in range(left, width, across))])  # type: ignore[index,list-item]
        for left, top, across, down in steps[:passes]
        for y in range(top, height, down)
    ]
    return png_of(width, height, data=b"".join(rows), colour=0, interlace=1)
