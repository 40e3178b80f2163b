"""What runs in the decoder's worker process: foreign bytes → pixels, with memory and time limited.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from desktop_ocr.domain.errors import ClerkError, SourceTooLarge
from desktop_ocr.domain.recipe import PreparedImage, Recipe

DECODER_BYTES = 1 << 30
"""Address space of the decoder, where the system can limit it: most pictures of 60 million pixels take less."""
SKEW_SIDE = 1600
"""Longest side, in pixels, of a page whose tilt is measured."""
MEMORY = f"{DECODER_BYTES >> 30} GiB RAM"


def start_decoder() -> None:
    """Limit the memory of this process; on Windows and macOS only the limits on size and time hold."""
    import PIL.Image  # noqa: F401 - before the limit: loading libraries takes address space too

    try:
        import resource
    except ImportError:
        return
    import sys

    if sys.platform.startswith("linux"):
        resource.setrlimit(resource.RLIMIT_AS, (DECODER_BYTES, DECODER_BYTES))


def decode_page(content: bytes, page: int, recipe: Recipe, small: int = 0) -> PreparedImage:
    """Decode one page of a file, reduced to ``small`` pixels if that is not 0, and prepare it; raises a SourceError."""
    from desktop_ocr.imaging.decode import decode
    from desktop_ocr.imaging.prepare import apply

    failure: ClerkError
    try:
        return apply(recipe, decode(content, page, small=small))
    except ClerkError as error:
        failure = type(error)(**error.facts)
    except MemoryError:
        failure = SourceTooLarge(size=f"> {MEMORY}", limit=MEMORY)
    # Raised without its history: a worker keeps its last exception, whose frames hold the picture, during the next job.
    raise failure


def straightened(content: bytes, page: int, recipe: Recipe) -> Recipe:
    """The recipe that straightens what it prepares, found from the page's lines; the same where that is not sure.

    Raises a SourceError.
    """
    from desktop_ocr.imaging.skew import skew

    flat = decode_page(content, page, Recipe(turn=recipe.turn), SKEW_SIDE)
    tilt = skew(decode_page(content, page, recipe, SKEW_SIDE))
    return recipe.straightened(recipe.straighten - tilt, (flat.width, flat.height)) if tilt else recipe
