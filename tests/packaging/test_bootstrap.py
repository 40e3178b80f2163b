"""The set-up without installing anything: what it decides, says and passes on."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


class Calls:
    """Stands for subprocess.call: notes the commands and answers with the given exit codes."""

    def __init__(self, **codes: int) -> None:
        self.codes = codes
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **options: object) -> int:
        assert options["stdout"] == 2, "stdout belongs to the program"
        self.commands.append(command)
        return next((code for word, code in self.codes.items() if word in command), 0)


# --- Python -----------------------------------------------------------------------------------------------------


def test_file_is_readable_for_old_pythons(root: Path) -> None:
    """feature_version refuses newer syntax; the rest is what it does not look at."""
    source = (root / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    assert "__future__" not in source
    annotations = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    annotations += [node.annotation for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assert [ast.unparse(a) for a in annotations if isinstance(a, ast.Subscript | ast.BinOp)] == []


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_other_pythons_are_refused_with_a_sentence(bootstrap: ModuleType, version: tuple[int, ...]) -> None:
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.11, 3\.12 or 3\.13; this is Python " + str(version[0])):
        bootstrap.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_fitting_pythons_are_accepted(bootstrap: ModuleType, version: tuple[int, ...]) -> None:
    bootstrap.check_python(version)


# --- System packages --------------------------------------------------------------------------------------------


def test_missing_knows_renamed_packages_and_alternatives(bootstrap: ModuleType) -> None:
    wanted = ["libglib2.0-0", "libgl1", "libegl1", "fonts-a|fonts-b", "fonts-c|fonts-d", "fonts-c"]
    installed = {"libglib2.0-0t64", "libgl1", "libegl1-dev", "fonts-b"}
    assert bootstrap.missing(wanted, installed) == ["libegl1", "fonts-c"]


def test_without_root_or_sudo_the_exact_line_is_given(bootstrap: ModuleType) -> None:
    call = Calls()
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.install_packages(["libegl1", "fonts-wqy-microhei"], None, call)
    line = "sudo apt-get install -y --no-install-recommends libegl1 fonts-wqy-microhei"
    assert line in (text.strip() for text in str(stop.value).splitlines())
    assert stop.value.code == bootstrap.PACKAGES_MISSING == 3
    assert call.commands == []


@pytest.mark.parametrize("prefix", [[], ["sudo", "-n"]])
def test_packages_are_installed_without_asking(bootstrap: ModuleType, capfd, prefix: list[str]) -> None:
    call = Calls()
    bootstrap.install_packages(["libegl1"], prefix, call)
    update, install = call.commands
    assert update[: len(prefix) + 2] == [*prefix, "apt-get", "update"]
    assert install[: len(prefix) + 5] == [*prefix, "apt-get", "install", "-y", "--no-install-recommends", "libegl1"]
    assert capfd.readouterr().out == ""


def test_broken_package_source_does_not_matter_but_failed_installation_does(bootstrap: ModuleType) -> None:
    bootstrap.install_packages(["libegl1"], [], Calls(update=100))
    with pytest.raises(bootstrap.Stop, match="sudo apt-get install -y --no-install-recommends libegl1") as stop:
        bootstrap.install_packages(["libegl1"], [], Calls(install=100))
    assert stop.value.code == 3


def test_needs_follow_the_command_and_the_machine(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_cjk_font", lambda: True)
    run, test = bootstrap.needs("run"), bootstrap.needs("test")
    assert "libegl1" in run
    assert "libxcb-cursor0" in run
    assert "xvfb" not in run
    assert not [name for name in run if name.startswith("fonts-")]
    assert set(run) < set(test)
    monkeypatch.setattr(bootstrap, "has_cjk_font", lambda: False)
    assert [name for name in bootstrap.needs("run") if name.startswith("fonts-")] == [bootstrap.CJK_FONTS]
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    assert re.fullmatch(r"python3(\.\d+)?-venv", bootstrap.needs("run")[-1])


# --- The environment --------------------------------------------------------------------------------------------


@pytest.fixture
def locks(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / f"{name}.lock" for name in ("run", "test")}
    for name, lock in found.items():
        lock.write_text(f"package=={len(name)}\n", encoding="utf-8")
    return found


@pytest.fixture
def venv(bootstrap: ModuleType, tmp_path: Path) -> Path:
    """A folder that looks like a finished environment, except for the stamp."""
    folder = tmp_path / "环境 1" / ".venv"
    python = bootstrap.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    (folder / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).parent}\n", encoding="utf-8")
    return folder


def test_stamp_of_nothing(bootstrap: ModuleType, locks: dict[str, Path], tmp_path: Path) -> None:
    assert not bootstrap.is_current("run", tmp_path / "nothing", locks)


def test_unfinished_environment_is_not_current(bootstrap: ModuleType, locks: dict[str, Path], venv: Path) -> None:
    assert not bootstrap.is_current("run", venv, locks)
    (venv / ".stamp").write_bytes(b"\xff half")
    assert not bootstrap.is_current("run", venv, locks)


def test_tests_environment_serves_the_program_but_not_the_other_way(
    bootstrap: ModuleType, locks: dict[str, Path], venv: Path
) -> None:
    def current() -> list[bool]:
        return [bootstrap.is_current(command, venv, locks) for command in ("run", "test")]

    bootstrap.write_stamp(venv, bootstrap.digest(locks["run"]))
    assert current() == [True, False]
    bootstrap.write_stamp(venv, bootstrap.digest(locks["test"]))
    assert current() == [True, True]
    assert [path.name for path in venv.glob(".stamp*")] == [".stamp"]


def test_changed_lock_or_other_python_is_not_current(bootstrap: ModuleType, locks: dict[str, Path], venv: Path) -> None:
    bootstrap.write_stamp(venv, bootstrap.digest(locks["run"], python="3.12.1 of yesterday"))
    assert not bootstrap.is_current("run", venv, locks)
    bootstrap.write_stamp(venv, bootstrap.digest(locks["run"]))
    assert bootstrap.is_current("run", venv, locks)
    locks["run"].write_text("package==4\n", encoding="utf-8")
    assert not bootstrap.is_current("run", venv, locks)


def test_environment_without_its_python_is_not_current(
    bootstrap: ModuleType, locks: dict[str, Path], venv: Path
) -> None:
    bootstrap.write_stamp(venv, bootstrap.digest(locks["run"]))
    settings = venv / "pyvenv.cfg"
    settings.write_text(f"home = {venv / 'gone'}\n", encoding="utf-8")
    assert not bootstrap.is_current("run", venv, locks)
    settings.write_text(f"home = {Path(sys.executable).parent}\n", encoding="utf-8")
    assert bootstrap.is_current("run", venv, locks)
    bootstrap.venv_python(venv).unlink()
    assert not bootstrap.is_current("run", venv, locks)


class Build:
    """Runs build() with a stand-in for subprocess.run; ``fail`` names the word of the step that fails."""

    def __init__(self, bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, fail: str = "") -> None:
        self.steps: list[str] = []

        def run(words: tuple[str, ...], **options: object) -> None:
            assert options["stdout"] == 2, "stdout belongs to the program"
            self.steps.append("venv" if "venv" in words else words[-1])
            if fail and fail in words:
                raise subprocess.CalledProcessError(1, words)

        monkeypatch.setattr(bootstrap.subprocess, "run", run)


def test_build_starts_afresh_then_adds_the_tools(
    bootstrap: ModuleType, locks: dict[str, Path], venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Build(bootstrap, monkeypatch)
    bootstrap.build("run", venv, locks, 0)
    assert bootstrap.is_current("run", venv, locks)
    bootstrap.build("test", venv, locks, 0)
    assert bootstrap.is_current("test", venv, locks)
    assert made.steps == ["venv", str(locks["run"]), str(locks["test"])]


def test_interrupted_build_is_made_anew(
    bootstrap: ModuleType, locks: dict[str, Path], venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.write_stamp(venv, bootstrap.digest(locks["run"]))
    Build(bootstrap, monkeypatch, fail="pip")
    with pytest.raises(subprocess.CalledProcessError):
        bootstrap.build("test", venv, locks, 0)
    assert not bootstrap.is_current("run", venv, locks)
    again = Build(bootstrap, monkeypatch)
    bootstrap.build("run", venv, locks, 0)
    assert again.steps == ["venv", str(locks["run"])]


def test_current_environment_asks_the_system_nothing(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_current", lambda command: True)
    monkeypatch.setattr(bootstrap, "prepare_system", lambda command: pytest.fail("asked"))
    monkeypatch.setattr(bootstrap, "only_one", lambda path: pytest.fail("locked"))
    bootstrap.set_up("run")


HOLD_LOCK = """
import importlib.util, pathlib, sys, time
spec = importlib.util.spec_from_file_location("bootstrap", sys.argv[1])
bootstrap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bootstrap)
with bootstrap.only_one(pathlib.Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_second_set_up_waits_for_the_first_and_not_for_a_dead_one(
    bootstrap: ModuleType, root: Path, tmp_path: Path, capfd, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "锁 file.lock"
    command = [sys.executable, "-c", HOLD_LOCK, str(root / "packaging" / "bootstrap.py"), str(path)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout and holder.stdout.readline().strip() == b"held"
        monkeypatch.setattr(bootstrap.time, "sleep", lambda seconds: (holder.kill(), holder.wait()))
        with bootstrap.only_one(path):
            captured = capfd.readouterr()
    assert "Waiting for another set-up" in captured.err
    assert captured.out == ""


# --- Starting ---------------------------------------------------------------------------------------------------


def script(root: Path, tmp_path: Path) -> Path:
    """A copy of bootstrap.py in a finished project of its own: its Python is this one, its program echoes."""
    copy = tmp_path / "桌面 识别" / "packaging" / "bootstrap.py"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((root / "packaging" / "bootstrap.py").read_bytes())
    for name in ("run", "test"):
        (copy.parent / f"requirements-{name}.lock").write_text("", encoding="utf-8")
    program = copy.parent.parent / "desktop_ocr"
    program.mkdir()
    echo = "import os, sys; sys.stdout.reconfigure(encoding='utf-8'); print([*sys.argv[1:], os.getcwd()]); sys.exit(7)"
    (program / "__main__.py").write_text(echo, encoding="utf-8")
    stamp = (
        "import importlib.util, sys; s = importlib.util.spec_from_file_location('b', sys.argv[1]);"
        "b = importlib.util.module_from_spec(s); s.loader.exec_module(b);"
        "b.write_stamp(b.VENV, b.digest(b.LOCKS['test']))"
    )
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", str(copy.parent.parent / ".venv")], check=True)
    subprocess.run([base, "-c", stamp, str(copy)], check=True)
    return copy


def test_arguments_folder_output_and_exit_code_pass_unchanged(root: Path, tmp_path: Path) -> None:
    arguments = ["--out", "我的 表格.xlsx", "", "a'b\"c", "*.png", "--", "-x"]
    here = tmp_path / "别处 elsewhere"
    here.mkdir()
    (here / "desktop_ocr.py").write_text("raise SystemExit('the wrong program')", encoding="utf-8")
    base = getattr(sys, "_base_executable", sys.executable)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [base, str(script(root, tmp_path)), "run", *arguments]
    result = subprocess.run(command, cwd=here, env=environment, capture_output=True, check=False)
    assert result.stderr == b""
    assert ast.literal_eval(result.stdout.decode("utf-8")) == [*arguments, os.path.realpath(here)]
    assert result.returncode == 7


@pytest.mark.parametrize(
    ("arguments", "prepared", "started"),
    [
        (["run", "a b", "中"], "run", ("run", "desktop_ocr", "a b", "中")),
        (["test", "-k", "a or b"], "test", ("test", "pytest", "-k", "a or b")),
    ],
)
def test_each_command_sets_up_what_it_starts(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], prepared: str, started: tuple
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(bootstrap, "set_up", seen.append)
    monkeypatch.setattr(bootstrap, "start", lambda *words: seen.append(words) or 5)
    monkeypatch.chdir(Path.cwd())  # "test" changes the folder; go back afterwards
    assert bootstrap.main(arguments) == 5
    assert seen == [prepared, started]


def test_environment_is_importable_from_anywhere(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("PYTHONPATH", "before")
    assert bootstrap.environment("run")["PYTHONPATH"] == os.pathsep.join([str(bootstrap.ROOT), "before"])
    assert "QT_QPA_PLATFORM" not in bootstrap.environment("run")
    assert bootstrap.environment("test")["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert bootstrap.environment("test")["QT_QPA_PLATFORM"] == "xcb"


@pytest.mark.parametrize(("code", "result"), [(0, 0), (2, 1), (-9, 1)])
def test_check_runs_every_tool_and_fails_with_any(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int, result: int
) -> None:
    seen: list[str] = []

    def call(words: list[str], **options: object) -> int:
        seen.append(words[3])
        return code if "format" in words else 0

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    assert bootstrap.check() == result
    assert seen == ["ruff", "ruff", "mypy"]


@pytest.mark.parametrize("arguments", [[], ["--help"], ["tset"]])
def test_wrong_use_is_told_on_stderr(bootstrap: ModuleType, capfd, arguments: list[str]) -> None:
    assert bootstrap.main(arguments) == bootstrap.WRONG_USE
    captured = capfd.readouterr()
    assert "usage:" in captured.err
    assert captured.out == ""


def test_a_stop_becomes_its_sentence_and_code(bootstrap: ModuleType, capfd, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(command: str) -> None:
        raise bootstrap.Stop("please run this", bootstrap.PACKAGES_MISSING)

    monkeypatch.setattr(bootstrap, "set_up", stop)
    assert bootstrap.main(["run"]) == 3
    assert capfd.readouterr() == ("", "please run this\n")
