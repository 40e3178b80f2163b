"""Writes the two locks anew; for developers only, users need neither this nor uv.

    python packaging/lock.py              keep what is locked, add what is missing
    python packaging/lock.py --upgrade    take the newest versions that pyproject.toml allows

The locks are hashed requirements files without any address, so that pip takes the packages from whatever
index its user has configured. (A uv.lock would write addresses into the project and be fetched from those.)
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = [
    *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--no-header", "--generate-hashes"),
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--no-emit-index-url", "--no-emit-find-links"),
]


def compile_lock(output: str, *options: str) -> None:
    """Write one lock, relative to the root so that no path of this machine gets into it."""
    subprocess.run([*COMPILE, *options, "-o", output], cwd=ROOT, check=True)


def main(options: list[str]) -> None:
    """Lock the program first; the tests' lock is the same plus the tools."""
    run, test = "packaging/requirements-run.lock", "packaging/requirements-test.lock"
    compile_lock(run, *options)
    compile_lock(test, "--group", "test", "--constraints", run, *options)


if __name__ == "__main__":
    main(sys.argv[1:])
