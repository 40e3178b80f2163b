"""What is read goes into a file: because it is asked for, or because there is no display to show it on."""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from tests.cli.running import FAILED, OK, Run, rows_of
from tests.fakes import ID_NUMBER, FakeEngine, FakeProgram


@dataclass
class RemovingEngine(FakeEngine):
    """Takes away the folder in which the result should go: a disk that is unplugged meanwhile."""

    folder: Path = Path()

    async def read(self, page: PreparedImage) -> Recognition:
        if self.folder.exists():
            self.folder.rmdir()
        return self.answer


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
