"""Source pixels + recipe → prepared image."""

from __future__ import annotations

from PIL import Image

from desktop_ocr.domain.geometry import Quad, square_to_quad
from desktop_ocr.domain.recipe import PreparedImage, Recipe

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def apply(recipe: Recipe, page: PreparedImage) -> PreparedImage:
    """Turn and crop an untouched page (RGB, EXIF-upright) as the recipe says; the crop is straightened to a rectangle.

    The rectangle has the mean length, in pixels, of the quad's opposite edges, so nothing is enlarged or thrown away.
    """
    if recipe.is_empty:
        return page
    image = Image.frombuffer("RGB", (page.width, page.height), page.pixels, "raw", "RGB", 0, 1)
    if recipe.turn:
        image = image.transpose(_TURNS[recipe.turn])
    page_size = image.size
    if recipe.crop:
        image = _straightened(image, recipe.crop.scaled(image.width, image.height))
    return PreparedImage(image.width, image.height, image.tobytes(), recipe, page_size)


def _straightened(image: Image.Image, quad: Quad) -> Image.Image:
    """The content of a quad (pixels) as a rectangle."""
    width, height = max(1, round(quad.width)), max(1, round(quad.height))
    a, b, c, d, e, f, g, h = square_to_quad(quad)
    coefficients = (a / width, b / height, c, d / width, e / height, f, g / width, h / height)
    return image.transform((width, height), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
