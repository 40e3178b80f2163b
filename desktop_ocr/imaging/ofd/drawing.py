"""A page's objects → pixels: well enough to look at and to put boxes on, with Pillow alone."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, sqrt

from PIL import Image, ImageDraw

from desktop_ocr.imaging.ofd.content import Item, Picture, Shape, Text
from desktop_ocr.imaging.ofd.faces import Face, Faces
from desktop_ocr.imaging.ofd.letters import cell, own_matrix
from desktop_ocr.imaging.ofd.masks import filled, stroked
from desktop_ocr.imaging.ofd.matrix import Matrix, after, apply, inverse
from desktop_ocr.imaging.ofd.pictures import opened
from desktop_ocr.imaging.ofd.shapes import outlines
from desktop_ocr.imaging.ofd.style import Colour
from desktop_ocr.imaging.ofd.text_codes import Placed

MAX_LETTER = 400
"""Pixels; larger letters are drawn in this size and enlarged."""
MISSING: Colour = (160, 160, 160, 255)
"""The box for a picture that cannot be opened."""
_NEAR = 0.02


def draw_items(items: Iterable[Item], canvas: Image.Image, to_pixels: Matrix) -> None:
    """Draw on an RGB image; ``to_pixels`` maps millimetres of the page to its pixels."""
    faces = Faces()
    for item in items:
        if isinstance(item, Text):
            _draw_text(item, canvas, to_pixels, faces)
        elif isinstance(item, Shape):
            _draw_shape(item, canvas, to_pixels)
        else:
            _draw_picture(item, canvas, to_pixels)


def _draw_shape(shape: Shape, canvas: Image.Image, to_pixels: Matrix) -> None:
    matrix = after(shape.matrix, to_pixels)
    scale = _scale(matrix)
    found = outlines(shape.data, scale)
    for outline in found:
        outline.points = [apply(matrix, x, y) for x, y in outline.points]
    if shape.style.fill and shape.style.fill[3]:
        _paste(canvas, shape.style.fill, filled(found, canvas.size, is_even_odd=shape.style.is_even_odd))
    if shape.style.stroke and shape.style.stroke[3]:
        for mask in stroked(found, canvas.size, max(1.0, shape.style.width * scale)):
            _paste(canvas, shape.style.stroke, mask)


def _paste(canvas: Image.Image, colour: Colour, mask: tuple[Image.Image, tuple[int, int]] | None) -> None:
    """Colour a part of the canvas through a mask, which lies at a place on it."""
    if mask is None:
        return
    coverage, place = mask
    if colour[3] < 255:
        coverage = coverage.point(lambda value: value * colour[3] / 255)
    canvas.paste(colour[:3], (*place, place[0] + coverage.width, place[1] + coverage.height), coverage)


def _draw_text(text: Text, canvas: Image.Image, to_pixels: Matrix, faces: Faces) -> None:
    colour = text.style.fill or text.style.stroke
    if not colour or not colour[3] or not text.size > 0:
        return
    brush = ImageDraw.Draw(canvas)
    font = text.resources.fonts.get(text.font)
    for placed in text.characters:
        matrix = after(own_matrix(text, placed), to_pixels)
        size = text.size * hypot(matrix[2], matrix[3])
        if placed.text.isspace() or not size >= 1 or not _is_near(canvas, matrix, size):
            continue
        found = faces.found(font, text.archive, placed.text, placed.glyph, min(round(size, 1), MAX_LETTER))
        if found is None:
            _draw_box(text, placed, canvas, to_pixels, colour)
            continue
        face, letter, is_own = found
        width = text.stretch
        if not is_own and placed.width:
            # A stand-in may be wider than the font that was meant; then its letters would touch.
            width = min(width, placed.width * size / text.size / max(1.0, face.getlength(letter)))
        em = text.size / face.size
        glyph = after((em * width, 0.0, 0.0, em, 0.0, 0.0), matrix)
        if colour[3] == 255 and _is_plain(glyph):
            brush.text((matrix[4], matrix[5]), letter, colour[:3], face, anchor="ls")
        else:
            _paste(canvas, colour, _letter_mask(face, letter, glyph, canvas.size))


def _is_plain(matrix: Matrix) -> bool:
    """Whether a glyph, drawn in its face's size, needs neither turn nor stretch."""
    a, b, c, d, _, _ = matrix
    return abs(a - 1) < _NEAR and abs(d - 1) < _NEAR and abs(b) < _NEAR and abs(c) < _NEAR


def _is_near(canvas: Image.Image, matrix: Matrix, size: float) -> bool:
    x, y = matrix[4], matrix[5]
    return -2 * size < x < canvas.width + 2 * size and -2 * size < y < canvas.height + 2 * size


def _letter_mask(
    face: Face, letter: str, matrix: Matrix, size: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]] | None:
    """The coverage of a letter whose own pixels, from its origin on, ``matrix`` maps to the canvas."""
    left, top, right, bottom = (round(edge) for edge in face.getbbox(letter, anchor="ls"))
    if left >= right or top >= bottom:
        return None
    drawn = Image.new("L", (right - left + 2, bottom - top + 2))
    ImageDraw.Draw(drawn).text((1 - left, 1 - top), letter, 255, face, anchor="ls")
    return _mapped(drawn, after((1.0, 0.0, 0.0, 1.0, left - 1.0, top - 1.0), matrix), size)


def _mapped(image: Image.Image, matrix: Matrix, size: tuple[int, int]) -> tuple[Image.Image, tuple[int, int]] | None:
    """An image mapped onto a canvas of ``size``: as much of the canvas as it meets, and where that lies."""
    corners = [apply(matrix, x, y) for x in (0, image.width) for y in (0, image.height)]
    left, top = (max(0, int(min(corner[axis] for corner in corners)) - 1) for axis in (0, 1))
    right, bottom = (min(size[axis], int(max(corner[axis] for corner in corners)) + 2) for axis in (0, 1))
    back = inverse(after(matrix, (1.0, 0.0, 0.0, 1.0, -left, -top)))
    if back is None or left >= right or top >= bottom:
        return None
    a, b, c, d, e, f = back
    method = Image.Transform.AFFINE
    return image.transform((right - left, bottom - top), method, (a, c, e, b, d, f), Image.Resampling.BILINEAR), (
        left,
        top,
    )


def _draw_box(text: Text, placed: Placed, canvas: Image.Image, to_pixels: Matrix, colour: Colour) -> None:
    """What stands for a letter that no font has."""
    inner = [apply(to_pixels, *corner) for corner in cell(text, placed).part(0.12, 0.88).corners]
    ImageDraw.Draw(canvas).polygon(inner, outline=colour[:3])


def _draw_picture(picture: Picture, canvas: Image.Image, to_pixels: Matrix) -> None:
    matrix = after(picture.matrix, to_pixels)
    width, height = hypot(matrix[0], matrix[1]), hypot(matrix[2], matrix[3])
    if not (width >= 1 and height >= 1):
        return
    image = opened(picture, min(width, 2 * canvas.width), min(height, 2 * canvas.height))
    if image is None:
        corners = [apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        ImageDraw.Draw(canvas).polygon(corners, outline=MISSING[:3])
        return
    pixels = after((1 / image.width, 0.0, 0.0, 1 / image.height, 0.0, 0.0), matrix)
    mapped = _mapped(image, pixels, canvas.size)
    if mapped is not None:
        seen, place = mapped
        opacity = seen.getchannel("A")
        if picture.opacity < 1:
            opacity = opacity.point(lambda value: value * picture.opacity)
        canvas.paste(seen.convert("RGB"), place, opacity)


def _scale(matrix: Matrix) -> float:
    a, b, c, d, _, _ = matrix
    return sqrt(abs(a * d - b * c)) or max(hypot(a, b), hypot(c, d))
