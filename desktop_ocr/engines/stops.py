"""When nothing more is sent: too many failures in a row, or one that the next page would meet as well."""

from __future__ import annotations

from desktop_ocr.domain.errors import QueueStopped, ServiceError

MOST_FAILURES = 5
"""In a row."""
EVERYWHERE = ""


class Stops:
    """Of one engine.  What concerns one interface alone (its quota, its permission) does not stop the others."""

    def __init__(self) -> None:
        self._failures = 0
        self._reasons: dict[str, ServiceError] = {}

    @property
    def reasons(self) -> tuple[ServiceError, ...]:
        """Why what is not sent is not sent."""
        return tuple(self._reasons.values())

    def check(self, interface: str) -> None:
        """Raises why nothing is sent to an interface."""
        for scope in (EVERYWHERE, interface):
            if (reason := self._reasons.get(scope)) is not None:
                raise type(reason)(**reason.facts)

    def note_success(self) -> None:
        self._failures = 0

    def note_failure(self, error: ServiceError, scope: str = EVERYWHERE) -> None:
        """``error`` was told to the clerk."""
        self._failures += 1
        if error.stops_queue:
            self._reasons[scope] = error
        elif self._failures >= MOST_FAILURES:
            self._reasons[EVERYWHERE] = QueueStopped(count=self._failures)

    def resume(self) -> None:
        """The clerk says so, or the network is back."""
        self._failures = 0
        self._reasons.clear()
