"""What holds for all tests."""

import ctypes
import signal
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

from desktop_ocr.imaging import source
from desktop_ocr.store import wrapping

pytest_plugins = ["tests.services.fixtures"]

# Machines are shared: how long an example takes says nothing about it.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# A shell that runs the tests in its background has them ignore Ctrl+C, which some of them press.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="module")
def the_smallest_numbers_are_numbers() -> Iterator[None]:
    """Loading the models tells the thread to take subnormal floats for zero: right for the worker that reads, but other
    tests in the process count on them.
    """
    yield
    if sys.platform == "linux":
        ctypes.CDLL("libm.so.6").fesetenv(ctypes.c_void_p(-1))  # FE_DFL_ENV


@pytest.fixture(autouse=True)
def files_of_tests_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk's file that is a second old may still be written; one that a test made is not waited for."""
    monkeypatch.setattr(source, "PAUSE_SECONDS", 0)


@pytest.fixture(autouse=True)
def passphrases_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they cost is tested once, in test_key_slots.py; 64 MiB for each key would be a tenth of all tests' time."""
    monkeypatch.setattr(wrapping, "_MEMORY", 64)
    monkeypatch.setattr(wrapping, "_PASSES", 1)
