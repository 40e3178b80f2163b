"""The columns of a table by keys that outlive labels and languages, and a clerk's choice among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Columns that are no field of the paper; the sign keeps them apart from the keys of fields.
FILE, PAGE, STATE, TO_LOOK_AT = "@file", "@page", "@state", "@to_look_at"
CODE, REASON, NOTE = "@code", "@reason", "@note"


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is the field's, or one of the names above; ``label`` heads the column."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a table will be called, and the columns there are to choose from; ``key`` as that of ``Table``."""

    key: str
    title: str
    columns: tuple[Column, ...]
    state_needed: bool


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which columns are shown, and in which order, by the key of the kind (empty: the papers that were not read).

    A kind that is not named shows all of its columns in their own order.
    """

    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def places(self, kind: str, keys: Sequence[str], *, state_needed: bool = False) -> list[int]:
        """The places in ``keys`` of the columns to show, in order.

        Chosen keys that are not there are ignored, keys that were not chosen are hidden.  ``state_needed``: papers that
        are not settled are among the rows, so the column that says so stays, last where it was not chosen.  A choice of
        which nothing is left, as after the kind's fields were renamed, is none.
        """
        chosen = [key for key in dict.fromkeys(self.shown.get(kind, ())) if key in keys]
        if not chosen:
            return list(range(len(keys)))
        if state_needed and STATE in keys and STATE not in chosen:
            chosen.append(STATE)
        return [keys.index(key) for key in chosen]

    def plain(self) -> dict[str, list[str]]:
        """The choice as settings keep it."""
        return {kind: list(keys) for kind, keys in self.shown.items()}

    @classmethod
    def from_plain(cls, value: object) -> ColumnChoice:
        """The choice from settings, which somebody may have edited: what is not of the form is left out."""
        if not isinstance(value, Mapping):
            return cls()
        lists = {kind: keys for kind, keys in value.items() if isinstance(keys, list | tuple)}
        return cls({str(kind): tuple(str(key) for key in keys) for kind, keys in lists.items()})


EVERY_COLUMN = ColumnChoice()
