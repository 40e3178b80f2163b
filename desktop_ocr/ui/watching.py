"""What goes on beside the clerk's work while there is a store: what is being typed is kept, backups are made."""

from __future__ import annotations

import asyncio

from desktop_ocr.domain.errors import ClerkError, StoreError
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.safe import Safe

LOOKED_AT = 0.4
"""Seconds between two looks at what the clerk is typing: so much of it a crash takes at most, and a little more."""
BACKUP_LOOK = 300.0
"""Seconds between two looks whether a backup is due."""


async def watch_typing(bench: Workbench, keeper: Keeper) -> None:
    """What is looked at and typed, as far as it is not kept already; until it is cancelled."""
    known: tuple[int | None, tuple[str, str] | None, bool] = (None, None, False)
    while True:
        await asyncio.sleep(LOOKED_AT)
        now = (bench.review.key, bench.fields.typed(), bench.review.is_stopped)
        if now == known:
            continue
        draft = now[1] or ((known[1][0], None) if known[1] and known[0] == now[0] else None)
        try:
            await keeper.remember(now[0], draft, is_stopped=now[2])
        except StoreError:
            continue  # told by the keeper; tried again
        known = now


async def watch_backups(bench: Workbench, safe: Safe) -> None:
    """Make one whenever it is due; until it is cancelled."""
    while True:
        await asyncio.sleep(BACKUP_LOOK)
        try:
            await safe.back_up_if_due()
        except ClerkError as error:
            bench.tell_error(error)
