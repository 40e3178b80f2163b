"""Keeps the clerk's work: opens the store behind the window, says how safe the work is, asks where it must."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, FormerStoreAside, StoreError
from desktop_ocr.store.opening import CannotOpen, MemoryOnly, NeedsUnlock, Opened
from desktop_ocr.ui import clipboard
from desktop_ocr.ui.backups_page import BackupsPage
from desktop_ocr.ui.banner import Saying
from desktop_ocr.ui.bin_page import BinPage
from desktop_ocr.ui.dialogs.last_write import LastWriteDialog
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog
from desktop_ocr.ui.recovery_page import RecoveryPage
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.unlocking import Unlocking
from desktop_ocr.ui.watching import watch_backups, watch_typing
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.saving import Saving


class Safekeeping(QObject):
    """``restored`` comes once the work of the last time is back, or where there is none to come back."""

    restored = Signal()

    def __init__(
        self, bench: Workbench, safe: Safe, contents: Contents, types: Mapping[str, DocumentType], words: Words
    ) -> None:
        super().__init__(bench)
        self.keeper: Keeper | None = None
        self._bench, self._safe, self._contents = bench, safe, contents
        self._types, self._words = types, words
        self._working: list[asyncio.Task[None]] = []
        """What uses the store by itself, until it is closed."""
        self._waited_in_vain = False
        """Whether the disk did not answer in time when the clerk wanted to close."""
        self._unlocking = Unlocking(bench, safe, words)
        self._recovery = RecoveryPage(bench, safe)
        self._bin = BinPage(bench, safe, types, words)
        self._backups = BackupsPage(bench, safe, words, lambda: self.keeper is not None, self._stop_keeping)
        self._backups.not_restored.connect(self._say_memory_only)
        bench.banner.recovery_asked.connect(self._ask_recovery)
        bench.banner.passphrase_asked.connect(self._ask_passphrase)
        bench.progress.show_kept(self.tr("Opening the store…"))

    # --- The start --------------------------------------------------------------------------------------------------

    async def begin(self) -> None:
        """Open the store and bring back the work; the window can be used meanwhile."""
        try:
            outcome = await self._safe.open()
            if isinstance(outcome, Opened):
                await self._keep()
            elif isinstance(outcome, NeedsUnlock):
                if await self._unlocking.unlock(outcome):
                    await self._keep()
                else:
                    self._say_memory_only(self.tr("The saved papers stay locked."))
            elif isinstance(outcome, MemoryOnly):
                self._say_memory_only(self.tr("No key store is available on this computer."))
            elif isinstance(outcome, CannotOpen):
                self._say_memory_only(self._words.sentence(outcome.error))
        except ClerkError as error:
            self._say_memory_only(self._words.sentence(error))
        except OSError:
            self._say_memory_only(self.tr("The folder of the store may not be written to, or its disk is full."))
        self.restored.emit()

    async def _keep(self) -> None:
        """From here on everything is kept."""
        assert self._safe.thread is not None
        keeper = Keeper(self._bench.batch, self._safe.thread, self._contents.at_hand)
        self._contents.keeper = keeper
        keeper.subscribe(self._show_saving)
        keeper.subscribe_to_other(self._tell_other)
        session = await keeper.load(self._types)
        if self._bench.locking is not None and (self._bench.gate.is_closed or not self._safe.knows_clerk):
            self._bench.locking.lock()  # before anything of it is painted; locked before, it did not know how to unlock
        self.keeper = keeper
        self._bench.know_exported([self._bench.batch.document(key) for key in session.exported])
        self._bench.banner.clear(Saying.MEMORY_ONLY)
        if session.is_stopped:
            self._bench.review.stop_reading()
        if self._safe.code_to_save:
            self._bench.banner.show_recovery_unsaved()
        if session.current is not None:
            self._bench.queue.select(session.current)
            for key, field, text in session.drafts:
                if key == session.current:
                    self._bench.fields.type(field, text)
        self._show_saving()
        if self._bench.services is not None:
            await self._bench.services.begin(keeper)
        await self._tell_warnings()  # after all that takes a notice away
        for work in (keeper.run(), watch_typing(self._bench, keeper), watch_backups(self._bench, self._safe)):
            self._working.append(self._bench.tasks.start(work))

    async def _tell_warnings(self) -> None:
        """News once, in the line that goes with the next step; what stays as it is in the strip."""
        news = [one for one in self._safe.warnings if isinstance(one, FormerStoreAside)]
        if risks := [self._words.sentence(one) for one in self._safe.warnings if one not in news]:
            self._bench.banner.show_at_risk("\n".join(risks))
        for one in news:
            self._bench.notice.tell(self._words.sentence(one))
            await self._safe.note_told(one)

    # --- As it goes -------------------------------------------------------------------------------------------------

    def _show_saving(self) -> None:
        keeper, banner = self.keeper, self._bench.banner
        if keeper is None:
            return
        if keeper.saving is Saving.FAILED and keeper.problem is not None:
            sentence = self._words.sentence(keeper.problem)
            banner.show_not_saved(sentence)
            again = self.tr("As soon as saving works again, so does the camera.")
            self._bench.camera.refuse(f"{sentence}\n{again}")
        else:
            banner.clear(Saying.NOT_SAVED)
            self._bench.camera.refuse("")
        words = {
            Saving.SAVED: self.tr("✓ Saved"),
            Saving.UNDER_WAY: self.tr("… Saving"),
            Saving.FAILED: self.tr("× Not saved"),
        }
        self._bench.progress.show_kept(words[keeper.saving])

    def _tell_other(self, source: Source) -> None:
        text = self.tr("The file {name} was changed after it was read. It is read again: compare the values once more.")
        self._bench.notice.tell(text.format(name=source.name), True)

    def _say_memory_only(self, reason: str) -> None:
        self._bench.banner.show_memory_only(reason)
        self._bench.progress.show_kept(self.tr("● In memory only"))

    async def _stop_working(self) -> None:
        """Before the store is closed under it."""
        working, self._working = self._working, []
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)

    async def close(self) -> None:
        """At the end: what has changed is written, a backup made, the store closed."""
        clipboard.forget()
        if self.keeper is not None:
            if not self._bench.gate.is_closed:  # whoever closes a locked window commits nothing: a draft stays one
                self._bench.fields.commit()
            await self._write_last(self.keeper)
            with contextlib.suppress(StoreError):  # the papers are what counts
                await self.keeper.remember(self._bench.review.key, None, is_stopped=self._bench.review.is_stopped)
        await self._safe.close()

    async def _write_last(self, keeper: Keeper) -> None:
        """Whoever has not said so loses nothing: a disk that fails just now may answer the next time."""
        await keeper.write_work()
        while keeper.problem is not None and not keeper.is_work_on_disk and self._bench.leaving.asks:
            papers = len(self._bench.exports.missing())
            if not papers:
                return
            dialog = LastWriteDialog(self._words.sentence(keeper.problem), papers)
            await answer(dialog)
            if dialog.is_given_up:
                return
            await keeper.write_work()

    def note_exported(self, documents: Sequence[Document]) -> None:
        """These were written to a file as they are now: their time of being kept runs."""
        if self.keeper is not None:
            self.keeper.mark_exported(documents)

    @property
    def keeps_all(self) -> bool:
        """Whether nothing is lost by closing: all is on the disk, or will be when ``close`` returns."""
        if self.keeper is None or self.keeper.saving is Saving.FAILED:
            return False
        return not self._waited_in_vain or self.keeper.is_work_on_disk

    @property
    def is_writing(self) -> bool:
        return self.keeper is not None and self.keeper.saving is Saving.UNDER_WAY

    async def settled(self, within: float) -> None:
        """Wait until what is being written is on the disk or has failed, for so many seconds at most."""
        if self.keeper is not None:
            self._waited_in_vain = False
            try:
                await asyncio.wait_for(self.keeper.settled(), within)
            except TimeoutError:
                self._waited_in_vain = True

    # --- What the clerk asks for ------------------------------------------------------------------------------------

    def _ask_recovery(self) -> None:
        self._bench.dialogs.start(self._bench.guard.before(self._recovery.show))

    def _ask_passphrase(self) -> None:
        self._bench.dialogs.start(self._set_passphrase)

    async def _set_passphrase(self) -> None:
        dialog = PassphraseDialog(self._bench.window)
        if not await answer(dialog):
            return
        try:
            await self._safe.create_with_passphrase(dialog.passphrase)
            await self._keep()
        except ClerkError as error:
            self._bench.tell_error(error)
        except OSError:
            text = self.tr("The folder of the store may not be written to, or its disk is full.")
            self._bench.notice.tell(text, True)

    def open_bin(self) -> None:
        if self.keeper is not None:
            self._bench.dialogs.start(self._bench.guard.before(partial(self._bin.show, self.keeper)))

    def open_backups(self) -> None:
        if self.keeper is not None:
            self._bench.dialogs.start(self._bench.guard.before(self._backups.show))

    async def _stop_keeping(self) -> None:
        """Before a backup is put in the place of what is kept; nothing is kept from here on.

        Raises ``StoreError`` where the last of the work does not reach the disk: the backup would take its place.
        """
        keeper, self.keeper = self.keeper, None
        if keeper is None:
            return
        await self._stop_working()
        await keeper.write_work()
        if keeper.saving is Saving.FAILED and keeper.problem is not None:
            raise keeper.problem
