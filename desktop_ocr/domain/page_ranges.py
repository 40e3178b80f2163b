"""Which pages of a long file are wanted, as a person writes it: ``1-20, 35, 40-``."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d*)\s*(?:[-–—~～至到]\s*(\d*))?")
_COMMAS = re.compile(r"[,，、;；]")


def parse(text: str, pages: int) -> tuple[int, ...] | None:
    """The numbers meant, rising and each once; None where the text means nothing or a page that is not there.

    An open end is that of the file: ``40-`` goes to the last page, ``-5`` begins with the first.
    """
    wanted: set[int] = set()
    for part in _COMMAS.split(text.strip()):
        match = _PART.fullmatch(part.strip())
        if match is None or not any(match.groups()):
            return None
        is_one = match[2] is None
        first = int(match[1] or 1)
        last = first if is_one else int(match[2] or pages)
        if not 1 <= first <= last <= pages:
            return None
        wanted.update(range(first, last + 1))
    return tuple(sorted(wanted))
