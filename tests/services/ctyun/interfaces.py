"""What can be asked, and how each interface says no: ``data/ctyun.json``.

The same number means different things, so refusals have names: "base64" is 400011 here and 4008 there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..facts import loaded

_FACTS = loaded("ctyun.json")
GATEWAY: dict[int, str] = {int(code): text for code, text in _FACTS["gateway"].items()}
"""Errors of the gateway before any interface."""
SIDES = (32, 5000)
"""The API's text and its errors differ on whether the ends are allowed; here they are not."""


@dataclass(frozen=True)
class Interface:
    """`most_bytes` counts the file before base64; `refusals` are (code, words) by name."""

    id: str
    path: str
    most_bytes: int
    most_pictures: int
    refusals: Mapping[str, tuple[int, str]]

    @property
    def codes(self) -> dict[int, str]:
        """All its error codes and their words."""
        return dict(self.refusals.values())


def _interface(name: str, row: dict[str, Any]) -> Interface:
    refusals = {reason: (int(code), str(text)) for reason, (code, text) in row["refusals"].items()}
    return Interface(name, row["path"], row["most_bytes"], row["most_pictures"], refusals)


INTERFACES: dict[str, Interface] = {name: _interface(name, row) for name, row in _FACTS["interfaces"].items()}


class GatewayRefused(Exception):
    """`args` is the code."""


class Refused(Exception):
    """The whole call, or one picture of it."""

    def __init__(self, interface: Interface, *reasons: str) -> None:
        """For the first of the reasons that the interface has a code for."""
        self.code, self.message = next(interface.refusals[r] for r in reasons if r in interface.refusals)
        self.interface = interface
        super().__init__(self.code)
