"""The program as a user starts it: the real parts, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_ocr import paths
from tests.cli.running import FAILED, ROOT, Ran, rows_of
from tests.imaging.pictures import png_of


class TestTheProgram:
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
