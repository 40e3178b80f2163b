"""Puts the parts together: catalogue, workers, engine, workflow.  No Qt; used by the command line and the window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from desktop_ocr import catalogue, paths
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.engines import ENGINES
from desktop_ocr.engines.baidu import section as baidu
from desktop_ocr.engines.ctyun import section as ctyun
from desktop_ocr.engines.offline.engine import check_section, start_worker
from desktop_ocr.workflow import jobs, look_job
from desktop_ocr.workflow.keeping import Contents
from desktop_ocr.workflow.looking import Look, LookAt, see_nothing
from desktop_ocr.workflow.recognising import Recogniser
from desktop_ocr.workflow.unfolding import Unfolder
from desktop_ocr.workflow.workers import WorkerPool

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


def load_catalogue() -> catalogue.Catalogue:
    """All kinds, the user's own after the shipped ones.

    Plain text is among them even where its own file is broken, as every page without a kind is read so.
    """
    kinds = catalogue.load([paths.document_types(), paths.own_document_types()], SECTIONS)
    plain = catalogue.PLAIN_TEXT
    return replace(kinds, types={**kinds.types, plain.key: kinds.types.get(plain.key, plain)})


@contextmanager
def program(engine: str = "offline", *, pages: int) -> Iterator[Program]:
    """The program with its workers, which start with their first job; ``pages`` is how many there will be to read.

    One page gets one worker with all processors; a batch is read fastest by one worker on each (measured: 1.4 times).
    """
    kinds = load_catalogue()
    processors = max(1, os.cpu_count() or 1)
    workers = 1 if pages == 1 else min(processors, pages, 4)
    threads = max(1, processors // workers)
    decoder = WorkerPool(1, jobs.start_decoder, seconds=DECODE_SECONDS)
    opener = WorkerPool(1, jobs.start_decoder, seconds=DECODE_SECONDS)
    readers = WorkerPool(workers, start_worker, (kinds.types, threads), seconds=READ_SECONDS)
    looker = WorkerPool(1, look_job.start_looker, seconds=LOOK_SECONDS)

    async def look(image: PreparedImage) -> Look:
        seen: Look = await looker.run(look_job.look, image)
        return seen

    try:
        contents = Contents()
        recogniser = Recogniser(ENGINES[engine](readers.run), decoder.run, kinds.types, workers, contents)
        unfolder = Unfolder(opener.run, contents, recogniser.passwords)
        yield Program(kinds, recogniser, contents, unfolder, look)
    finally:
        looker.close()
        opener.close()
        decoder.close()
        readers.close()
