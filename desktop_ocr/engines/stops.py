"""When nothing more is sent: too many failures in a row, or one that the next page would meet as well."""

from __future__ import annotations

from datetime import datetime

from desktop_ocr.domain.errors import QueueStopped, ServiceError
from desktop_ocr.engines.clock import Clock

MOST_FAILURES = 5
"""In a row."""
EVERYWHERE = ""


class Stops:
    """Of one engine.  What concerns one interface alone (its quota, its permission) does not stop the others."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._reasons: dict[str, ServiceError] = {}
        self._until: dict[str, datetime] = {}

    @property
    def reasons(self) -> tuple[ServiceError, ...]:
        """Why what is not sent is not sent."""
        return tuple(self._reasons.values())

    @property
    def is_over(self) -> bool:
        """Whether a time has come until which something was stopped, and nobody has asked for it since."""
        return any(self._clock.now() >= until for until in self._until.values())

    def check(self, interface: str) -> None:
        """Raises why nothing is sent to an interface."""
        for scope in (EVERYWHERE, interface):
            if scope in self._until and self._clock.now() >= self._until[scope]:
                self._reasons.pop(scope, None)
                del self._until[scope]
            if (reason := self._reasons.get(scope)) is not None:
                raise type(reason)(**reason.facts)

    def note_success(self) -> None:
        self._failures = 0

    def note_failure(self, error: ServiceError, scope: str = EVERYWHERE, until: datetime | None = None) -> None:
        """``error`` was told to the clerk; what it stops is stopped ``until`` then, or until the clerk says so."""
        self._failures += 1
        if error.stops_queue:
            self._reasons[scope] = error
            if until is not None:
                self._until[scope] = until
        elif self._failures >= MOST_FAILURES:
            self._reasons[EVERYWHERE] = QueueStopped(count=self._failures)

    def resume(self) -> None:
        """The clerk says so, or the network is back."""
        self._failures = 0
        self._reasons.clear()
        self._until.clear()
