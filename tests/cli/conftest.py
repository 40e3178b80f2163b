"""Commands run with fakes, in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_ocr import cli
from desktop_ocr.cli import Parts
from tests.cli.running import Ran, Run, write_page
from tests.fakes import FakeProgram


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with fakes, in an empty folder of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: object, program: FakeProgram | None = None, samples: Path = folder) -> Ran:
        program = program or FakeProgram()
        parts = Parts(program, program.catalogue, lambda: samples)
        try:
            status = cli.main([str(argument) for argument in arguments], parts)
        except SystemExit as stopped:  # argparse
            status = stopped.code if isinstance(stopped.code, int) else -1
        return Ran(status, *capsys.readouterr())

    return run


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three pages, which an engine can tell by their width."""
    for width in (100, 101, 102):
        write_page(tmp_path / "pages" / f"{width}.png", width)
    return tmp_path / "pages"
