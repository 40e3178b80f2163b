"""Before papers are sent to a service: which of them it reads, by which calls, and what those would cost at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import RefusedCall
from desktop_ocr.domain.spending import Estimate
from desktop_ocr.engines.base import ServiceEngine
from desktop_ocr.workflow.accounts import Accounts, Counters
from desktop_ocr.workflow.batch import Batch


@dataclass(frozen=True, slots=True)
class Asking:
    """``papers`` are the keys of those that would be sent, ``left_out`` of how many the engine does not read the kind,
    ``calls`` how many there would be at each interface.
    """

    engine: str
    kind: DocumentType | None
    papers: tuple[int, ...]
    left_out: int
    calls: Mapping[str, int]


def asking(engine: ServiceEngine, documents: Mapping[int, Document], kind: DocumentType | None) -> Asking:
    """``kind`` is the one as which all are to be read, None for the kind of each."""
    papers, calls = [], Counter[str]()
    for key, document in documents.items():
        wanted = kind or document.asked_type or document.document_type
        if document.is_to_open or (wanted is not None and not engine.reads(wanted)):
            continue
        try:
            calls.update(engine.calls_for(wanted))
        except RefusedCall:  # the clerk's own parameters: the row will say so
            continue
        papers.append(key)
    return Asking(engine.info.id, kind, tuple(papers), len(documents) - len(papers), calls)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is asked, what it would take, and how the month stands: all that is to be decided about.

    Of ``free_all`` free calls a month at the interfaces that are asked, ``free_left`` are left.
    """

    asking: Asking
    estimate: Estimate
    counters: Counters
    free_left: int = 0
    free_all: int = 0

    @property
    def is_allowed(self) -> bool:
        return bool(self.asking.papers) and self.estimate.fits


async def offer(accounts: Accounts, wanted: Asking) -> Offer:
    """Raises ``StoreError``."""
    found = await accounts.estimate(wanted.engine, wanted.calls)
    free = await accounts.free_calls(wanted.engine, wanted.calls)
    return Offer(wanted, found, await accounts.counters(wanted.engine), *free)


def ask(batch: Batch, wanted: Asking) -> None:
    """Have the papers read by the service."""
    for key in wanted.papers:
        if key in batch:
            document = batch.document(key)
            batch.read_with(key, wanted.engine, wanted.kind or document.asked_type)


def waiting_for(batch: Batch, engine: str) -> list[int]:
    """The papers that wait for a service, or are being read by it."""
    return [key for key in batch if _is_unread_of(batch.document(key), engine)]


def _is_unread_of(document: Document, engine: str) -> bool:
    return document.engine == engine and document.recognition is None and document.error is None


async def settle(accounts: Accounts, numbers: Collection[int]) -> None:
    """Calls of papers, by their numbers in the store, whose fate nobody knows: the clerk has decided.

    Raises ``StoreError``.
    """
    for call in await accounts.unsettled():
        if call.document and call.document in numbers:
            await accounts.settle(call.id)
