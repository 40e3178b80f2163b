"""P9: keys, tokens and values are nowhere in clear, after a day with a service, errors and a kill in it.

The program is the real one with a window, workers, store and network; the service is the double.  What it leaves
behind is searched: settings, work, temporary files, and all that it and everything below it said.  And the list of
what left this computer is that of the double.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_ocr.domain.egress import SIGN_IN
from tests.end_to_end.desktop import screen
from tests.reliability import canaries
from tests.reliability.canaries import CANARIES, search
from tests.reliability.canary_clerk import KEYS, SECRETS
from tests.services.baidu import Account, BaiduDouble, Truth
from tests.services.call_log import TOKEN, hashed
from tests.specimens import render

pytestmark = pytest.mark.heavy
PAPERS = 8
ANSWERED, HELD = 3, 4
"""Calls before the double keeps silent, and those that are under way when the program is killed: as many as may be."""
PATIENCE = 300.0
VALUES = {"name": CANARIES["name"], "id_number": CANARIES["id"], "address": CANARIES["address"]}
GARBLED = ('{{"words_result": {{"姓名": {{"words": "{}"}}'.format(CANARIES["name"])).encode()
AT_MOST = 60.0
"""Seconds between writing down that something leaves and its arrival, on a busy machine."""


@pytest.fixture
def double(tmp_path: Path) -> Iterator[BaiduDouble]:
    card = render("id_card_front", 3)
    truth = Truth.of(card)
    told = replace(truth, papers=tuple(replace(one, fields={**one.fields, **VALUES}) for one in truth.papers))
    (tmp_path / "cards").mkdir()
    for number in range(PAPERS):
        name = f"{CANARIES['name']} {CANARIES['id']} {number}.png"
        render("id_card_front", 60 + number).image.save(tmp_path / "cards" / name)
    with BaiduDouble(account=Account(api_key=KEYS["api_key"], secret_key=KEYS["secret_key"])) as double:
        double.truths.tell(told)
        yield double


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    canaries.require_sight(tmp_path / "leaks", SECRETS)


def test_nothing_of_a_day_with_a_service_can_be_read_and_the_list_of_what_left_is_whole(
    double: BaiduDouble, tmp_path: Path
) -> None:
    with display() as shown:
        environment = surroundings(tmp_path, double, shown)
        with process(tmp_path, "first", environment) as program:
            assert double.log.wait_for(1, PATIENCE)
            double.cut(late=True, interface="idcard")
            assert double.log.wait_for(2, PATIENCE)
            double.send(GARBLED, interface="idcard")
            assert double.log.wait_for(ANSWERED, PATIENCE)
            double.hold()
            assert double.log.wait_for(ANSWERED + HELD, PATIENCE)
            wait_for_word(tmp_path / "seen" / "first.out", "typed", program)
            known = {**SECRETS, **{f"token {at}": token for at, token in enumerate(double.gate.tokens())}}
            assert not [name for name, secret in known.items() if secret in commands(program.pid)]
            time.sleep(2)  # what is being typed is on the disk then
            program.kill()
        double.let_go()
        with process(tmp_path, "second", environment) as program:
            assert program.wait(PATIENCE) == 0, said(tmp_path)
    assert "CLERK over" in said(tmp_path)
    assert "CLERK lost" in said(tmp_path)

    assert double.log.calls("token")[0].token == hashed(KEYS["api_key"]), "the key was used"
    assert len(known) > len(SECRETS), "there was a token"
    shutil.copytree(tmp_path / "cards", tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "cards")
    searched = tmp_path / "seen"
    assert list(search(searched, known)) == []
    for path in (one for one in list(searched.rglob("*")) if one.is_file()):
        control = path.with_name(path.name + ".control")
        control.write_bytes(path.read_bytes() + f"x{known['token 0']}".encode("utf-16-be"))
        assert canaries.names(search_file(control, known)) == {"token 0"}, "the search is blind for this file"
        control.unlink()

    seen = sorted(json.loads((searched / "egress.json").read_text()), key=lambda one: one[1])
    signed_in, sent = double.log.calls(TOKEN), double.log.calls()
    calls = sorted([*signed_in, *sent], key=lambda call: call.at)
    names = {TOKEN: SIGN_IN}
    assert signed_in
    assert [(one[0], one[2]) for one in seen] == [
        (names.get(call.interface, call.interface), call.size) for call in calls
    ]
    assert {(engine, host) for *_, engine, host in seen} == {("baidu", double.address.removeprefix("http://"))}
    assert all(-1 < call.at - at < AT_MOST for call, (_, at, *_rest) in zip(calls, seen, strict=True))
    assert len(sent) > ANSWERED + HELD, "what had waited was sent on the second day"
    assert double.log.duplicates() == []


def search_file(path: Path, known: Mapping[str, str]) -> list[canaries.Hit]:
    return [hit for hit in search(path.parent, known) if hit.path == path]


@contextlib.contextmanager
def display() -> Iterator[str]:
    """A screen, or none where there is no server for one."""
    if shutil.which("Xvfb"):
        with screen() as name:
            yield name
    else:
        yield ""


def surroundings(folder: Path, double: BaiduDouble, shown: str) -> dict[str, str]:
    """All that the program may write to lies in ``seen``, but for its keyring."""
    places = {
        "DESKTOP_OCR_CONFIG": "config", "DESKTOP_OCR_DATA": "data", "HOME": "home", "TMPDIR": "temp",
        "XDG_CACHE_HOME": "home/cache", "XDG_CONFIG_HOME": "home/config", "XDG_DATA_HOME": "home/data",
        "XDG_STATE_HOME": "home/state", "XDG_RUNTIME_DIR": "home/run",
    }  # fmt: skip
    for place in places.values():
        (folder / "seen" / place).mkdir(parents=True, mode=0o700)
    inherited = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    platform = {"DISPLAY": shown, "QT_QPA_PLATFORM": "xcb"} if shown else {"QT_QPA_PLATFORM": "offscreen"}
    own = {"DESKTOP_OCR_BAIDU": double.address.rpartition(":")[2], "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    return inherited | {name: str(folder / "seen" / place) for name, place in places.items()} | platform | own


@contextlib.contextmanager
def process(folder: Path, day: str, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program on a day; what it says goes to files."""
    with (folder / "seen" / f"{day}.out").open("wb") as out, (folder / "seen" / f"{day}.err").open("wb") as err:
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.canary_clerk", str(folder), day],
            env=dict(environment), stdout=out, stderr=err,
        )  # fmt: skip
        try:
            yield program
        finally:
            program.kill()
            program.wait()


def wait_for_word(path: Path, word: str, program: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while f"CLERK {word}" not in path.read_text():
        assert program.poll() is None, path.with_suffix(".err").read_text()[-3000:]
        assert time.monotonic() < end, f"never {word}"
        time.sleep(0.1)


def said(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted((folder / "seen").glob("*.out"))) + "".join(
        path.read_text()[-3000:] for path in sorted((folder / "seen").glob("*.err"))
    )


def commands(pid: int) -> str:
    """Command lines and surroundings of the program and what it started, where the system shows them."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            if str(pid) in (entry.name, parent):
                found += [(entry / name).read_bytes().decode("utf-8", "replace") for name in ("cmdline", "environ")]
    return "\n".join(found)
