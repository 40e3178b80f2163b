"""All faults: their plays, and what a client may do about each.

`outcome` is what became of the request: "safe" (it cannot have come whole), "ambiguous" (it may have run and been
charged for), "executed" (it ran), "rejected" (it did not), "fatal", "fine". `retries` is how often it may be sent
again without asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import answering as a
from . import connecting as c
from . import statuses as s
from .wire import Play

Place = Literal["nowhere", "refusing", "full", "wire", "request", "proxy"]
Certificate = Literal["", "good", "untrusted", "other host", "expired"]
Outcome = Literal["safe", "ambiguous", "executed", "rejected", "fatal", "fine"]


@dataclass(frozen=True)
class Fault:
    """`place`: "nowhere" has no address, "refusing" no listener, "full" never accepts, "wire" plays at once, "request"
    when one has come whole, "proxy" is to be used as one.
    """

    outcome: Outcome
    retries: int
    place: Place
    play: Play | None = None
    certificate: Certificate = ""
    large: bool = False
    """Only a request of some megabytes meets it."""


FAULTS: dict[str, Fault] = {
    "unknown_host": Fault("safe", 3, "nowhere"),
    "refused": Fault("safe", 3, "refusing"),
    "connect_timeout": Fault("safe", 3, "full"),
    "tls_untrusted": Fault("fatal", 0, "request", a.closed, certificate="untrusted"),
    "tls_other_host": Fault("fatal", 0, "request", a.closed, certificate="other host"),
    "tls_expired": Fault("fatal", 0, "request", a.closed, certificate="expired"),
    "tls_stalls": Fault("safe", 1, "wire", c.silence, certificate="good"),
    "proxy_wants_password": Fault("safe", 0, "proxy", c.proxy_wants_password),
    "proxy_cannot_connect": Fault("safe", 1, "proxy", c.proxy_cannot_connect),
    "proxy_refused": Fault("safe", 1, "refusing"),
    "upload_stalls": Fault("safe", 2, "wire", c.stalled_upload, large=True),
    "upload_breaks": Fault("safe", 2, "wire", c.broken_upload, large=True),
    "no_answer": Fault("ambiguous", 0, "request", a.no_answer),
    "reset": Fault("ambiguous", 0, "request", a.reset),
    "closed": Fault("ambiguous", 0, "request", a.closed),
    "slow_drip": Fault("ambiguous", 0, "request", a.slow_drip),
    "slow_head": Fault("ambiguous", 0, "request", a.slow_head),
    "short_body": Fault("ambiguous", 0, "request", a.short_body),
    "broken_chunk": Fault("ambiguous", 0, "request", a.broken_chunk),
    "missing_chunk": Fault("ambiguous", 0, "request", a.missing_chunk),
    "truncated_json": Fault("executed", 0, "request", a.truncated_json),
    "empty_body": Fault("executed", 0, "request", a.empty_body),
    "http_500": Fault("ambiguous", 0, "request", s.bare(500)),
    "http_504": Fault("ambiguous", 0, "request", s.page(504)),
    "http_502_page": Fault("safe", 1, "request", s.page(502)),
    "http_503_page": Fault("safe", 1, "request", s.page(503)),
    "http_503_retry_after": Fault("safe", 1, "request", s.bare(503, "Retry-After: 1")),
    "http_502_bare": Fault("ambiguous", 0, "request", s.bare(502)),
    "http_503_bare": Fault("ambiguous", 0, "request", s.bare(503)),
    "http_429": Fault("rejected", 5, "request", s.bare(429, "Retry-After: 1")),
    "http_429_bare": Fault("rejected", 5, "request", s.bare(429)),
    "http_429_date": Fault("rejected", 5, "request", s.retry_at(429, 2)),
    "http_429_hour": Fault("rejected", 5, "request", s.bare(429, "Retry-After: 3600")),
    "http_401": Fault("rejected", 1, "request", s.bare(401)),
    "http_403": Fault("rejected", 1, "request", s.bare(403)),
    "http_401_clock_off": Fault("rejected", 1, "request", s.clock_off(401, 17)),
    "http_403_clock_off": Fault("rejected", 1, "request", s.clock_off(403, -17)),
    "http_400": Fault("rejected", 0, "request", s.bare(400)),
    "http_413": Fault("rejected", 1, "request", s.page(413)),
    "redirect_301": Fault("rejected", 0, "request", s.page(301, "Location: http://127.0.0.1:9/login")),
    "redirect_302": Fault("rejected", 0, "request", s.page(302, "Location: http://127.0.0.1:9/login")),
    "redirect_307": Fault("rejected", 0, "request", s.page(307, "Location: http://127.0.0.1:9/login")),
    "login_page": Fault("rejected", 0, "request", s.login_page),
    "wrong_type_text": Fault("fine", 0, "request", a.typed("text/plain")),
    "wrong_type_html": Fault("fine", 0, "request", a.typed("text/html")),
    "huge_body": Fault("executed", 0, "request", a.huge_body),
    "huge_body_declared": Fault("executed", 0, "request", a.huge_body_declared),
    "gzip_bomb": Fault("executed", 0, "request", a.gzip_bomb),
    "bad_gzip": Fault("executed", 0, "request", a.bad_gzip),
    "deep_nesting": Fault("executed", 0, "request", a.deep_nesting),
    "wrong_charset": Fault("executed", 0, "request", a.wrong_charset),
    "no_charset": Fault("executed", 0, "request", a.no_charset),
    "not_a_number": Fault("executed", 0, "request", a.holding({"words_result_num": float("nan"), "words_result": []})),
    "missing_keys": Fault("executed", 0, "request", a.holding({"log_id": 1})),
    "wrong_types": Fault("executed", 0, "request", a.holding({"words_result": 7, "words_result_num": "many"})),
    "another_value": Fault("executed", 0, "request", a.holding([None])),
    "not_http": Fault("rejected", 0, "wire", c.not_http),
    "giant_header": Fault("rejected", 0, "request", a.giant_header),
    "many_headers": Fault("rejected", 0, "request", a.many_headers),
}
