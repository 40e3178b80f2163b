"""The account that calls: its three credentials, what was bought for it, its pace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .interfaces import INTERFACES


@dataclass
class Account:
    """`skew` is how far the signed time may be off, in seconds; `zone` in which it is understood.

    `alphabet` is the base64 that is read, by interface, "urlsafe" unless told. `qps` counts calls of all interfaces.
    `left` are calls bought, by interface, without limit unless told. The shape of the gateway's errors, their status
    and the limit of a whole body are not documented: they are what they are set to here.
    """

    access_key: str = "a" * 32
    security_key: str = "5" * 32
    app_key: str = "f" * 32
    skew: float = 300.0
    zone: Literal["beijing", "utc", "either"] = "beijing"
    alphabet: dict[str, Literal["urlsafe", "standard", "either"]] = field(default_factory=dict)
    qps: float | None = None
    enabled: set[str] = field(default_factory=lambda: set(INTERFACES))
    left: dict[str, int] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)
    gateway_key: Literal["statusCode", "code", "errorCode", "error"] = "statusCode"
    gateway_status: int = 200
    most_body: int | None = None
    plate_error_keys: tuple[str, str] = ("err_code", "err_msg")
