"""Documents in an order, each under a key for good; whoever shows or keeps them is told what changed, after it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.workflow.changes import Added, Change, Changed, Removed, Taken, Told


class Papers:
    """A key names a document wherever its row moves.  Methods that take a key raise KeyError for one that is not there.

    What may be done to a document is said by ``Batch``.
    """

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._documents: dict[int, Document] = {}
        self._rows: dict[int, int] | None = None
        self._next_key = count(1)
        self._state_of: dict[int, DocumentState] = {}  # to work it out for thousands takes too long for a keystroke
        self._states: Counter[DocumentState] = Counter()
        self._told: list[Told] = []

    # --- Questions --------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[int]:
        """The keys, in the order of the rows."""
        return iter(tuple(self._keys))

    def __contains__(self, key: int) -> bool:
        return key in self._documents

    def keys(self) -> list[int]:
        """All keys, in the order of the rows."""
        return list(self._keys)

    def key_at(self, row: int) -> int:
        return self._keys[row]

    def row(self, key: int) -> int:
        if self._rows is None:
            self._rows = {one: row for row, one in enumerate(self._keys)}
        return self._rows[key]

    def document(self, key: int) -> Document:
        return self._documents[key]

    def state(self, key: int) -> DocumentState:
        return self._state_of[key]

    def documents(self) -> list[Document]:
        return [self._documents[key] for key in self._keys]

    def count(self, *states: DocumentState) -> int:
        """How many documents are in one of the states."""
        return sum(self._states[state] for state in states)

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Be told of every change after it is made; the function returned ends that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    # --- Out and back -----------------------------------------------------------------------------------------------

    def remove(self, keys: Sequence[int]) -> list[Taken]:
        """Take documents out; ``restore`` puts them back."""
        taken = sorted((Taken(key, self.row(key), self._documents[key]) for key in keys), key=lambda one: one.row)
        for first, run in reversed(_runs([one.row for one in taken])):
            for key in self._keys[first : first + run]:
                del self._documents[key]
                self._states[self._state_of.pop(key)] -= 1
            del self._keys[first : first + run]
            self._rows = None
            self._tell(Removed(first, run))
        return taken

    def restore(self, taken: Sequence[Taken]) -> None:
        """Put documents back where they stood; what was being read then is read anew."""
        for one in sorted(taken, key=lambda one: one.row):
            row = min(one.row, len(self._keys))
            self._keys.insert(row, one.key)
            self._rows = None
            self._know(one.key, replace(one.document, reading=False))
            self._tell(Added(row, 1))

    # --- Within -----------------------------------------------------------------------------------------------------

    def _insert(self, row: int, documents: Sequence[Document]) -> list[int]:
        if not documents:
            return []
        keys = [next(self._next_key) for _ in documents]
        self._keys[row:row] = keys
        self._rows = None
        for key, document in zip(keys, documents, strict=True):
            self._know(key, document)
        self._tell(Added(row, len(keys)))
        return keys

    def _set(self, key: int, document: Document) -> None:
        before = self._documents[key]
        if document is before:
            return
        self._know(key, document)
        self._tell(Changed(self.row(key)))

    def _know(self, key: int, document: Document) -> None:
        if key in self._state_of:
            self._states[self._state_of[key]] -= 1
        self._documents[key] = document
        self._state_of[key] = document.state
        self._states[self._state_of[key]] += 1

    def _tell(self, change: Change) -> None:
        for told in list(self._told):
            told(change)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rising rows as (first, how many) of those without a gap."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and sum(runs[-1]) == row:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((row, 1))
    return runs
