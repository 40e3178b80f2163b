"""Keeps the clerk's work: opens the store behind the window, says how safe the work is, asks where it must."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, FormerStoreAside, StoreError
from desktop_ocr.store.opening import CannotOpen, MemoryOnly, NeedsUnlock, Opened
from desktop_ocr.ui import clipboard
from desktop_ocr.ui.banner import Saying
from desktop_ocr.ui.bin_page import BinPage
from desktop_ocr.ui.dialogs.backups import BackupItem, BackupsDialog
from desktop_ocr.ui.dialogs.passphrase import PassphraseDialog
from desktop_ocr.ui.dialogs.unlock import UnlockDialog, Way
from desktop_ocr.ui.recovery_page import RecoveryPage
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.keeping import Contents, Keeper
from desktop_ocr.workflow.safe import Safe
from desktop_ocr.workflow.saving import Saving

LOOKED_AT = 0.4
"""Seconds between two looks at what the clerk is typing: so much of it a crash takes at most, and a little more."""
_RECOVERY: frozenset[Way] = frozenset({"recovery"})
_BOTH: frozenset[Way] = frozenset({"recovery", "passphrase"})
BACKUP_LOOK = 300.0
"""Seconds between two looks whether a backup is due."""


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
        self._recovery = RecoveryPage(bench, safe)
        self._bin = BinPage(bench, safe, types, words)
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
                await self._unlock(outcome)
            elif isinstance(outcome, MemoryOnly):
                self._say_memory_only(self.tr("No key store is available on this computer."))
            elif isinstance(outcome, CannotOpen):
                self._say_memory_only(self._words.sentence(outcome.error))
        except ClerkError as error:
            self._say_memory_only(self._words.sentence(error))
        except OSError:
            self._say_memory_only(self.tr("The folder of the store may not be written to, or its disk is full."))
        self.restored.emit()

    async def _unlock(self, waiting: NeedsUnlock) -> None:
        ways = _BOTH if waiting.slots.has_passphrase else _RECOVERY
        dialog = UnlockDialog(ways, self._why(waiting), self._bench.window)
        dialog.unlock_asked.connect(lambda way, text: self._bench.tasks.start(self._try(dialog, waiting, way, text)))
        if await answer(dialog):
            await self._keep()
        else:
            self._say_memory_only(self.tr("The saved papers stay locked."))

    async def _try(self, dialog: UnlockDialog, waiting: NeedsUnlock, way: str, text: str) -> None:
        try:
            await self._safe.unlock(waiting, way, text)
        except ClerkError as error:
            dialog.show_wrong(self._words.sentence(error))
        except OSError:
            dialog.show_wrong(self.tr("The folder of the store may not be written to, or its disk is full."))
        else:
            dialog.accept()

    def _why(self, waiting: NeedsUnlock) -> str:
        if waiting.slots.has_passphrase:
            return self.tr("The saved papers are locked. They open with the passphrase or the recovery code.")
        return self.tr("The key of the saved papers is not on this computer any more. The recovery code opens them.")

    async def _keep(self) -> None:
        """From here on everything is kept."""
        assert self._safe.thread is not None
        keeper = Keeper(self._bench.batch, self._safe.thread)
        self._contents.keeper = keeper
        keeper.subscribe(self._show_saving)
        session = await keeper.load(self._types)
        if self._bench.locking is not None and not self._safe.knows_clerk:
            self._bench.locking.lock()  # before anything of it is painted
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
        for work in (keeper.run(), self._watch_typing(keeper), self._watch_backups()):
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

    def _say_memory_only(self, reason: str) -> None:
        self._bench.banner.show_memory_only(reason)
        self._bench.progress.show_kept(self.tr("● In memory only"))

    async def _watch_typing(self, keeper: Keeper) -> None:
        """What is looked at and typed, as far as it is not kept already."""
        known: tuple[int | None, tuple[str, str] | None, bool] = (None, None, False)
        while True:
            await asyncio.sleep(LOOKED_AT)
            now = (self._bench.review.key, self._bench.fields.typed(), self._bench.review.is_stopped)
            if now == known:
                continue
            draft = now[1] or ((known[1][0], None) if known[1] and known[0] == now[0] else None)
            try:
                await keeper.remember(now[0], draft, is_stopped=now[2])
            except StoreError:
                continue  # told by the keeper; tried again
            known = now

    async def _watch_backups(self) -> None:
        while True:
            await asyncio.sleep(BACKUP_LOOK)
            try:
                await self._safe.back_up_if_due()
            except ClerkError as error:
                self._bench.tell_error(error)

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
            await self.keeper.write()
            with contextlib.suppress(StoreError):  # the papers are what counts
                await self.keeper.remember(self._bench.review.key, None, is_stopped=self._bench.review.is_stopped)
        await self._safe.close()

    def note_exported(self, documents: Sequence[Document]) -> None:
        """These were written to a file as they are now: their time of being kept runs."""
        if self.keeper is not None:
            self.keeper.mark_exported(documents)

    @property
    def keeps_all(self) -> bool:
        """Whether nothing is lost by closing: all is on the disk, or will be when ``close`` returns."""
        return self.keeper is not None and self.keeper.saving is not Saving.FAILED

    @property
    def is_writing(self) -> bool:
        return self.keeper is not None and self.keeper.saving is Saving.UNDER_WAY

    async def settled(self, within: float) -> None:
        """Wait until what is being written is on the disk or has failed, for so many seconds at most."""
        if self.keeper is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.keeper.settled(), within)

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
            self._bench.dialogs.start(self._bench.guard.before(self._show_backups))

    async def _show_backups(self) -> None:
        items, last = await self._backup_items()
        dialog = BackupsDialog(items, last, self._bench.window)
        dialog.backup_asked.connect(lambda: self._bench.tasks.start(self._back_up(dialog)))
        dialog.restore_asked.connect(lambda name: self._bench.tasks.start(self._restore(dialog, name)))
        await answer(dialog)

    def _is_open(self, dialog: BackupsDialog) -> bool:
        """A restore that failed has closed the store: nothing more can be done with it before the next start."""
        if self.keeper is None:
            dialog.say(self.tr("The store is closed. Start the program again."), is_error=True)
        return self.keeper is not None

    async def _back_up(self, dialog: BackupsDialog) -> None:
        if not self._is_open(dialog):
            return
        dialog.show_progress(self.tr("Making a backup and reading it back…"))
        problem: ClerkError | None = None
        try:
            await self._safe.back_up()
        except ClerkError as error:
            problem = error
        dialog.show_items(*await self._backup_items())
        dialog.say(self._words.sentence(problem) if problem else "", is_error=problem is not None)

    async def _restore(self, dialog: BackupsDialog, name: str) -> None:
        """The store is closed by that: the window ends, and the next start shows the backup."""
        chosen = next((one for one in await self._safe.backups() if one.path.name == name), None)
        if not self._is_open(dialog) or self.keeper is None:
            return
        if chosen is None:  # it has just been pruned
            dialog.show_items(*await self._backup_items())
            return
        dialog.show_progress(self.tr("Putting the backup in place; the present papers are kept aside…"))
        keeper, self.keeper = self.keeper, None
        await self._stop_working()
        try:
            await keeper.write()
            await self._safe.restore(chosen)
        except ClerkError as error:  # from here on nothing is kept, and that is said
            self._say_memory_only(self._words.sentence(error))
            dialog.show_items(*await self._backup_items())
            dialog.say(self._words.sentence(error), is_error=True)
            return
        dialog.show_items(*await self._backup_items())
        dialog.accept()
        self._bench.window.leave(self._bench.window.state.splitter)

    async def _backup_items(self) -> tuple[list[BackupItem], datetime | None]:
        found = await self._safe.backups()
        items = [
            BackupItem(one.path.name, one.made, one.documents, await asyncio.to_thread(_size, one.path))
            for one in found
        ]
        return items, (found[0].made if found else None)


def _size(folder: Path) -> int:
    """Bytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
