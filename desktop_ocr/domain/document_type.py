"""A kind of paper: its names, its fields, the rules that hold between them.

Each kind is one TOML file in ``resources/document_types`` (see ``catalogue.py`` for the form of the file).  Nothing
here knows an engine: what an engine needs to know of a kind stands in the section that bears the engine's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ValueKind(StrEnum):
    """What sort of value a field holds; it decides normal form, cell type in exports, and what counts as certain."""

    TEXT = "text"  # as printed, without line breaks
    LINES = "lines"  # as printed, with line breaks
    NAME = "name"
    ADDRESS = "address"
    CHOICE = "choice"  # one of a closed list of words
    NUMBER = "number"  # an identifier: digits and letters without spaces
    DATE = "date"  # YYYY-MM-DD, YYYY-MM, YYYY or 长期
    EXPIRY = "expiry"  # MM/YY
    TIME = "time"  # HH:MM
    PERIOD = "period"  # two dates with the word between them as printed
    AMOUNT = "amount"  # decimal string
    CAPITAL = "capital"  # an amount as printed, in words or figures with its unit
    TABLE = "table"  # JSON: a list of rows, each an object of texts by column; empty cells are left out

    @property
    def needs_proof(self) -> bool:
        """Numbers, amounts and dates: one wrong digit goes unnoticed, so without proof they are doubtful."""
        return self in _NEED_PROOF


_NEED_PROOF = frozenset(
    {
        ValueKind.NUMBER,
        ValueKind.DATE,
        ValueKind.EXPIRY,
        ValueKind.TIME,
        ValueKind.PERIOD,
        ValueKind.AMOUNT,
        ValueKind.CAPITAL,
    }
)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of a table: what its cells hold, and the key of the field in which their sum stands, if there is one.

    ``baidu_key`` is the key of its cells in Baidu's answer.
    """

    key: str
    label_zh: str
    label_en: str
    kind: ValueKind = ValueKind.TEXT
    sum: str = ""
    baidu_key: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One value asked for.

    ``label_zh`` is what a clerk calls it, ``baidu_key`` its key in Baidu's answer, ``mask`` what lists show of it: a
    name of ``masks.MASKS``, or nothing where checks and kind say enough (``masks.mask_of``).  ``form`` is a regular
    expression that the whole value must match, beside the form of its kind; stars of a masked value stand for anything.
    ``columns`` are those of a table, in the order in which they are shown.
    """

    key: str
    label_zh: str
    label_en: str
    kind: ValueKind
    baidu_key: str = ""
    required: bool = False
    checks: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    mask: str = ""
    form: str = ""
    columns: tuple[ColumnSpec, ...] = ()


LAST = 9000
"""The place of a kind that has none of its own."""


@dataclass(frozen=True, slots=True)
class CrossRule:
    """A rule across fields: the name of a check of ``checks.CROSS_CHECKS`` and the keys it is given, in its order."""

    check: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of paper.

    ``sections`` holds, by engine id, what that engine needs to read it, as parsed from TOML.  ``other_side`` is the key
    of the kind on the back of the same paper, ``size`` its width and height in millimetres as it is read; both may be
    empty.  ``order`` is its place among all kinds where a clerk looks for one: see ``catalogue``.
    """

    key: str
    label_zh: str
    label_en: str
    fields: tuple[FieldSpec, ...]
    rules: tuple[CrossRule, ...] = ()
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    other_side: str = ""
    size: tuple[float, float] | None = None
    order: int = LAST

    def spec(self, key: str) -> FieldSpec:
        """The field of that key; raises KeyError."""
        for spec in self.fields:
            if spec.key == key:
                return spec
        raise KeyError(key)
