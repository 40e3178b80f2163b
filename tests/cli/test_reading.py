"""Papers are read and told of: as a table, as JSON, and in the exit status."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr import cli
from desktop_ocr.domain.errors import WorkerDied
from desktop_ocr.domain.file_contents import FileContents
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.workflow import jobs
from tests.cli.running import BROKEN, FAILED, OK, ROOT, USAGE, Run, rows_of
from tests.fakes import ID_CARD, ID_NUMBER, FakeEngine, FakeProgram, RefusingEngine, SlowEngine, as_it_is, recognition


@dataclass
class InterruptedEngine(SlowEngine):
    """Somebody presses Ctrl+C while it reads the page of that width."""

    width: int = 0
    by_width: dict[int, Recognition] = field(default_factory=dict)

    async def read(self, page: PreparedImage) -> Recognition:
        if page.width < self.width:
            return self.by_width.get(page.width, self.answer)
        asyncio.get_running_loop().call_later(0.5, signal.raise_signal, signal.SIGINT)  # those before are printed
        return await super().read(page)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


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

    @pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal, which ends a program there")
    @pytest.mark.parametrize("form", ["table", "json"])
    def test_ctrl_c_ends_it_with_what_is_there(self, run: Run, pages: Path, form: str) -> None:
        engine = InterruptedEngine(width=102)
        files = [pages / f"{width}.png" for width in (100, 101, 102)]
        ran = run("recognize", "--format", form, "--export", "out.xlsx", *files, program=FakeProgram(engine))
        assert (ran.status, "Traceback" in ran.err) == (130, False)
        assert "papers read: 2" in ran.err
        assert engine.cancelled == 1
        assert ran.out.count("100.png") == ran.out.count("101.png") == 1
        assert "102.png" not in ran.out
        assert len(rows_of(Path("out.xlsx"))["身份证"]) == 2
        if form == "json":
            assert len(ran.documents) == 2

    @pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal, which ends a program there")
    def test_a_part_does_not_take_the_place_of_the_whole_of_an_earlier_time(self, run: Run, pages: Path) -> None:
        out = Path("out.xlsx")
        run("recognize", "--export", out, pages)
        before = out.read_bytes()
        run("recognize", "--export", out, pages, program=FakeProgram(InterruptedEngine(width=102)))
        assert out.read_bytes() == before
        assert len(rows_of(Path("out (部分 part).xlsx"))["身份证"]) == 2

    @pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal, which ends a program there")
    def test_ctrl_c_before_anything_was_read_writes_no_file(self, run: Run, pages: Path) -> None:
        program = FakeProgram(InterruptedEngine(width=100))
        ran = run("recognize", "--format", "json", "--export", "out.xlsx", pages, program=program)
        assert (ran.status, ran.documents) == (130, [])
        assert list(Path.cwd().iterdir()) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="sends itself a signal, which ends a program there")
    def test_parts_take_the_place_of_nothing_that_is_there(self, run: Run, pages: Path) -> None:
        """Not of the files of several kinds, nor of each other."""
        out = Path("out.csv")
        kinds = [replace(recognition(), papers=(recognition(kind=kind).papers[0],)) for kind in ("id_card", "plain")]

        def interrupted() -> FakeProgram:
            return FakeProgram(InterruptedEngine(width=102, by_width=dict(zip((100, 101), kinds, strict=True))))

        assert run("recognize", "--export", out, pages, program=interrupted()).status == 130
        whole = {path.name: path.read_bytes() for path in Path.cwd().iterdir()}
        assert len(whole) == 2, "a file for each kind"
        for names in (("out (部分 part)",), ("out (部分 part)", "out (部分 part 2)")):
            assert run("recognize", "--export", out, pages, program=interrupted()).status == 130
            parts = {path.name for path in Path.cwd().iterdir()} - {*whole}
            assert parts == {name.replace("out", stem) for name in whole for stem in names}
            assert {name: Path(name).read_bytes() for name in whole} == whole

    @pytest.mark.parametrize("exports", [True, False])
    def test_whoever_reads_the_output_may_have_seen_enough(
        self, run: Run, pages: Path, exports: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Then nothing more is printed, and what an export wants is read and written all the same."""
        read_end, write_end = os.pipe()
        os.close(read_end)
        engine = FakeEngine()
        with open(write_end, "w", encoding="utf-8") as closed:  # noqa: PTH123 - a pipe has no path
            monkeypatch.setattr(sys, "stdout", closed)
            ran = run("recognize", *(("--export", "out.xlsx") if exports else ()), pages, program=FakeProgram(engine))
        assert "Traceback" not in ran.err
        if exports:
            assert (ran.status, len(rows_of(Path("out.xlsx"))["身份证"])) == (OK, 3)
            assert "out.xlsx" in ran.err
        else:
            assert (ran.status, len(engine.asked)) == (FAILED, 1)

    def test_nobody_hears_of_the_export_and_it_is_written_all_the_same(
        self, run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """``2>&1 | head``."""
        read_end, write_end = os.pipe()
        os.close(read_end)
        (pages / "notes.txt").touch()
        with open(write_end, "w", encoding="utf-8") as closed:  # noqa: PTH123 - a pipe has no path
            for stream in ("stdout", "stderr"):
                monkeypatch.setattr(sys, stream, closed)
            assert run("recognize", "--export", "out.xlsx", pages).status == OK
        assert len(rows_of(Path("out.xlsx"))["身份证"]) == 3

    def test_a_mistake_of_the_program_over_one_file_is_told_and_the_others_are_read(
        self, run: Run, pages: Path
    ) -> None:
        async def look_into(function: Callable[..., Any], /, *arguments: Any) -> Any:
            if function is jobs.describe and arguments[0] == (pages / "101.png").read_bytes():
                raise ZeroDivisionError
            return await as_it_is(function, *arguments)

        ran = run(
            "recognize", "--format", "json", "--export", "out.xlsx", pages, program=FakeProgram(look_into=look_into)
        )
        assert (ran.status, ran.codes) == (FAILED, ["", "E_UNEXPECTED", ""])
        assert Path("out.xlsx").exists()

    def test_a_paper_is_printed_as_soon_as_it_is_read(
        self, run: Run, pages: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seen: list[str] = []

        @dataclass
        class Listening(FakeEngine):
            async def read(self, page: PreparedImage) -> Recognition:
                for _ in range(100):  # steps in which the one before is printed
                    await asyncio.sleep(0)
                seen.append(capsys.readouterr().out)
                return self.answer

        run("recognize", *(pages / f"{width}.png" for width in (100, 101, 102)), program=FakeProgram(Listening()))
        assert ["100.png" in seen[1], "101.png" in seen[2]] == [True, True]

    def test_readers_are_asked_for_as_many_pages_as_a_file_has(self, run: Run, pages: Path) -> None:
        async def look_into(function: Callable[..., Any], /, *arguments: Any) -> Any:
            return FileContents("PDF", 60) if function is jobs.describe else ()

        program = FakeProgram(look_into=look_into)
        ran = run("recognize", "--format", "json", pages / "100.png", program=program)
        assert program.readers_for == [60]
        assert [told["page"] for told in ran.documents] == list(range(1, 61))

    def test_the_bar_stands_from_the_start_and_the_papers_above_it(
        self, pages: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(sys, "stdout", terminal)
        program = FakeProgram()
        assert cli.main(["recognize", str(pages)], cli.Parts(program, program.catalogue)) == OK
        said = terminal.getvalue()
        assert said.index("0/3+") < said.index("1/3") < said.index("100.png") < said.index("102.png")
        assert "3/3\n" in said

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
