"""Every kind of bad or odd file that a clerk may drop, from the disk to the page, and what becomes of it.

What is no matter of bytes is asked elsewhere: links, pipes and rights in ``test_source``; full disks, targets in use
and odd texts with the store and the exports.
"""

from __future__ import annotations

import asyncio
import contextlib
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
    SourceError,
    SourceFormat,
    SourceShape,
    SourceTooLarge,
    SourceTooSmall,
)
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.imaging.source import read_source
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.workers import WorkerPool
from tests.imaging.liars import bmp_of, boxes_of, gif_of, jpeg_of, tiff_with, webp_of, with_bad_sum
from tests.imaging.papers import ofd_parts, packed
from tests.imaging.pictures import heic, marked, png_of, ramp, saved, wide_grey, with_orientation, with_raw_exif
from tests.imaging.seeds import animated, tiff_pages
from tests.workflow import worker_jobs

SIZE = (160, 80)
NOISE = Image.effect_noise(SIZE, 90).convert("RGB")


@dataclass(frozen=True)
class Row:
    """``error`` is the one expected; without it the page is decoded, and ``look`` looks at it."""

    name: str
    make: Callable[[], bytes]
    error: type[ClerkError] | None = None
    facts: dict[str, str | int] | None = None
    look: Callable[[PreparedImage], bool] = lambda _: True
    file: str = "scan.jpg"


def is_marked(page: PreparedImage) -> bool:
    """As ``marked`` draws it: only the top left quarter is black."""
    corners = [grey(page, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))]
    return corners[0] < 20 and min(corners[1:]) > 235


def is_ramp(page: PreparedImage) -> bool:
    """As bright as ``ramp``, within 10."""
    return all(abs(grey(page, x, 0.5) - round(x * 255)) <= 10 for x in (0.05, 0.25, 0.5, 0.75, 0.95))


def grey(page: PreparedImage, x: float, y: float) -> int:
    place = (int(y * page.height) * page.width + int(x * page.width)) * 3
    return sum(page.pixels[place : place + 3]) // 3


def row(name: str, content: bytes | Callable[[], bytes], error: type[ClerkError] | None = None, **more: object) -> Row:
    return Row(name, content if callable(content) else lambda: content, error, **more)  # type: ignore[arg-type]


def decoded(content: bytes, folder: Path, name: str = "scan.jpg") -> PreparedImage:
    """The way of a file: read, decoded, prepared."""
    (folder / name).write_bytes(content)
    return jobs.decode_page(read_source(folder / name).content, 1, Recipe())


def rows_of_types() -> list[Row]:
    return [
        row("nothing", b"", SourceEmpty),
        row("text", b"Dear Sir", SourceFormat, facts={"format": "TXT"}),
        row("web page", b"<html>", SourceFormat, facts={"format": "HTML"}),
        row("drawing", b'<?xml version="1.0"?><svg/>', SourceFormat, facts={"format": "SVG/XML"}),
        row("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", SourceFormat),
        row("PostScript for DOS", b"\xc5\xd0\xd3\xc6" + bytes(40), SourceFormat, facts={"format": "PostScript"}),
        row("zip", packed({"word/document.xml": b"<x/>"}), SourceFormat, facts={"format": "ZIP"}),
        row("unknown", bytes(range(256)), SourceFormat, facts={"format": "?"}),
        *(
            row(f"{kind} by another name", saved(marked(SIZE), kind), look=is_marked, file=name)
            for kind, name in (("PNG", "scan.jpg"), ("TIFF", "scan.pdf"), ("BMP", "scan.txt"), ("WEBP", "scan"))
        ),
        row("HEIC by another name", heic("marked"), look=is_marked),
    ]


def rows_of_damage() -> list[Row]:
    whole = {kind: saved(NOISE, kind) for kind in ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF")}
    whole["HEIC"] = heic("noise")
    cut = [
        row(f"{kind} cut off at {share} %", content[: len(content) * share // 100], SourceDamaged)
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
        *(row(f"lying header: {name}", content, SourceDamaged) for name, content in lying.items()),
        *(
            row(f"wrong sum of {name}", with_bad_sum(whole["PNG"], name.encode()), SourceDamaged)
            for name in ("IHDR", "IDAT")
        ),
        row("JPEG cut off and closed", whole["JPEG"][:-600] + b"\xff\xd9", SourceDamaged),
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
        *(row(name, content, look=is_ramp) for name, content in bytes_of.items()),
        row("1 bit PNG", saved(marked(SIZE, "1"), "PNG"), look=is_marked),
        row("1 bit fax", saved(marked(SIZE, "1"), "TIFF", compression="group4"), look=is_marked),
        row("transparent HEIC", heic("transparent"), look=is_marked),
        *(row(f"transparent {kind}", saved(cut_out(), kind, **options), look=is_marked) for kind, options in CUT_OUTS),
        row(
            "a profile of colours that is garbage", saved(marked(SIZE), "JPEG", icc_profile=b"x" * 9000), look=is_marked
        ),
        row("interlaced PNG", interlaced(marked(SIZE)), look=is_marked),
        row("interlaced PNG that ends early", interlaced(marked(SIZE), passes=6), SourceDamaged),
        row("animation", animated("GIF", SIZE), look=is_marked),
        *(row(f"animated {kind}", animated(kind, SIZE), look=is_marked) for kind in ("WEBP", "PNG", "AVIF")),
        row("several pictures, the second is meant", heic("second_is_primary"), look=is_marked),
    ]


CUT_OUTS = (("PNG", {}), ("WEBP", {"lossless": True, "exact": True}), ("TIFF", {}), ("AVIF", {"quality": 95}))


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


def rows_of_sizes() -> list[Row]:
    return [
        row(
            "31 pixels wide",
            saved(Image.new("L", (31, 400)), "PNG"),
            SourceTooSmall,
            facts={"width": 31, "height": 400},
        ),
        row(
            "21 times as long", saved(Image.new("L", (840, 40)), "PNG"), SourceShape, facts={"width": 840, "height": 40}
        ),
        *(row(f"bomb: {name}", content, SourceTooLarge) for name, content in bombs().items()),
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
        row("turned by EXIF", with_orientation(turned, 6), look=is_marked),
        row("turned by HEIC itself and by EXIF", heic("turned"), look=is_marked),
        row("turned, with a place on earth", saved(turned, "JPEG", exif=place, quality=95), look=is_marked),
        row("orientation 99", with_orientation(marked(SIZE), 99), look=is_marked),
        row("EXIF of garbage", with_raw_exif(marked(SIZE), b"II*\0\xff\xff\xff\xff"), look=is_marked),
        row("a text that is a bomb", saved(marked(SIZE), "PNG", pnginfo=long_text), SourceDamaged),
        row("12 MB of application data", jpeg[:2] + segments + jpeg[2:], look=is_marked),
        row("JPEG and archive in one", jpeg + zipped, look=is_marked),
        row("HEIC cut off", heic("marked")[:-20], SourceDamaged),
    ]


ROWS = [*rows_of_types(), *rows_of_damage(), *rows_of_modes(), *rows_of_sizes(), *rows_of_extras()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_picture_or_what_is_wrong_with_it(row: Row, tmp_path: Path) -> None:
    if row.error is None:
        assert row.look(decoded(row.make(), tmp_path, row.file))
        return
    with pytest.raises(row.error) as caught:
        decoded(row.make(), tmp_path, row.file)
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


class TestWhatIsThere:
    """A person's word that a damaged file is wanted all the same."""

    def half(self, kind: str) -> bytes:
        """Black above noise, cut off in the noise."""
        image = Image.effect_noise((160, 160), 90).convert("RGB")
        image.paste((0, 0, 0), (0, 0, 160, 40))
        options = {"JPEG": {"quality": 95}, "GIF": {"interlace": 0}}.get(kind, {})
        content = saved(image, kind, **options)
        return content[: len(content) * 6 // 10]

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
    @pytest.mark.parametrize("small", [0, 80])
    def test_the_part_that_came_is_shown(self, kind: str, small: int) -> None:
        with pytest.raises(SourceDamaged):
            jobs.decode_page(self.half(kind), 1, Recipe(), small)
        part = jobs.decode_what_is_there(self.half(kind), 1, Recipe(turn=180), small)
        assert part.is_incomplete
        assert (part.image.width, part.image.height) == (small or 160, small or 160)
        assert part.image.recipe == Recipe(turn=180)
        assert grey(part.image, 0.5, 0.95) < 20, "the top of the picture, turned"
        assert len({grey(part.image, x / 9, 0.6) for x in range(9)}) > 3, "the noise below it"

    def test_a_sum_that_is_wrong_is_no_reason_then(self) -> None:
        part = jobs.decode_what_is_there(with_bad_sum(saved(marked(SIZE), "PNG"), b"IDAT"), 1, Recipe())
        assert part.is_incomplete
        assert is_marked(part.image)

    def test_a_whole_file_is_whole(self) -> None:
        part = jobs.decode_what_is_there(saved(marked(SIZE), "JPEG", quality=95), 1, Recipe())
        assert not part.is_incomplete
        assert is_marked(part.image)

    @pytest.mark.parametrize("kind", ["WEBP", "AVIF", "HEIC"])
    def test_formats_without_parts_stay_damaged(self, kind: str) -> None:
        content = heic("noise") if kind == "HEIC" else saved(NOISE, kind)
        with pytest.raises(SourceDamaged):
            jobs.decode_what_is_there(content[:-500], 1, Recipe())

    def test_of_nothing_nothing_is_shown(self) -> None:
        """Not a row came: a page of one colour would pass for a picture."""
        with pytest.raises(SourceDamaged):
            jobs.decode_what_is_there(png_of(160, 80, rows=0), 1, Recipe())

    def test_what_is_wrong_otherwise_stays_wrong(self) -> None:
        with pytest.raises(SourceTooLarge):
            jobs.decode_what_is_there(png_of(12_000, 12_000), 1, Recipe())

    def test_the_next_file_is_judged_strictly_again(self) -> None:
        for content in (self.half("JPEG"), b"\x89PNG\r\n\x1a\n"):
            with contextlib.suppress(SourceError):
                jobs.decode_what_is_there(content, 1, Recipe())
            with pytest.raises(SourceDamaged):
                jobs.decode_page(self.half("JPEG"), 1, Recipe())


class TestPages:
    @pytest.mark.parametrize(
        ("content", "contents"),
        [
            (saved(marked(), "JPEG"), FileContents("JPEG")),
            (saved(marked(), "MPO", save_all=True, append_images=[marked()]), FileContents("JPEG")),
            (tiff_pages(1), FileContents("TIFF")),
            (tiff_pages(3), FileContents("TIFF", 3)),
            (tiff_pages(500, (8, 8)), FileContents("TIFF", 500)),
            (tiff_pages(501, (8, 8)), FileContents("TIFF", 500, has_more_pages=True)),
            (saved(marked(), "TIFF", big_tiff=True, save_all=True, append_images=[marked()]), FileContents("TIFF", 2)),
            *((animated(kind), FileContents(kind, is_animated=True)) for kind in ("GIF", "WEBP", "PNG", "AVIF")),
            (saved(marked(), "GIF"), FileContents("GIF")),
            (heic("two"), FileContents("HEIF", is_animated=True)),
            (heic("marked"), FileContents("HEIF")),
        ],
    )
    def test_what_a_file_holds(self, content: bytes, contents: FileContents) -> None:
        assert jobs.describe(content) == contents

    def test_a_tiff_whose_chain_is_a_circle_or_leads_out(self) -> None:
        content = tiff_pages(2)
        first = int.from_bytes(content[4:8], "little")
        link = first + 2 + 12 * int.from_bytes(content[first : first + 2], "little")
        for target in (first, len(content) + 9, 0xFFFFFFFF):
            broken = content[:link] + target.to_bytes(4, "little") + content[link + 4 :]
            assert jobs.describe(broken).page_count == 1
            assert jobs.decode_page(broken, 1, Recipe()).width == 64

    def test_the_last_of_many_pages(self) -> None:
        content = tiff_pages(120, (40, 40))
        assert [grey(jobs.decode_page(content, page, Recipe()), 0.5, 0.5) for page in (1, 77, 120)] == [1, 77, 120]

    @pytest.mark.parametrize("content", [tiff_pages(2), animated("GIF"), saved(marked(), "PNG"), heic("two")])
    def test_a_page_there_is_not(self, content: bytes) -> None:
        with pytest.raises(SourceDamaged):
            jobs.decode_page(content, 3, Recipe())

    def test_pictures_have_no_text_of_their_own(self) -> None:
        assert jobs.text_layer(saved(marked(), "PNG"), 1) is None


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
