"""The fixtures of all doubles, for any test: ``baidu``, ``ctyun``, ``virtual_clock``, ``faults``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from .baidu import BaiduDouble
from .clock import VirtualClock
from .ctyun import CtyunDouble
from .faults import FaultServer


@pytest.fixture
def virtual_clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def baidu(virtual_clock: VirtualClock) -> Iterator[BaiduDouble]:
    """Serving at `baidu.address`, with a clock that only the test moves."""
    with BaiduDouble(clock=virtual_clock) as double:
        yield double


@pytest.fixture
def ctyun(virtual_clock: VirtualClock) -> Iterator[CtyunDouble]:
    """Serving at `ctyun.address`, with a clock that only the test moves."""
    with CtyunDouble(clock=virtual_clock) as double:
        yield double


@pytest.fixture
def faults() -> Iterator[Callable[..., FaultServer]]:
    """Starts a server for one fault: ``faults("no_answer").address``; all end with the test."""
    with ExitStack() as running:
        yield lambda name, **options: running.enter_context(FaultServer(name, **options))
