"""Reading with services, from the window: engines are set up, papers sent after an estimate, halts and losses settled.

Nothing leaves this computer but what the clerk has chosen in the dialog that says what it costs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import CallUnknown, ClerkError, LeftWaiting, TaskUnfinished
from desktop_ocr.ui.dialogs.read_with import OFFLINE, ReadWithDialog
from desktop_ocr.ui.egress_page import EgressPage
from desktop_ocr.ui.engine_page import EnginePage
from desktop_ocr.ui.new_papers import NewPapers
from desktop_ocr.ui.read_choices import ReadChoices
from desktop_ocr.ui.setbacks import Setbacks
from desktop_ocr.ui.tasks import answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow import asking
from desktop_ocr.workflow.halts import Halt
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.services import Services


class ServicesPage(QObject):
    """``begin`` once there is a store; before, papers that wait for a service go on waiting."""

    def __init__(self, bench: Workbench, services: Services, offline: Recogniser, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._services, self._offline, self._words = bench, services, offline, words
        self._keeper: Keeper | None = None
        self._has_sent = False
        self._recognisers: dict[str, Recogniser] = {}
        bench.reading.service = self._recogniser
        bench.reading.halted = bench.review.changed.emit
        services.calls.leaving = self._note_leaving
        self.engines, self.egress = EnginePage(bench, services, words), EgressPage(bench, services, words)
        self._to_choose = ReadChoices(bench, services, offline, words)
        self.setbacks = Setbacks(bench, services, self.engines, words)
        self.setbacks.kind_asked.connect(self._ask_kind)
        bench.reading.resumed = self.setbacks.resume_engine
        self.engines.changed.connect(self._use_settings)
        self.egress.names = self._paper_names
        self.new_papers = NewPapers(bench, services, words)
        self.new_papers.asked.connect(self._ask_new)
        self.types: dict[str, DocumentType] = {}
        """All kinds of paper, those of services among them; grows as templates are entered."""
        self._know_kinds()

    # --- The start --------------------------------------------------------------------------------------------------

    @property
    def is_ready(self) -> bool:
        """Whether there is a store: without one nothing that costs money could be written down."""
        return self._keeper is not None

    def _has_store(self) -> bool:
        """Whether there is one; if not, the clerk is told why nothing can be asked of a service."""
        if not self.is_ready:
            sentence = self.tr(
                "Cloud engines need the store, which is not open: what is sent, paid for and answered could not be "
                "written down. Open it or set a passphrase first. Papers are read on this computer meanwhile."
            )
            self._bench.notice.tell(sentence, True)
        return self.is_ready

    async def begin(self, keeper: Keeper) -> None:
        """The store is open: what was sent and not answered when the program ended is shown, not sent again."""
        try:
            sent = await self._services.accounts.sent_documents()
            answered = await self._services.accounts.answered_documents()
            unknown = {call.document for call in await self._services.accounts.unsettled()}
        except ClerkError as error:
            self._bench.tell_error(error)
            return
        self._hold_unsent(keeper, answered)
        self._keeper = self.setbacks.keeper = keeper
        self._bench.reading.know_numbers(keeper.number)
        self._has_sent = bool(sent)
        self.new_papers.know()
        lost = [key for key in self._bench.batch if self._take_up(key, keeper.number(key), sent, unknown)]
        if lost:
            text = self.tr(
                "Sent when the program ended last, without a result: %n. See the papers marked ×.", "", len(lost)
            )
            self._bench.notice.tell(text, True)
        self._bench.review.changed.emit()  # what can be done is more than before
        if not self._bench.review.is_stopped:
            self._bench.review.read_waiting()

    def _hold_unsent(self, keeper: Keeper, answered: Collection[int]) -> None:
        """What costs money and was asked for on another day is not sent before the clerk says so."""
        for engine in self._services.engines:
            waiting = asking.waiting_for(self._bench.batch, engine)
            if any(keeper.number(key) not in answered for key in waiting):
                self._bench.reading.halts[engine] = Halt(engine, LeftWaiting())

    def _take_up(self, key: int, number: int, sent: Collection[int], unknown: Collection[int]) -> bool:
        """A paper as it was left; whether a call for it is unknown."""
        batch = self._bench.batch
        if number in sent:
            batch.mark_sent(key)
        document = batch.document(key)
        if document.engine and isinstance(document.error, TaskUnfinished):
            batch.read_again(key)  # it is paid for; by now the result may be there
        if number not in unknown or document.recognition is not None:
            return False
        batch.fail(key, CallUnknown())
        return True

    def _recogniser(self, engine: str) -> Recogniser | None:
        if self._keeper is None or engine not in self._services.engines:
            return None
        if engine not in self._recognisers:
            self._recognisers[engine] = self._services.recogniser(engine, self._offline)
        return self._recognisers[engine]

    def _use_settings(self) -> None:
        self._recognisers.clear()  # templates are kinds
        self._know_kinds()
        self._bench.review.changed.emit()

    def _know_kinds(self) -> None:
        self.types.update(self._services.types())
        self._bench.fields.kind_picker.know({key: self._words.name(kind) for key, kind in self.types.items()})

    def _note_leaving(self, number: int) -> None:
        self._has_sent = True
        key = self._keeper.key_of(number) if self._keeper is not None else None
        if key is not None:
            self._bench.batch.mark_sent(key)

    def follow(self) -> None:
        """Bring up to date what is shown of services; after every change."""
        sent = sum(document.is_sent for document in self._bench.batch.documents())
        self._bench.progress.show_sent(sent, ever=self._has_sent)
        self._bench.queue.model.show_held(frozenset(self._bench.reading.halts))
        self.setbacks.show_halt()
        if self.is_ready:
            self.new_papers.follow()

    # --- Reading with one -------------------------------------------------------------------------------------------

    def set_up(self) -> None:
        if self._has_store():
            self.engines.open()

    def show_egress(self) -> None:
        if self._has_store():
            self.egress.open()

    def read_with(self, keys: Sequence[int]) -> None:
        """Ask by which engine papers are to be read; engines that are off are not offered."""
        if self._has_store():
            self._bench.dialogs.start(partial(self._ask, tuple(keys)))

    def _ask_new(self, keys: list[int]) -> None:
        self._bench.dialogs.start(partial(self._ask, tuple(keys), is_new=True))

    def _ask_kind(self, key: int) -> None:
        self.read_with([key])

    async def _ask(self, keys: tuple[int, ...], *, is_new: bool = False) -> None:
        on = [info for info in self._services.infos if self._services.choices.of(info.id).is_on]
        if not on:
            await self._bench.guard.before(self.engines.set_up)()
            on = [info for info in self._services.infos if self._services.choices.of(info.id).is_on]
        if not on:
            return
        now = self._services.choices.present
        dialog = ReadWithDialog(
            self._to_choose.engines(on),
            self._to_choose.scopes(keys, is_new=is_new),
            self._words,
            self._bench.window,
            preferred=now.preferred,
            offers_new=now.offers_new,
        )
        dialog.asked.connect(lambda: self._bench.tasks.start(self._estimate(dialog)))
        self._bench.tasks.start(self._estimate(dialog))
        if await answer(dialog):
            self.new_papers.know()
            await self._read(dialog)
            await self._remember(dialog)
        elif dialog.wants_settings:
            await self._bench.guard.before(self.engines.set_up)()
            await self._ask(keys, is_new=is_new)

    async def _remember(self, dialog: ReadWithDialog) -> None:
        """What was chosen, for the next time."""
        choices = self._services.choices
        if dialog.engine != OFFLINE:
            changed = replace(choices.present, preferred=dialog.engine, offers_new=dialog.offers_new)
            with contextlib.suppress(OSError):  # the next start then asks as before
                await choices.change(changed)

    async def _read(self, dialog: ReadWithDialog) -> None:
        if dialog.engine == OFFLINE:
            await self._read_at_home(dialog.keys, dialog.kind)
        else:
            self._bench.reading.resume(dialog.engine)
            asking.ask(self._bench.batch, self._asking(dialog))
        self._bench.review.resume_reading()

    async def _read_at_home(self, keys: Sequence[int], kind: DocumentType | None) -> None:
        """What was sent and lost before is settled by that."""
        batch = self._bench.batch
        for key in keys:
            if key in batch:
                batch.read_with(key, OFFLINE, kind or batch.document(key).asked_type)
        if self._keeper is not None:
            try:
                await asking.settle(self._services.accounts, {self._keeper.number(key) for key in keys})
            except ClerkError as error:
                self._bench.tell_error(error)

    def _asking(self, dialog: ReadWithDialog) -> asking.Asking:
        documents = self._bench.review.papers.documents(dialog.keys)
        return asking.asking(self._services.engines[dialog.engine], documents, dialog.kind)

    async def _estimate(self, dialog: ReadWithDialog) -> None:
        if dialog.engine == OFFLINE:
            return
        turn = dialog.turn
        try:
            offer = await asking.offer(self._services.accounts, self._asking(dialog))
        except ClerkError as error:
            if isValid(dialog):  # it may have been left meanwhile
                dialog.show_refusal(turn, self._words.sentence(error))
        else:
            if isValid(dialog):
                dialog.show_offer(turn, offer)

    def _paper_names(self) -> dict[int, str]:
        """Names as the queue shows them, by numbers in the store."""
        if self._keeper is None:
            return {}
        model = self._bench.queue.model
        return {self._keeper.number(key): str(model.index_of(key).data()) for key in self._bench.batch}
