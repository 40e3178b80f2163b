"""What is sent fits as counted independently, is as good as can be, and its places are found in the picture again."""

from __future__ import annotations

import base64
import io
from functools import cache
from urllib.parse import quote_plus

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.upload_limits import Encoding, UploadLimits, size_facts
from desktop_ocr.imaging.best_quality import BEST, LEAST
from desktop_ocr.imaging.fitting import Fitted, fit
from desktop_ocr.imaging.jpeg import count, usual_count
from desktop_ocr.imaging.largest_size import FULL
from desktop_ocr.imaging.mosaic import ROUGH, Mosaic
from desktop_ocr.imaging.sides import scaled
from tests.imaging.large_photos import SIZES, photo
from tests.imaging.large_pictures import SORTS, Pixels, plain, prepared

ROOMY = 1 << 40
PICTURE = (1800, 1300)


def sent(content: bytes, encoding: Encoding = Encoding.FORM) -> int:
    if encoding is Encoding.FORM:
        return len(quote_plus(base64.b64encode(content)))
    return len(base64.urlsafe_b64encode(content))


def as_jpeg(pixels: Pixels, quality: int) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, subsampling="4:2:0")
    return file.getvalue()


@cache
def picture(sort: str) -> Pixels:
    return SORTS[sort](*PICTURE)


def check(fitted: Fitted, limits: UploadLimits) -> Image.Image:
    """What holds for all that is sent; gives what the service sees."""
    assert sent(fitted.content, limits.encoding) == fitted.characters <= limits.characters
    seen = Image.open(io.BytesIO(fitted.content))
    assert seen.format == "JPEG"
    assert seen.size == (fitted.width, fitted.height)
    assert limits.shortest <= min(seen.size)
    assert max(seen.size) <= limits.longest
    if limits.max_ratio:
        assert max(seen.size) <= limits.max_ratio * min(seen.size)
    assert LEAST <= fitted.quality <= BEST
    assert not {"exif", "icc_profile", "comment", "adobe"} & seen.info.keys()
    assert b"JFXX" not in fitted.content[:700]
    return seen.convert("RGB")


# --- Counting -----------------------------------------------------------------------------------------------------


@given(st.binary(max_size=400), st.sampled_from(Encoding))
def test_characters_are_counted_as_they_are_sent(content: bytes, encoding: Encoding) -> None:
    assert count(content, encoding) == sent(content, encoding)


@pytest.mark.parametrize("encoding", Encoding)
def test_the_usual_count_is_about_the_count(encoding: Encoding) -> None:
    content = as_jpeg(picture("natural"), 80)
    assert usual_count(content, encoding) == pytest.approx(count(content, encoding), rel=0.002)


@pytest.mark.parametrize(
    ("characters", "limit", "size", "whole"),
    [
        (4_194_303, 4 << 20, "3.9", "4"),
        (4_194_304, 4 << 20, "4.0", "4"),
        (1_000, 10 << 20, "0.0", "10"),
        (6_950_000, 7_000_000, "6.9", "7"),
    ],
)
def test_what_the_clerk_is_told(characters: int, limit: int, size: str, whole: str) -> None:
    facts = size_facts(characters, 88, UploadLimits(limit, Encoding.FORM))
    assert facts == {"size": size, "limit": whole, "quality": 88}


# --- Quality ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_what_fits_is_not_touched(sort: str) -> None:
    limits = UploadLimits(ROOMY, Encoding.FORM)
    fitted = fit(prepared(picture(sort)), limits)
    check(fitted, limits)
    assert (fitted.quality, (fitted.width, fitted.height), fitted.encodes) == (95, PICTURE, 1)
    assert fitted.content == as_jpeg(picture(sort), 95)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("place", [0.01, 0.2, 0.45, 0.7, 0.98])
def test_one_step_more_would_not_fit(sort: str, place: float, encoding: Encoding) -> None:
    pixels = picture(sort)
    least, most = (sent(as_jpeg(pixels, quality), encoding) for quality in (LEAST, BEST))
    limits = UploadLimits(round(least + (most - least) * place), encoding)
    fitted = fit(prepared(pixels), limits)
    check(fitted, limits)
    assert (fitted.width, fitted.height) == PICTURE, "only the quality gives way"
    assert sent(as_jpeg(pixels, fitted.quality + 1), encoding) > limits.characters
    assert fitted.encodes <= 3


@pytest.mark.parametrize("share", [1.0, ROUGH])
@pytest.mark.parametrize("sort", ["natural", "soft", "desk"])
def test_a_mosaic_knows_how_much_it_may_err(sort: str, share: float) -> None:
    """What shows that one quality more would not fit, without an encode."""
    mosaic = Mosaic(picture(sort), Encoding.FORM, share)
    known = sent(as_jpeg(picture(sort), 80))
    for quality in (76, 78, 79, 81, 82, 84):
        times, unsure = mosaic.relation(quality, 80)
        assert sent(as_jpeg(picture(sort), quality)) == pytest.approx(known * times, rel=unsure)
        assert unsure < 0.1


@pytest.mark.parametrize("quality", [70, 71, 83, 94, 95])
def test_a_limit_that_is_just_reached(quality: int) -> None:
    pixels = picture("text")
    exact = sent(as_jpeg(pixels, quality))
    assert fit(prepared(pixels), UploadLimits(exact, Encoding.FORM)).quality == quality
    if quality > LEAST:
        assert fit(prepared(pixels), UploadLimits(exact - 1, Encoding.FORM)).quality == quality - 1


def test_the_same_picture_gives_the_same_file() -> None:
    limits = UploadLimits(400_000, Encoding.FORM)
    assert fit(prepared(picture("natural")), limits) == fit(prepared(picture("natural")), limits)


# --- Size ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["natural", "soft", "text", "noise"])
@pytest.mark.parametrize("share", [0.97, 0.6, 0.2])
def test_below_the_least_quality_the_picture_becomes_smaller(sort: str, share: float) -> None:
    pixels = picture(sort)
    limits = UploadLimits(round(sent(as_jpeg(pixels, LEAST)) * share), Encoding.FORM)
    fitted = fit(prepared(pixels), limits)
    check(fitted, limits)
    assert fitted.quality == LEAST
    assert fitted.width < PICTURE[0]
    assert fitted.width / fitted.height == pytest.approx(PICTURE[0] / PICTURE[1], rel=0.005)
    scale = 1.03 * fitted.width / PICTURE[0]
    if scale < 1 and fitted.characters < FULL * limits.characters:
        assert sent(as_jpeg(scaled(pixels, scale), LEAST)) > limits.characters, (
            "as large as can be, within 3 % of its sides"
        )


def test_sides_that_are_too_long() -> None:
    limits = UploadLimits(ROOMY, Encoding.JSON, 15, 1000)
    fitted = fit(prepared(picture("text")), limits)
    check(fitted, limits)
    assert (fitted.width, fitted.height, fitted.quality) == (1000, 722, 95)


def test_sides_that_are_too_short() -> None:
    limits = UploadLimits(ROOMY, Encoding.JSON, 33, 4999)
    fitted = fit(prepared(plain(60, 20)), limits)
    check(fitted, limits)
    assert (fitted.width, fitted.height) == (99, 33)


def test_a_sliver_gets_white_at_its_side() -> None:
    limits = UploadLimits(ROOMY, Encoding.FORM, 15, 400)
    fitted = fit(prepared(np.zeros((20, 2000, 3), np.uint8)), limits)
    seen = check(fitted, limits)
    assert (fitted.width, fitted.height, fitted.content_size) == (400, 15, (400, 4))
    assert seen.getpixel((200, 1)) < (40, 40, 40)
    assert seen.getpixel((200, 14)) == (255, 255, 255)


def test_a_ratio_that_a_service_does_not_take() -> None:
    limits = UploadLimits(ROOMY, Encoding.FORM, 15, 4096, max_ratio=3)
    fitted = fit(prepared(plain(1000, 100)), limits)
    check(fitted, limits)
    assert fitted.height == 334


def test_a_limit_that_nothing_fits_into() -> None:
    with pytest.raises(ValueError, match="500"):
        fit(prepared(picture("noise")), UploadLimits(500, Encoding.FORM))


@pytest.mark.parametrize("sides", [(0, 10), (20, 10)])
def test_limits_of_sides_that_exclude_everything(sides: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="sides"):
        UploadLimits(1, Encoding.FORM, *sides)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(32, 500),
    st.integers(32, 500),
    st.integers(1, 200),
    st.integers(0, 900),
    st.integers(6_000, 300_000),
    st.sampled_from(Encoding),
    st.sampled_from(["noise", "natural", "plain"]),
)
def test_any_size_fits_anywhere(
    width: int, height: int, shortest: int, more: int, characters: int, encoding: Encoding, sort: str
) -> None:
    pixels = plain(width, height) if sort == "plain" else SORTS[sort](width, height)
    limits = UploadLimits(characters, encoding, shortest, shortest + more + 100)
    try:
        fitted = fit(prepared(pixels), limits)
    except ValueError:
        # As small as the service takes, and still too long.
        assert sent(as_jpeg(SORTS["noise"](shortest, shortest), LEAST), encoding) > characters * 0.5
        return
    check(fitted, limits)
    whole = fitted.to_source(Quad.rectangle(0, 0, *fitted.content_size))
    assert whole.bounds == pytest.approx((0, 0, width, height))


# --- Places -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("longest", [4096, 1500, 611, 240])
@pytest.mark.parametrize("mark", [(60, 50), (900, 640), (1721, 1204)])
def test_what_is_found_is_where_it_was(mark: tuple[int, int], longest: int) -> None:
    """Within a pixel of the picture."""
    image = Image.new("RGB", PICTURE, "white")
    x, y = mark
    ImageDraw.Draw(image).ellipse((x - 30, y - 30, x + 30, y + 30), fill="black")
    limits = UploadLimits(ROOMY, Encoding.FORM, 15, longest)
    fitted = fit(prepared(np.asarray(image)), limits)
    dark = 255 - np.asarray(check(fitted, limits).convert("L")).astype(np.float64)
    dark[dark < 40] = 0
    rows, columns = np.mgrid[0 : fitted.height, 0 : fitted.width] + 0.5
    found = ((dark * columns).sum() / dark.sum(), (dark * rows).sum() / dark.sum())
    there = fitted.to_source(Quad.rectangle(*found, *found)).centre
    assert there == pytest.approx((x + 0.5, y + 0.5), abs=0.5)
    part = fitted.to_image(Quad.rectangle(*found, *found)).centre
    assert (part.x * PICTURE[0], part.y * PICTURE[1]) == pytest.approx(there)


# --- Large pictures -----------------------------------------------------------------------------------------------


MOST_ENCODES = {12: 2, 24: 2, 50: 3}
SELDOM = 0.05
"""Of the limits, at which one encode more is needed: two qualities' files differ by less than a mosaic can tell."""


def encodes_of(megapixels: int, seed: int, places: list[float]) -> list[int]:
    """Encodes within two services' limits, between the least quality and the best (``places`` from 0), and below (to
    -1); each file fits, and is the best that does.
    """
    pixels = photo(megapixels, seed)
    image, size = prepared(pixels), (pixels.shape[1], pixels.shape[0])
    least, most = (sent(as_jpeg(pixels, quality)) for quality in (LEAST, BEST))
    within = [UploadLimits(mega << 20, Encoding.FORM, 15, 8192) for mega in (4, 10)]
    for place in places:
        characters = least * (most / least) ** place if place >= 0 else least * (1 + place)
        within.append(UploadLimits(round(characters), Encoding.FORM))
    encodes = []
    for limits in within:
        fitted = fit(image, limits)
        check(fitted, limits)
        encodes.append(fitted.encodes)
        if fitted.quality < BEST and (fitted.width, fitted.height) == size:
            assert sent(as_jpeg(pixels, fitted.quality + 1)) > limits.characters, limits
    return encodes


def test_a_photo_is_encoded_twice_at_most() -> None:
    assert max(encodes_of(12, 3, [0.5, -0.4])) <= MOST_ENCODES[12]


@pytest.mark.heavy
@pytest.mark.parametrize("megapixels", MOST_ENCODES)
def test_photos_of_phones_and_cameras(megapixels: int) -> None:
    encodes = [count for seed in range(6) for count in encodes_of(megapixels, seed, [0.2, 0.5, 0.8, -0.2, -0.6])]
    assert max(encodes) <= MOST_ENCODES[megapixels] + 1
    assert sum(count > MOST_ENCODES[megapixels] for count in encodes) <= SELDOM * len(encodes)


@pytest.mark.heavy
@pytest.mark.parametrize("size", SIZES.values())
@pytest.mark.parametrize("sort", SORTS)
def test_large_pictures_that_are_no_photos(sort: str, size: tuple[int, int]) -> None:
    """However often they are encoded."""
    pixels = SORTS[sort](*size)
    for characters in (4 << 20, 10 << 20):
        limits = UploadLimits(characters, Encoding.FORM, 15, 8192)
        fitted = fit(prepared(pixels), limits)
        check(fitted, limits)
        if fitted.quality < BEST and (fitted.width, fitted.height) == size:
            assert sent(as_jpeg(pixels, fitted.quality + 1)) > characters
