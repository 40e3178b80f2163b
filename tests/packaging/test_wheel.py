"""The wheel has what pyproject.toml promises: the package, its resources, the licence and the command."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.mark.heavy
def test_wheel_carries_resources_and_command(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = tmp_path.glob("desktop_ocr-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        assert "desktop-ocr = desktop_ocr.start:main" in archive.read(entry_points).decode()
    resources = {path.relative_to(root).as_posix() for path in (root / "resources").rglob("*") if path.is_file()}
    modules = {path.relative_to(root).as_posix() for path in (root / "desktop_ocr").rglob("*.py")}
    assert resources
    assert {f"desktop_ocr/{name}" for name in resources} <= names
    assert modules <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"desktop_ocr"}
