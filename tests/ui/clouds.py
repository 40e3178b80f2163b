"""A session in which a double of a service is asked: the window, a store, keys in memory, an engine at home."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_ocr import composition, session
from desktop_ocr.catalogue import Catalogue
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.domain.settings import Settings
from desktop_ocr.export.rows import Language
from desktop_ocr.store.keyrings import MemorySecrets
from desktop_ocr.ui.main_window import MainWindow
from desktop_ocr.ui.queue_panel import SOON
from desktop_ocr.ui.services_page import ServicesPage
from desktop_ocr.ui.workbench import SHOWN_AFTER, Workbench
from desktop_ocr.workflow.safe import Safe
from tests.fakes import FakeProgram, inline
from tests.ui.driving import until
from tests.ui.fakes import FakeEngine

KEYS = {"api_key": "test-api-key", "secret_key": "test-secret-key"}


class AtHome(FakeProgram):
    """Real kinds and pictures; what is read at home is what the engine was given."""

    def catalogue(self) -> Catalogue:
        return composition.load_catalogue()

    @contextmanager
    def _program(self, engine: str, pages: int) -> Iterator[composition.Program]:
        with super()._program(engine, pages) as program:
            types = self.catalogue().types
            reads = replace(program.recogniser, types=types)
            yield replace(program, recogniser=reads, recogniser_for=lambda _: reads)


class Cloud:
    """``port`` is that of the double."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, port: int, language: Language = "en") -> None:
        monkeypatch.setenv("DESKTOP_OCR_CONFIG", str(folder / "config"))
        monkeypatch.setenv("DESKTOP_OCR_DATA", str(folder / "data"))
        monkeypatch.setenv("DESKTOP_OCR_BAIDU", str(port))
        self.secrets = MemorySecrets()
        self.engine = FakeEngine()
        self._language = language
        monkeypatch.setattr(composition, "program", AtHome(self.engine, decode=inline))
        monkeypatch.setattr(session, "Safe", partial(Safe, keyring=lambda: self.secrets))

    async def start(self, *, has_store: bool = True) -> Workbench:
        window = MainWindow()
        window.appear()
        self._work = asyncio.ensure_future(session.work(window, self._language, Settings()))
        await until(lambda: window._occupant)
        bench = window._occupant
        assert isinstance(bench, Workbench)
        if has_store:
            await until(lambda: bench.services and bench.services.is_ready)
            await until(lambda: bench.safekeeping and bench.safekeeping.keeps_all)
        bench.leaving.asks = False
        return bench

    async def end(self, bench: Workbench) -> None:
        bench.window.closed.emit()
        await self._work

    def enter_keys(self) -> None:
        for key, value in KEYS.items():
            self.secrets.set(f"baidu.{key}", value.encode())


def services(bench: Workbench) -> ServicesPage:
    assert bench.services is not None
    return bench.services


async def switch_on(bench: Workbench, **changes: Any) -> None:
    """Consent, as the settings page gives it."""
    choices = services(bench)._services.choices
    await choices.change(choices.present.with_engine("baidu", replace(choices.of("baidu"), is_on=True, **changes)))


def papers(folder: Path, count: int) -> list[Path]:
    """Pictures that are all different, large enough for every interface."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"card-{number}.png" for number in range(1, count + 1)]
    for number, path in enumerate(paths):
        Image.new("RGB", (400, 252), (250, 250 - number, 245)).save(path)
    return paths


async def closed(bench: Workbench) -> None:
    """Until what the last dialog had to do is done."""
    last = bench.dialogs._last
    await until(lambda: last is None or last.done())


async def read_all(bench: Workbench) -> None:
    """Until nothing is being read, nor waits but for a service that is held up."""

    def is_over() -> bool:
        batch, held = bench.batch, bench.reading.halts
        waiting = [one for one in batch.documents() if one.state in (DocumentState.QUEUED, DocumentState.READING)]
        return all(one.state is DocumentState.QUEUED and one.engine in held for one in waiting)

    await until(is_over)
    await asyncio.sleep((2 * SHOWN_AFTER + SOON) / 1000)
    await until(is_over)
