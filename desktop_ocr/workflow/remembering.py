"""What the clerk is doing beside what is in the batch, kept so that the next start goes on there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_ocr.store.records import Draft
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread

CURRENT, STOPPED = "current", "stopped"
"""Remembered: the number of the document that the clerk looked at last; whether the clerk had stopped reading."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the clerk was doing when the program ended: keys of the batch, and texts that were being typed."""

    current: int | None
    drafts: tuple[tuple[int, str, str], ...]
    """(key, field, text), oldest first."""
    exported: tuple[int, ...]
    """Keys of documents that are in a file as they are."""
    is_stopped: bool
    """Whether the clerk had stopped reading: what waits is not read before it is asked for."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The same, in the store's numbers."""

    current: object
    drafts: Sequence[Draft]
    is_stopped: bool

    def session(self, keys: Mapping[int, int], exported: Sequence[int]) -> Session:
        """``keys`` of the batch by the store's numbers; ``exported`` are of them."""
        current = keys.get(self.current) if isinstance(self.current, int) else None
        drafts = tuple((keys[one.document], one.field, one.text) for one in self.drafts if one.document in keys)
        return Session(current, drafts, tuple(exported), self.is_stopped)


async def recall(thread: StoreThread) -> Remembered:
    """Raises ``StoreError``."""
    drafts = await thread.run(Store.drafts)
    current = await thread.run(Store.recall, CURRENT)
    return Remembered(current, drafts, bool(await thread.run(Store.recall, STOPPED)))


async def remember(
    thread: StoreThread, current: int | None, draft: tuple[str, str | None] | None, *, is_stopped: bool
) -> None:
    """The number of the document that is looked at, and the text in a field's editor (None: none that is not kept
    already).  Raises ``StoreError``.
    """
    await thread.run(Store.remember, STOPPED, is_stopped)
    await thread.run(Store.remember, CURRENT, current)
    if current is not None and draft is not None:
        await thread.run(Store.draft, current, *draft)
