"""Former stores go with the retention period, and nothing else does."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_ocr.store import asides, failpoints
from tests.store.small_store import START

DAY = timedelta(days=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three former stores, of 0, 10 and 40 days ago, and what only looks like one."""
    for name in ("aside-20260301T090000Z", "aside-20260219T090000Z", "aside-20260120T090000Z", "aside-unknown"):
        (tmp_path / name / "images" / "ab").mkdir(parents=True)
        (tmp_path / name / "store.db").write_bytes(b"sealed")
        (tmp_path / name / "images" / "ab" / "one.bin").write_bytes(b"sealed")
    month_ago = (START - 29 * DAY).timestamp()
    os.utime(tmp_path / "aside-unknown", (month_ago, month_ago))
    (tmp_path / "aside-my own folder").mkdir()
    (tmp_path / "aside-20250101T000000Z").write_bytes(b"a file")
    (tmp_path / "backups").mkdir()
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_latest_first_and_only_ours(folder: Path) -> None:
    found = [one.path.name for one in asides.all_asides(folder)]
    assert found == ["aside-20260301T090000Z", "aside-20260219T090000Z", "aside-unknown", "aside-20260120T090000Z"]
    assert asides.all_asides(folder / "none") == []


@pytest.mark.parametrize(
    ("later", "days", "gone"),
    [
        (0 * DAY, 30, {"aside-20260120T090000Z"}),
        (0 * DAY, 7, {"aside-20260120T090000Z", "aside-20260219T090000Z", "aside-unknown"}),
        (0 * DAY, 365, set()),
        (1 * DAY, 30, {"aside-20260120T090000Z", "aside-unknown"}),
        (
            30 * DAY - timedelta(seconds=1),
            30,
            {"aside-20260120T090000Z", "aside-20260219T090000Z", "aside-unknown"},
        ),
        (
            30 * DAY,
            30,
            {"aside-20260120T090000Z", "aside-20260219T090000Z", "aside-unknown", "aside-20260301T090000Z"},
        ),
    ],
)
def test_what_is_over_goes(folder: Path, later: timedelta, days: int, gone: set[str]) -> None:
    before = names(folder)
    assert asides.remove_old(folder, START + later, retention_days=days) == len(gone)
    assert names(folder) == before - gone


def test_a_removal_that_was_cut_off_is_finished(folder: Path) -> None:
    failpoints.install(lambda name: failpoints.fail("EIO") if name == "prune.set_aside" else None)
    try:
        assert asides.remove_old(folder, START, retention_days=30) == 0
    finally:
        failpoints.install(None)
    assert ".aside-20260120T090000Z.tmp" in names(folder)
    asides.remove_old(folder, START, retention_days=30)
    assert not list(folder.glob(".*"))
