"""P5: pages that are paid for, with the program killed at any moment: none twice, none lost, nothing to be read.

The service is a real one on this machine that writes down every call before it answers it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_ocr.engines.baidu.plans import UNIVERSAL, UNIVERSAL_RESULT
from desktop_ocr.store.database import select
from tests.reliability import paying_process
from tests.reliability.canaries import search
from tests.reliability.paying_process import AT_ONCE, KEYS, PAGES, digest, opened
from tests.services import baidu

pytestmark = pytest.mark.heavy

KILLS = 500 if os.environ.get("DESKTOP_OCR_RELIABILITY") == "long" else 60
TASK_KILLS = KILLS // 4
ROOT = Path(__file__).parents[2]


def life(folder: Path, double: Any, first: int, seconds: float | None, *way: str) -> list[str]:
    """One life of the program, killed so many seconds after it began to read; what it said."""
    port = double.address.rpartition(":")[2]
    command = [sys.executable, "-m", paying_process.__name__, str(folder), port, str(first), *way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "READY"
        if seconds is not None:
            time.sleep(seconds)
            child.kill()
        said = child.stdout.read().splitlines()
    return said if not said or said[-1].split()[0] in ("DONE", "UNKNOWN", "END") else said[:-1]


def test_killed_at_any_moment_nothing_is_paid_twice(tmp_path: Path) -> None:
    chance, kills, first = Random(5), 0, 0
    acknowledged: set[int] = set()
    with baidu.BaiduDouble() as double:
        double.truths.tell(baidu.everything())
        while kills < KILLS:
            said: list[str] = []
            while "END" not in said:
                is_last = kills >= KILLS
                said = life(tmp_path, double, first, None if is_last else chance.uniform(0.0, 0.5))
                kills += "END" not in said
                acknowledged |= {int(line.split()[1]) for line in said if line.startswith("DONE")}
            first += PAGES
        log, token = double.log, double.log.calls("token")
    with closing(opened(tmp_path)) as store:
        states = Counter(state for (state,) in select(store._connection, "SELECT state FROM calls"))
        done = {key for (key,) in select(store._connection, "SELECT digest FROM calls WHERE state = 'done'")}
        lost = {key for (key,) in select(store._connection, "SELECT digest FROM calls WHERE state = 'unknown'")}
        left = Counter((one.interface, one.size) for one in store.egress.all())
    print(f"{kills} kills, {len(log.calls())} calls, {states}")
    assert log.duplicates() == []
    assert {digest(number) for number in acknowledged} <= done
    assert done | lost == {digest(number) for number in range(first)}
    assert not done & lost
    assert states["unknown"] <= kills * AT_ONCE
    came = Counter((call.interface, call.size) for call in log.calls())
    assert came <= left  # what was listed and never left was killed in between
    assert left.total() - came.total() <= states["unknown"] + states["failed"]
    assert token
    assert search(tmp_path, KEYS | {"name": "李四", "number": "11010519491231002X"}) == []


def test_killed_between_a_task_and_its_outcome_nothing_is_handed_in_twice(tmp_path: Path) -> None:
    """Whatever moment it is: the page on its way, the task waited for, its outcome asked for, its answer on its way."""
    chance, kills, first = Random(6), 0, 0
    acknowledged: set[int] = set()
    with baidu.BaiduDouble(seconds=0.1) as double:
        double.truths.tell(baidu.everything())
        while kills < TASK_KILLS:
            said: list[str] = []
            while "END" not in said:
                is_last = kills >= TASK_KILLS
                said = life(tmp_path, double, first, None if is_last else chance.uniform(0.0, 0.9), UNIVERSAL)
                kills += "END" not in said
                acknowledged |= {int(line.split()[1]) for line in said if line.startswith("DONE")}
            first += PAGES
        log = double.log
    with closing(opened(tmp_path)) as store:
        done = "SELECT digest FROM calls JOIN answers ON call = id WHERE state = 'done' AND interface = ?"
        taken = {key for (key,) in select(store._connection, done, (UNIVERSAL,))}
        brought = {key for (key,) in select(store._connection, done, (UNIVERSAL_RESULT,))}
        lost = {key for (key,) in select(store._connection, "SELECT digest FROM calls WHERE state = 'unknown'")}
        left = Counter((one.interface, one.size) for one in store.egress.all(most=10**6))
    print(f"{kills} kills, {len(log.calls(UNIVERSAL))} tasks, {len(log.calls(UNIVERSAL_RESULT))} questions")
    assert len(log.calls(UNIVERSAL_RESULT)) > len(brought)  # some had to be asked for more than once
    assert log.duplicates(free=(UNIVERSAL_RESULT,)) == []
    assert {digest(number) for number in acknowledged} <= brought == taken
    assert taken | lost == {digest(number) for number in range(first)}
    assert not taken & lost
    assert len(lost) <= kills * AT_ONCE
    assert Counter((call.interface, call.size) for call in log.calls()) <= left
