"""The waiting side of the offline engine: it imports nothing heavy, the program's own process holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition, TextLine
from desktop_ocr.engines.base import Options, Run
from desktop_ocr.engines.offline import rule_section
from desktop_ocr.engines.offline.hooks import HOOKS, name_and_finding

if TYPE_CHECKING:
    from desktop_ocr.engines.offline.reader import Reader

INFO = EngineInfo(id="offline", title_zh="离线识别", title_en="Offline", section="offline")

_reader: Reader | None = None
"""The reader of this worker process; None in every other process."""


class OfflineEngine:
    """Sends prepared pages to a worker in which ``start_worker`` has run."""

    info = INFO

    def __init__(self, run: Run) -> None:
        self._run = run

    def reads(self, kind: DocumentType) -> bool:
        return INFO.section in kind.sections

    async def recognise(self, page: PreparedImage, kind: DocumentType | None, options: Options) -> Recognition:
        found: Recognition = await self._run(read_in_worker, page, kind.key if kind else None, options.letters)
        return found


def start_worker(types: Mapping[str, DocumentType], threads: int) -> None:
    """Load the models in a worker process, once; raises ModelsUnfit."""
    global _reader  # noqa: PLW0603 - a worker process is one reader
    from desktop_ocr.engines.offline.reader import Reader

    _reader = Reader.load(types, threads=threads)


def read_in_worker(page: PreparedImage, wanted: str | None, letters: Sequence[TextLine] = ()) -> Recognition:
    """Read a page in a worker process; ``letters`` as in ``Options``."""
    if _reader is None:
        raise RuntimeError("start_worker has not run in this process")
    return _reader.read(page, wanted, letters)


def check_section(section: Mapping[str, Any], kind: DocumentType) -> tuple[str, str] | None:
    """What is wrong with the ``[offline]`` section of a type file: the word and the problem, or None."""
    try:
        parsed = rule_section.parse(section)
    except rule_section.RuleError as error:
        return error.key, error.problem
    keys = {field.key for field in kind.fields}
    named = {
        *parsed.fields,
        *(rule.under for rule in parsed.fields.values()),
        *(r.shares for r in parsed.fields.values()),
    }
    for key in sorted(named | {parsed.all_text, parsed.pairs}):
        if key and key not in keys:
            return key, f"'{key}' is no field of this kind"
    for field in kind.fields:
        rule = parsed.fields.get(field.key)
        if rule and field.columns and (strange := sorted(set(rule.columns) - {column.key for column in field.columns})):
            return strange[0], f"'{strange[0]}' is no column of the field '{field.key}'"
    for hook in (*(rule.hook for rule in parsed.fields.values()), *(evidence.hook for evidence in parsed.evidence)):
        if hook and name_and_finding(hook)[0] not in HOOKS:
            return hook, f"there is no hook '{hook}'"
    return None
