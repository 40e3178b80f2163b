"""Whatever file a clerk drops: upright RGB on white, or a name for what is wrong with it."""

from __future__ import annotations

import contextlib
import io
import random
import time
import tracemalloc

import pytest
from PIL import Image

from desktop_ocr.domain.errors import (
    ClerkError,
    SourceDamaged,
    SourceError,
    SourceShape,
    SourceTooLarge,
    SourceTooSmall,
)
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.imaging.decode import decode
from desktop_ocr.imaging.raster import MAX_PIXELS
from tests.imaging.pictures import marked, png_of, ramp, saved, wide_grey, with_orientation, with_raw_exif

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def pixel(page: PreparedImage, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in parts of the page."""
    place = (int(y * page.height) * page.width + int(x * page.width)) * 3
    return tuple(page.pixels[place : place + 3])


def is_near(colour: tuple[int, ...], other: tuple[int, ...], *, tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


def is_marked_top_left(page: PreparedImage) -> bool:
    corners = [pixel(page, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))]
    return [is_near(colour, BLACK) for colour in corners] == [True, False, False, False] and all(
        is_near(colour, WHITE) for colour in corners[1:]
    )


class TestUpright:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_every_way_to_hold_a_camera(self, orientation: int, kind: str) -> None:
        """Drawn as the camera stores it for that entry: the inverse of what the entry asks for."""
        inverse = {
            2: Image.Transpose.FLIP_LEFT_RIGHT,
            3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM,
            5: Image.Transpose.TRANSPOSE,
            6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE,
            8: Image.Transpose.ROTATE_270,
        }
        upright = marked()
        stored = upright.transpose(inverse[orientation]) if orientation > 1 else upright
        page = decode(with_orientation(stored, orientation, kind))
        assert (page.width, page.height) == upright.size
        assert is_marked_top_left(page)

    @pytest.mark.parametrize("orientation", [0, 9, 99, 65535])
    def test_an_orientation_there_is_not_is_ignored(self, orientation: int) -> None:
        assert is_marked_top_left(decode(with_orientation(marked(), orientation)))

    @pytest.mark.parametrize(
        "block",
        [
            b"garbage",
            b"II*\0",
            b"II*\0\xff\xff\xff\xff",
            b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 40,
            # orientation 3 beside an entry that points outside of the block
            b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\x0e\x01\x02\0\xff\xff\0\0\xf0\xff\xff\x7f\0\0\0\0",
        ],
    )
    def test_a_garbled_exif_block_does_not_lose_the_picture(self, block: bytes) -> None:
        page = decode(with_raw_exif(marked(), block))
        assert (page.width, page.height) == (80, 40)
        assert sum(is_near(pixel(page, x, y), BLACK) for x in (0.2, 0.8) for y in (0.2, 0.8)) == 1


class TestPixels:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP", "WEBP", "TIFF"])
    def test_every_format_there_is(self, kind: str) -> None:
        options = {"quality": 95} if kind in ("JPEG", "WEBP") else {}
        assert is_marked_top_left(decode(saved(marked(), kind, **options)))

    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_16_bit_grey_keeps_its_brightness(self, kind: str) -> None:
        """Scanners make these; a plain conversion clips them to white."""
        wide, narrow = decode(saved(wide_grey(ramp()), kind)), decode(saved(ramp(), kind))
        assert (wide.width, wide.height) == (narrow.width, narrow.height)
        for place in (0.05, 0.25, 0.5, 0.75, 0.95):
            assert is_near(pixel(wide, place, 0.5), pixel(narrow, place, 0.5), tolerance=10)

    def test_16_bit_grey_of_the_other_byte_order(self) -> None:
        raw = wide_grey(ramp()).tobytes()
        swapped = Image.frombytes(
            "I;16B", (256, 40), b"".join(raw[i + 1 : i + 2] + raw[i : i + 1] for i in range(0, len(raw), 2))
        )
        page, narrow = decode(saved(swapped, "TIFF")), decode(saved(ramp(), "TIFF"))
        assert is_near(pixel(page, 0.25, 0.5), pixel(narrow, 0.25, 0.5))

    @pytest.mark.parametrize("top", [1.0, 255.0])
    def test_grey_of_floating_point(self, top: float) -> None:
        grey = ramp().convert("F").point(lambda value: value * (top / 255) + 0)
        page = decode(saved(grey, "TIFF"))
        assert is_near(pixel(page, 0.5, 0.5), (127, 127, 127))

    def test_plain_cmyk(self) -> None:
        assert is_marked_top_left(decode(saved(marked(mode="CMYK"), "TIFF")))

    def test_cmyk_as_photoshop_inverts_it(self) -> None:
        """Pillow writes CMYK JPEG as Adobe does, inverted and with the marker that says so."""
        content = saved(marked(mode="CMYK"), "JPEG", quality=95)
        assert b"Adobe" in content
        assert is_marked_top_left(decode(content))

    def test_cmyk_jpeg_without_the_marker_of_adobe(self) -> None:
        content = saved(marked(mode="CMYK").point(lambda value: 255 - value), "JPEG", quality=95)
        marker = content.index(b"\xff\xee")
        length = int.from_bytes(content[marker + 2 : marker + 4], "big")
        plain = content[:marker] + content[marker + 2 + length :]
        assert b"Adobe" not in plain
        assert is_marked_top_left(decode(plain))

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "P"])
    def test_modes_without_transparency_used(self, mode: str) -> None:
        assert is_marked_top_left(decode(saved(marked(mode=mode), "PNG")))

    @pytest.mark.parametrize("mode", ["RGBA", "LA"])
    @pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
    def test_transparent_is_paper_white(self, mode: str, kind: str) -> None:
        """A cut-out whose transparent pixels are black: text on it must not drown."""
        image = marked(mode=mode)
        alpha = Image.new("L", image.size, 255)
        alpha.paste(0, (40, 0, 80, 40))
        black = Image.new(mode, image.size, 0)
        image.paste(black, (40, 0))
        image.putalpha(alpha)
        options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
        assert is_marked_top_left(decode(saved(image, kind, **options)))

    def test_half_transparent_black_is_grey(self) -> None:
        page = decode(saved(Image.new("RGBA", (40, 40), (0, 0, 0, 128)), "PNG"))
        assert is_near(pixel(page, 0.5, 0.5), (127, 127, 127), tolerance=2)

    def test_a_transparent_colour_of_a_palette_is_white(self) -> None:
        image = Image.new("P", (40, 40), 1)
        image.putpalette([0, 0, 0, 255, 0, 0])
        image.paste(0, (0, 0, 20, 20))
        page = decode(saved(image, "PNG", transparency=1))
        assert pixel(page, 0.2, 0.2) == BLACK
        assert pixel(page, 0.8, 0.8) == WHITE

    def test_a_page_of_several(self) -> None:
        pages = [Image.new("RGB", (40, 40), colour) for colour in ("red", "lime", "blue")]
        content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
        assert [pixel(decode(content, page), 0.5, 0.5) for page in (1, 2, 3)] == [
            (255, 0, 0),
            (0, 255, 0),
            (0, 0, 255),
        ]
        with pytest.raises(SourceDamaged):
            decode(content, 4)


class TestNotAPicture:
    def test_a_wrong_name_does_not_matter_because_nobody_looks_at_it(self) -> None:
        """The decoder gets bytes only: a PNG named .jpg, or .txt, is a PNG."""
        assert is_marked_top_left(decode(saved(marked(), "PNG")))


class TestDamaged:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_cut_off(self, kind: str, share: float) -> None:
        noise = Image.effect_noise((64, 64), 80).convert("RGB")
        content = saved(noise, kind)
        with pytest.raises(SourceDamaged):
            decode(content[: int(len(content) * share)])

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
    def test_a_flipped_byte_gives_a_picture_or_an_error_of_ours(self, kind: str) -> None:
        content, chance = saved(marked(), kind), random.Random(7)
        for _ in range(150):
            broken = bytearray(content)
            for _ in range(chance.randint(1, 4)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            with contextlib.suppress(SourceError):
                decode(bytes(broken))

    def test_a_negative_brightness_is_no_scan(self) -> None:
        with pytest.raises(SourceDamaged):
            decode(saved(Image.new("F", (40, 40), -5.0), "TIFF"))


class TestSize:
    @pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 12_000), (60_000_001, 1), (7_746, 7_747)])
    def test_a_bomb_is_known_from_its_header(self, width: int, height: int) -> None:
        content = png_of(width, height) if width < 50_000 else png_of(width, height, rows=0)
        began = time.perf_counter()
        tracemalloc.start()
        try:
            with pytest.raises(SourceTooLarge) as caught:
                decode(content)
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()
        assert time.perf_counter() - began < 0.5
        assert caught.value.facts["limit"] == "60 MP"
        assert caught.value.facts["size"] in (f"{width} × {height}", f"{width * height // 1_000_000} MP")

    def test_60_megapixels_are_not_too_large_by_themselves(self) -> None:
        assert MAX_PIXELS > 7_745 * 7_746
        with pytest.raises(SourceDamaged):  # cut off behind the header: the size was accepted
            decode(png_of(7_745, 7_746)[:50])

    @pytest.mark.parametrize(
        ("size", "error"),
        [
            ((32, 32), None),
            ((31, 400), SourceTooSmall),
            ((400, 31), SourceTooSmall),
            ((1, 1), SourceTooSmall),
            ((640, 32), None),
            ((641, 32), SourceShape),
            ((32, 641), SourceShape),
        ],
    )
    def test_too_small_or_too_long(self, size: tuple[int, int], error: type[ClerkError] | None) -> None:
        content = saved(Image.new("L", size, 255), "PNG")
        if error is None:
            assert (decode(content).width, decode(content).height) == size
            return
        with pytest.raises(error) as caught:
            decode(content)
        assert caught.value.facts == {"width": size[0], "height": size[1]}


def test_pillow_is_asked_for_the_one_format_only() -> None:
    """The first bytes say PNG, so no other of Pillow's many parsers sees the rest."""
    with pytest.raises(SourceDamaged):
        decode(b"\x89PNG\r\n\x1a\n" + saved(marked(), "GIF"))
    assert Image.open(io.BytesIO(saved(marked(mode="P"), "GIF"))).format == "GIF"
