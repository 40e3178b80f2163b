"""What there is to choose from where papers are to be read with another engine: the engines, and which papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.dialogs.read_with import OFFLINE, Choice, Scope
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.services import Services


class ReadChoices(QObject):
    def __init__(self, bench: Workbench, services: Services, offline: Recogniser, words: Words) -> None:
        super().__init__(bench)
        self._bench, self._services, self._offline, self._words = bench, services, offline, words

    def engines(self, on: Sequence[EngineInfo]) -> list[Choice]:
        """The one at home, and those that are switched on."""
        types = self._services.types().values()
        home = tuple(kind for kind in types if self._offline.engine.reads(kind))
        offline = Choice(OFFLINE, self.tr("Offline, on this computer"), home)
        engines = self._services.engines
        return [
            offline,
            *(
                Choice(info.id, self._words.engine(info), tuple(kind for kind in types if engines[info.id].reads(kind)))
                for info in on
            ),
        ]

    def scopes(self, keys: tuple[int, ...], *, is_new: bool = False) -> list[Scope]:
        """``keys`` are those of the papers that are chosen, or new."""
        batch = self._bench.batch
        everything = tuple(batch)
        new, chosen = self.tr("The new papers: %n", "", len(keys)), self.tr("The chosen papers: %n", "", len(keys))
        scopes = [Scope(new if is_new else chosen, keys)] if keys else []
        looks = tuple(key for key in everything if batch.document(key).fields and self._needs_look(key))
        if looks and set(looks) != set(keys):
            scopes.append(Scope(self.tr("All that need a look: %n", "", len(looks)), looks))
        if set(everything) != set(keys):
            scopes.append(Scope(self.tr("All papers of this batch: %n", "", len(everything)), everything))
        return scopes

    def _needs_look(self, key: int) -> bool:
        return self._bench.batch.state(key) is DocumentState.NEEDS_LOOK
