"""Wrong usage is told before anything is read; and the list of kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BROKEN, FAILED, OK, USAGE, Run
from tests.fakes import FakeProgram


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
