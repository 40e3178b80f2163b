"""Papers are read and told of: as a table, as JSON, and in the exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr import cli
from desktop_ocr.domain.errors import WorkerDied
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.workflow import jobs
from tests.cli.running import BROKEN, FAILED, OK, ROOT, USAGE, Run
from tests.fakes import ID_CARD, ID_NUMBER, FakeEngine, FakeProgram, RefusingEngine


class TestReading:
    def test_all_read(self, run: Run, pages: Path) -> None:
        ran = run("recognize", "--format", "json", pages)
        assert (ran.status, ran.err) == (OK, "")
        assert [Path(told["file"]).name for told in ran.documents] == ["100.png", "101.png", "102.png"]
        assert {told["state"] for told in ran.documents} == {"ready"}

    def test_some_failed(self, run: Run, pages: Path) -> None:
        engine = RefusingEngine(error=WorkerDied(), width=101)
        ran = run("recognize", "--format", "json", pages, pages / "gone.png", program=FakeProgram(engine, at_once=2))
        assert ran.status == FAILED
        assert ran.codes == ["", "E_WORKER", "", "E_GONE"]

    def test_the_table(self, run: Run, pages: Path) -> None:
        ran = run("recognize", pages / "100.png", pages / "gone.png")
        assert (ran.status, ran.err) == (FAILED, "")
        for said in (
            "100.png",
            "身份证 / ID card",
            ID_NUMBER,
            "✓ 号码 Number",
            "gone.png  [E_GONE]",
            "找不到",
            "not there",
        ):
            assert said in ran.out

    @pytest.mark.parametrize(
        ("given", "kind"), [((), None), (("--type", "auto"), None), (("--type", "id_card"), ID_CARD)]
    )
    def test_the_kind_is_handed_to_the_engine(
        self, run: Run, pages: Path, given: tuple[str, ...], kind: object
    ) -> None:
        engine = FakeEngine()
        assert run("recognize", *given, pages, program=FakeProgram(engine)).status == OK
        assert [asked for _, asked in engine.asked] == [kind] * 3

    def test_a_kind_that_the_engine_does_not_read(self, run: Run, pages: Path) -> None:
        engine = FakeEngine(info=replace(FakeEngine().info, section="other"))
        ran = run("recognize", "--type", "id_card", pages, program=FakeProgram(engine))
        assert (ran.status, ran.out, engine.asked) == (USAGE, "", [])
        assert "id_card" in ran.err

    def test_what_is_no_picture_in_a_folder_is_counted(self, run: Run, pages: Path) -> None:
        for name in ("notes.txt", "scan.docx", ".hidden"):
            (pages / name).touch()
        assert "2 other files" in run("recognize", pages).err

    @pytest.mark.parametrize(
        ("contents", "told"),
        [
            (FileContents("GIF", is_animated=True), "only the first of its pictures"),
            (FileContents("TIFF", 3, has_more_pages=True), "only the first 3 pages"),
        ],
    )
    def test_what_is_left_out_of_a_file_is_told(self, run: Run, pages: Path, contents: FileContents, told: str) -> None:
        async def look_into(function: Callable[..., Any], /, *arguments: Any) -> Any:
            return contents if function is jobs.describe else ()

        ran = run("recognize", pages / "100.png", program=FakeProgram(look_into=look_into))
        assert told in ran.err

    @pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt, 130), (BrokenPipeError, FAILED)])
    def test_an_interruption_is_no_crash(
        self, run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], status: int
    ) -> None:
        def stop(*_: object) -> None:
            raise error

        monkeypatch.setattr(cli, "to_table", stop)
        ran = run("recognize", "--export", "out.xlsx", pages)
        assert (ran.status, "Traceback" in ran.err) == (status, False)
        assert list(Path.cwd().iterdir()) == []

    def test_the_engine_and_the_number_of_pages(self, run: Run, pages: Path) -> None:
        program = FakeProgram()
        run("recognize", "--engine", "offline", pages, program=program)
        assert program.asked == [("offline", 3)]

    def test_a_broken_type_file_is_told_of_and_the_rest_goes_on(self, run: Run, pages: Path) -> None:
        ran = run("recognize", "--format", "json", pages, program=FakeProgram(problems=(BROKEN,)))
        assert (ran.status, ran.codes) == (OK, [""] * 3)
        assert ran.err.count("passport.toml") == 2, "in both languages"
        assert "第 7 行" in ran.err

    @pytest.mark.parametrize("stream", ["stdout", "stderr"])
    def test_the_streams_speak_utf_8_whatever_the_system_does(self, stream: str, pages: Path) -> None:
        script = f"from desktop_ocr import cli; cli.main(['types']); import sys; print(sys.{stream}.encoding)"
        plain = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
        ran = subprocess.run([sys.executable, "-c", script], env=plain, capture_output=True, check=True)
        assert ran.stdout.decode("utf-8").splitlines()[-1] == "utf-8"
        assert "身份证" in ran.stdout.decode("utf-8")
