"""Sends a file to the decoder's process once, not with every one of its pages.

Only what is at hand is kept there, and only the last of it: what is forgotten here is forgotten there, with the process
itself, whose memory may hold more of a file than anybody knows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from desktop_ocr.workflow.at_hand import AtHand
from desktop_ocr.workflow.last_file import NotTheLast, with_last, with_new
from desktop_ocr.workflow.workers import WorkerPool


class Sending:
    """``run`` is a ``Run`` for functions whose first argument is a file's content; others are run as they are."""

    def __init__(self, pool: WorkerPool, at_hand: AtHand) -> None:
        self._pool, self._at_hand = pool, at_hand
        self._last = ""
        """The digest of the file that was sent last and is kept there, as far as is known."""
        self._times_forgotten = 0
        at_hand.subscribe(self._forget)

    async def run(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        if not arguments or not isinstance(arguments[0], bytes):
            return await self._pool.run(function, *arguments)
        times = self._times_forgotten
        try:
            return await self._sent(function, *arguments)
        finally:
            if times != self._times_forgotten:  # it waited for its turn meanwhile, and may have left its file there
                self._pool.renew()

    async def _sent(self, function: Callable[..., Any], content: bytes, /, *others: Any) -> Any:
        digest = self._at_hand.digest_of(content)
        if digest and digest == self._last:
            with contextlib.suppress(NotTheLast):  # another came meanwhile, or the process is a new one
                return await self._pool.run(with_last, digest, function, *others)
            digest = self._at_hand.digest_of(content)  # all may have been forgotten while this one waited
        self._last = digest
        return await self._pool.run(with_new, digest, content, function, *others)

    def _forget(self) -> None:
        self._times_forgotten += 1
        if self._last:
            self._last = ""
            self._pool.renew()
