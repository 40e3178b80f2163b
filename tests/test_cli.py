"""The command line, from its arguments to its exit status: with fakes, and as a user starts it."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from PIL import Image

from desktop_ocr import cli, paths
from desktop_ocr.cli import Parts
from desktop_ocr.domain.errors import TypeFileBroken, WorkerDied
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from tests.fakes import ID_CARD, ID_NUMBER, FakeEngine, FakeProgram, RefusingEngine
from tests.imaging.pictures import png_of, saved

OK, FAILED, USAGE = 0, 1, 2  # what scripts ask for
ROOT = Path(__file__).resolve().parents[1]
BROKEN = TypeFileBroken(file="passport.toml", line=7, problem="there is no check 'luck'")


def write_page(path: Path, width: int = 200) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(saved(Image.new("L", (width, 100), 255), "PNG"))
    return path


@dataclass
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        return json.loads(self.out)["documents"]  # type: ignore[no-any-return]

    @property
    def codes(self) -> list[str]:
        return [told["error"]["code"] if told["error"] else "" for told in self.documents]


Run = Callable[..., Ran]


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
        for name in ("notes.txt", "scan.pdf", ".hidden"):
            (pages / name).touch()
        assert "2 other files" in run("recognize", pages).err

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


class TestWrongUsage:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["recognize"], "PATH"),
            (["recognise", "PAGES"], "recognise"),
            (["recognize", "--type", "tram_ticket", "PAGES"], "tram_ticket"),
            (["recognize", "--engine", "guess", "PAGES"], "guess"),
            (["recognize", "--format", "xml", "PAGES"], "xml"),
            (["recognize", "--export", "out.doc", "PAGES"], ".doc"),
            (["recognize", "--export", "out", "PAGES"], "--export"),
            (["recognize", "--export", "no/such/folder/out.xlsx", "PAGES"], "no/such/folder"),
            (["recognize", "--export", "EMPTY.csv", "PAGES"], "EMPTY.csv"),
            (["recognize", "EMPTY"], "no picture"),
            (["types", "PAGES"], "PAGES"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_is_told(self, run: Run, pages: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
        for name in ("empty", "empty.csv"):
            (tmp_path / name).mkdir()
        places = {"PAGES": pages, "EMPTY": tmp_path / "empty", "EMPTY.csv": tmp_path / "empty.csv"}
        program = FakeProgram()
        ran = run(*(places.get(argument, argument) for argument in arguments), program=program)
        assert (ran.status, ran.out) == (USAGE, "")
        assert str(places.get(said, said)) in ran.err
        assert program.asked == [], "nothing was read"

    def test_a_kind_whose_file_is_broken(self, run: Run, pages: Path) -> None:
        ran = run("recognize", "--type", "passport", pages, program=FakeProgram(problems=(BROKEN,)))
        assert (ran.status, ran.out) == (USAGE, "")
        assert "passport.toml" in ran.err


class TestTypes:
    def test_the_list(self, run: Run) -> None:
        ran = run("types")
        assert (ran.status, ran.err) == (OK, "")
        assert ran.out.splitlines() == ["id_card\t身份证\tID card", "plain\t文字\tText"]

    def test_a_broken_file(self, run: Run) -> None:
        ran = run("types", program=FakeProgram(problems=(BROKEN,)))
        assert ran.status == FAILED
        assert "passport.toml" in ran.err
        assert len(ran.out.splitlines()) == 2


class TestExport:
    @pytest.mark.parametrize("form", ["table", "json"])
    def test_xlsx(self, run: Run, pages: Path, form: str) -> None:
        printed = run("recognize", "--format", form, pages).out
        ran = run("recognize", "--format", form, "--export", "卡 片.XLSX", pages)
        assert (ran.status, ran.out) == (OK, printed), "the output is the documents alone"
        assert "卡 片.XLSX" in ran.err
        rows = rows_of(Path("卡 片.XLSX"))["身份证"]
        assert [row["号码"] for row in rows] == [ID_NUMBER] * 3

    def test_csv(self, run: Run, pages: Path) -> None:
        assert run("recognize", "--export", "out.csv", pages).status == OK
        with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
            assert sum(ID_NUMBER in "|".join(row) for row in csv.reader(file)) == 3

    def test_failed_documents_are_rows_too_and_the_status_stays(self, run: Run, pages: Path) -> None:
        ran = run("recognize", "--export", "out.xlsx", pages / "gone.png")
        assert ran.status == FAILED
        assert any("E_GONE" in row.values() for rows in rows_of(Path("out.xlsx")).values() for row in rows)

    def test_a_file_that_cannot_be_written(self, run: Run, pages: Path) -> None:
        folder = Path("there")
        folder.mkdir()
        engine = RemovingEngine(folder=folder)
        ran = run("recognize", "--format", "json", "--export", folder / "out.xlsx", pages, program=FakeProgram(engine))
        assert ran.status == FAILED
        assert ran.codes == [""] * 3, "what was read is printed all the same"
        assert "不能写入 out.xlsx" in ran.err
        assert "out.xlsx cannot be written" in ran.err
        assert list(Path.cwd().iterdir()) == []

    def test_nothing_is_written_without_it(self, run: Run, pages: Path) -> None:
        run("recognize", pages)
        assert list(Path.cwd().iterdir()) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
class TestWithoutDisplay:
    @pytest.fixture(autouse=True)
    def no_display(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

    def test_the_samples_are_read(self, run: Run, pages: Path) -> None:
        engine = FakeEngine()
        program = FakeProgram(engine)
        ran = run(program=program, samples=pages)
        assert ran.status == OK
        assert "没有显示器" in ran.err
        assert "No display" in ran.err
        assert ran.out.count(ID_NUMBER) == 3
        assert program.asked == [("offline", 3)]
        assert [asked for _, asked in engine.asked] == [None] * 3
        assert [path.name for path in Path.cwd().iterdir()] == ["fields.xlsx"]
        assert len(rows_of(Path("fields.xlsx"))["身份证"]) == 3

    def test_a_file_of_that_name_is_kept(self, run: Run, pages: Path) -> None:
        Path("fields.xlsx").write_text("my work")
        Path("fields-1.xlsx").write_text("more of it")
        assert run(samples=pages).status == OK
        assert [Path(f"fields-{number}.xlsx").read_text() for number in (1, 2)] == ["more of it", "my work"]
        assert len(rows_of(Path("fields.xlsx"))["身份证"]) == 3

    def test_missing_samples_are_told(self, run: Run, tmp_path: Path) -> None:
        ran = run(samples=tmp_path / "work")
        assert (ran.status, ran.out) == (FAILED, "")
        assert "specimens are missing" in ran.err


@dataclass
class RemovingEngine(FakeEngine):
    """Takes away the folder in which the result should go: a disk that is unplugged meanwhile."""

    folder: Path = Path()

    async def read(self, page: PreparedImage) -> Recognition:
        if self.folder.exists():
            self.folder.rmdir()
        return self.answer


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by the words of its first row, as another program reads them."""
    book = openpyxl.load_workbook(path)
    try:
        return {
            sheet.title: [dict(zip(names, row, strict=True)) for row in rows]
            for sheet in book
            for names, *rows in [sheet.iter_rows(values_only=True)]
        }
    finally:
        book.close()


class TestTheProgram:
    """The real parts, in processes of their own."""

    @pytest.fixture
    def start(self, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
        """Starts the program in an empty folder, for a user who has nothing."""
        for name in ("work", "home", "temporary"):
            (tmp_path / name).mkdir()
        env = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        env |= {"HOME": str(tmp_path / "home"), "USERPROFILE": str(tmp_path / "home")}
        env |= {"TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT)}

        def start(*arguments: object) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "desktop_ocr", "recognize", "--format", "json", *map(str, arguments)]
            return subprocess.Popen(
                command,
                cwd=tmp_path / "work",
                env=env,
                encoding="utf-8",
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )

        return start

    def test_good_and_bad_files_in_one_run(self, start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
        bad = tmp_path / "坏 文件"
        bad.mkdir()
        card = (paths.samples() / "bank_card.jpg").read_bytes()
        wrong = {
            "missing.jpg": ("E_GONE", None),
            "empty.jpg": ("E_EMPTY", b""),
            "cut.jpg": ("E_DAMAGED", card[: len(card) // 2]),
            "words.jpg": ("E_FORMAT", "这不是图片\n".encode()),
            "huge.png": ("E_TOO_LARGE", png_of(60000, 60000)),
        }
        for name, (_, content) in wrong.items():
            if content is not None:
                (bad / name).write_bytes(content)

        process = start("--export", "out.xlsx", *(bad / name for name in wrong), paths.samples())
        ran = Ran(0, *process.communicate(timeout=300))
        ran.status = process.returncode

        assert ran.status == FAILED, ran.err
        assert ran.codes == [code for code, _ in wrong.values()] + [""] * 5
        assert ran.err.splitlines()[1:] == ["已写入 / written: out.xlsx"]
        assert "1 other files" in ran.err, "the table of true values beside the samples"
        for told in ran.documents[:5]:
            assert told["error"]["message_zh"]
            assert told["error"]["message_en"]
        self.compare_with_truth(ran.documents[5:], rows_of(tmp_path / "work" / "out.xlsx"))
        assert [path.name for path in (tmp_path / "work").iterdir()] == ["out.xlsx"]
        assert list((tmp_path / "home").iterdir()) == []
        assert list((tmp_path / "temporary").iterdir()) == []

    def compare_with_truth(self, documents: list[dict[str, Any]], sheets: dict[str, list[dict[str, Any]]]) -> None:
        truth = json.loads((paths.samples() / "truth.json").read_text("utf-8"))
        numbers = {"id_number": "身份证号", "card_number": "卡号", "credit_code": "统一社会信用代码"}
        seen = set()
        for told in documents:
            name = Path(told["file"]).name
            true = truth[name]
            assert told["document_type"] == true["document_type"]
            (row,) = [row for rows in sheets.values() for row in rows if row["文件"] == name]
            for key in numbers.keys() & true["fields"].keys():
                field = next(field for field in told["fields"] if field["key"] == key)
                assert (field["value"], row[numbers[key]]) == (true["fields"][key],) * 2
                assert field["state"] == "proven"
                seen.add(key)
        assert seen == set(numbers)

    @pytest.mark.skipif(sys.platform != "linux", reason="looks for the reader in /proc")
    def test_a_reader_killed_in_the_middle(self, start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
        card = (paths.samples() / "bank_card.jpg").read_bytes()
        for number in range(6):
            (tmp_path / f"{number}.jpg").write_bytes(card)
        process = start(*(tmp_path / f"{number}.jpg" for number in range(6)))
        reader = wait_for_reader(process.pid)
        os.kill(reader, signal.SIGSTOP)  # so that it has a page in hand, and not yet done, when it is killed
        time.sleep(1)
        os.kill(reader, signal.SIGKILL)

        ran = Ran(0, *process.communicate(timeout=300))
        assert process.returncode == FAILED, ran.err
        assert sorted(ran.codes) == [""] * 5 + ["E_WORKER"]
        read = [told for told in ran.documents if not told["error"]]
        assert {told["document_type"] for told in read} == {"bank_card"}
        assert ran.err == ""


def wait_for_reader(program: int) -> int:
    """The first child of a process that has loaded the library that reads."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for child in Path(f"/proc/{program}/task/{program}/children").read_text().split():
            if "onnxruntime" in Path(f"/proc/{child}/maps").read_text():
                return int(child)
        time.sleep(0.02)
    raise TimeoutError("no reader was started")
