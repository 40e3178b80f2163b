"""Sets up Desktop OCR (once) and starts it, with nothing but Python itself.

    python3 packaging/bootstrap.py run [ARGS]           start the program, passing ARGS on
    python3 packaging/bootstrap.py test [PYTEST ARGS]   run the tests
    python3 packaging/bootstrap.py check                check format, lint and types

Messages go to stderr: stdout belongs to what is started. This file must stay readable for Python 3.6, so that an
older Python reaches the sentence in check_python instead of a syntax error: no match, no walrus, quoted types.
"""

import contextlib
import errno
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {name: ROOT / "packaging" / "requirements-{}.lock".format(name) for name in ("run", "test")}
OLDEST, TOO_NEW = (3, 11), (3, 14)
LAYOUT = "1"  # raise it when an environment made by an older bootstrap.py must be made anew

# Debian packages by need; of "A|B" either will do, and A is installed when both are missing.
RUN_PACKAGES = (
    "libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 "
    "libxkbcommon-x11-0 libpulse0 libxrandr2"
).split()
CJK_FONTS = "fonts-wqy-microhei|fonts-noto-cjk|fonts-wqy-zenhei|fonts-arphic-uming|fonts-arphic-ukai"
TEST_PACKAGES = (
    "fonts-noto-cjk fonts-wqy-microhei fonts-arphic-uming fonts-arphic-ukai fonts-ocr-b xvfb xauth xdotool"
).split()

USAGE = "usage: python3 packaging/bootstrap.py run [ARGS] | test [PYTEST ARGS] | check"
FAILED, WRONG_USE, PACKAGES_MISSING = 1, 2, 3
# Pytest's arguments where none are given. Two processes, as more of them starve windows that wait for workers; the
# window's tests by themselves, as they share one QApplication in each process.
TWO = ("--numprocesses=2", "--dist=loadfile")
EVERYDAY = (("--ignore=tests/ui", "tests"), ("tests/ui",))


class Stop(Exception):
    """The set-up cannot go on: a sentence for the user and an exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def check_python(version: "tuple[int, ...]" = tuple(sys.version_info[:3])) -> None:
    """Refuse a Python for which the locked packages do not exist."""
    if OLDEST <= version[:2] < TOO_NEW:
        return
    raise Stop(
        "Desktop OCR needs Python 3.11, 3.12 or 3.13; this is Python {0} ({1}).\n"
        "请使用 Python 3.11、3.12 或 3.13；当前为 {0}。\n"
        "Start it with another one, for example: python3.12 packaging/bootstrap.py run".format(
            ".".join(map(str, version)), sys.executable
        )
    )


# --- System packages (Debian-like Linux only) -------------------------------------------------------------------


def needs(command: str) -> "list[str]":
    """What the command needs from the system, each as a name or as alternatives "A|B"."""
    wanted = list(RUN_PACKAGES)
    if not has_cjk_font():
        wanted.append(CJK_FONTS)
    if importlib.util.find_spec("ensurepip") is None:  # Debian's own Python comes without it
        is_default = os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable)
        wanted.append("python3-venv" if is_default else "python{}.{}-venv".format(*sys.version_info))
    if command == "test":
        wanted += TEST_PACKAGES
    return wanted


def has_cjk_font() -> bool:
    """Whether fontconfig knows a font with Chinese glyphs, wherever it came from."""
    if shutil.which("fc-list") is None:
        return False
    command = ["fc-list", ":lang=zh-cn", "family"]
    return bool(subprocess.run(command, check=False, stdout=subprocess.PIPE).stdout.strip())


def installed_packages() -> "set[str]":
    command = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n"]
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, universal_newlines=True)
    return {line.split()[1] for line in result.stdout.splitlines() if line.startswith("installed ")}


def missing(wanted: "list[str]", installed: "set[str]") -> "list[str]":
    """The packages to install. Newer Debian-likes renamed some to NAMEt64, which is as good as NAME."""
    found = []
    for need in wanted:
        names = need.split("|")
        if not any(name in installed or name + "t64" in installed for name in names) and names[0] not in found:
            found.append(names[0])
    return found


def root_prefix() -> "list[str] | None":
    """How to become root without asking: nothing to do, sudo without a password, or not at all."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.call([*sudo, "true"], stdout=2, stderr=subprocess.DEVNULL) == 0
    return sudo if allowed else None


def install_packages(
    packages: "list[str]", prefix: "list[str] | None", call: "Callable[..., int]" = subprocess.call
) -> None:
    """Install by apt-get, or stop with the line that the user has to run."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = "sudo " + " ".join(map(shlex.quote, install))
    if prefix is None:
        sentence = "Some system packages are missing; please run / 缺少系统软件包，请先运行：\n\n    {}\n"
        raise Stop(sentence.format(by_hand), PACKAGES_MISSING)
    say("Installing system packages / 安装系统软件包: " + " ".join(packages))
    quiet = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"]
    options = {"stdin": subprocess.DEVNULL, "stdout": 2, "env": dict(os.environ, DEBIAN_FRONTEND="noninteractive")}
    call([*prefix, "apt-get", "update", *quiet], **options)  # one broken source does not matter if install succeeds
    if call([*prefix, *install, *quiet], **options) != 0:
        sentence = "apt-get failed, see above; please run / 安装失败，请先运行：\n\n    sudo apt-get update\n    {}\n"
        raise Stop(sentence.format(by_hand), PACKAGES_MISSING)


def prepare_system(command: str) -> None:
    if not sys.platform.startswith("linux") or not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    packages = missing(needs(command), installed_packages())
    if packages:
        install_packages(packages, root_prefix())


# --- The environment --------------------------------------------------------------------------------------------


def venv_python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def digest(lock: Path, python: str = sys.version) -> str:
    """Stands for everything an environment was made from."""
    origin = "\n".join([LAYOUT, python, sysconfig.get_platform(), ""]).encode("utf-8")
    return hashlib.sha256(origin + lock.read_bytes()).hexdigest()


def read_stamp(venv: Path) -> str:
    """What the environment was made from; empty when it is unfinished or its Python is gone."""
    try:
        settings = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        homes = [line.partition("=")[2].strip() for line in settings if line.partition("=")[0].strip() == "home"]
        usable = venv_python(venv).exists() and all(os.path.isdir(home) for home in homes)
        return (venv / ".stamp").read_text(encoding="ascii") if usable else ""
    except (OSError, ValueError):
        return ""


def write_stamp(venv: Path, stamp: str) -> None:
    """The last step of a set-up, all or nothing."""
    new = venv / ".stamp.new"
    new.write_text(stamp, encoding="ascii")
    os.replace(str(new), str(venv / ".stamp"))


def is_current(command: str, venv: Path = VENV, locks: "dict[str, Path]" = LOCKS) -> bool:
    """Whether nothing is left to set up. The tests' environment also holds all that the program needs."""
    good = [digest(locks["test"])] if command == "test" else [digest(lock) for lock in locks.values()]
    return read_stamp(venv) in good


@contextlib.contextmanager
def only_one(path: Path) -> "Iterator[int]":
    """Let one set-up work at a time. The system takes the lock back when its holder dies, so none is ever stale."""
    with open(str(path), "a+b") as file:
        told = False
        while not try_lock(file.fileno()):
            if not told:
                say("Waiting for another set-up to finish / 等待另一个准备过程结束 …")
                told = True
            time.sleep(0.3)
        yield file.fileno()


def try_lock(descriptor: int) -> bool:
    """Whether nobody else holds the lock; a file system without locks does not keep anyone waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def build(command: str, venv: Path, locks: "dict[str, Path]", lock_descriptor: int) -> None:
    """Make the environment; tools for the tests are added to a current one, anything else starts afresh."""

    def step(*words: str) -> None:
        # The child shares our lock: should we be killed, the next start waits until the child is gone too.
        shared = () if os.name == "nt" else (lock_descriptor,)
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=2, pass_fds=shared)

    python = str(venv_python(venv))
    fresh = not is_current("run", venv, locks)
    with contextlib.suppress(FileNotFoundError):
        (venv / ".stamp").unlink()
    if fresh:
        step(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(venv))
    quiet = ("-q", "--disable-pip-version-check", "--no-input")
    step(python, "-m", "pip", "install", *quiet, "--require-hashes", "--only-binary=:all:", "-r", str(locks[command]))
    write_stamp(venv, digest(locks[command]))


def hint_at_missing_libraries() -> None:
    """On a Linux without apt-get the libraries of Qt are the user's affair; say which one is missing."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get"):
        return
    trial = [str(venv_python(VENV)), "-c", "import PySide6.QtWidgets"]
    result = subprocess.run(trial, check=False, stderr=subprocess.PIPE, universal_newlines=True)
    if result.returncode != 0:
        say("Qt lacks a system library / Qt 缺少系统库: " + result.stderr.strip().splitlines()[-1])


def set_up(command: str) -> None:
    """Everything a start needs; next to nothing when it is there already."""
    if is_current(command):
        return
    with only_one(ROOT / ".venv.lock") as lock_descriptor:
        if is_current(command):
            return
        say("Setting up Desktop OCR (once, about a minute) / 首次准备，约需一分钟 …")
        prepare_system(command)
        build(command, VENV, LOCKS, lock_descriptor)
        hint_at_missing_libraries()
        say("Ready / 准备完成")


# --- Starting ---------------------------------------------------------------------------------------------------


def environment(command: str) -> "dict[str, str]":
    """Let the source tree be imported from any folder, by worker processes too; tests need no display."""
    result = dict(os.environ)
    result["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    if command == "test":
        result.setdefault("QT_QPA_PLATFORM", "offscreen")
    return result


def start(command: str, *arguments: str) -> int:
    """Become the given module (on Windows: wait for it). -P keeps the current folder's files from being imported."""
    words = [str(venv_python(VENV)), "-P", "-m", *arguments]
    if os.name != "nt":
        os.execve(words[0], words, environment(command))
    process = subprocess.Popen(words, env=environment(command))
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the program has got it as well and decides
            return process.wait()


def check() -> int:
    """Format, lint and types; all are shown, also when the first fails."""
    tools = [["ruff", "format", "--check"], ["ruff", "check"], ["mypy"]]
    codes = [subprocess.call([str(venv_python(VENV)), "-P", "-m", *tool], cwd=str(ROOT)) for tool in tools]
    return FAILED if any(codes) else 0


def test_everything() -> int:
    """The everyday tests; all are shown, also when the first fail."""
    tests = [[str(venv_python(VENV)), "-P", "-m", "pytest", *TWO, *part] for part in EVERYDAY]
    codes = [subprocess.call(words, cwd=str(ROOT), env=environment("test")) for words in tests]
    return FAILED if any(codes) else 0


def main(arguments: "list[str]") -> int:
    command = arguments[0] if arguments else ""
    if command not in ("run", "test", "check"):
        say(USAGE)
        return WRONG_USE
    try:
        check_python()
        set_up("run" if command == "run" else "test")
        if command == "run":
            return start("run", "desktop_ocr", *arguments[1:])
        os.chdir(str(ROOT))
        if command == "check":
            return check()
        return start("test", "pytest", *arguments[1:]) if arguments[1:] else test_everything()
    except Stop as stop:
        say(str(stop))
        return stop.code
    except (OSError, subprocess.CalledProcessError) as error:
        say("{}\nSetting up failed; start again to retry / 准备失败，请重试。".format(error))
        return FAILED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
