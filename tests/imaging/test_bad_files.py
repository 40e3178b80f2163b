"""Every kind of bad or odd file that a clerk may drop, from the disk to the page, and what becomes of it.

What is no matter of bytes is asked elsewhere: links, pipes and rights in ``test_source``; full disks, targets in use
and odd texts with the store and the exports.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from desktop_ocr.domain.errors import (
    ClerkError,
    SourceDamaged,
    SourceEmpty,
    SourceFormat,
    SourceShape,
    SourceTooLarge,
    SourceTooSmall,
)
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.imaging.source import read_source
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.workers import WorkerPool
from tests.imaging.liars import bmp_of, boxes_of, gif_of, jpeg_of, tiff_with, webp_of, with_bad_sum
from tests.imaging.looks import is_marked, is_ramp
from tests.imaging.odd_pictures import cut_out, interlaced, inverted, lab, tiff_of_12_bits, without_adobe
from tests.imaging.papers import ofd_parts, packed
from tests.imaging.pictures import heic, marked, png_of, ramp, saved, wide_grey, with_orientation, with_raw_exif
from tests.imaging.seeds import animated
from tests.workflow import worker_jobs

SIZE = (160, 80)
NOISE = Image.effect_noise(SIZE, 90).convert("RGB")


@dataclass(frozen=True)
class Row:
    """``error`` is the one expected; without it the page is decoded, and ``look`` looks at it."""

    name: str
    content: bytes
    error: type[ClerkError] | None = None
    facts: dict[str, str | int] | None = None
    look: Callable[[PreparedImage], bool] = lambda _: True
    file: str = "scan.jpg"


def decoded(content: bytes, folder: Path, name: str = "scan.jpg") -> PreparedImage:
    """The way of a file: read, decoded, prepared."""
    (folder / name).write_bytes(content)
    return jobs.decode_page(read_source(folder / name).content, 1, Recipe())


def rows_of_types() -> list[Row]:
    return [
        Row("nothing", b"", SourceEmpty),
        Row("text", b"Dear Sir", SourceFormat, facts={"format": "TXT"}),
        Row("web page", b"<html>", SourceFormat, facts={"format": "HTML"}),
        Row("drawing", b'<?xml version="1.0"?><svg/>', SourceFormat, facts={"format": "SVG/XML"}),
        Row("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", SourceFormat),
        Row("PostScript for DOS", b"\xc5\xd0\xd3\xc6" + bytes(40), SourceFormat, facts={"format": "PostScript"}),
        Row("zip", packed({"word/document.xml": b"<x/>"}), SourceFormat, facts={"format": "ZIP"}),
        Row("unknown", bytes(range(256)), SourceFormat, facts={"format": "?"}),
        *(
            Row(f"{kind} by another name", saved(marked(SIZE), kind), look=is_marked, file=name)
            for kind, name in (("PNG", "scan.jpg"), ("TIFF", "scan.pdf"), ("BMP", "scan.txt"), ("WEBP", "scan"))
        ),
        Row("HEIC by another name", heic("marked"), look=is_marked),
    ]


def rows_of_damage() -> list[Row]:
    whole = {kind: saved(NOISE, kind) for kind in ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF")}
    whole["HEIC"] = heic("noise")
    cut = [
        Row(f"{kind} cut off at {share} %", content[: len(content) * share // 100], SourceDamaged)
        for kind, content in whole.items()
        for share in (15, 50, 90)
    ]
    lying = {
        "JPEG": jpeg_of(whole["JPEG"], 160, 800),
        "progressive JPEG": jpeg_of(saved(NOISE, "JPEG", progressive=True), 160, 800),
        "PNG": png_of(160, 800, rows=80),
        "BMP": bmp_of(whole["BMP"], 160, 800),
        "TIFF's height": tiff_with(whole["TIFF"], height=800),
        "TIFF's place": tiff_with(whole["TIFF"], offset=1_000_000_000),
        "TIFF's length": tiff_with(saved(NOISE, "TIFF", compression="tiff_lzw"), length=100),
        "WEBP": webp_of(saved(NOISE, "WEBP", lossless=True), 160, 800),
        "HEIC": boxes_of(whole["HEIC"], 160, 800),
    }
    return [
        *cut,
        *(Row(f"lying header: {name}", content, SourceDamaged) for name, content in lying.items()),
        *(
            Row(f"wrong sum of {name}", with_bad_sum(whole["PNG"], name.encode()), SourceDamaged)
            for name in ("IHDR", "IDAT")
        ),
        Row("JPEG cut off and closed", whole["JPEG"][:-600] + b"\xff\xd9", SourceDamaged),
    ]


def rows_of_modes() -> list[Row]:
    grey_ramp, wide = ramp(), wide_grey(ramp())
    high = {"quality": 95}
    bytes_of = {
        **{f"{mode} PNG": saved(grey_ramp.convert(mode), "PNG") for mode in ("L", "LA", "P", "RGB", "RGBA")},
        **{f"{mode} TIFF": saved(grey_ramp.convert(mode), "TIFF") for mode in ("L", "LA", "P", "RGB", "RGBA", "CMYK")},
        **{f"{mode} JPEG": saved(grey_ramp.convert(mode), "JPEG", **high) for mode in ("L", "RGB", "CMYK")},
        **{f"{kind} grey": saved(grey_ramp, kind) for kind in ("BMP", "GIF")},
        **{f"{kind} RGB": saved(grey_ramp.convert("RGB"), kind, **high) for kind in ("WEBP", "AVIF")},
        "CMYK without Adobe's mark": without_adobe(saved(inverted(grey_ramp.convert("CMYK")), "JPEG", **high)),
        "LAB TIFF": saved(lab(grey_ramp), "TIFF"),
        "16 bits PNG": saved(wide, "PNG"),
        "16 bits TIFF": saved(wide, "TIFF"),
        "16 bits TIFF, white is zero": saved(wide.point(lambda value: value * -1 + 65535), "TIFF", tiffinfo={262: 0}),
        "12 bits TIFF": tiff_of_12_bits(grey_ramp),
        "floating point TIFF": saved(grey_ramp.convert("F"), "TIFF"),
        "10 bits HEIC": heic("ten_bits_grey"),
    }
    return [
        *(Row(name, content, look=is_ramp) for name, content in bytes_of.items()),
        Row("1 bit PNG", saved(marked(SIZE, "1"), "PNG"), look=is_marked),
        Row("1 bit fax", saved(marked(SIZE, "1"), "TIFF", compression="group4"), look=is_marked),
        Row("transparent HEIC", heic("transparent"), look=is_marked),
        *(Row(f"transparent {kind}", saved(cut_out(), kind, **options), look=is_marked) for kind, options in CUT_OUTS),
        Row("garbage as a colour profile", saved(marked(SIZE), "JPEG", icc_profile=b"x" * 9000), look=is_marked),
        Row("interlaced PNG", interlaced(marked(SIZE)), look=is_marked),
        Row("interlaced PNG that ends early", interlaced(marked(SIZE), passes=6), SourceDamaged),
        Row("animation", animated("GIF", SIZE), look=is_marked),
        *(Row(f"animated {kind}", animated(kind, SIZE), look=is_marked) for kind in ("WEBP", "PNG", "AVIF")),
        Row("several pictures, the second is meant", heic("second_is_primary"), look=is_marked),
    ]


CUT_OUTS = (("PNG", {}), ("WEBP", {"lossless": True, "exact": True}), ("TIFF", {}), ("AVIF", {"quality": 95}))


def rows_of_sizes() -> list[Row]:
    return [
        Row(
            "31 pixels wide",
            saved(Image.new("L", (31, 400)), "PNG"),
            SourceTooSmall,
            facts={"width": 31, "height": 400},
        ),
        Row(
            "21 times as long", saved(Image.new("L", (840, 40)), "PNG"), SourceShape, facts={"width": 840, "height": 40}
        ),
        *(Row(f"bomb: {name}", content, SourceTooLarge) for name, content in bombs().items()),
    ]


def bombs() -> dict[str, bytes]:
    makers: dict[str, Callable[[int, int], bytes]] = {
        "PNG": png_of,
        "JPEG": lambda *size: jpeg_of(saved(NOISE, "JPEG"), *size),
        "BMP": lambda *size: bmp_of(saved(NOISE, "BMP"), *size),
        "GIF": lambda *size: gif_of(saved(NOISE, "GIF"), *size),
        "WEBP": lambda *size: webp_of(saved(NOISE, "WEBP", lossless=True), *size),
        "TIFF": lambda width, height: tiff_with(saved(NOISE, "TIFF"), width=width, height=height),
        "HEIC": lambda *size: boxes_of(heic("noise"), *size),
        "AVIF": lambda *size: boxes_of(saved(NOISE, "AVIF"), *size),
    }
    largest = {"WEBP": 16_383}
    return {
        f"{side} {name}": make(side, side)
        for name, make in makers.items()
        for side in (largest.get(name, 60_000), 12_000)
    }


def rows_of_extras() -> list[Row]:
    turned = marked(SIZE).transpose(Image.Transpose.ROTATE_90)
    place = Image.Exif()
    place[0x0112], place[0x8825] = 6, {1: "N", 2: (39.0, 54.0, 20.0)}
    long_text = PngImagePlugin.PngInfo()
    long_text.add_text("Comment", "x" * 3_000_000, zip=True)
    segments = b"".join(b"\xff\xe5" + (60_002).to_bytes(2, "big") + bytes(60_000) for _ in range(200))
    jpeg, zipped = saved(marked(SIZE), "JPEG", quality=95), packed(ofd_parts())
    return [
        Row("turned by EXIF", with_orientation(turned, 6), look=is_marked),
        Row("turned by HEIC itself and by EXIF", heic("turned"), look=is_marked),
        Row("turned, with a place on earth", saved(turned, "JPEG", exif=place, quality=95), look=is_marked),
        Row("orientation 99", with_orientation(marked(SIZE), 99), look=is_marked),
        Row("EXIF of garbage", with_raw_exif(marked(SIZE), b"II*\0\xff\xff\xff\xff"), look=is_marked),
        Row("a text that is a bomb", saved(marked(SIZE), "PNG", pnginfo=long_text), SourceDamaged),
        Row("12 MB of application data", jpeg[:2] + segments + jpeg[2:], look=is_marked),
        Row("JPEG and archive in one", jpeg + zipped, look=is_marked),
        Row("HEIC cut off", heic("marked")[:-20], SourceDamaged),
    ]


ROWS = [*rows_of_types(), *rows_of_damage(), *rows_of_modes(), *rows_of_sizes(), *rows_of_extras()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_picture_or_what_is_wrong_with_it(row: Row, tmp_path: Path) -> None:
    if row.error is None:
        assert row.look(decoded(row.content, tmp_path, row.file))
        return
    with pytest.raises(row.error) as caught:
        decoded(row.content, tmp_path, row.file)
    if row.facts is not None:
        assert caught.value.facts == row.facts
    if row.error is SourceTooLarge:
        size = str(caught.value.facts["size"])
        assert size.endswith(" MP") or "×" in size
    assert caught.value.__cause__ is caught.value.__context__ is None, "it would hold the file and its pixels"


@pytest.mark.parametrize("content", [b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\xc5\xd0\xd3\xc6" + bytes(40), b"<svg/>"])
def test_pillow_never_sees_what_is_no_picture(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Image, "open")
    with pytest.raises(SourceFormat):
        jobs.decode_page(content, 1, Recipe())


@pytest.mark.skipif(sys.platform == "win32", reason="asks the system for the memory of a process")
def test_no_bomb_takes_memory() -> None:
    """In the decoder itself; its memory before the first one is that of its libraries."""

    async def test() -> None:
        pool = WorkerPool(1, jobs.start_decoder, seconds=5)
        try:
            await pool.run(jobs.decode_page, saved(marked(), "PNG"), 1, Recipe())
            before = await pool.run(worker_jobs.peak_memory)
            for name, content in bombs().items():
                for job, arguments in ((jobs.decode_page, (1, Recipe())), (jobs.decode_what_is_there, (1, Recipe()))):
                    with pytest.raises(SourceTooLarge):
                        await pool.run(job, content, *arguments)
                assert await pool.run(worker_jobs.peak_memory) - before < 100 << 20, name
        finally:
            pool.close()

    asyncio.run(test())
