"""Runs in the decoder's process: keeps the file that came last, so that it is not sent again for its next page.

Imported by the program as well, so it imports nothing heavy at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class NotTheLast(Exception):
    """The file asked for is not the one that came last: it has to be sent."""


class _LastFile:
    digest = ""
    content = b""


def with_new(digest: str, content: bytes, function: Callable[..., Any], *arguments: Any) -> Any:
    """``function(content, *arguments)``; the file is kept in place of the one before, with an empty digest none is."""
    _LastFile.digest, _LastFile.content = digest, content if digest else b""
    return function(content, *arguments)


def with_last(digest: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """The same with the file that came last.  Raises ``NotTheLast`` where it has another digest, or none came."""
    if not digest or digest != _LastFile.digest:
        raise NotTheLast
    return function(_LastFile.content, *arguments)
