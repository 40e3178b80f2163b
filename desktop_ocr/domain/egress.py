"""What left this computer: to whom, when, how many bytes.  Never what was in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SIGN_IN = "sign-in"
"""The interface of a request that carries the keys, for the right to call the others."""


@dataclass(frozen=True, slots=True)
class Sent:
    """``document`` is the paper's number in the store, 0 for none.

    ``size`` are the bytes of the body that was sent; ``is_page`` is False for a question that carries no page.
    """

    at: datetime
    engine: str
    interface: str
    document: int
    size: int
    host: str
    is_page: bool
