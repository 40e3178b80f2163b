"""Pictures from a camera → documents: which side of a paper comes next, names, crops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Sides:
    """The kind that was chosen (None to find it out), the kind on its back, and which of them is to be taken next."""

    chosen: DocumentType | None = None
    other: DocumentType | None = None
    is_other_next: bool = False

    @classmethod
    def of(cls, kind: DocumentType | None, kinds: Mapping[str, DocumentType]) -> Sides:
        return cls(kind, kinds.get(kind.other_side) if kind else None)

    @property
    def next(self) -> DocumentType | None:
        return self.other if self.is_other_next else self.chosen

    def after(self, papers: int) -> Sides:
        """When ``papers`` were on the picture; several are both sides at once, or papers of several people."""
        return replace(self, is_other_next=self.other is not None and papers < 2 and not self.is_other_next)

    def skipped(self) -> Sides:
        """There is no other side: the next paper's first side comes next."""
        return replace(self, is_other_next=False)

    def asked_of(self, papers: int) -> DocumentType | None:
        """The kind to read them as; which of several papers is which side must be found out."""
        return None if papers > 1 and self.other is not None else self.next


@dataclass(slots=True)
class Shot:
    """A picture that was taken when ``before`` came next: sides, or what follows on a shot before it.

    ``papers`` on it are supposed to be one until they are ``found``, which is in the order of the shots.
    """

    before: Sides | Shot
    papers: int = 1

    @property
    def sides(self) -> Sides:
        """What was to be taken."""
        return self.before.after if isinstance(self.before, Shot) else self.before

    @property
    def after(self) -> Sides:
        """What is to be taken next."""
        return self.sides.after(self.papers)

    def found(self, papers: int) -> None:
        """So many are on it; a shot that was taken meanwhile follows on that."""
        self.before, self.papers = self.sides, papers  # a long day makes no long chain


def name_at(moment: datetime, word: str, taken: int) -> PurePath:
    """A name for a picture that has no file; ``taken`` is its number, as two may be of the same second."""
    return PurePath(f"{word} {moment:%Y-%m-%d %H-%M-%S} {taken}.jpg")


def documents(content: bytes, name: PurePath, crops: Sequence[Quad], asked: DocumentType | None) -> list[Document]:
    """One for each paper, all with the whole picture as their source; without a sure outline one, not cropped."""
    source = Source(name, content=content)
    recipes = [Recipe(crop=quad.clamped()) for quad in crops] or [Recipe()]
    return [Document(source, recipe, asked_type=asked) for recipe in recipes]
