"""The limit of memory.  That it holds on Linux is asked of a worker; here is what Windows is told."""

from __future__ import annotations

import ctypes

import pytest

from desktop_ocr.workflow.memory_limit import LIMIT_PROCESS_MEMORY, ExtendedLimits, process_limits


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the numbers are those of 64 bits")
def test_the_structure_is_laid_out_as_windows_has_it() -> None:
    """Numbers from winnt.h, as a C compiler lays it out."""
    assert ctypes.sizeof(ExtendedLimits) == 144
    assert ExtendedLimits.io_counters.offset == 64
    assert ExtendedLimits.process_memory_limit.offset == 112
    assert ExtendedLimits.peak_job_memory.offset == 136


def test_only_the_memory_of_the_process_is_limited() -> None:
    limits = process_limits(1 << 30)
    content = bytes(limits)
    assert limits.basic.limit_flags == LIMIT_PROCESS_MEMORY == 0x100
    assert content[16:20] == (0x100).to_bytes(4, "little")
    assert content[112:120] == (1 << 30).to_bytes(8, "little")
    assert not any(content[:16] + content[20:112] + content[120:])
