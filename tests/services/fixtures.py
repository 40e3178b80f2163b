"""The fixtures of all doubles, for any test: ``baidu``, ``virtual_clock``, ``faults``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .baidu import BaiduDouble
from .clock import VirtualClock


@pytest.fixture
def virtual_clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def baidu(virtual_clock: VirtualClock) -> Iterator[BaiduDouble]:
    """Serving at `baidu.address`, with a clock that only the test moves."""
    with BaiduDouble(clock=virtual_clock) as double:
        yield double
