"""Sets engines that ask a service up: keys, consent, costs, templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.engine_settings import ServiceSettings
from desktop_ocr.domain.errors import ClerkError, RefusedCall
from desktop_ocr.ui.dialogs.engine import EngineDialog
from desktop_ocr.ui.dialogs.engine_costs import Line
from desktop_ocr.ui.dialogs.engines import EnginesDialog
from desktop_ocr.ui.tasks import OneAtATime, answer
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.services import Services

NAMED = 2
"""Kinds that stand for an interface in the table of prices."""


class EnginePage(QObject):
    """``changed`` comes when other settings hold from now on."""

    changed = Signal()

    def __init__(self, bench: Workbench, services: Services, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._services, self._words = bench, services, words

    def open(self, engine: EngineInfo | None = None) -> None:
        """The page of one engine; without one, those there are to choose from."""
        work = self.set_up if engine is None else partial(self._set_up_one, engine, self._bench.window)
        self._bench.dialogs.start(self._bench.guard.before(work))

    async def set_up(self) -> None:
        infos = self._services.infos
        if len(infos) == 1:  # nothing to choose
            await self._set_up_one(infos[0], self._bench.window)
        elif infos:
            await self._choose(infos)

    async def _choose(self, infos: Sequence[EngineInfo]) -> None:
        """Until the clerk leaves the list; each time an engine was set up it says how that stands."""
        dialog = EnginesDialog(infos, self._words, self._bench.window)
        known = {info.id: info for info in infos}
        pages = OneAtATime(self._bench.tasks)

        async def set_up(engine: str) -> None:
            await self._set_up_one(known[engine], dialog)
            if isValid(dialog):  # the window may have been closed over it
                await self._show_states(dialog, [known[engine]])

        dialog.set_up_asked.connect(lambda engine: pages.start(partial(set_up, engine)))
        looking = self._bench.tasks.start(self._show_states(dialog, infos))
        try:
            await answer(dialog)
        finally:
            looking.cancel()

    async def _show_states(self, dialog: EnginesDialog, infos: Sequence[EngineInfo]) -> None:
        for info in infos:
            try:
                has_keys: bool | None = await self._services.credentials.are_there(info)
            except ClerkError:
                has_keys = None
            if isValid(dialog):
                dialog.show_state(info.id, is_on=self._services.choices.of(info.id).is_on, has_keys=has_keys)

    async def _set_up_one(self, info: EngineInfo, owner: QWidget) -> None:
        choices = self._services.choices
        engine = self._services.engines[info.id]
        dialog = EngineDialog(
            info,
            choices.of(info.id),
            self._lines(info),
            self._words,
            owner,
            kinds=[kind for kind in self._services.types().values() if engine.reads(kind)],
            wishes=engine.wishes,
            ways=engine.other_ways,
        )
        proxy = choices.present.proxy
        dialog.keys.show_proxy(proxy)
        work = OneAtATime(self._bench.tasks)
        dialog.keys.save_asked.connect(lambda entered: work.start(partial(self._save_keys, dialog, entered)))
        dialog.keys.try_asked.connect(lambda: work.start(partial(self._try_keys, dialog)))
        dialog.keys.remove_asked.connect(lambda: work.start(partial(self._remove_keys, dialog)))
        dialog.keys.console_asked.connect(partial(self.open_console, info))
        looking = self._bench.tasks.start(self._show_state(dialog))
        try:
            is_accepted = await answer(dialog)
        finally:
            for one in (work, looking):
                one.cancel()  # the dialog is gone: nothing can be shown in it any more
        if is_accepted:
            changed = choices.present.with_engine(info.id, dialog.settings)
            await self._keep(changed, dialog.keys.chosen_proxy)
        else:
            choices.use_proxy(proxy)

    async def _keep(self, changed: ServiceSettings, proxy: str) -> None:
        try:
            await self._services.choices.change(replace(changed, proxy=proxy))
        except OSError:
            self._bench.notice.tell(
                self.tr("The settings could not be kept: the disk is full or may not be written to."), True
            )
        self.changed.emit()

    def _lines(self, info: EngineInfo) -> list[Line]:
        """The interfaces that kinds are read by, each named after some of those."""
        engine, named = self._services.engines[info.id], dict[str, list[str]]()
        for kind in self._services.types().values():
            for interface in self._calls_for(info.id, kind) if engine.reads(kind) else ():
                named.setdefault(interface, []).append(self._words.name(kind))
        for interface in self._calls_for(info.id, None):
            named.setdefault(interface, []).insert(0, self.tr("Papers of an unknown kind"))
        more = "…"
        return [
            Line(interface, self.tr(", ").join(names[:NAMED]) + (more if len(names) > NAMED else ""))
            for interface, names in named.items()
        ]

    def _calls_for(self, engine: str, kind: DocumentType | None) -> tuple[str, ...]:
        try:
            return self._services.engines[engine].calls_for(kind)
        except RefusedCall:
            return ()

    async def _show_state(self, dialog: EngineDialog) -> None:
        try:
            dialog.keys.know_saved(await self._services.credentials.are_there(dialog.info))
        except ClerkError as error:
            dialog.say(self._words.sentence(error), is_error=True)
        try:
            dialog.costs.show_counters(await self._services.accounts.counters(dialog.info.id))
        except ClerkError as error:
            dialog.costs.counters.setText(self._words.sentence(error))

    async def _save_keys(self, dialog: EngineDialog, entered: dict[str, str]) -> None:
        try:
            await self._services.credentials.set(dialog.info, entered)
            dialog.keys.show_saved(await self._services.credentials.are_there(dialog.info))
        except ClerkError as error:
            dialog.say(self._words.sentence(error), is_error=True)
        else:
            await self._try_keys(dialog)

    async def _try_keys(self, dialog: EngineDialog) -> None:
        dialog.say(self.tr("Trying…"))
        self._services.choices.use_proxy(dialog.keys.chosen_proxy)  # without it there may be no way out
        try:
            await self._services.engines[dialog.info.id].try_keys()
        except ClerkError as error:
            dialog.say(self._words.sentence(error), is_error=True)
        else:
            dialog.say(self.tr("✓ The service accepts the keys. No paper was sent."))

    async def _remove_keys(self, dialog: EngineDialog) -> None:
        try:
            await self._services.credentials.delete(dialog.info)
            await self._services.engines[dialog.info.id].forget_keys()
        except ClerkError as error:
            dialog.say(self._words.sentence(error), is_error=True)
        else:
            dialog.keys.show_saved(False)
            dialog.say(self.tr("The keys are removed from this computer."))

    def open_console(self, info: EngineInfo) -> None:
        QDesktopServices.openUrl(QUrl(info.console))
