"""P1 for the store alone: nothing acknowledged is lost when the program is killed at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from desktop_ocr.store import failpoints
from desktop_ocr.store.clock import SystemClock
from desktop_ocr.store.store import open_store
from tests.reliability.clerk_process import GONE, kept
from tests.reliability.folder_files import FolderFiles
from tests.store.values import KEY

pytestmark = pytest.mark.heavy

LONG = os.environ.get("DESKTOP_OCR_RELIABILITY") == "long"
KILLS = 500 if LONG else 60
MORNING = 20
"""Kills of one store; then a new one, so that the beginning is met too."""
CLOSED = {("queued", "failed"), ("queued", "unknown"), ("sent", "unknown")}
"""What a start may have made of a paid call that was under way."""
ROOT = Path(__file__).parents[2]


MODULES = ("database.", "documents.", "ledger.", "delete.")
POINTS = sorted(name for name in failpoints.NAMES if name.startswith(MODULES) and name != "delete.picture_gone")
"""Those of the database; that of the picture files is theirs."""


@dataclass
class Said:
    """What a child said, over all its lives: the last value acknowledged, and those tried after it."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    tried: dict[str, set[str]] = field(default_factory=dict)
    count: int = 0

    def hear(self, lines: Iterable[str]) -> None:
        for line in lines:
            kind, what, value = line.split(" ")
            if kind == "TRY":
                self.tried.setdefault(what, set()).add(value)
            else:
                self.acknowledged[what] = value
                self.tried.pop(what, None)
                self.count += 1

    def lost(self, found: dict[str, str]) -> list[str]:
        wanted = self.acknowledged.items()
        return [what for what, value in wanted if not self._is_kept(what, value, found.get(what, GONE))]

    def _is_kept(self, what: str, value: str, found: str) -> bool:
        if found == value or found in self.tried.get(what, ()):
            return True
        # A start closes what was under way; nothing goes back, and nothing answered is lost.
        return what.startswith("call:") and (value, found) in CLOSED


def life(folder: Path, seed: int, seconds: float, *more: str, failpoint: str = "") -> list[str]:
    """Start the child, kill it ``seconds`` after it is ready; what it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.clerk_process", str(folder), KEY.hex(), str(seed), *more],
        cwd=ROOT,
        env={**os.environ, failpoints.VARIABLE: failpoint},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if failpoint else None,
        text=True,
    ) as child:
        assert child.stdout is not None
        begun = child.stdout.readline()
        # The pipe holds 64 kB: enough for half a second, and the rest is read after the kill.
        if failpoint:
            assert child.wait(timeout=60) != 0
        else:
            time.sleep(seconds)
        child.kill()
        *lines, _unfinished = child.stdout.read().split("\n")
    assert begun == "READY\n" or failpoint
    return lines


def found_in(folder: Path) -> tuple[dict[str, str], str]:
    store = open_store(folder, KEY, FolderFiles(folder / "images"), SystemClock(), is_new=False)
    found, sound = dict(kept(store)), store.backup(lambda connection: connection.pragma("integrity_check"))
    store.close()
    return found, str(sound)


def test_nothing_acknowledged_is_lost_in_a_crash(tmp_path: Path) -> None:
    chance, count, lost = Random(1), Counter[str](), []
    for kill in range(KILLS):
        folder = tmp_path / f"store {kill // MORNING}"
        if kill % MORNING == 0:
            folder.mkdir()
            said = Said()
        said.hear(life(folder, kill, chance.uniform(0.05, 0.5)))
        # The next life opens the store as the crash left it; now and then it is looked into before.
        if kill % 5 == 0 or kill % MORNING == MORNING - 1 or kill == KILLS - 1:
            found, sound = found_in(folder)
            lost += [*said.lost(found), *([] if sound == "ok" else [sound])]
            count["looks"] += 1
        if kill % MORNING == MORNING - 1 or kill == KILLS - 1:
            count["acknowledged"] += said.count
    print(f"\n{KILLS} kills, {dict(count)}, lost: {lost}")
    assert lost == []
    assert count["acknowledged"] > KILLS


@pytest.mark.parametrize("fault", ["kill", "EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("point", POINTS)
def test_nothing_acknowledged_is_lost_at_any_point(tmp_path: Path, point: str, fault: str) -> None:
    """P3 for the store alone; each point is met, or the child would go on until the test gives up."""
    said = Said()
    said.hear(life(tmp_path, 1, 0.1))
    passes = 1 if point.startswith("database.") else 3
    said.hear(life(tmp_path, 2, 0.0, failpoint=f"{point}={fault}@{passes}"))
    found, sound = found_in(tmp_path)
    assert (said.lost(found), sound) == ([], "ok")
    said.hear(life(tmp_path, 3, 0.1))  # and work goes on
    assert said.lost(found_in(tmp_path)[0]) == []


def test_the_test_sees_what_is_said_to_be_saved_too_soon(tmp_path: Path) -> None:
    """Its control."""
    said = Said()
    said.hear(life(tmp_path, 1, 0.0, "early", failpoint="documents.before_commit=kill@40"))
    found, _ = found_in(tmp_path)
    assert len(said.lost(found)) == 1
    assert said.count > 30
