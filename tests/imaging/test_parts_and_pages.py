"""A damaged file that is wanted all the same, and the pages that a file holds."""

from __future__ import annotations

import contextlib

import pytest
from PIL import Image

from desktop_ocr.domain.errors import SourceDamaged, SourceError, SourceTooLarge
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.workflow import jobs
from tests.imaging.liars import with_bad_sum
from tests.imaging.looks import grey, is_marked
from tests.imaging.pictures import heic, marked, png_of, saved
from tests.imaging.seeds import animated, tiff_pages

SIZE = (160, 80)
NOISE = Image.effect_noise(SIZE, 90).convert("RGB")


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
