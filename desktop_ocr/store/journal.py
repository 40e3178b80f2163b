"""The journal: what was read, and what a person made of it, change by change.  Rows are never changed.

They go only with their paper, when that is deleted for good.  Kinds and their details:

    added       page, paper
    prepared    recipe
    asked       type
    engine      engine ("" for the one at home)
    read        engine, type, values ([field, value, confidence] each)
    corrected   field, value, reason
    withdrawn   field
    failed      code
    tried       (a damaged page, on a person's word)
    finished, reopened, exported, binned, restored
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import apsw

from desktop_ocr.store import codec
from desktop_ocr.store.records import JournalEntry, StoredDocument

Change = tuple[str, Mapping[str, object]]


def changes(before: StoredDocument | None, after: StoredDocument) -> Iterator[Change]:
    """What the journal says of a paper that is put; nothing where nothing of worth changed."""
    if before is None:
        yield "added", {"page": after.page, "paper": after.paper_index}
        before = StoredDocument(after.id)
    if after.recipe != before.recipe:
        yield "prepared", {"recipe": after.recipe}
    if after.asked_type != before.asked_type:
        yield "asked", {"type": after.asked_type}
    if after.engine != before.engine:
        yield "engine", {"engine": after.engine}
    if after.recognition is not None and after.recognition != before.recognition:
        yield "read", _read(after)
    yield from _corrected(before, after)
    if after.error_code and after.error_code != before.error_code:
        yield "failed", {"code": after.error_code}
    if after.is_incomplete and not before.is_incomplete:
        yield "tried", {}
    if after.finished != before.finished:
        yield ("finished" if after.finished else "reopened"), {}
    if after.exported_at and after.exported_at != before.exported_at:
        yield "exported", {}


def append(connection: apsw.Connection, document: int, at: str, news: Iterable[Change]) -> None:
    """Write changes down; within the transaction that makes them."""
    connection.executemany(
        "INSERT INTO journal (document, at, kind, details) VALUES (?, ?, ?, ?)",
        [(document, at, kind, codec.encode(details)) for kind, details in news],
    )


def entries(connection: apsw.Connection, document: int) -> list[JournalEntry]:
    """All changes of one paper, oldest first."""
    rows = connection.execute("SELECT at, kind, details FROM journal WHERE document = ? ORDER BY id", (document,))
    return [JournalEntry(document, at, kind, codec.plain(details)) for at, kind, details in rows]


def _read(after: StoredDocument) -> Mapping[str, object]:
    recognition = after.recognition
    assert recognition is not None
    papers = recognition.papers[after.paper_index : after.paper_index + 1]
    values = [[one.field, one.value, one.confidence] for paper in papers for one in paper.readings]
    return {"engine": recognition.engine, "type": after.document_type, "values": values}


def _corrected(before: StoredDocument, after: StoredDocument) -> Iterator[Change]:
    was, now = dict(before.corrections), dict(after.corrections)
    for field, correction in now.items():
        if was.get(field) != correction:
            yield "corrected", {"field": field, "value": correction.value, "reason": correction.reason.value}
    for field in was:
        if field not in now:
            yield "withdrawn", {"field": field}
