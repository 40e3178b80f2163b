"""A document: one paper in work, from its source file to what the clerk made of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import PurePath

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Paper, Recognition
from desktop_ocr.domain.review import Correction, DocumentState, Field, document_state


@dataclass(frozen=True, slots=True)
class Source:
    """A page of a file as it came; ``digest`` is the SHA-256 of the file's bytes in hex, empty until it was opened."""

    path: PurePath
    page: int = 1
    digest: str = ""

    @property
    def name(self) -> str:
        """The file's name for people; one that is not UTF-8 comes from an old Chinese system."""
        name = self.path.name
        is_utf8 = not any("\udc80" <= char <= "\udcff" for char in name)
        return name if is_utf8 else os.fsencode(name).decode("gb18030", "replace")


@dataclass(frozen=True, slots=True)
class Document:
    """One paper in work.  Never changed: each step gives a new one.

    ``paper_index`` counts the papers found on the page from 0.  ``finished`` is a person's word.
    """

    source: Source
    recipe: Recipe = Recipe()
    document_type: DocumentType | None = None
    recognition: Recognition | None = None
    paper_index: int = 0
    fields: tuple[Field, ...] = ()
    error: ClerkError | None = None
    reading: bool = False
    finished: bool = False

    @property
    def paper(self) -> Paper | None:
        return self.recognition.papers[self.paper_index] if self.recognition else None

    @property
    def state(self) -> DocumentState:
        if self.error is not None:
            return DocumentState.FAILED
        if self.reading:
            return DocumentState.READING
        if self.finished:
            return DocumentState.FINISHED
        if self.recognition is None:
            return DocumentState.QUEUED
        return document_state(self.fields)

    def field(self, key: str) -> Field:
        """The field of that key; raises KeyError."""
        for field in self.fields:
            if field.spec.key == key:
                return field
        raise KeyError(key)

    def read_as(self, kind: DocumentType, recognition: Recognition, paper_index: int = 0) -> Document:
        """The document with a new recognition.  A person's corrections stay; a machine's readings are replaced."""
        paper = recognition.papers[paper_index]
        corrections = {field.spec.key: field.correction for field in self.fields}
        fields = tuple(
            Field(
                spec=spec,
                readings=tuple(reading for reading in paper.readings if reading.field == spec.key),
                correction=corrections.get(spec.key),
            )
            for spec in kind.fields
        )
        return replace(
            self,
            document_type=kind,
            recognition=recognition,
            paper_index=paper_index,
            fields=checks.weigh(kind, fields),
            error=None,
            reading=False,
        )

    def corrected(self, key: str, correction: Correction | None) -> Document:
        """The document with a person's value for one field; the rules across fields are weighed anew.

        Raises KeyError for a key the kind does not have.
        """
        self.field(key)
        if self.document_type is None:
            return self
        changed = tuple(f.with_correction(correction) if f.spec.key == key else f for f in self.fields)
        return replace(self, fields=checks.weigh(self.document_type, changed))

    def failed(self, error: ClerkError) -> Document:
        """The document marked with an error; what was known before stays."""
        return replace(self, error=error, reading=False)
