"""Puts the parts together: catalogue, workers, engine, workflow.  No Qt; used by the command line and the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop_ocr import catalogue, paths
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.engines import ENGINES
from desktop_ocr.engines.baidu import section as baidu
from desktop_ocr.engines.base import Engine, ServiceEngine, Surroundings
from desktop_ocr.engines.ctyun import section as ctyun
from desktop_ocr.engines.offline.engine import check_section, start_worker
from desktop_ocr.store.keyrings import SecretStore
from desktop_ocr.store.store_thread import StoreThread
from desktop_ocr.workflow import jobs, look_job
from desktop_ocr.workflow.accounts import Accounts
from desktop_ocr.workflow.contents import Contents
from desktop_ocr.workflow.credentials import Credentials
from desktop_ocr.workflow.file_reading import MOST_READERS
from desktop_ocr.workflow.looking import Look, LookAt, see_nothing
from desktop_ocr.workflow.passwords import Passwords
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.sending import Sending
from desktop_ocr.workflow.stored_calls import StoredCalls
from desktop_ocr.workflow.unfolding import Unfolder
from desktop_ocr.workflow.workers import WorkerPool

if TYPE_CHECKING:
    from desktop_ocr.engines.http import Client
    from desktop_ocr.workflow.services import Services

SECTIONS = {"offline": check_section, "baidu": baidu.check_section, "ctyun": ctyun.check_section}
DECODE_SECONDS = 5
READ_SECONDS = 60
LOOK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Program:
    """The parts that a front end works with."""

    catalogue: catalogue.Catalogue
    recogniser: Recogniser
    contents: Contents
    """Where the recogniser has the bytes of its pages from."""
    unfolder: Unfolder
    """Finds the pages and papers in what came in; a worker of its own looks for them."""
    look: LookAt = see_nothing
    """Looks at a camera's frames in a worker of its own, which starts with the first frame."""
    recogniser_for: Callable[[int], Recogniser] = field(kw_only=True)
    """The recogniser with as many readers as so many pages are worth, where there turn out to be more or fewer."""


def load_catalogue() -> catalogue.Catalogue:
    """All kinds, the user's own after the shipped ones.

    Plain text is among them even where its own file is broken, as every page without a kind is read so.
    """
    kinds = catalogue.load([paths.document_types(), paths.own_document_types()], SECTIONS)
    plain = catalogue.PLAIN_TEXT
    return replace(kinds, types={**kinds.types, plain.key: kinds.types.get(plain.key, plain)})


@contextmanager
def program(engine: str = "offline", *, pages: int) -> Iterator[Program]:
    """The program with its workers, which start with their first job; ``pages`` is how many there will be to read."""
    kinds, contents, passwords = load_catalogue(), Contents(), Passwords()
    with ExitStack() as at_the_end:

        def workers(size: int, start: Callable[..., None], *arguments: Any, seconds: float) -> WorkerPool:
            pool = WorkerPool(size, start, arguments, seconds=seconds)
            at_the_end.callback(pool.close)
            return pool

        decoder = Sending(workers(1, jobs.start_decoder, seconds=DECODE_SECONDS), contents.at_hand)
        opener = Sending(workers(1, jobs.start_decoder, seconds=DECODE_SECONDS), contents.at_hand)
        looker = workers(1, look_job.start_looker, seconds=LOOK_SECONDS)

        def recogniser_for(pages: int) -> Recogniser:
            count, threads = readers_for(pages)
            if count == recogniser.at_once:
                return recogniser
            return replace(recogniser, engine=engine_in(count, threads), at_once=count)

        def engine_in(count: int, threads: int) -> Engine:
            return ENGINES[engine](workers(count, start_worker, kinds.types, threads, seconds=READ_SECONDS).run, None)

        async def look(image: PreparedImage) -> Look:
            seen: Look = await looker.run(look_job.look, image)
            return seen

        count, threads = readers_for(pages)
        recogniser = Recogniser(engine_in(count, threads), decoder.run, kinds.types, count, contents, passwords)
        unfolder = Unfolder(opener.run, contents, passwords)
        yield Program(kinds, recogniser, contents, unfolder, look, recogniser_for=recogniser_for)


def services(
    program: Program,
    thread: Callable[[], StoreThread],
    keyring: Callable[[], SecretStore],
    client: Client | None = None,
) -> Services:
    """The engines that ask a service, over a store that is open; none of them does before it is switched on.

    ``client`` stands in for the one to the network.
    """
    from desktop_ocr.engines import services as infos
    from desktop_ocr.engines.baidu import kinds as baidu_kinds
    from desktop_ocr.engines.clock import SystemClock
    from desktop_ocr.engines.http import Client
    from desktop_ocr.workflow.services import ServiceChoices, Services

    choices, credentials = ServiceChoices(paths.config()), Credentials(keyring)
    calls, client = StoredCalls(thread, choices.of), client or Client(proxy=choices.proxy)
    decode = program.recogniser.decode

    def types() -> Mapping[str, DocumentType]:
        known = program.catalogue.types
        return {**known, **baidu_kinds.kinds(known.values(), choices.of("baidu").templates)}

    async def fit(page: PreparedImage, limits: UploadLimits) -> Fitted:
        fitted: Fitted = await decode(jobs.fit_page, page, limits)
        return fitted

    def around(info: EngineInfo) -> Surroundings:
        return Surroundings(
            keys=lambda: credentials.get(info),
            calls=calls,
            tokens=calls,
            fit=fit,
            types=types,
            settings=lambda: choices.of(info.id),
            client=client,
            clock=SystemClock(),
            base=other_address(info.id),
        )

    engines: dict[str, ServiceEngine] = {}
    for info in infos():
        engine = ENGINES[info.id](decode, around(info))
        assert isinstance(engine, ServiceEngine)
        engines[info.id] = engine
    return Services(engines, choices, credentials, Accounts(thread, choices.of), types, client, calls)


def other_address(engine: str) -> str:
    """For tests: the address of a service on this very computer, of which DESKTOP_OCR_<ENGINE> says the port.

    Nothing can send pages or keys to another computer than the service's.
    """
    port = os.environ.get(f"DESKTOP_OCR_{engine.upper()}", "")
    return f"http://127.0.0.1:{int(port)}" if port.isdecimal() else ""


def readers_for(pages: int) -> tuple[int, int]:
    """How many readers so many pages are worth, and how many threads each of them.

    One page gets one worker with all processors; a batch is read fastest by one worker on each (measured: 1.4 times).
    """
    processors = max(1, os.cpu_count() or 1)
    count = 1 if pages == 1 else max(1, min(processors, pages, MOST_READERS))
    return count, max(1, processors // count)
