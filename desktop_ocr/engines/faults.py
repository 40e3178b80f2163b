"""What can go wrong on the way to a service and back, and what each fault means for a page that is paid for.

*Safe*: the service cannot have got a whole request, so it is sent again.  *Ambiguous*: it may have read the page and
billed it, so it is never sent again by itself.  *Rejected*: it said no, or never heard of it.  *Executed*: it answered,
and the answer is of no use.  *Fatal*: nothing more may be sent.  The rows are those of RELIABILITY.md §4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_ocr.domain.errors import (
    AnswerCutOff,
    AnswerOdd,
    CallUnknown,
    CertificateUntrusted,
    ClockOff,
    LoginNeeded,
    NoNetwork,
    PageRefused,
    ProxyGone,
    ProxyLocked,
    ServiceBroken,
    ServiceDown,
    ServiceError,
    ServiceForbids,
    ServiceUnreachable,
    TooManyCalls,
    UploadBroken,
)


class Outcome(StrEnum):
    """What is known of a call that did not end well."""

    SAFE = "safe"
    AMBIGUOUS = "ambiguous"
    REJECTED = "rejected"
    EXECUTED = "executed"
    FATAL = "fatal"


class What(StrEnum):
    """The faults, told apart as far as they are treated differently."""

    NAME_UNKNOWN = "name_unknown"
    UNREACHABLE = "unreachable"
    TLS_STALLED = "tls_stalled"
    UNTRUSTED = "untrusted"
    PROXY_LOCKED = "proxy_locked"
    PROXY_GONE = "proxy_gone"
    UPLOAD_BROKEN = "upload_broken"
    NO_ANSWER = "no_answer"  # none, one that broke off, one that dripped until the time was over
    NOT_HTTP = "not_http"
    REDIRECTED = "redirected"
    PAGE_OF_ANOTHER = "page_of_another"  # a web page where an answer should be
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    TOO_MANY = "too_many"
    FORBIDDEN = "forbidden"
    CLOCK = "clock"
    BAD_REQUEST = "bad_request"
    NOT_THERE = "not_there"  # the address is not one of the service's, or not for such calls: the next page's neither
    TOO_LARGE = "too_large"
    HUGE_ANSWER = "huge_answer"
    UNREADABLE = "unreadable"
    CUT_OFF = "cut_off"


FAULTS: dict[What, tuple[Outcome, int, type[ServiceError]]] = {
    What.NAME_UNKNOWN: (Outcome.SAFE, 3, NoNetwork),
    What.UNREACHABLE: (Outcome.SAFE, 3, ServiceUnreachable),
    What.TLS_STALLED: (Outcome.SAFE, 1, ServiceUnreachable),
    What.UNTRUSTED: (Outcome.FATAL, 0, CertificateUntrusted),
    What.PROXY_LOCKED: (Outcome.SAFE, 0, ProxyLocked),
    What.PROXY_GONE: (Outcome.SAFE, 1, ProxyGone),
    What.UPLOAD_BROKEN: (Outcome.SAFE, 2, UploadBroken),
    What.NO_ANSWER: (Outcome.AMBIGUOUS, 0, CallUnknown),
    What.NOT_HTTP: (Outcome.REJECTED, 0, LoginNeeded),
    What.REDIRECTED: (Outcome.REJECTED, 0, LoginNeeded),
    What.PAGE_OF_ANOTHER: (Outcome.REJECTED, 0, LoginNeeded),
    What.SERVER_ERROR: (Outcome.AMBIGUOUS, 0, ServiceBroken),
    What.UNAVAILABLE: (Outcome.SAFE, 1, ServiceDown),
    What.TOO_MANY: (Outcome.REJECTED, 5, TooManyCalls),
    What.FORBIDDEN: (Outcome.REJECTED, 1, ServiceForbids),  # with new credentials, where there can be any
    What.CLOCK: (Outcome.REJECTED, 1, ClockOff),  # by the service's time, where it matters to the call
    What.BAD_REQUEST: (Outcome.REJECTED, 0, PageRefused),
    What.NOT_THERE: (Outcome.REJECTED, 0, ServiceDown),
    What.TOO_LARGE: (Outcome.REJECTED, 1, PageRefused),  # smaller
    What.HUGE_ANSWER: (Outcome.EXECUTED, 0, AnswerOdd),
    What.UNREADABLE: (Outcome.EXECUTED, 0, AnswerOdd),
    What.CUT_OFF: (Outcome.EXECUTED, 0, AnswerCutOff),
}
"""What is known, how often it is tried again by itself, and what the clerk is told."""
assert set(FAULTS) == set(What)

NEEDS_CHANGE = frozenset({What.FORBIDDEN, What.CLOCK, What.TOO_LARGE})
"""Tried again only by an engine that can change the call: the very same would fare no better."""


@dataclass(eq=False)
class Fault(Exception):
    """``wait`` is how long the service asked to be left alone, ``content`` what it said, ``facts`` those of the error.

    Nothing of the library's exception is kept: its text has the address, and the address has the token.
    """

    what: What
    wait: float | None = None
    content: bytes = field(default=b"", repr=False)
    facts: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.what.value

    @property
    def outcome(self) -> Outcome:
        return FAULTS[self.what][0]

    @property
    def retries(self) -> int:
        return FAULTS[self.what][1]

    @property
    def error(self) -> ServiceError:
        """A new one, as the clerk is told."""
        return FAULTS[self.what][2](**dict(self.facts))
