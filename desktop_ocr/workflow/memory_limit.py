"""The memory that this process may take, where the system can limit it: on Linux and Windows.

macOS has no such limit: it takes RLIMIT_AS and does not keep it.  There the limits on pixels and time hold alone.
"""

from __future__ import annotations

import ctypes
import sys


def limit_memory(size: int) -> None:
    """From now on, taking more than ``size`` bytes in all is a MemoryError.  Passed over where the system refuses."""
    if sys.platform.startswith("linux"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    elif sys.platform == "win32":
        _limit_by_job(size)


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, 144 bytes on a system of 64 bits."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory_limit", ctypes.c_size_t),
        ("job_memory_limit", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


LIMIT_PROCESS_MEMORY = 0x100
_EXTENDED_LIMIT_INFORMATION = 9


def process_limits(size: int) -> ExtendedLimits:
    """The limits of a job whose processes may take so many bytes each."""
    limits = ExtendedLimits()
    limits.basic.limit_flags = LIMIT_PROCESS_MEMORY
    limits.process_memory_limit = size
    return limits


if sys.platform == "win32":

    def _limit_by_job(size: int) -> None:
        """Put this process into a job of its own, which lives as long as it does: the handle is never closed.

        A process may be in several jobs, since Windows 8; what the others limit stays.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
        kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        job, limits = kernel.CreateJobObjectW(None, None), process_limits(size)
        if job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
