"""What reached a double: every call, before it is answered, so that a client that dies cannot hide one."""

from __future__ import annotations

import hashlib
import json
import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

TOKEN = "token"
"""The interface of calls that fetch a token."""


@dataclass
class Call:
    """One call. `form` holds the parameters without the files, whose digests are in `files`; `token` is hashed.

    `code` is the error code answered, 0 for an answer that is charged for, None while the call is in work or when
    the connection was cut. `form` of a JSON call holds its plain values.
    """

    at: float
    interface: str
    size: int
    token: str = ""
    form: dict[str, str] = field(default_factory=dict, repr=False)
    files: dict[str, str] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    code: int | None = None

    @property
    def names(self) -> set[str]:
        """Of all parameters, files too."""
        return {*self.form, *self.files}

    @property
    def content(self) -> tuple[object, ...]:
        """Equal for two calls that would be charged twice for the same work."""
        return self.interface, tuple(sorted(self.files.items())), tuple(sorted(self.form.items()))


class CallLog:
    """All calls in the order of their arrival; `path`, if any, gets one line of JSON as each one ends."""

    def __init__(self, path: Path | None = None) -> None:
        self._calls: list[Call] = []
        self._lock = threading.Condition()
        self._path = path

    def came(self, call: Call) -> Call:
        with self._lock:
            self._calls.append(call)
            self._lock.notify_all()
        return call

    def ended(self, call: Call, code: int | None) -> None:
        call.code = code
        if self._path:
            with self._lock, self._path.open("a", encoding="utf-8") as out:
                out.write(json.dumps({**asdict(call), "form": sorted(call.form)}, ensure_ascii=False) + "\n")

    def calls(self, interface: str | None = None) -> list[Call]:
        """All but those for a token, or those to one interface (``TOKEN`` for tokens)."""
        with self._lock:
            known = list(self._calls)
        return [call for call in known if (call.interface == interface if interface else call.interface != TOKEN)]

    def wait_for(self, count: int, seconds: float = 30) -> bool:
        """Wait until so many calls have come, those for a token not counted; False when the time is over."""
        with self._lock:
            return self._lock.wait_for(lambda: sum(call.interface != TOKEN for call in self._calls) >= count, seconds)

    def charged(self) -> list[Call]:
        """Calls that were answered with a result."""
        return [call for call in self.calls() if call.code == 0]

    def duplicates(self, *, free: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
        """Contents that were, or may have been, charged for more than once; `free` are interfaces that cost nothing.

        A call that was cut off without an answer may have been charged; one that was refused was not.
        """
        counts = Counter(call.content for call in self.calls() if not call.code and call.interface not in free)
        return [content for content, count in counts.items() if count > 1]

    def files_twice(self) -> list[tuple[str, str]]:
        """(interface, digest) of files for which, in whatever calls, more than one charge was or may have been made."""
        counts = Counter((c.interface, file) for c in self.calls() if not c.code for file in c.files.values())
        return [file for file, count in counts.items() if count > 1]

    def egress(self) -> list[tuple[str, int, str]]:
        """(interface, bytes of the body, digest of the file sent or ""), in order: what left the machine."""
        return [(call.interface, call.size, next(iter(call.files.values()), "")) for call in self.calls()]

    def busiest(self, seconds: float = 1.0, interface: str | None = None) -> int:
        """The most calls that came within any span of that length; two exactly that far apart are not within."""
        times = sorted(call.at for call in self.calls(interface))
        return max((i + 1 - bisect_left(times, _after(at - seconds)) for i, at in enumerate(times)), default=0)

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()


def _after(time: float) -> float:
    """The first moment that counts as later than `time`; clocks add up tenths inexactly."""
    return time + 1e-6


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16] if secret else ""


def digest(content: bytes) -> str:
    """SHA-256 in hex: how the log names a file."""
    return hashlib.sha256(content).hexdigest()
