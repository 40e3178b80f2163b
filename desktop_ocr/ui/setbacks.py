"""What a clerk does where a service read nothing: all that wait are held up, or one paper was refused or lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.ui.dialogs.read_with import OFFLINE
from desktop_ocr.ui.engine_page import EnginePage
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow import asking
from desktop_ocr.workflow.halts import Halt
from desktop_ocr.workflow.keeping import Keeper
from desktop_ocr.workflow.services import Services

LOOK = 60_000
"""Milliseconds between two looks whether a service counts anew; a timer to midnight would sleep with the computer."""
ELSEWHERE = frozenset({Remedy.CHECK_KEYS, Remedy.CHECK_SETTINGS, Remedy.OPEN_CONSOLE})
"""What a clerk does about it in another place than the queue."""


class Setbacks(QObject):
    """``keeper`` is there once there is a store.  ``kind_asked``: a paper is to be read as another kind."""

    kind_asked = Signal(int)

    def __init__(self, bench: Workbench, services: Services, engine_page: EnginePage, words: Words) -> None:
        super().__init__(bench)
        self.keeper: Keeper | None = None
        self._bench, self._services, self._engine_page, self._words = bench, services, engine_page, words
        self._looking = QTimer(self, interval=LOOK)
        self._looking.timeout.connect(self.show_halt)
        bench.halt_strip.offline_asked.connect(self.read_rest_offline)
        bench.halt_strip.go_on_asked.connect(self.go_on)
        bench.halt_strip.more_asked.connect(self._help_halt)
        bench.page.message.remedy_asked.connect(self._remedy)

    # --- Halts ------------------------------------------------------------------------------------------------------

    @property
    def halt(self) -> Halt | None:
        """What holds papers up at the moment."""
        for engine, halt in self._bench.reading.halts.items():
            if asking.waiting_for(self._bench.batch, engine):
                return halt
        return None

    def show_halt(self) -> None:
        """Bring the strip up to date.  A new day is told of, and nothing sent before the clerk says so."""
        halt, strip = self.halt, self._bench.halt_strip
        if halt is None:
            self._looking.stop()
            strip.hide()
            return
        waiting = len(asking.waiting_for(self._bench.batch, halt.engine))
        title = self._words.engine(self._services.engines[halt.engine].info)
        if self._services.engines[halt.engine].counts_anew:
            self._looking.stop()
            sentence = self.tr(
                "A new day has begun at {engine}: its daily calls count anew. Papers that wait: {count}."
            )
            strip.show_halt(sentence.format(engine=title, count=waiting))
            return
        self._looking.start()
        sentence = self.tr("{engine} reads nothing at the moment. {sentence} Papers that wait: {count}.")
        text = sentence.format(engine=title, sentence=self._words.sentence(halt.error), count=waiting)
        more = next((remedy for remedy in halt.error.remedies if remedy in ELSEWHERE), None)
        strip.show_halt(text, self._bench.page.message.remedy_buttons[more].text() if more else "")

    def read_rest_offline(self) -> None:
        """All that waits for the service that is held up is read at home: free, and nothing leaves."""
        if (halt := self.halt) is None:
            return
        batch = self._bench.batch
        waiting = [key for key in asking.waiting_for(batch, halt.engine) if not batch.document(key).reading]
        for key in waiting:  # not those whose answers are on their way: they may be paid for
            batch.read_with(key, OFFLINE, batch.document(key).asked_type)
        self._bench.reading.halts.pop(halt.engine, None)
        self._bench.review.resume_reading()
        self._bench.notice.tell(self.tr("Read offline instead: %n", "", len(waiting)))

    def go_on(self) -> None:
        """Ask the service that was held up again."""
        if (halt := self.halt) is not None:
            self._bench.reading.resume(halt.engine)
            self._bench.review.resume_reading()

    def resume_engine(self, engine: str) -> None:
        """Let a service be asked again."""
        if engine in self._services.engines:
            self._services.engines[engine].resume()

    def _help_halt(self) -> None:
        if (halt := self.halt) is not None:
            remedy = next((one for one in halt.error.remedies if one in ELSEWHERE), None)
            self._elsewhere(remedy, self._services.engines[halt.engine].info)

    def _elsewhere(self, remedy: Remedy | None, info: EngineInfo) -> None:
        if remedy is Remedy.OPEN_CONSOLE:
            self._engine_page.open_console(info)
        elif remedy is not None:
            self._engine_page.open(info)

    # --- One paper that was not read --------------------------------------------------------------------------------

    def _remedy(self, value: str) -> None:
        key, remedy = self._bench.review.key, Remedy(value)
        if key is None:
            return
        engine = self._bench.batch.document(key).engine
        if remedy in ELSEWHERE and engine in self._services.engines:
            self._elsewhere(remedy, self._services.engines[engine].info)
        elif remedy is Remedy.CHANGE_KIND:
            self.kind_asked.emit(key)
        else:
            self._bench.page.setFocus()  # from the button, which goes
            self._bench.tasks.start(self._settle(key, remedy))

    async def _settle(self, key: int, remedy: Remedy) -> None:
        batch = self._bench.batch
        if remedy in (Remedy.READ_OFFLINE, Remedy.GIVE_UP) and self.keeper is not None:
            try:
                await asking.settle(self._services.accounts, {self.keeper.number(key)})
            except ClerkError as error:
                self._bench.tell_error(error)
                return
        if key not in batch:
            return
        steps: dict[Remedy, Callable[[], object]] = {
            Remedy.TRY_AGAIN: partial(batch.read_again, key),
            Remedy.READ_AGAIN: partial(batch.pay_again, key),
            Remedy.READ_OFFLINE: partial(batch.read_with, key, OFFLINE, batch.document(key).asked_type),
            Remedy.GIVE_UP: partial(self._bench.review.papers.remove, [key]),
        }
        if step := steps.get(remedy):
            engine = batch.document(key).engine
            if remedy in (Remedy.TRY_AGAIN, Remedy.READ_AGAIN):
                self.resume_engine(engine)
            step()
