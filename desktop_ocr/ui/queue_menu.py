"""What can be done with the papers selected in the queue, as a menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_ocr.ui import folder
from desktop_ocr.ui.actions import Actions, Entry
from desktop_ocr.ui.paper_steps import PaperSteps


class QueueMenu(QMenu):
    """Acts on all papers it is made for; the keys beside its entries do the same elsewhere.  Open it with ``popup``."""

    def __init__(
        self,
        keys: Sequence[int],
        papers: PaperSteps,
        ask_kind: Callable[[Sequence[int]], object],
        tell: Callable[[str, bool], None],
        parent: QWidget,
        ask_engine: Callable[[Sequence[int]], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keys, self._papers, self._ask_kind, self._tell = list(keys), papers, ask_kind, tell
        self._ask_engine = ask_engine
        self.actions_ = Actions(self._table(), self)
        self.actions_.refresh()
        for entry in self.actions_.entries:
            if entry.id == "try" and not self._can_try():
                continue  # hardly a file is damaged
            if entry.id == "with" and self._ask_engine is None:
                continue
            if entry.id in ("left", "folder", "remove"):
                self.addSeparator()
            self.addAction(self.actions_.by_id[entry.id])

    def _table(self) -> tuple[Entry, ...]:
        return (
            Entry("again", self.tr("Read again"), self._read_again, ("F5",)),
            Entry("try", self.tr("Try anyway"), self._try_anyway, (), self._can_try),
            Entry("with", self.tr("Read with…"), self._choose_engine, ("Ctrl+Shift+R",)),
            Entry("kind", self.tr("Kind of paper…"), self._choose_kind),
            Entry("left", self.tr("Turn left"), self._turn_left, ("Ctrl+L",), self._can_turn),
            Entry("right", self.tr("Turn right"), self._turn_right, ("Ctrl+R",), self._can_turn),
            Entry("folder", self.tr("Open the folder"), self._show_folder, (), self._has_one_folder),
            Entry("remove", self.tr("Remove from this batch"), self._remove, ("Del",)),
        )

    def _read_again(self) -> None:
        if self._ask_engine is not None and self._papers.were_sent_for(self._keys):
            self._ask_engine(self._keys)
        else:
            self._papers.read_again(self._keys)

    def _try_anyway(self) -> None:
        self._papers.try_anyway(self._keys)

    def _can_try(self) -> bool:
        return any(document.may_be_tried for document in self._papers.documents(self._keys).values())

    def _choose_engine(self) -> None:
        if self._ask_engine is not None:
            self._ask_engine(self._keys)

    def _choose_kind(self) -> None:
        self._ask_kind(self._keys)

    def _turn_left(self) -> None:
        self._papers.turn(self._keys, -90)

    def _turn_right(self) -> None:
        self._papers.turn(self._keys, 90)

    def _can_turn(self) -> bool:
        return any(document.error is None for document in self._papers.documents(self._keys).values())

    def _remove(self) -> None:
        self._papers.remove(self._keys)

    def _folders(self) -> set[Path]:
        """What was pasted lies in none."""
        sources = [document.source for document in self._papers.documents(self._keys).values()]
        return {Path(source.path).parent for source in sources if not source.content}

    def _has_one_folder(self) -> bool:
        return len(self._folders()) == 1

    def _show_folder(self) -> None:
        for one in self._folders():
            if not folder.show(one):
                self._tell(self.tr("The folder cannot be opened."), True)
