"""What holds for all tests."""

import signal

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


@pytest.fixture(autouse=True)
def files_of_tests_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clerk's file that is a second old may still be written; one that a test made is not waited for."""
    monkeypatch.setattr(source, "PAUSE_SECONDS", 0)


@pytest.fixture(autouse=True)
def passphrases_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they cost is tested once, in test_key_slots.py; 64 MiB for each key would be a tenth of all tests' time."""
    monkeypatch.setattr(wrapping, "_MEMORY", 64)
    monkeypatch.setattr(wrapping, "_PASSES", 1)
