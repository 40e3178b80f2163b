"""How the service says no."""

from __future__ import annotations

from ..facts import loaded

MESSAGES: dict[int, str] = {int(code): text for code, text in loaded("baidu_errors.json").items()}
"""Every documented error code and its words on the wire; {} stands for the name it complains about."""
TOKEN_ERRORS = ("unknown client id", "Client authentication failed")
"""Wrong API Key, wrong Secret Key: both come as invalid_client."""


class Refused(Exception):
    """The call is answered with an error code; `explained` goes into error_explain."""

    def __init__(self, code: int, about: str = "", explained: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = MESSAGES.get(code, "unknown").format(about)
        self.explained = explained
