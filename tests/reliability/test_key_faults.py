"""P3 for the store's keys: whatever step is interrupted, wherever and however, the same data key opens the store after.

Every fail-point on the way of every step × {kill, EIO, ENOSPC, an exception nobody expects}.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.domain.errors import KeySlotsDamaged
from desktop_ocr.store.failpoints import NAMES, VARIABLE, FailpointReached, install
from desktop_ocr.store.key_slots import COPY, FILE, decoded
from desktop_ocr.store.opening import NeedsUnlock, Opened, Why, open_keys, unlock_with_recovery
from tests.reliability import key_steps
from tests.reliability.key_steps import CODE, STEPS, mark, secrets

ROOT = Path(desktop_ocr.__file__).parent.parent
OURS = {name for name in NAMES if name.split(".")[0] in ("replacing", "slots", "opening")}


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    install(None)
    yield
    install(None)


class Place:
    """A store before a step, to be had as often as there are faults to try."""

    def __init__(self, step: str, root: Path) -> None:
        self.prepare, self.step, self.is_done = STEPS[step]
        self.name, self.root = step, root
        root.mkdir()
        self.prepare(root / "folder", root / "keyring")
        self.before = files(root / "folder")
        self.key: str | None = None
        if self.before:
            shutil.copytree(root, root.with_name(f"{root.name}-looked-at"))
            self.key = mark(anyhow(root.with_name(f"{root.name}-looked-at")).data_key)

    def again(self, number: int) -> Path:
        return Path(shutil.copytree(self.root, self.root.with_name(f"{self.root.name}-{number}")))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def anyhow(root: Path) -> Opened:
    """Open it as the clerk would: by the keyring, else with the code on paper."""
    outcome = open_keys(root / "folder", secrets(root / "keyring"))
    if isinstance(outcome, NeedsUnlock):
        assert outcome.why is Why.KEY_LOST
        outcome = unlock_with_recovery(root / "folder", outcome.slots, CODE.text, secrets(root / "keyring"))
    assert isinstance(outcome, Opened), outcome
    return outcome


def way(step: str, root: Path) -> list[str]:
    """The fail-points passed by a step that nothing interrupts, with the number of the pass: ``name@2``."""
    place, passed = Place(step, root), Counter[str]()
    names: list[str] = []

    def note(name: str) -> None:
        passed[name] += 1
        names.append(f"{name}@{passed[name]}")

    install(note)
    copy = place.again(0)
    place.step(copy / "folder", copy / "keyring")
    install(None)
    return names


def require_whole(place: Place, root: Path, acknowledged: str | None) -> None:
    """Each file is the old or a new one; the same key opens; then all is twice on the disk and nothing beside it."""
    for name in (FILE, COPY):
        content = files(root / "folder").get(name)
        if content is not None and content != place.before.get(name):
            decoded(content)
    found = anyhow(root)
    assert mark(found.data_key) == (acknowledged or place.key or mark(found.data_key))
    assert acknowledged is None or place.is_done(found)
    again = open_keys(root / "folder", secrets(root / "keyring"))
    assert isinstance(again, Opened)
    assert (again.data_key, again.damaged, again.slots.needs_saving) == (found.data_key, (), False)
    expected = {FILE, COPY} | ({"store.db"} if place.key else set())
    assert set(files(root / "folder")) - {f"{FILE}.broken"} == expected


def test_every_place_is_on_some_way(tmp_path: Path) -> None:
    passed = {name.partition("@")[0] for step in STEPS for name in way(step, tmp_path / step)}
    assert passed == OURS


def test_both_files_are_put_in_place_and_never_written_over(tmp_path: Path) -> None:
    """A write in place is over before a fail-point sees it; that each file goes the whole way of replacing shows it."""
    names = [name.partition("@")[0] for name in way("confirm", tmp_path / "way")]
    first, middle, last = (names.index(f"slots.{step}") for step in ("before_replace", "after_replace", "after_backup"))
    replacing = [f"replacing.{step}" for step in ("created", "written", "synced", "checked", "renamed", "done")]
    assert names[first + 1 : middle] == names[middle + 1 : last] == replacing


@pytest.mark.parametrize("what", ["EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, what: str) -> None:
    names = way(step, tmp_path / "way")
    place = Place(step, tmp_path / "place")
    for number, point in enumerate(names):
        name, _, at = point.partition("@")
        root = place.again(number)
        install(None)
        acknowledged = None
        monkeypatch.setenv(VARIABLE, f"{name}={what}@{at}")
        with contextlib.suppress(OSError, FailpointReached):
            acknowledged = mark(place.step(root / "folder", root / "keyring").data_key)
        monkeypatch.delenv(VARIABLE)
        require_whole(place, root, acknowledged)


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_anywhere(tmp_path: Path, step: str) -> None:
    names = way(step, tmp_path / "way")
    place = Place(step, tmp_path / "place")

    def killed(number: int) -> None:
        name, _, at = names[number].partition("@")
        root = place.again(number)
        environment = {**os.environ, VARIABLE: f"{name}=kill@{at}", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, key_steps.__file__, step, root / "folder", root / "keyring"]
        ended = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert ended.returncode != 0, names[number]
        assert (ended.stdout, ended.stderr) == ("", "")
        require_whole(place, root, None)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(killed, range(len(names))))


def test_the_child_acknowledges_when_it_is_left_alone(tmp_path: Path) -> None:
    """Without this, a child that fails at once would pass for one that was killed."""
    command = [sys.executable, key_steps.__file__, "create", tmp_path / "folder", tmp_path / "keyring"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.stdout == f"ACK {mark(anyhow(tmp_path).data_key)}\n"


def test_control_a_torn_file_is_noticed(tmp_path: Path) -> None:
    """The checks above see a file that was written in place and cut off."""
    place = Place("confirm", tmp_path / "place")
    root = place.again(0)
    path = root / "folder" / FILE
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(KeySlotsDamaged):
        require_whole(place, root, None)
