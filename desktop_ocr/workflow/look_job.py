"""What runs in the worker process that looks at a camera's frames: outlines, quality, small pictures of the papers.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from dataclasses import replace

from desktop_ocr.domain.outline import Outline
from desktop_ocr.domain.quality import Advice, Quality
from desktop_ocr.domain.recipe import PreparedImage, Recipe
from desktop_ocr.workflow.looking import Look
from desktop_ocr.workflow.prints import SIDE

OUTLINE_SIDE = 640
"""Longest side, in pixels, of what outlines are looked for in: edges are seen as well as in a large picture, sooner."""


def start_looker() -> None:
    """Load before the first frame what takes its time."""
    import desktop_ocr.imaging.outlines
    import desktop_ocr.imaging.quality  # noqa: F401


def look(image: PreparedImage) -> Look:
    """What is seen in a frame, which is upright and ``LOOK_SIDE`` pixels long at most."""
    from desktop_ocr.imaging.outlines import find_outlines

    small = _reduced(image)
    outlines = find_outlines(small, quick=True)
    return Look(outlines, _quality(image, outlines), tuple(_print(small, one) for one in outlines))


def _reduced(image: PreparedImage) -> PreparedImage:
    from PIL import Image

    whole = Image.frombuffer("RGB", (image.width, image.height), image.pixels, "raw", "RGB", 0, 1)
    share = OUTLINE_SIDE / max(image.width, image.height)
    if share >= 1:
        return image
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return PreparedImage(*size, whole.resize(size, Image.Resampling.BOX).tobytes())


def _quality(image: PreparedImage, outlines: tuple[Outline, ...]) -> Quality:
    """Of the largest paper that is sure: the desk around it may be dark, and no camera is sharp everywhere."""
    from desktop_ocr.imaging.prepare import apply
    from desktop_ocr.imaging.quality import measure

    sure = [one.quad for one in outlines if one.is_sure]
    if not sure:
        return measure(image)
    recipe = Recipe(crop=max(sure, key=lambda quad: quad.width * quad.height))
    found = measure(apply(recipe, image))
    return replace(
        found,
        glare=tuple(recipe.quad_to_page(quad) for quad in found.glare),
        advice=tuple(one for one in found.advice if one is not Advice.CUT_OFF),  # it lies whole in the frame
    )


def _print(image: PreparedImage, outline: Outline) -> bytes:
    """See ``prints.likeness``: grey, ``SIDE`` × ``SIDE`` pixels, of mean 128 and one standard deviation of 42."""
    from PIL import Image, ImageStat

    from desktop_ocr.imaging.prepare import apply

    paper = apply(Recipe(crop=outline.quad), image)
    whole = Image.frombuffer("RGB", (paper.width, paper.height), paper.pixels, "raw", "RGB", 0, 1)
    small = whole.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    seen = ImageStat.Stat(small)
    mean, deviation = seen.mean[0], max(seen.stddev[0], 1.0)
    return small.point([round(128 + 42 * (grey - mean) / deviation) for grey in range(256)]).tobytes()
