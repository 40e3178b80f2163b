"""The end of the window: waits for what is coming in or being written, then asks about what closing would lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_ocr.ui.dialogs.closing import Closing, ClosingDialog
from desktop_ocr.ui.tasks import FINISHED_WITHIN, OneAtATime, answer

if TYPE_CHECKING:
    from desktop_ocr.ui.workbench import Workbench


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
            self._bench.notice.tell(self.tr("The window closes once the pictures that are coming in are here."), False)
        if self._bench.tasks.is_awaited or (self.asks and self._is_writing):
            self._waiting.start(self._once_all_is_in)
        else:
            self._ask_or_leave()

    async def _once_all_is_in(self) -> None:
        """Only then can be said whether all is kept."""
        await self._bench.tasks.finish(self.patience)
        self._commit()
        if self._bench.safekeeping is not None:
            await self._bench.safekeeping.settled(self.patience)
        self._ask_or_leave()

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
        return bool(self._unkept) or self._bench.tasks.is_awaited

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
