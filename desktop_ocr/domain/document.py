"""A document: one paper in work, from its source file to what the clerk made of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from desktop_ocr.domain import checks
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import ClerkError, SourceDamaged, SourceLocked, SourceRuined
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Paper, Recognition
from desktop_ocr.domain.review import LIKELY_SCORE, Correction, DocumentState, Field, document_state


@dataclass(frozen=True, slots=True)
class Source:
    """A page of a file as it came; ``digest`` is the SHA-256 of the file's bytes in hex, empty until it was opened.

    What was pasted has no file: its bytes are ``content``, and ``path`` is a name for it.  ``picture`` is the number
    of the store's copy of those bytes, once there is one: from then on the file itself is not needed any more.
    """

    path: PurePath
    page: int = 1
    digest: str = ""
    content: bytes = field(default=b"", repr=False, compare=False)
    picture: int | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The file's name for people; one that is not UTF-8 comes from an old Chinese system."""
        name = self.path.name
        is_utf8 = not any("\udc80" <= char <= "\udcff" for char in name)
        return name if is_utf8 else os.fsencode(name).decode("gb18030", "replace")


@dataclass(frozen=True, slots=True)
class Document:
    """One paper in work.  Never changed: each step gives a new one.

    ``paper_index`` counts from 0 the ``paper_count`` papers found on the page; ``recognition`` holds this paper alone.
    ``asked_type`` is the kind that a person chose, None to find it out; ``document_type`` the one it is read as.
    ``corrections`` are a person's values by field key: they outlive every reading, crop and change of kind, also while
    the present kind has no such field.  ``finished`` is a person's word.  ``is_new`` says that nobody has looked into
    the file yet (how many pages it has, how many papers lie on the page); until then it is not read.  ``offered`` are
    outlines found on the page that were not safe enough to crop to, in coordinates of the page before it is turned.
    ``is_incomplete`` says that a person had a damaged page tried: what can be decoded of it is shown and read, and
    nothing on it is settled without a person.  ``awaits_password`` says of a page already found in its file that
    the file is to be opened with a password before the page is read; it lasts no longer than the program runs, as
    passwords do.

    ``engine`` is the id of the service that a person asked to read it, "" for reading at home: whatever else changes
    has it read at home again, so that nothing leaves the computer that nobody asked for.  ``may_pay_again`` is a
    person's word for the next reading alone: a service is asked although it may have been paid for the same before.
    ``is_sent`` says that something of its page has left this computer; that never ends.
    """

    source: Source
    recipe: Recipe = Recipe()
    asked_type: DocumentType | None = None
    document_type: DocumentType | None = None
    recognition: Recognition | None = None
    paper_index: int = 0
    paper_count: int = 1
    fields: tuple[Field, ...] = ()
    corrections: tuple[tuple[str, Correction], ...] = ()
    error: ClerkError | None = None
    reading: bool = False
    finished: bool = False
    is_new: bool = False
    offered: tuple[Quad, ...] = ()
    is_incomplete: bool = False
    awaits_password: bool = False
    engine: str = ""
    may_pay_again: bool = False
    is_sent: bool = False

    @property
    def may_be_tried(self) -> bool:
        """Whether a person may have what is left of a damaged page read; once that has failed too, nothing is left."""
        is_damaged = isinstance(self.error, SourceDamaged) and not isinstance(self.error, SourceRuined)
        return is_damaged and not self.is_incomplete

    @property
    def is_to_open(self) -> bool:
        """Whether its file is to be looked into before it is read."""
        return self.is_new or self.awaits_password

    @property
    def paper(self) -> Paper | None:
        return self.recognition.papers[0] if self.recognition else None

    @property
    def state(self) -> DocumentState:
        if self.error is not None:
            return DocumentState.FAILED
        if self.reading:
            return DocumentState.READING
        if self.recognition is None:
            return DocumentState.QUEUED
        if self.finished and not any(one.is_obstacle for one in self.fields):
            return DocumentState.FINISHED
        return document_state(self.fields)

    def field(self, key: str) -> Field:
        """The field of that key; raises KeyError."""
        for one in self.fields:
            if one.spec.key == key:
                return one
        raise KeyError(key)

    def read_as(
        self,
        kind: DocumentType,
        recognition: Recognition,
        paper_index: int = 0,
        *,
        likely_score: float = LIKELY_SCORE,
    ) -> Document:
        """The document with one paper of a new recognition: where that has several, the document's place among them is
        taken from it too.  A person's corrections stay; a machine's readings are replaced.
        """
        papers = recognition.papers
        paper, is_one_of_several = papers[paper_index], len(papers) > 1
        corrections = dict(self.corrections)
        fields = tuple(
            Field(
                spec=spec,
                readings=tuple(reading for reading in paper.readings if reading.field == spec.key),
                correction=corrections.get(spec.key),
                likely_score=likely_score,
                is_incomplete=self.is_incomplete,
            )
            for spec in kind.fields
        )
        return replace(
            self,
            document_type=kind,
            recognition=replace(recognition, papers=(paper,)) if is_one_of_several else recognition,
            paper_index=paper_index if is_one_of_several else self.paper_index,
            paper_count=len(papers) if is_one_of_several else self.paper_count,
            fields=checks.weigh(kind, fields),
            error=None,
            reading=False,
            may_pay_again=False,
        )

    def corrected(self, key: str, correction: Correction | None) -> Document:
        """The document with a person's value for one field; the rules across fields are weighed anew.

        Raises KeyError for a key the kind does not have.
        """
        self.field(key)
        if self.document_type is None:
            return self
        kept = {**dict(self.corrections), key: correction}
        changed = tuple(f.with_correction(correction) if f.spec.key == key else f for f in self.fields)
        return replace(
            self,
            corrections=tuple((one, value) for one, value in kept.items() if value is not None),
            fields=checks.weigh(self.document_type, changed),
        )

    @property
    def shown_turn(self) -> int:
        """Clockwise degrees by which the page is turned for the eye: by the recipe, and by what reading found."""
        found = self.recognition.turned if self.recognition else 0
        return (self.recipe.turn + found) % 360

    @property
    def shown_crop(self) -> Quad | None:
        """The crop in coordinates of the page as it is shown."""
        found = self.recognition.turned if self.recognition else 0
        return self.recipe.crop.turned_as_frame(found) if self.recipe.crop else None

    @property
    def suggested_crop(self) -> Quad | None:
        """The largest outline that was found and not cropped to, in coordinates of the page as it is shown; none once
        the page was straightened.
        """
        largest = max(self.offered, key=lambda quad: quad.width * quad.height, default=None)
        return largest.turned_as_frame(self.shown_turn) if largest and not self.recipe.straighten else None

    def turned_by_hand(self, degrees: int) -> Recipe:
        """The recipe for the page turned further from how it is shown; a person's turn is not turned again."""
        return self.adjusted(is_upright=True).turned(degrees)

    @property
    def shown_recipe(self) -> Recipe:
        """What is done to the page for the eye: all but the crop, which is only drawn on it."""
        return replace(self.adjusted(is_upright=False), crop=None)

    @property
    def paper_recipe(self) -> Recipe:
        """What is done to show the paper alone, as the clerk sees it."""
        return replace(self.shown_recipe, crop=self.shown_crop)

    def adjusted(self, **changes: Any) -> Recipe:
        """The recipe with other light, filter and so on, for the page as it is shown: it is turned and cropped so."""
        return replace(self.recipe, turn=self.shown_turn, crop=self.shown_crop, **changes)

    def cropped_by_hand(self, quad: Quad | None) -> Recipe:
        """The recipe for a crop drawn on the page as it is shown; None takes the crop away."""
        return replace(self.recipe, turn=self.shown_turn, crop=quad)

    def with_recipe(self, recipe: Recipe) -> Document:
        """The document prepared otherwise: what was read no longer fits and is dropped, a person's values stay."""
        return self if recipe == self.recipe else replace(self._unread(), recipe=recipe, engine="")

    def with_asked_type(self, kind: DocumentType | None) -> Document:
        """The document to be read as a kind, or with None as the kind it shows."""
        return replace(self._unread(), asked_type=kind, engine="")

    def asked_of(self, engine: str, kind: DocumentType | None) -> Document:
        """The document to be read by an engine ("" for the one at home), as a kind or as the one it shows."""
        return replace(self._unread(), engine=engine, asked_type=kind)

    def asked_again(self) -> Document:
        """The document to be read once more; a page of a file that is locked with its password asked for."""
        awaits = isinstance(self.error, SourceLocked) and not self.is_new
        return replace(self._unread(), awaits_password=awaits or self.awaits_password)

    def asked_to_pay_again(self) -> Document:
        """The document to be read once more by a service, even if that is paid for twice."""
        return replace(self.asked_again(), may_pay_again=True)

    def tried_anyway(self) -> Document:
        """The document to be read from what can be decoded of its page."""
        return replace(self._unread(), is_incomplete=True)

    def _unread(self) -> Document:
        return replace(
            self,
            document_type=None,
            recognition=None,
            fields=(),
            error=None,
            reading=False,
            finished=False,
            may_pay_again=False,
        )

    def failed(self, error: ClerkError) -> Document:
        """The document marked with an error; what was known before stays."""
        return replace(self, error=error, reading=False, awaits_password=False, may_pay_again=False)
