"""Source pixels + recipe → prepared image: first where things lie, then how light they are."""

from __future__ import annotations

from PIL import Image

from desktop_ocr.domain.geometry import WHOLE_PAGE, Quad, square_to_quad
from desktop_ocr.domain.recipe import STRONGEST, Filter, PreparedImage, Recipe
from desktop_ocr.domain.straightening import straightened_size, unstraightened_quad

_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_LIGHTEST, _STEEPEST = 2.0, 2.0
"""Powers of two: brightness 100 takes the fourth root of a grey (0–1), contrast 100 multiplies it fourfold."""


def apply(recipe: Recipe, page: PreparedImage) -> PreparedImage:
    """Prepare an untouched page (RGB, EXIF-upright) as the recipe says; the crop is straightened to a rectangle.

    The rectangle has the mean length, in pixels, of the quad's opposite edges, so nothing is enlarged or thrown away.
    Where the page was turned by a few degrees or a crop reaches beyond it there is white.
    """
    if recipe.is_empty:
        return page
    image = Image.frombuffer("RGB", (page.width, page.height), page.pixels, "raw", "RGB", 0, 1)
    if recipe.turn:
        image = image.transpose(_TURNS[recipe.turn])
    flat = image.size
    width, height = straightened_size(flat, recipe.straighten)
    if recipe.crop or recipe.straighten:  # both at once: pixels are worked out anew only once
        quad = unstraightened_quad(recipe.crop or WHOLE_PAGE, flat, recipe.straighten)
        image = _straightened(image, quad.scaled(*flat))
    image = _filtered(_lit(image, recipe.brightness, recipe.contrast), recipe.filter)
    return PreparedImage(image.width, image.height, image.tobytes(), recipe, (round(width), round(height)))


def _straightened(image: Image.Image, quad: Quad) -> Image.Image:
    """The content of a quad (pixels) as a rectangle."""
    width, height = max(1, round(quad.width)), max(1, round(quad.height))
    a, b, c, d, e, f, g, h = square_to_quad(quad)
    coefficients = (a / width, b / height, c, d / width, e / height, f, g / width, h / height)
    return image.transform(
        (width, height), Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor="white"
    )


def _lit(image: Image.Image, brightness: int, contrast: int) -> Image.Image:
    """Brightness bends the greys and leaves black and white where they are; contrast spreads them from the middle."""
    if not brightness and not contrast:
        return image
    power = 2 ** (-brightness / STRONGEST * _LIGHTEST)
    slope = 2 ** (contrast / STRONGEST * _STEEPEST)
    greys = [((grey / 255) ** power - 0.5) * slope + 0.5 for grey in range(256)]
    return image.point([max(0, min(255, round(grey * 255))) for grey in greys] * 3)


def _filtered(image: Image.Image, chosen: Filter) -> Image.Image:
    if chosen is Filter.NONE:
        return image
    from desktop_ocr.imaging.document_filter import even_out

    return even_out(image)
