"""Picture files: what was written comes back, nothing else does, and a file alone says nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_ocr.domain.errors import PictureDamaged, PictureGone, StoreFull, StoreUnwritable
from desktop_ocr.store import failpoints
from desktop_ocr.store.pictures import OVERHEAD, PictureFiles

CONTENT = b"\xff\xd8 a picture of 11010519491231002X" * 50


@pytest.fixture
def pictures(tmp_path: Path) -> PictureFiles:
    return PictureFiles(tmp_path / "not there yet" / "images", b"n" * 32)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(content=st.binary(max_size=2000))
def test_comes_back(pictures: PictureFiles, content: bytes) -> None:
    picture = pictures.write(content)
    assert pictures.read(picture) == content
    assert pictures.holds(picture)
    assert picture.size == len(content)


def test_the_same_picture_twice_is_two_files_with_two_keys(pictures: PictureFiles) -> None:
    """Otherwise deleting one would have to ask for the other, and names would tell who has the same paper."""
    first, second = pictures.write(CONTENT), pictures.write(CONTENT)
    assert first.name != second.name
    assert first.key != second.key
    assert first.digest == second.digest


def test_the_file_says_nothing(pictures: PictureFiles) -> None:
    picture = pictures.write(CONTENT)
    path = pictures.path(picture.name)
    sealed = path.read_bytes()
    assert CONTENT[:16] not in sealed
    assert picture.key not in sealed
    assert len(sealed) == len(CONTENT) + OVERHEAD
    assert path.relative_to(pictures.folder).parts == (picture.name[:2], f"{picture.name}.bin")
    assert picture.digest not in picture.name
    assert "key" not in repr(picture)
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0


def test_another_key_another_name_another_row(pictures: PictureFiles) -> None:
    picture, other = pictures.write(CONTENT), pictures.write(CONTENT + b"!")
    for wrong in (
        replace(picture, key=other.key),
        replace(picture, key=b"short"),
        replace(picture, digest=other.digest),
        replace(picture, size=picture.size + 1),
        replace(picture, name="../../store"),
        replace(picture, name=""),
    ):
        with pytest.raises(PictureDamaged):
            pictures.read(wrong)
    pictures.path(other.name).write_bytes(pictures.sealed(picture.name))
    with pytest.raises(PictureDamaged):
        pictures.read(replace(other, key=picture.key, digest=picture.digest, size=picture.size))


@pytest.mark.parametrize("length", [0, 1, 8, 19, 20, 35, 36, 40])
def test_a_file_cut_off(pictures: PictureFiles, length: int) -> None:
    picture = pictures.write(CONTENT)
    path = pictures.path(picture.name)
    path.write_bytes(path.read_bytes()[:length])
    assert not pictures.holds(picture)
    with pytest.raises(PictureDamaged):
        pictures.read(picture)


def test_a_file_that_is_gone_or_cannot_be_read(pictures: PictureFiles) -> None:
    picture = pictures.write(CONTENT)
    pictures.delete(picture.name)
    with pytest.raises(PictureGone):
        pictures.read(picture)
    pictures.path(picture.name).mkdir()
    with pytest.raises(StoreUnwritable):
        pictures.read(picture)


def test_deleting_twice_is_no_error(pictures: PictureFiles) -> None:
    picture = pictures.write(CONTENT)
    pictures.delete(picture.name)
    pictures.delete(picture.name)
    assert not list(pictures.folder.rglob("*.bin"))


def test_orphans_are_swept_and_nothing_else(pictures: PictureFiles) -> None:
    kept, orphan = pictures.write(CONTENT), pictures.write(CONTENT)
    folder = pictures.path(kept.name).parent
    unfinished = folder / ".desktop-ocr-abc.tmp"
    foreign = [folder / "notes.txt", pictures.folder / "readme", folder / "x.bin"]
    for path in (unfinished, *foreign):
        path.write_bytes(b"1")
    assert pictures.sweep({kept.name}) == 2
    assert pictures.read(kept) == CONTENT
    assert all(path.exists() for path in foreign)
    assert not unfinished.exists()
    assert not pictures.path(orphan.name).exists()
    assert pictures.sweep({kept.name}) == 0


def test_sweeping_where_nothing_is(pictures: PictureFiles) -> None:
    assert pictures.sweep(()) == 0


@pytest.mark.parametrize(("what", "error"), [("ENOSPC", StoreFull), ("EIO", StoreUnwritable)])
@pytest.mark.parametrize("step", ["created", "written", "synced", "checked", "renamed"])
def test_a_failed_write_is_named_and_harms_nothing(
    pictures: PictureFiles, what: str, error: type[Exception], step: str
) -> None:
    old = pictures.write(CONTENT)
    failpoints.install(lambda name: failpoints.fail(what) if name == f"replacing.{step}" else None)
    try:
        with pytest.raises(error):
            pictures.write(CONTENT * 2)
    finally:
        failpoints.install(None)
    assert pictures.read(old) == CONTENT
    assert not list(pictures.folder.rglob("*.tmp"))
