"""What runs in the decoder's worker process: foreign bytes → pixels, with memory and time limited.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from desktop_ocr.domain.recipe import PreparedImage, Recipe

DECODER_BYTES = 1 << 30
"""Address space of the decoder, where the system can limit it: a picture of 60 million pixels takes a third."""


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
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def decode_page(content: bytes, page: int, recipe: Recipe) -> PreparedImage:
    """Decode one page of a file and prepare it by its recipe; raises a SourceError."""
    from desktop_ocr.imaging.decode import decode
    from desktop_ocr.imaging.prepare import apply

    return apply(recipe, decode(content, page))
