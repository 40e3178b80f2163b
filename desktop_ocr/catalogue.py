"""The kinds of paper: every ``*.toml`` of some folders → DocumentType.  A broken file is reported; the others work.

The form of a file (see the shipped ones):

    schema = 1
    key = "id_card_back"            # unique
    label_zh = "…"                  # names for the clerk
    label_en = "…"
    order = 1010                    # its place in lists of kinds: people from 1000, companies and property from 2000,
                                    # vehicles from 3000, text from 4000, the most used first; without one at the end
    other_side = "id_card_front"    # key of the kind on the back of the same paper, if it is read too
    size = [85.6, 54.0]             # width and height in millimetres, where all papers of the kind have one size
    [[field]]                       # in the order in which the clerk sees them
    key = "authority"
    label_zh = "签发机关"
    label_en = "Issuing authority"
    baidu_key = "签发机关"          # key in Baidu's answer, if it has one
    kind = "text"                   # a ValueKind
    required = true
    checks = ["…"]                  # names of checks.FIELD_CHECKS
    choices = ["…"]                 # closed list of words, for kind = "choice"
    form = '[A-Z]\\d{8}'             # regular expression that the whole value must match
    mask = "name"                   # what lists show: a name of masks.MASKS; without it, by checks and kind
    [[field.column]]                # of a field with kind = "table": its columns, in the order in which they are shown
    key = "amount"                  # by which the engine's rules and the rows' checks call it
    label_zh = "金额"
    label_en = "Amount"
    kind = "amount"                 # a ValueKind; text where nothing is said
    sum = "total"                   # key of the field that the column adds up to, for the rule rows_sum
    baidu_key = "CommodityAmount"   # key of its cells in Baidu's answer
    [[rule]]                        # rules across fields
    check = "dates_in_order"        # a name of checks.CROSS_CHECKS
    fields = ["issue_date", "expiry_date"]
    [offline]                       # one section for each engine that reads this kind
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, TypeVar

from desktop_ocr.domain import checks, masks
from desktop_ocr.domain.document_type import LAST, ColumnSpec, CrossRule, DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.errors import TypeFileBroken

SCHEMA = 1
_COUNTS = {2: "two", 3: "three"}
_Read = TypeVar("_Read")

SectionCheck = Callable[[Mapping[str, Any], DocumentType], tuple[str, str] | None]
"""Asked of the engine a section belongs to: the word that is wrong and what is wrong with it, or None."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The kinds that can be used, by key, and what was wrong with the files of the others."""

    types: Mapping[str, DocumentType]
    problems: tuple[TypeFileBroken, ...] = ()


class _Wrong(Exception):
    """``table`` and ``place`` say where in the file the word is looked for (see ``_span``)."""

    def __init__(self, word: str, problem: str, *, table: str = "", place: int | None = None) -> None:
        super().__init__(word, problem)
        self.word, self.problem, self.table, self.place = word, problem, table, place


PLAIN_TEXT = DocumentType(
    "general_text",
    "通用文字",
    "Plain text",
    (FieldSpec("text", "全文", "Full text", ValueKind.LINES, required=True),),
    sections={"offline": {"all_text": "text"}},
)
"""What a page without a known kind is read as; stands in where its own file is broken, so that the others work."""


def load(folders: Sequence[Path], sections: Mapping[str, SectionCheck]) -> Catalogue:
    """Read all files of some folders; ``sections`` by the engine's id.  Kinds are in their order, then in their files'.

    A kind that two files have is that of the first: a file of one's own does not take the place of a shipped one.
    """
    types: dict[str, DocumentType] = {}
    problems: list[TypeFileBroken] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        try:
            kind = read_type(path, sections)
        except TypeFileBroken as problem:
            problems.append(problem)
            continue
        if kind.key in types:
            line = _line_of(path.read_text("utf-8-sig"), _Wrong("key", ""))
            twice = f"key '{kind.key}' is used by another file"
            problems.append(TypeFileBroken(file=path.name, line=line, problem=twice))
        else:
            types[kind.key] = kind
    in_order = sorted(types.values(), key=lambda kind: kind.order)
    return Catalogue({kind.key: kind for kind in in_order}, tuple(problems))


def read_type(path: Path, sections: Mapping[str, SectionCheck]) -> DocumentType:
    """Read one file; raises TypeFileBroken with the line at fault."""
    try:
        text = path.read_text("utf-8-sig")  # editors on Windows put a mark before the text
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TypeFileBroken(file=path.name, line=line, problem="is not UTF-8 text") from error
    except OSError as error:
        raise TypeFileBroken(file=path.name, line=1, problem="cannot be read") from error
    try:
        table = tomllib.loads(text)
        return _document_type(table, sections)
    except tomllib.TOMLDecodeError as error:
        named = re.search(r"line (\d+)", str(error))
        line = int(named[1]) if named else text.count("\n") + 1
        raise TypeFileBroken(file=path.name, line=line, problem=str(error)) from error
    except _Wrong as error:
        raise TypeFileBroken(file=path.name, line=_line_of(text, error), problem=error.problem) from error


def _line_of(text: str, wrong: _Wrong) -> int:
    """The first line of the table at fault that has the word as a key, in quotes or as its name; else its first."""
    start, end = _span(text, wrong)
    word = re.escape(wrong.word)
    named = re.compile(rf"^[ \t]*{word}[ \t]*=|[\"']{word}[\"']|^[ \t]*\[.*\b{word}\b.*\]", re.MULTILINE)
    found = named.search(text, start, end)
    return text.count("\n", 0, found.start() if found else start) + 1


def _span(text: str, wrong: _Wrong) -> tuple[int, int]:
    """Where a table stands in the text: the one of that name and place, or without a place all that belong to it."""
    headers = list(re.finditer(r"^[ \t]*\[+[ \t]*([^\]\n]+?)[ \t]*\]+", text, re.MULTILINE))
    if not wrong.table:
        return 0, headers[0].start() if headers else len(text)
    if wrong.place is None:
        start = next((header.start() for header in headers if header[1].split(".")[0] == wrong.table), 0)
        return start, len(text)
    own = [index for index, header in enumerate(headers) if header[1] == wrong.table]
    if wrong.place >= len(own):
        return 0, len(text)  # written in one line with others
    first = own[wrong.place]
    below = f"{wrong.table}."  # as the columns of a field
    after = (header.start() for header in headers[first + 1 :] if not header[1].startswith(below))
    return headers[first].start(), next(after, len(text))


def _document_type(table: Mapping[str, Any], sections: Mapping[str, SectionCheck]) -> DocumentType:
    if table.get("schema") != SCHEMA:
        raise _Wrong("schema", f"schema must be {SCHEMA}")
    fields = tuple(_each(table, "field", _field))
    if not fields:
        raise _Wrong("field", "a kind needs at least one [[field]]")
    keys = [field.key for field in fields]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise _Wrong(key, f"field '{key}' is there twice", table="field", place=place)
    for place, field in enumerate(fields):
        for column in field.columns:
            if column.sum and column.sum not in keys:
                problem = f"column '{column.key}' adds up to the field '{column.sum}', which this kind does not have"
                raise _Wrong(column.sum, problem, table="field", place=place)
    kind = DocumentType(
        key=_text(table, "key", required=True),
        label_zh=_text(table, "label_zh", required=True),
        label_en=_text(table, "label_en", required=True),
        fields=fields,
        rules=tuple(_each(table, "rule", lambda entry: _rule(entry, keys))),
        sections={
            name: section for name, section in table.items() if name in sections and isinstance(section, Mapping)
        },
        other_side=_text(table, "other_side"),
        size=_size(table),
        order=_order(table),
    )
    if kind.other_side == kind.key:
        raise _Wrong("other_side", "a kind is not its own other side")
    known = {"schema", "key", "label_zh", "label_en", "order", "other_side", "size", "field", "rule", *sections}
    for word in table:
        if word not in known:
            raise _Wrong(word, f"'{word}' is neither part of the form nor an engine", table=word)
        if word in sections and word not in kind.sections:
            raise _Wrong(word, f"'{word}' must be a table", table=word)
    for name, section in kind.sections.items():
        if wrong := sections[name](section, kind):
            raise _Wrong(*wrong, table=name)
    return kind


def _each(table: Mapping[str, Any], word: str, read: Callable[[Mapping[str, Any]], _Read]) -> Iterator[_Read]:
    for place, entry in enumerate(_list(table, word)):
        try:
            yield read(entry)
        except _Wrong as wrong:
            wrong.table, wrong.place = word, place
            raise


def _field(entry: Mapping[str, Any]) -> FieldSpec:
    _refuse_unknown(entry, {field.name for field in dataclass_fields(FieldSpec)} - {"columns"} | {"column"}, "field")
    kind = _kind(_text(entry, "kind", required=True))
    names = _words(entry, "checks")
    for name in names:
        if name not in checks.FIELD_CHECKS:
            raise _Wrong(name, f"there is no check '{name}'")
    mask = _text(entry, "mask")
    if mask and mask not in masks.MASKS:
        raise _Wrong(mask, f"mask '{mask}' is not one of {', '.join(masks.MASKS)}")
    form = _text(entry, "form")
    try:
        re.compile(form)
    except re.error as error:
        raise _Wrong("form", f"form: {error}") from error
    return FieldSpec(
        key=_text(entry, "key", required=True),
        label_zh=_text(entry, "label_zh", required=True),
        label_en=_text(entry, "label_en", required=True),
        kind=kind,
        baidu_key=_text(entry, "baidu_key"),
        required=_flag(entry, "required"),
        checks=names,
        choices=_words(entry, "choices"),
        mask=mask,
        form=form,
        columns=_columns(entry, kind),
    )


def _kind(word: str) -> ValueKind:
    if word not in set(ValueKind):
        raise _Wrong(word, f"kind '{word}' is not one of {', '.join(ValueKind)}")
    return ValueKind(word)


def _columns(entry: Mapping[str, Any], kind: ValueKind) -> tuple[ColumnSpec, ...]:
    if "column" in entry and kind is not ValueKind.TABLE:
        raise _Wrong("kind", "only a table has columns")
    columns = tuple(_column(column) for column in _list(entry, "column"))
    keys = [column.key for column in columns]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise _Wrong(key, f"column '{key}' is there twice")
    return columns


def _column(entry: Mapping[str, Any]) -> ColumnSpec:
    _refuse_unknown(entry, {field.name for field in dataclass_fields(ColumnSpec)}, "column")
    kind = _kind(_text(entry, "kind") or ValueKind.TEXT)
    if kind in {ValueKind.TABLE, ValueKind.LINES}:
        raise _Wrong(kind, f"a column is not of the kind '{kind}'")
    return ColumnSpec(
        key=_text(entry, "key", required=True),
        label_zh=_text(entry, "label_zh", required=True),
        label_en=_text(entry, "label_en", required=True),
        kind=kind,
        sum=_text(entry, "sum"),
        baidu_key=_text(entry, "baidu_key"),
    )


def _rule(entry: Mapping[str, Any], keys: list[str]) -> CrossRule:
    _refuse_unknown(entry, {"check", "fields"}, "rule")
    name = _text(entry, "check", required=True)
    if name not in checks.CROSS_CHECKS:
        raise _Wrong(name, f"there is no rule '{name}'")
    fields = _words(entry, "fields")
    count = checks.FIELDS_OF_RULE.get(name, 2)
    if name in checks.OF_ANY_PARTS:
        if len(fields) < count:
            raise _Wrong("fields", f"rule '{name}' holds between {_COUNTS[count]} fields or more")
    elif len(fields) != count:
        raise _Wrong("fields", f"rule '{name}' holds between {_COUNTS[count]} fields")
    for key in fields:
        if key not in keys:
            raise _Wrong(key, f"rule '{name}' names the field '{key}', which this kind does not have")
    return CrossRule(name, fields)


def _text(table: Mapping[str, Any], word: str, *, required: bool = False) -> str:
    value = table.get(word, "")
    if not isinstance(value, str) or (required and not value):
        raise _Wrong(word, f"'{word}' must be a text")
    return value


def _size(table: Mapping[str, Any]) -> tuple[float, float] | None:
    if "size" not in table:
        return None
    value = table["size"]
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(type(side) in (int, float) and side > 0 for side in value)
    ):
        raise _Wrong("size", "'size' must be [width, height] in millimetres")
    return float(value[0]), float(value[1])


def _order(table: Mapping[str, Any]) -> int:
    value = table.get("order", LAST)
    if type(value) is not int:
        raise _Wrong("order", "'order' must be a whole number")
    return value


def _flag(table: Mapping[str, Any], word: str) -> bool:
    value = table.get(word, False)
    if not isinstance(value, bool):
        raise _Wrong(word, f"'{word}' must be true or false")
    return value


def _refuse_unknown(entry: Mapping[str, Any], known: set[str], what: str) -> None:
    for word in entry:
        if word not in known:
            raise _Wrong(word, f"'{word}' is not part of a {what}")


def _list(table: Mapping[str, Any], word: str) -> list[Mapping[str, Any]]:
    value = table.get(word, [])
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise _Wrong(word, f"'{word}' must be written as [[{word}]]", table=word)
    return value


def _words(table: Mapping[str, Any], word: str) -> tuple[str, ...]:
    value = table.get(word, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _Wrong(word, f"'{word}' must be a list of texts")
    return tuple(value)
