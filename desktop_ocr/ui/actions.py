"""The table of actions: what each is called, its keys, when it can be used.  The tool bar is made from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

Usable = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """``keys`` in Qt's portable words; the first is shown.  ``usable`` is asked after every change.

    ``in_menu``: in the menu at the end of the tool bar.
    """

    id: str
    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    usable: Usable | None = None
    in_tool_bar: bool = True
    is_main: bool = False
    in_menu: bool = False


class Actions:
    """One ``QAction`` for each entry, by id, in the order of the table."""

    def __init__(self, entries: Iterable[Entry], owner: QObject) -> None:
        self.entries = tuple(entries)
        self.by_id = {entry.id: _made(entry, owner) for entry in self.entries}

    def refresh(self, only: Collection[str] | None = None) -> None:
        """Enable what can be used now; ``only`` some of them, where something else covers the papers."""
        for entry in self.entries:
            is_allowed = only is None or entry.id in only
            self.by_id[entry.id].setEnabled(is_allowed and (entry.usable is None or entry.usable()))

    def keys(self) -> list[tuple[str, str]]:
        """(keys, what they do) of all that have keys."""
        return [(_shown(entry), entry.text) for entry in self.entries if entry.keys]


def _made(entry: Entry, owner: QObject) -> QAction:
    action = QAction(entry.text, owner)
    action.setIconText(entry.text)  # else Qt takes the dots away
    action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
    action.setToolTip(f"{entry.text} ({_shown(entry)})" if entry.keys else entry.text)

    def run(_checked: bool = False) -> None:  # Qt hands over whether it is checked
        entry.run()

    action.triggered.connect(run)
    return action


def _shown(entry: Entry) -> str:
    return QKeySequence(entry.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
