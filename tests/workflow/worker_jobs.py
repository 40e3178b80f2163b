"""What the tests run in worker processes: the spawned child imports this module by its name."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from desktop_ocr.domain.errors import ModelsUnfit
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.workflow import last_file
from tests.fakes import recognition

_started_with: tuple[object, ...] = ()


class Odd(Exception):
    """An exception that the program has never heard of."""


def start(*arguments: object) -> None:
    global _started_with  # noqa: PLW0603 - that it happened once in this process is what is asked
    _started_with = (*_started_with, *arguments)


def refuse_to_start() -> None:
    raise ModelsUnfit(file="det.onnx")


def die_at_start() -> None:
    os._exit(3)


def hang_at_start() -> None:
    threading.Event().wait()


def started_with() -> tuple[object, ...]:
    return _started_with


def process() -> int:
    return os.getpid()


def niceness() -> int:
    return os.nice(0)


def add(a: int, b: int) -> int:
    return a + b


def raise_odd(text: str) -> None:
    raise Odd(text)


def raise_timeout() -> None:
    raise TimeoutError("of its own")


def hang(pipe: Path) -> None:
    """Tell the process id through a FIFO, as soon as somebody listens, and never end."""
    pipe.write_text(str(os.getpid()))
    threading.Event().wait()


def fill(pixels: int) -> int:
    return len(bytes(pixels))


def read_or_hang(page: PreparedImage, width: int, pipe: Path) -> Recognition:
    """An engine's reading, which hangs on the page of that width."""
    if page.width == width:
        hang(pipe)
    return recognition()


def peak_memory() -> int:
    """Bytes of memory that this process took at most."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage of a process begins with what its parent had taken
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) << 10
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10


def modules() -> set[str]:
    return set(sys.modules)


def told_of(content: bytes, *others: object) -> tuple[object, ...]:
    return content, *others


def process_with(content: bytes) -> int:
    return os.getpid()


def refuse_file(content: bytes) -> None:
    raise Odd


def has_file(digest: str) -> bool:
    """Whether this process keeps the file of that digest."""
    try:
        return bool(last_file.with_last(digest, len))
    except last_file.NotTheLast:
        return False


def wait_for_word(content: bytes, pipe: Path) -> int:
    """Tell the process id through a FIFO, and wait there for a word."""
    pipe.write_text(str(os.getpid()))
    pipe.read_text()
    return len(content)
