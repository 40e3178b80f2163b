"""What runs in the decoder's worker process: foreign bytes → pixels, with memory and time limited.

Imported by the program as well, so it imports nothing heavy at the top.  A password comes with the call and goes with
it: it is in no result and no error.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar

from desktop_ocr.domain.errors import ClerkError, SourceTooLarge
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import DecodedPart, PreparedImage, Recipe
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.workflow.memory_limit import limit_memory

DECODER_BYTES = 1 << 30
"""Memory of the decoder, where the system can limit it: most pictures of 60 million pixels take less."""
SKEW_SIDE = 1600
"""Longest side, in pixels, of a page whose tilt is measured."""
MEMORY = f"{DECODER_BYTES >> 30} GiB RAM"

_T = TypeVar("_T")


def start_decoder() -> None:
    """Load the libraries, then limit the memory of this process: loading takes address space too."""
    import importlib
    import os

    from desktop_ocr.imaging import decode, paged, raster  # noqa: F401

    raster.load_libraries()
    for module in paged.MODULES.values():
        # One that does not load is told of by the first file that needs it; the others can be read.
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    limit_memory(DECODER_BYTES)
    # What libtiff says of a file belongs in nobody's log.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def describe(content: bytes, password: str = "") -> FileContents:
    """What a file holds: its format and number of pages.  Raises a SourceError."""
    from desktop_ocr.imaging import decode

    return _without_history(lambda: decode.describe(content, password))


def describe_what_is_there(content: bytes, password: str = "") -> FileContents:
    """The same of a file that may be damaged, on a person's word; raises a SourceError."""
    from desktop_ocr.imaging import decode

    return _without_history(lambda: decode.describe_what_is_there(content, password))


def decode_page(content: bytes, page: int, recipe: Recipe, small: int = 0, password: str = "") -> PreparedImage:
    """Decode one page of a file, reduced to ``small`` pixels if that is not 0, and prepare it; raises a SourceError."""
    from desktop_ocr.imaging.decode import decode
    from desktop_ocr.imaging.prepare import apply

    return _without_history(lambda: apply(recipe, decode(content, page, small=small, password=password)))


def decode_what_is_there(content: bytes, page: int, recipe: Recipe, small: int = 0, password: str = "") -> DecodedPart:
    """The same of a page that may be damaged, on a person's word; raises a SourceError."""
    from desktop_ocr.imaging import decode
    from desktop_ocr.imaging.prepare import apply

    def decoded() -> DecodedPart:
        image, is_incomplete = decode.decode_what_is_there(content, page, small=small, password=password)
        return DecodedPart(apply(recipe, image), is_incomplete)

    return _without_history(decoded)


def text_layer(content: bytes, page: int, password: str = "") -> DigitalText | None:
    """The text that a page of a PDF or OFD file holds besides what it draws; None for pictures.

    Raises a SourceError.
    """
    from desktop_ocr.imaging import decode

    return _without_history(lambda: decode.text_layer(content, page, password=password))


def fit_page(image: PreparedImage, limits: UploadLimits) -> Fitted:
    """The best JPEG of a prepared page that a service takes; raises ValueError where there is none."""
    from desktop_ocr.imaging.fitting import fit

    return fit(image, limits)


def _without_history(job: Callable[[], _T]) -> _T:
    failure: ClerkError
    try:
        return job()
    except ClerkError as error:
        failure = type(error)(**error.facts)
    except MemoryError:
        failure = SourceTooLarge(size=f"> {MEMORY}", limit=MEMORY)
    # Raised without its history: a worker keeps its last exception, whose frames hold the picture, during the next job.
    raise failure


def straightened(content: bytes, page: int, recipe: Recipe, password: str = "", is_incomplete: bool = False) -> Recipe:
    """The recipe that straightens what it prepares, found from the page's lines; the same where that is not sure.

    ``is_incomplete``: what can be decoded of the page is enough.  Raises a SourceError.
    """
    from desktop_ocr.imaging.skew import skew

    def decoded(how: Recipe) -> PreparedImage:
        if is_incomplete:
            return decode_what_is_there(content, page, how, SKEW_SIDE, password).image
        return decode_page(content, page, how, SKEW_SIDE, password)

    flat = decoded(Recipe(turn=recipe.turn))
    tilt = skew(decoded(recipe))
    return recipe.straightened(recipe.straighten - tilt, (flat.width, flat.height)) if tilt else recipe
