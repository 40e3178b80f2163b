"""Some sixty small files, every format in every mode that matters: what the mutations of the fuzzer start from.

All are whole: the decoder must read each of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

from PIL import Image, PngImagePlugin

from tests.imaging.papers import ofd, ofd_parts, packed, pdf
from tests.imaging.pictures import heic, marked, ramp, saved, wide_grey, with_orientation, with_raw_exif

SIZE = (64, 48)


def picture_seeds() -> dict[str, bytes]:
    """Name → file."""
    return dict(_all())


def _all() -> Iterator[tuple[str, bytes]]:
    noise = Image.effect_noise(SIZE, 60)
    yield from _jpeg(noise)
    yield from _png(noise)
    yield from _tiff(noise)
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        yield f"bmp {mode}", saved(noise.convert(mode), "BMP")
    yield "gif", saved(noise.convert("P"), "GIF")
    yield "gif interlaced", saved(noise, "GIF", interlace=1)
    yield "gif transparent", saved(noise.convert("P"), "GIF", transparency=3)
    for kind in ("GIF", "WEBP", "PNG", "AVIF"):
        yield f"{kind.lower()} animated", animated(kind)
    for mode in ("RGB", "RGBA"):
        yield f"webp {mode}", saved(marked(SIZE).convert(mode), "WEBP", quality=80)
        yield f"webp lossless {mode}", saved(noise.convert(mode), "WEBP", lossless=True, method=0)
    yield "webp exif", with_orientation(marked(SIZE), 6, "WEBP")
    for mode in ("L", "RGB", "RGBA"):
        yield f"avif {mode}", saved(noise.convert(mode), "AVIF", quality=60, speed=10)
    for name in ("marked", "noise", "turned", "two", "transparent", "ten_bits_grey", "grey"):
        yield f"heic {name}", heic(name)


def _jpeg(noise: Image.Image) -> Iterator[tuple[str, bytes]]:
    for mode in ("L", "RGB", "CMYK"):
        yield f"jpeg {mode}", saved(noise.convert(mode), "JPEG", quality=70)
    yield "jpeg progressive", saved(noise.convert("RGB"), "JPEG", progressive=True, quality=70)
    yield "jpeg restarts", saved(noise.convert("RGB"), "JPEG", restart_marker_blocks=2, subsampling=2)
    yield "jpeg exif", with_orientation(marked(SIZE), 6)
    yield "jpeg raw exif", with_raw_exif(marked(SIZE), b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0")
    yield "jpeg profile", saved(marked(SIZE), "JPEG", icc_profile=b"\0" * 200, comment=b"words")
    yield "jpeg of several", saved(marked(SIZE), "MPO", save_all=True, append_images=[ramp(SIZE).convert("RGB")])


def _png(noise: Image.Image) -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        yield f"png {mode}", saved(noise.convert(mode), "PNG")
    yield "png 16 bits", saved(wide_grey(ramp(SIZE)), "PNG")
    yield "png transparent colour", saved(noise.convert("P"), "PNG", transparency=1)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "words " * 50, zip=True)
    text.add_itxt("Title", "标题", lang="zh")
    yield "png text", saved(marked(SIZE), "PNG", pnginfo=text, dpi=(300, 300), icc_profile=bytes(200))
    yield "png exif", with_orientation(marked(SIZE), 8, "PNG")


def _tiff(noise: Image.Image) -> Iterator[tuple[str, bytes]]:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F"):
        yield f"tiff {mode}", saved(noise.convert("RGB").convert(mode) if mode == "YCbCr" else _in(noise, mode), "TIFF")
    yield "tiff 16 bits", saved(wide_grey(ramp(SIZE)), "TIFF")
    for compression in ("tiff_lzw", "tiff_deflate", "packbits", "jpeg"):
        yield f"tiff {compression}", saved(noise.convert("RGB"), "TIFF", compression=compression)
    for compression in ("group3", "group4"):
        yield f"tiff {compression}", saved(noise.convert("1"), "TIFF", compression=compression)
    yield "tiff big", saved(noise, "TIFF", big_tiff=True)
    yield "tiff pages", tiff_pages(3)


def _in(noise: Image.Image, mode: str) -> Image.Image:
    if mode == "LAB":
        return Image.merge("LAB", [noise, Image.new("L", SIZE, 128), Image.new("L", SIZE, 128)])
    return noise.convert(mode)


def animated(kind: str, size: tuple[int, int] = SIZE) -> bytes:
    """Three frames; the first is ``marked``."""
    options = {"lossless": True} if kind == "WEBP" else {}
    others = [Image.new("RGB", size, colour) for colour in ("red", "lime")]
    return saved(marked(size), kind, save_all=True, append_images=others, duration=100, **options)


def tiff_pages(count: int, size: tuple[int, int] = SIZE) -> bytes:
    """Pages whose grey is their number, from 1."""
    file = io.BytesIO()
    pages = [Image.new("L", size, number % 256) for number in range(1, count + 1)]
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    return file.getvalue()


def all_seeds() -> dict[str, bytes]:
    """With the formats that draw themselves, once there is a module for them."""
    seeds = picture_seeds()
    if find_spec("desktop_ocr.imaging.pdf"):
        seeds |= {"pdf": pdf(), "pdf pages": pdf(pages=3)}
    if find_spec("desktop_ocr.imaging.ofd"):
        seeds |= {"ofd": ofd(), "ofd picture": packed({**ofd_parts(), "Doc_0/Res/a.png": saved(marked(SIZE), "PNG")})}
    return seeds
