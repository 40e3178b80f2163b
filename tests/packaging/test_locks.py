"""The locks work with any index, say what pyproject.toml says, and agree with each other."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

NAMES = ["run", "test"]
ADDRESS = re.compile(r"[a-z+]+://|file:|\bwww\.|@|--(extra-)?index|--find-links|(^|\s)-[fi]\s|/opt/|/home/|/root/")


class Locked(NamedTuple):
    requirement: Requirement
    hashes: list[str]

    @property
    def version(self) -> Version:
        (specifier,) = self.requirement.specifier
        return Version(specifier.version)


def lock_text(root: Path, name: str) -> str:
    return (root / "packaging" / f"requirements-{name}.lock").read_text(encoding="utf-8")


def read_lock(root: Path, name: str) -> dict[str, Locked]:
    """Every entry of a lock; fails when one is given twice, for then the Pythons would differ."""
    found: dict[str, Locked] = {}
    without_comments = re.sub(r"(?m)^\s*#.*\n", "", lock_text(root, name))
    for line in without_comments.replace("\\\n", " ").splitlines():
        words, *hashes = re.split(r"\s+--hash=", line.strip())
        requirement = Requirement(words)
        key = canonicalize_name(requirement.name)
        assert key not in found, f"{key} is locked twice"
        found[key] = Locked(requirement, hashes)
    return found


def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_no_address_and_no_path_of_a_machine(root: Path, name: str) -> None:
    assert [line for line in lock_text(root, name).splitlines() if ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_is_one_exact_public_version_with_hashes(root: Path, name: str) -> None:
    locked = read_lock(root, name)
    assert locked
    for key, entry in locked.items():
        assert [specifier.operator for specifier in entry.requirement.specifier] == ["=="], key
        assert entry.version.local is None, f"{key} was built for one machine"
        assert entry.hashes, key
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in entry.hashes), key


def test_locks_agree(root: Path) -> None:
    """The tests' environment is the program's with tools added, so one environment serves both."""
    run, test = read_lock(root, "run"), read_lock(root, "test")
    for key, entry in run.items():
        assert key in test
        assert (test[key].version, test[key].hashes) == (entry.version, entry.hashes), key
        # What only the program's other systems need, a tool may need everywhere.
        assert test[key].requirement.marker is None or str(test[key].requirement.marker) == str(
            entry.requirement.marker
        ), key


@pytest.mark.parametrize("name", NAMES)
def test_locks_hold_what_the_project_asks_for(root: Path, name: str) -> None:
    locked, settings = read_lock(root, name), project(root)
    asked = settings["project"]["dependencies"] + (settings["dependency-groups"]["test"] if name == "test" else [])
    for requirement in map(Requirement, asked):
        entry = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(entry.version), f"{requirement} but locked {entry.version}"
        assert entry.requirement.marker is None, f"{requirement} is left out somewhere"


def test_the_program_is_not_locked_with_tools(root: Path) -> None:
    assert not read_lock(root, "run").keys() & {"pytest", "mypy", "ruff", "hypothesis", "openpyxl", "hatchling"}


def test_qt_stays_below_the_release_that_aborts_on_python_3_11(root: Path) -> None:
    locked = read_lock(root, "run")
    assert locked["pyside6-essentials"].version < Version("6.12")
    assert locked["shiboken6"].version == locked["pyside6-essentials"].version
    assert locked["pyside6-addons"].version == locked["pyside6-essentials"].version  # the camera
    assert "pyside6" not in locked


def test_python_versions_are_the_same_everywhere(root: Path, bootstrap) -> None:
    oldest, too_new = (".".join(map(str, version)) for version in (bootstrap.OLDEST, bootstrap.TOO_NEW))
    assert project(root)["project"]["requires-python"] == f">={oldest},<{too_new}"
