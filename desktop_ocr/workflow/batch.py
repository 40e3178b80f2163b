"""The papers in work: the only door for changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import LIKELY_SCORE, Correction
from desktop_ocr.workflow.merging import lies_among, merged, unfolded
from desktop_ocr.workflow.papers import Papers


class Batch(Papers):
    """``likely_score`` holds for what is read from now on (see ``Field``)."""

    def __init__(self, types: Mapping[str, DocumentType], likely_score: float = LIKELY_SCORE) -> None:
        super().__init__()
        self.likely_score = likely_score
        self._types = types

    # --- Changes by the clerk ---------------------------------------------------------------------------------------

    def add(self, documents: Sequence[Document]) -> list[int]:
        """Put documents at the end; returns their keys."""
        return self._insert(len(self._keys), documents)

    def insert_first(self, documents: Sequence[Document]) -> list[int]:
        """Put documents before all others; returns their keys."""
        return self._insert(0, documents)

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


def _asked(document: Document) -> object:
    """What was to be read, as what and by whom."""
    return document.recipe, document.asked_type, document.engine
