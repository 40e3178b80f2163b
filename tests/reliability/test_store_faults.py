"""P1 and P3 for pictures, deleting, backups and restoring: whatever fails wherever, nothing acknowledged is lost.

Every fail-point on the way of ``picture_steps.work`` × {kill, EIO, ENOSPC, an exception nobody expects}: EIO at every
pass, the others at the first and the last; all at every pass with ``DESKTOP_OCR_RELIABILITY=long``.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.domain.errors import ClerkError
from desktop_ocr.store import failpoints
from desktop_ocr.store.backup_folder import IMAGES, listed, paths
from desktop_ocr.store.failpoints import NAMES, VARIABLE, FailpointReached
from tests.reliability.picture_steps import PICTURES, work
from tests.store.small_store import KEY, SmallStore, in_backup, opened

LONG = os.environ.get("DESKTOP_OCR_RELIABILITY") == "long"
ROOT = Path(desktop_ocr.__file__).parent.parent
OURS = {name for name in NAMES if name.split(".")[0] in ("images", "delete", "backup", "prune", "restore", "replacing")}


@pytest.fixture(autouse=True)
def no_faults() -> Iterator[None]:
    yield
    failpoints.install(None)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How often an undisturbed run comes to each fail-point."""
    counted = Counter[str]()
    failpoints.install(lambda name: counted.update([name]))
    work(tmp_path_factory.mktemp("undisturbed") / "store", lambda *_: None)
    failpoints.install(None)
    return counted


def passes(count: int, what: str) -> list[int]:
    """At which of so many passes a run is disturbed."""
    return list(range(1, count + 1)) if LONG or what == "EIO" else sorted({1, count})


def test_the_run_comes_to_every_fail_point(counted: Counter[str]) -> None:
    assert set(counted) >= OURS


@pytest.mark.parametrize("what", ["EIO", "ENOSPC", "exception"])
@pytest.mark.parametrize("name", sorted(OURS))
def test_a_fault(tmp_path: Path, counted: Counter[str], name: str, what: str) -> None:
    for at in passes(counted[name], what):
        said: list[tuple[str, str]] = []
        seen = Counter[str]()

        def fault(reached: str, at: int = at, seen: Counter[str] = seen) -> None:
            seen[reached] += 1
            if reached == name and seen[name] == at:
                failpoints.fail(what)

        failpoints.install(fault)
        with contextlib.suppress(ClerkError, FailpointReached):
            work(tmp_path / str(at), lambda *words, said=said: said.append(words))
        failpoints.install(None)
        assert seen[name] >= at
        check(tmp_path / str(at), said)


def test_kills(tmp_path: Path, counted: Counter[str]) -> None:
    plans = {(name, at) for name in OURS for at in passes(counted[name], "kill")}
    with ThreadPoolExecutor(2) as threads:
        for plan, (folder, said) in zip(
            sorted(plans), threads.map(lambda plan: killed(tmp_path, *plan), sorted(plans)), strict=True
        ):
            try:
                check(folder, said)
            except AssertionError as error:
                raise AssertionError(plan, said) from error
    print(f"{len(plans)} kills")


def killed(tmp_path: Path, name: str, at: int) -> tuple[Path, list[tuple[str, str]]]:
    folder = tmp_path / f"{name}@{at}"
    ended = subprocess.run(
        [sys.executable, "-m", "tests.reliability.picture_steps", str(folder)],
        cwd=ROOT,
        env={**os.environ, VARIABLE: f"{name}=kill@{at}"},
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert ended.returncode not in (0, 1), (name, at)  # it was killed, and did not end by itself
    return folder, [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in ended.stdout.decode().splitlines()]


def check(folder: Path, said: list[tuple[str, str]]) -> None:
    """Started again: all that was acknowledged is there, nothing else lies about, and the work goes on."""
    tried = [step for word, step in said if word == "try"]
    done = [step for word, step in said if word == "done"]
    with opened(folder) as store:
        texts = store.texts()
        assert texts in allowed(tried, done)
        assert [store.pictures.read(one) for one in store.rows()] == [PICTURES[text] for text in texts]
        assert_no_litter(store)
        check_backups(store, done)
        former = list(folder.glob("aside-*"))
        assert len(former) == (texts[:3] == ["paper 0", "paper 1", "paper 2"] and "try restore" in map(" ".join, said))
        goes_on(store, texts)
    for aside in former:
        with opened(aside) as store:
            assert store.texts() == ["paper 0", "paper 2", "paper 3", "paper 4"]
            assert [store.pictures.read(one) for one in store.rows()] == [PICTURES[text] for text in store.texts()]


def allowed(tried: list[str], done: list[str]) -> list[list[str]]:
    """What may be there: everything acknowledged, and of the step that was cut off all or nothing."""
    before: list[str] = []
    for step in tried:
        after = after_step(step, before)
        if not any(one.startswith(step) for one in done):
            return [before, after]
        before = after
    return [before]


def after_step(step: str, texts: list[str]) -> list[str]:
    word, _, text = step.partition(" ")
    if word == "add":
        return [*texts, text]
    if word == "delete":
        return [one for one in texts if one != text]
    return ["paper 0", "paper 1", "paper 2"] if word == "restore" else texts


def assert_no_litter(store: SmallStore) -> None:
    files = {path.stem for path in (store.folder / "images").rglob("*") if path.is_file()}
    assert files == {one.name for one in store.rows()}
    assert not (store.folder / "restoring.tmp").exists()
    assert not (store.folder / "restoring.json").exists()
    assert not list(store.folder.glob("*.tmp"))


def check_backups(store: SmallStore, done: list[str]) -> None:
    """Whatever has the name of a backup is one, and those acknowledged are there unless their time was over."""
    for backup in store.backups.all():
        store.backups.verify(backup, KEY)
    there = {path.name: path for path in paths(store.folder / "backups")}
    assert len(there) == len(store.backups.all())
    acknowledged = [step.split(" ", 3)[2:] for step in done if step.startswith("back up")]
    for name, texts in acknowledged[-1:] if len(acknowledged) > 2 else acknowledged:
        rows = in_backup(there[name], "SELECT corrections FROM documents ORDER BY id")
        assert ",".join(row[0].decode() for row in rows) == texts


def goes_on(store: SmallStore, texts: list[str]) -> None:
    """A paper and a backup more, and what a cut-off backup left is gone."""
    store.add(b"afterwards", "afterwards")
    backup = store.back_up()
    store.backups.prune(store.clock)
    assert store.texts() == [*texts, "afterwards"]
    in_lists = {name for path in paths(store.folder / "backups") for name in listed(path)}
    assert {path.stem for path in (store.folder / "backups" / IMAGES).rglob("*") if path.is_file()} == in_lists
    assert not list((store.folder / "backups").glob(".*"))
    assert backup in paths(store.folder / "backups")
