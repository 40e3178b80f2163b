"""The papers in work: the only door for changes.  Whoever shows them is told what changed, after it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import LIKELY_SCORE, Correction, DocumentState
from desktop_ocr.workflow.changes import Added, Change, Changed, Removed, Taken, Told
from desktop_ocr.workflow.merging import lies_among, merged, unfolded


class Batch:
    """Documents in an order; a key names each for good, wherever its row moves.

    Methods that take a key raise KeyError for one that is not there.  ``likely_score`` holds for what is read from now
    on (see ``Field``).
    """

    def __init__(self, types: Mapping[str, DocumentType], likely_score: float = LIKELY_SCORE) -> None:
        self.likely_score = likely_score
        self._types = types
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

    # --- Changes by the clerk ---------------------------------------------------------------------------------------

    def add(self, documents: Sequence[Document]) -> list[int]:
        """Put documents at the end; returns their keys."""
        return self._insert(len(self._keys), documents)

    def insert_first(self, documents: Sequence[Document]) -> list[int]:
        """Put documents before all others; returns their keys."""
        return self._insert(0, documents)

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

    def correct(self, key: int, field: str, correction: Correction | None) -> None:
        """Set or take back a person's value; also while the present kind has no such field."""
        document = self._documents[key]
        if any(one.spec.key == field for one in document.fields):
            self._set(key, document.corrected(field, correction))
            return
        kept = {**dict(document.corrections), field: correction}
        pairs = tuple((one, value) for one, value in kept.items() if value is not None)
        self._set(key, replace(document, corrections=pairs))

    def set_recipe(self, key: int, recipe: Recipe) -> None:
        self._set(key, self._documents[key].with_recipe(recipe))

    def ask_type(self, key: int, kind: DocumentType | None) -> None:
        self._set(key, self._documents[key].with_asked_type(kind))

    def read_again(self, key: int) -> None:
        self._set(key, self._documents[key].asked_again())

    def read_with(self, key: int, engine: str, kind: DocumentType | None) -> None:
        """Have an engine read it, "" for the one at home."""
        self._set(key, self._documents[key].asked_of(engine, kind))

    def pay_again(self, key: int) -> None:
        """A person's word: have the service read it, even if that is paid for twice."""
        self._set(key, self._documents[key].asked_to_pay_again())

    def fail(self, key: int, error: ClerkError) -> None:
        """Mark what waits with why it is not read."""
        self._set(key, self._documents[key].failed(error))

    def try_anyway(self, key: int) -> None:
        """A person's word: read what can be decoded of a damaged page."""
        document = self._documents[key]
        if document.may_be_tried:
            self._set(key, document.tried_anyway())

    def finish(self, key: int, finished: bool) -> None:
        self._set(key, replace(self._documents[key], finished=finished))

    # --- Changes by looking into files ------------------------------------------------------------------------------

    def end_opening(self, key: int, error: ClerkError | None) -> None:
        """The file of a page that awaited its password could be opened, or not."""
        now = self._documents.get(key)
        if now is not None and now.awaits_password:
            self._set(key, now.failed(error) if error else replace(now, awaits_password=False))

    # --- Changes by the store ---------------------------------------------------------------------------------------

    def keep_source(self, key: int, picture: int, digest: str) -> None:
        """The store has a copy of the file's bytes now, under that number; which page is wanted stays as it is."""
        now = self._documents[key]
        self._set(key, replace(now, source=replace(now.source, picture=picture, digest=digest, content=b"")))

    def mark_sent(self, key: int) -> None:
        """Something of its page has left this computer."""
        if not self._documents[key].is_sent:
            self._set(key, replace(self._documents[key], is_sent=True))

    # --- Changes by reading -----------------------------------------------------------------------------------------

    def begin_reading(self, key: int) -> Document:
        """Mark a document as being read; returns what is to be read."""
        self._set(key, replace(self._documents[key], reading=True))
        return self._documents[key]

    def stop_reading(self, key: int) -> None:
        """Its reading was cancelled, or its engine can read nothing at the moment: it waits again."""
        if key in self._documents and self._documents[key].reading:
            self._set(key, replace(self._documents[key], reading=False))

    def put(self, key: int, papers: Sequence[Document], asked: Document | None = None) -> None:
        """Take in what was found on a document's page; ``asked`` is the document as it was given to be read.

        A person's values are those of now, not those of when reading began.  What was read of a page that was removed,
        cropped, turned or asked for as another kind, or of another engine, meanwhile is stale and left aside.  Further
        papers follow the first, unless they lie where another document of the page does already.
        """
        now = self._documents.get(key)
        first, *others = papers
        begun = asked or first
        if now is None or _asked(now) != _asked(begun):
            self.stop_reading(key)
            return
        there = self._neighbours_on_page(key)
        new = [
            self._read(replace(one, corrections=(), is_sent=now.is_sent), one)
            for one in others
            if not lies_among(one, there)
        ]
        self._set(key, self._read(now, first))
        self._insert(self.row(key) + 1, new)

    def unfold(self, key: int, papers: Sequence[Document]) -> None:
        """Put the pages and papers that were found in a new document's file in its place; none: the file is left out.

        What a person did meanwhile (a turn, a crop, a kind, values) stays: where the page was turned or cropped it is
        that person's one paper, and what else was found on it is left aside.
        """
        now = self._documents.get(key)
        if now is None or not now.is_new:
            return
        if not papers:
            self.remove([key])
            return
        first, *others = (unfolded(now, one) for one in papers)
        if not now.recipe.is_empty:
            first = replace(first, recipe=now.recipe, offered=(), paper_index=0, paper_count=1)
            others = [one for one in others if one.source.page != first.source.page]
        self._set(key, replace(first, corrections=now.corrections))
        self._insert(self.row(key) + 1, others)

    def _read(self, now: Document, read: Document) -> Document:
        return merged(now, read, likely_score=self.likely_score)

    def _neighbours_on_page(self, key: int) -> list[Document]:
        """The other papers of a document's page beside it; the same file may stand elsewhere again."""
        source, row = self._documents[key].source, self.row(key)
        page = (source.path, source.page)

        def run(rows: Iterable[int]) -> Iterator[Document]:
            for one in (self._documents[self._keys[other]] for other in rows):
                if (one.source.path, one.source.page) != page:
                    return
                yield one

        return [*run(range(row + 1, len(self._keys))), *run(range(row - 1, -1, -1))]

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


def _asked(document: Document) -> object:
    """What was to be read, as what and by whom."""
    return document.recipe, document.asked_type, document.engine


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rising rows as (first, how many) of those without a gap."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and sum(runs[-1]) == row:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((row, 1))
    return runs
