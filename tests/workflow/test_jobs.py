"""What the decoder's process does for the program, with stand-ins for the modules of PDF and OFD."""

from __future__ import annotations

import asyncio
import sys
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.domain.errors import ClerkError, SourceDamaged, SourceLocked, SourceTooLarge
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import DigitalText
from desktop_ocr.workflow import jobs
from desktop_ocr.workflow.workers import WorkerPool
from tests.imaging.liars import tiff_with
from tests.imaging.papers import ofd, pdf
from tests.imaging.pictures import marked, saved
from tests.workflow import worker_jobs

TEXT = DigitalText((), (("Buyer", "某某公司"),))


class Module(ModuleType):
    """Draws pages whose width is their number × 100; remembers what it was asked for."""

    def __init__(self, name: str, error: type[Exception] | None = None) -> None:
        super().__init__(name)
        self.asked: list[dict[str, Any]] = []
        self._error = error

    def page_count(self, content: bytes, **options: Any) -> int:
        self._remember(options)
        return 5000

    def draw(self, content: bytes, page: int, **options: Any) -> Image.Image:
        self._remember(options)
        return Image.new("RGB", (page * 100, 50), "white")

    def text(self, content: bytes, page: int, **options: Any) -> DigitalText:
        self._remember(options)
        return TEXT

    def _remember(self, options: dict[str, Any]) -> None:
        self.asked.append(options)
        if self._error:
            raise self._error


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, error: type[Exception] | None = None) -> Module:
    module = Module(f"desktop_ocr.imaging.{name}", error)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_a_pdf_is_described_drawn_and_read_by_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    module = stand_in(monkeypatch, "pdf")
    assert jobs.describe(pdf(), "secret") == FileContents("PDF", 5000)
    page = jobs.decode_page(pdf(), 7, Recipe(turn=90), 40, "secret")
    assert (page.width, page.height, page.recipe) == (50, 700, Recipe(turn=90))
    assert jobs.text_layer(pdf(), 7, "secret") == TEXT
    assert module.asked == [{"password": "secret"}, {"small": 40, "password": "secret"}, {"password": "secret"}]


def test_an_ofd_has_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    module = stand_in(monkeypatch, "ofd")
    assert jobs.describe(ofd(), "secret") == FileContents("OFD", 5000)
    assert jobs.decode_page(ofd(), 2, Recipe(), 0, "secret").width == 200
    assert jobs.text_layer(ofd(), 2, "secret") == TEXT
    assert module.asked == [{}, {"small": 0}, {}]


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (SourceLocked, SourceLocked),
        (MemoryError, SourceTooLarge),
        (RecursionError, SourceDamaged),
        (ValueError, SourceDamaged),
    ],
)
def test_whatever_goes_wrong_comes_as_an_error_of_ours_without_its_history(
    raised: type[Exception], error: type[ClerkError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frames of the history hold the file, its pixels and the password."""
    stand_in(monkeypatch, "pdf", raised)
    for job in (
        lambda: jobs.describe(pdf(), "secret"),
        lambda: jobs.decode_page(pdf(), 1, Recipe(), 0, "secret"),
        lambda: jobs.decode_what_is_there(pdf(), 1, Recipe(), 0, "secret"),
        lambda: jobs.text_layer(pdf(), 1, "secret"),
    ):
        with pytest.raises(error) as caught:
            job()
        assert caught.value.__cause__ is caught.value.__context__ is None
        assert "secret" not in repr(caught.value.facts)


def test_a_library_that_is_missing_is_not_the_file_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop_ocr.imaging.pdf", None)
    with pytest.raises(ImportError):
        jobs.decode_page(pdf(), 1, Recipe())


def test_a_damaged_pdf_has_no_part_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "pdf", SourceDamaged)
    with pytest.raises(SourceDamaged):
        jobs.decode_what_is_there(pdf(), 1, Recipe())


def test_the_libraries_are_there_before_the_first_file() -> None:
    """Loading them later would count as memory of that file."""

    async def test() -> None:
        pool = WorkerPool(1, jobs.start_decoder, seconds=30)
        try:
            assert {"PIL.AvifImagePlugin", "PIL.WebPImagePlugin", "pi_heif"} <= await pool.run(worker_jobs.modules)
        finally:
            pool.close()

    asyncio.run(test())


def test_what_libraries_say_of_a_file_is_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    """libtiff writes straight to the standard error of the process."""
    content = tiff_with(saved(marked(), "TIFF", compression="tiff_lzw"), length=10)

    async def test() -> None:
        pool = WorkerPool(1, jobs.start_decoder, seconds=30)
        try:
            with pytest.raises(SourceDamaged):
                await pool.run(jobs.decode_page, content, 1, Recipe())
        finally:
            pool.close()

    asyncio.run(test())
    assert capfd.readouterr().err == ""
    with pytest.raises(SourceDamaged):
        jobs.decode_page(content, 1, Recipe())
    assert "LZWDecode" in capfd.readouterr().err
