"""How many pages a TIFF file has, by the chain of its directories: no page is decoded, no entry of it read."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAX_PAGES = 500


def count_pages(content: bytes) -> tuple[int, bool]:
    """The pages of a TIFF or BigTIFF file, at most ``MAX_PAGES``, and whether there are more.

    A chain that leaves the file or comes back to where it was ends there; at least one page is claimed, which says
    what is wrong when it is decoded.
    """
    pages = 0
    for _ in _directories(content):
        if pages == MAX_PAGES:
            return pages, True
        pages += 1
    return max(1, pages), False


def _directories(content: bytes) -> Iterator[int]:
    order = "<" if content[:2] == b"II" else ">"
    is_big = content[2:4] in (b"+\0", b"\0+")
    count, entry, link = (order + "Q", 20, order + "Q") if is_big else (order + "H", 12, order + "L")
    seen: set[int] = set()
    try:
        (place,) = struct.unpack_from(link, content, 8 if is_big else 4)
        while place and place not in seen:
            (entries,) = struct.unpack_from(count, content, place)
            end = place + struct.calcsize(count) + entries * entry
            seen.add(place)
            yield place
            (place,) = struct.unpack_from(link, content, end) if end <= len(content) else (0,)
    except struct.error:
        return
