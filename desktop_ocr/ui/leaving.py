"""The end of the window: waits for what is coming in or being written, then asks about what closing would lose."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_ocr.ui.dialogs.closing import Closing, ClosingDialog
from desktop_ocr.ui.tasks import FINISHED_WITHIN, OneAtATime, answer

if TYPE_CHECKING:
    from desktop_ocr.ui.workbench import Workbench

TOLD_AFTER = 0.5
"""Seconds after which it is said that the window waits for what is being written; mostly that takes less."""


class Leaving(QObject):
    """``asks`` nothing more once the clerk has said that the window may close."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.asks = True
        self.patience = FINISHED_WITHIN
        """Seconds for which what is coming in or being written is waited for."""
        self._bench, self._waiting = bench, OneAtATime(bench.tasks)

    def begin(self) -> None:
        """Close the window, unless that would lose something and the clerk stays."""
        self._bench.camera.close()
        self._commit()
        if self._bench.tasks.is_awaited:
            self._tell(self.tr("The window closes once the pictures that are coming in are here."))
        if self._bench.tasks.is_awaited or (self.asks and self._is_writing):
            self._waiting.start(self._once_all_is_in)
        else:
            self._ask_or_leave()

    async def _once_all_is_in(self) -> None:
        """Only then can be said whether all is kept."""
        await self._bench.tasks.finish(self.patience)
        self._commit()
        if self._bench.safekeeping is not None:
            words = self.tr("Saving what was done last. The window closes when that is on the disk.")
            telling = asyncio.get_running_loop().call_later(TOLD_AFTER, self._tell, words)
            try:
                await self._bench.safekeeping.settled(self.patience)
            finally:
                telling.cancel()
        self._ask_or_leave()

    def _tell(self, text: str) -> None:
        """Where it is seen: a locked window shows its page alone."""
        if self._bench.gate.is_closed and self._bench.locking is not None:
            self._bench.locking.page.say(text, is_error=False)
        else:
            self._bench.notice.tell(text)

    def _commit(self) -> None:
        """Whoever closes a locked window commits nothing."""
        if not self._bench.gate.is_closed:
            self._bench.fields.commit()

    @property
    def _is_writing(self) -> bool:
        return self._bench.safekeeping is not None and self._bench.safekeeping.is_writing

    @property
    def _unkept(self) -> int:
        """Papers with work in them that is neither in a file nor in the store."""
        is_kept = self._bench.safekeeping is not None and self._bench.safekeeping.keeps_all
        return 0 if is_kept else len(self._bench.exports.missing())

    @property
    def _loses_something(self) -> bool:
        return bool(self._unkept) or self._bench.tasks.is_awaited or self._loses_handed_over

    @property
    def _loses_handed_over(self) -> bool:
        """Files that wait for a locked window are taken in at its end, where there is a store to keep them."""
        return self._bench.handed_over.is_waiting and (
            self._bench.safekeeping is None or not self._bench.safekeeping.keeps_all
        )

    def _ask_or_leave(self) -> None:
        """Asked once; not in a locked window, which is not the place to export from."""
        bench = self._bench
        if not self.asks or not self._loses_something:
            bench.leave()
        elif bench.gate.is_closed and bench.locking is not None:
            bench.locking.refuse_to_close()
        else:
            bench.dialogs.start(self._ask_if_still_needed)

    async def _ask_if_still_needed(self) -> None:
        """What was on its way may have come, and be kept, in the meantime."""
        if self._loses_something:
            await self._ask()
        else:
            self._bench.leave()

    async def _ask(self) -> None:
        bench = self._bench
        bench.notice.forget()
        dialog = ClosingDialog(self._unkept, bench.window, are_coming=bench.tasks.is_awaited)
        await answer(dialog)
        if dialog.choice is Closing.EXPORT:
            await bench.guard.before(bench.exports.export)()
        elif dialog.choice is Closing.CLOSE:
            self.asks = False
            bench.tasks.give_up()
            bench.leave()
