"""One running program: a second start hands its files over and ends."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_ocr.ui import single_instance
from desktop_ocr.ui.single_instance import LARGEST, SingleInstance

Start = Callable[..., SingleInstance]
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_ocr.ui.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance("store", folder=Path(sys.argv[1]))
if instance.is_first:
    print("first", instance.listens, flush=True)
    app.exec()
else:
    print("second", instance.send(sys.argv[2:]), flush=True)
"""
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name: the address of a socket has room for 100 bytes."""
    made = Path(tempfile.mkdtemp(prefix="si"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def start(qtbot: QtBot, folder: Path) -> Iterator[Start]:
    started: list[SingleInstance] = []

    def make(name: str = "store") -> SingleInstance:
        started.append(SingleInstance(name, folder=folder))
        return started[-1]

    yield make
    for one in started:
        one.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE", 300)


def handed_over(first: SingleInstance) -> list[list[str]]:
    found: list[list[str]] = []
    first.asked.connect(found.append)
    return found


def send(qtbot: QtBot, second: SingleInstance, *paths: str) -> bool:
    """From another thread, as from another program: the first one must answer meanwhile."""
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(second.send(paths)))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=10_000)
    return results[0]


def connected(qtbot: QtBot, first: SingleInstance) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(first._address)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.ConnectedState)
    return socket


def run(folder: Path, *paths: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), *paths], stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    )


def test_the_second_hands_over_and_the_first_is_asked(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    assert (first.is_first, first.listens, second.is_first, second.listens) == (True, True, False, False)
    asked = handed_over(first)
    assert send(qtbot, second, "/tmp/发票 一.pdf", "/tmp/b.png")
    assert asked == [["/tmp/发票 一.pdf", "/tmp/b.png"]]
    assert send(qtbot, second)  # without files: come to the front
    assert asked[1:] == [[]]


def test_paths_arrive_whole(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    asked = handed_over(first)
    no_utf8 = os.fsdecode(b"/tmp/\xff.png")
    assert send(qtbot, second, "b.png", no_utf8)
    assert asked == [[str(Path.cwd() / "b.png"), no_utf8]]


def test_many_paths_arrive(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    asked = handed_over(first)
    paths = [f"/scans/2026/{number:06}.png" for number in range(20_000)]
    assert send(qtbot, second, *paths)
    assert asked == [paths]


def test_too_many_are_not_sent(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    asked = handed_over(first)
    assert not second.send(["/" + "x" * 1000] * 1100)
    qtbot.wait(50)
    assert asked == []


def test_stores_do_not_meet(qtbot: QtBot, start: Start) -> None:
    assert start("one").is_first
    assert start("other").is_first


def test_after_the_first_another_one_is_first(qtbot: QtBot, start: Start) -> None:
    first = start()
    first.close()
    assert not first.is_first
    after = start()
    assert after.is_first
    assert after.listens
    first.close()  # once more takes nothing from the one after it
    assert not start().is_first


def test_one_that_closes_takes_nothing_and_the_next_one_takes_over(qtbot: QtBot, start: Start) -> None:
    first, second = start(), start()
    asked = handed_over(first)
    socket = connected(qtbot, first)
    socket.write(b"\0\0")
    qtbot.waitUntil(lambda: bool(first.findChildren(single_instance._Conversation)))
    first.stop_listening()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert not second.send(["/a.png"], connects_within=100)
    assert (asked, second.take_over(), first.is_first) == ([], False, True)
    first.close()
    assert second.take_over()
    third = start()
    asked = handed_over(second)
    assert send(qtbot, third, "/a.png")
    assert asked == [["/a.png"]]


@pytest.mark.usefixtures("impatient")
def test_nobody_answers(qtbot: QtBot, start: Start) -> None:
    """The first one is stuck: it has the lock, but nothing listens."""
    first, second = start(), start()
    first._server.close()
    assert not second.send(["/a.png"])


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_does_not_come_is_no_success(qtbot: QtBot, start: Start) -> None:
    _first, second = start(), start()
    assert not second.send(["/a.png"])  # in the thread of the first one, which therefore cannot read it


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b'{"a": 1}',
        b'["/a.png", 1]',
        json.dumps(["/a\0.png"]).encode(),
        b"[" * 100_000,
        b'"/a.png"',
        b"\xff\xfe",
    ],
)
def test_what_is_no_list_of_paths_is_refused(qtbot: QtBot, start: Start, body: bytes) -> None:
    first = start()
    asked = handed_over(first)
    socket = connected(qtbot, first)
    socket.write(len(body).to_bytes(4, "big") + body)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert asked == []
    assert send(qtbot, start(), "/a.png")  # it still serves others
    assert asked == [["/a.png"]]


def test_a_length_too_large_is_refused_at_once(qtbot: QtBot, start: Start) -> None:
    first = start()
    socket = connected(qtbot, first)
    socket.write((LARGEST + 1).to_bytes(4, "big"))
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=2000)


def test_a_message_in_pieces_is_one(qtbot: QtBot, start: Start) -> None:
    first = start()
    asked = handed_over(first)
    socket = connected(qtbot, first)
    body = json.dumps(["/a.png"]).encode()
    for byte in len(body).to_bytes(4, "big") + body:
        socket.write(bytes([byte]))
        socket.flush()
        qtbot.wait(2)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [["/a.png"]]


@pytest.mark.usefixtures("impatient")
def test_who_says_nothing_is_not_waited_for(qtbot: QtBot, start: Start) -> None:
    first = start()
    socket = connected(qtbot, first)
    socket.write(b"\0\0")
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=3000)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no mode; Windows restricts them by user")
def test_only_this_user_can_connect(qtbot: QtBot, start: Start) -> None:
    first = start()
    assert stat.S_IMODE(Path(first._address).stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a folder for each user")
def test_a_folder_of_somebody_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    good = single_instance._private_folder()
    assert good.parent == folder
    assert stat.S_IMODE(good.stat().st_mode) == 0o700
    good.chmod(0o777)
    assert single_instance._private_folder() != good
    good.rmdir()
    (folder / "elsewhere").mkdir(mode=0o700)
    good.symlink_to(folder / "elsewhere")
    assert single_instance._private_folder() != good


def test_where_nothing_can_be_written_it_works_alone(qtbot: QtBot, folder: Path) -> None:
    instance = SingleInstance("store", folder=folder / "missing")
    assert (instance.is_first, instance.listens) == (True, False)


def test_two_programs(qtbot: QtBot, folder: Path) -> None:
    """The second one is a process, and so is the first; one that is killed leaves nothing in the way."""
    with run(folder) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().split() == ["first", "True"]
        with run(folder, "/a.png") as second:
            assert second.communicate(timeout=20)[0].split() == ["second", "True"]
        killed.kill()
    assert any(folder.iterdir())  # its lock and socket are still there
    first = SingleInstance("store", folder=folder)
    assert first.is_first
    assert first.listens
    asked = handed_over(first)
    with run(folder, "/b.png") as second:
        qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
        assert second.communicate(timeout=20)[0].split() == ["second", "True"]
    assert asked == [["/b.png"]]
    first.close()


def test_the_answer_does_not_wait_for_who_is_asked(qtbot: QtBot, folder: Path) -> None:
    first = SingleInstance("store", folder=folder)
    ends: list[str] = []
    with run(folder, "/a.png") as second:
        first.asked.connect(lambda _: ends.append(second.communicate(timeout=20)[0]))
        qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert ends == ["second True\n"]
    first.close()


def test_of_many_at_once_one_is_first(qtbot: QtBot, folder: Path) -> None:
    starts = [run(folder, f"/{number}.png") for number in range(5)]
    try:
        lines: list[str] = []
        threads = [threading.Thread(target=lambda one=one: lines.append(one.stdout.readline())) for one in starts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(line.strip() for line in lines) == ["first True", *["second True"] * 4]
    finally:
        for one in starts:
            one.kill()
            one.communicate()
