"""Picture files made in memory: good ones, odd ones, and liars."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def marked(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Image.Image:
    """White, with a black quarter in the top left corner."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill=0)
    return image.convert(mode)


def ramp(size: tuple[int, int] = (256, 40)) -> Image.Image:
    """Grey from black on the left to white on the right."""
    return Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize(size)


def wide_grey(image: Image.Image) -> Image.Image:
    """The same brightness in 16 bits."""
    values = image.tobytes()
    return Image.frombytes("I;16", image.size, b"".join(struct.pack("<H", value * 257) for value in values))


def png_of(
    width: int, height: int, *, rows: int = 1, data: bytes | None = None, colour: int = 2, interlace: int = 0
) -> bytes:
    """A valid header, and pixels for a few rows only, or the ``data`` given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, interlace)
    white = (b"\0" + b"\xff" * width * 3) * rows if rows else b""
    pixels = zlib.compress(white if data is None else data)
    return PNG_SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def with_orientation(image: Image.Image, orientation: Any, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {}))


def with_raw_exif(image: Image.Image, block: bytes) -> bytes:
    return saved(image, "JPEG", exif=b"Exif\0\0" + block, quality=95)


def heic(name: str) -> bytes:
    """A specimen, kept as a file because no library of ours writes HEIC: ``marked`` at 160 × 80 and variations."""
    return (Path(__file__).parents[1] / "data" / "heic" / f"{name}.heic").read_bytes()
