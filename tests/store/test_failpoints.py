"""Fail-points: nothing for the clerk, what the test wants in a test, and no name that the table does not have."""

from __future__ import annotations

import ast
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.store import failpoints
from desktop_ocr.store.failpoints import NAMES, VARIABLE, FailpointReached, failpoint, install

NAME = "replacing.written"


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    install(None)
    yield
    install(None)


def test_nothing_happens_to_the_clerk() -> None:
    for name in NAMES:
        failpoint(name)


def test_a_name_that_is_not_in_the_table_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError, match="wrriten"):
        failpoint("replacing.wrriten")
    monkeypatch.setenv(VARIABLE, "replacing.wrriten=EIO")
    with pytest.raises(KeyError, match="wrriten"):
        failpoint(NAME)


@pytest.mark.parametrize("wish", [f"{NAME}=EOI", NAME, f"{NAME}=EIO@x"])
def test_a_wish_that_is_not_understood_is_a_mistake(monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    monkeypatch.setenv(VARIABLE, wish)
    with pytest.raises(ValueError, match=r"replacing|literal"):
        failpoint(NAME)


def test_a_hook_sees_every_pass() -> None:
    seen: list[str] = []
    install(seen.append)
    failpoint(NAME)
    failpoint(NAME)
    install(None)
    failpoint(NAME)
    assert seen == [NAME, NAME]


@pytest.mark.parametrize("what", ["EIO", "ENOSPC"])
def test_the_disk_fails_at_the_pass_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setenv(VARIABLE, f"{NAME}={what}@2")
    failpoint(NAME)
    failpoint("replacing.synced")
    with pytest.raises(OSError, match=os.strerror(getattr(errno, what))) as caught:
        failpoint(NAME)
    assert caught.value.errno == getattr(errno, what)
    failpoint(NAME)


def test_an_exception_nobody_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"{NAME}=exception")
    with pytest.raises(FailpointReached):
        failpoint(NAME)


def test_a_kill_leaves_no_time_to_tidy_up() -> None:
    program = (
        "import os, atexit; from desktop_ocr.store.failpoints import failpoint\n"
        "atexit.register(print, 'tidied')\n"
        f"try: failpoint({NAME!r})\n"
        "finally: print('tidied', flush=True)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(desktop_ocr.__file__).parent.parent,
        env={VARIABLE: f"{NAME}=kill"},
    )
    assert ended.returncode != 0
    assert (ended.stdout, ended.stderr) == ("", "")


def test_the_program_names_only_places_of_the_table() -> None:
    """``migrate.N`` are put together there; every other place is a plain word that can be found by searching."""
    used: set[str] = set()
    for path in Path(desktop_ocr.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "failpoint":
                (argument,) = node.args
                used |= {argument.value} if isinstance(argument, ast.Constant) else set()
    assert {"replacing.created", "slots.after_backup"} <= used
    assert used <= NAMES


def test_names_are_a_module_and_a_step() -> None:
    assert all(re.fullmatch(r"[a-z]+\.([0-9]\.)?[a-z_]+", name) for name in NAMES)
    assert {f"migrate.{failpoints.SCHEMAS}.begin", f"migrate.{failpoints.SCHEMAS}.end"} <= NAMES
