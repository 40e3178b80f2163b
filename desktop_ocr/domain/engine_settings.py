"""What the clerk has set for engines that ask a service: off until switched on, with what may be spent and how fast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

SYSTEM_PROXY = "system"
OTHERS = "*"
"""In a table by interface: all that are not named."""
USUAL_PRICE = 50
"""Where nobody says what a call costs: only who enters 0 has it for nothing."""


class Way(StrEnum):
    """How a template of the clerk's own is asked for."""

    TEMPLATE = "template"
    CLASSIFIER = "classifier"  # finds out which of several templates it is
    FINANCE = "finance"
    UNIVERSAL = "universal"
    PROJECT = "project"  # of the universal one: finds out which of several models it is


@dataclass(frozen=True, slots=True)
class Template:
    """A template or classifier that the clerk has made at the service; each is a kind of paper of its own.

    ``id`` is the service's, ``name`` the clerk's word for it, ``fields`` are the names drawn in it, as they come.
    """

    id: str
    name: str
    way: Way = Way.TEMPLATE
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Of one engine.  Money is in thousandths of a yuan.

    ``prices`` of a call, ``free_calls`` in a month and ``calls_a_second`` are by interface, ``OTHERS`` stands for those
    not named; the defaults are careful guesses, a contract says it better.  ``cap`` is what may be spent in a month, 0
    for nothing that costs.  ``parameters`` and ``interfaces`` are by kind of paper: what it is read with, and by which
    interface where several can.  ``resends``: a call whose fate is unknown is made once more, which may cost twice.
    """

    is_on: bool = False
    cap: int = 50_000
    prices: Mapping[str, int] = field(default_factory=lambda: {OTHERS: USUAL_PRICE})
    free_calls: Mapping[str, int] = field(default_factory=lambda: {OTHERS: 0})
    calls_a_second: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    interfaces: Mapping[str, str] = field(default_factory=dict)
    templates: tuple[Template, ...] = ()
    resends: bool = False

    def price(self, interface: str) -> int:
        return self.prices.get(interface, self.prices.get(OTHERS, USUAL_PRICE))

    def free(self, interface: str) -> int:
        return self.free_calls.get(interface, self.free_calls.get(OTHERS, 0))

    def pace(self, interface: str, usual: float) -> float:
        """Calls a second, ``usual`` where the clerk says nothing."""
        return self.calls_a_second.get(interface, self.calls_a_second.get(OTHERS, usual))


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Of all engines that ask a service, by their ids; ``proxy`` is "system", "none" or an address of one.

    A name and password in that address hold until the program ends: no file of ours has a secret in it.
    ``preferred`` is the engine that papers were sent to last, "" for none yet; where ``offers_new`` says so it is
    offered for new papers, too.  Neither sends anything.
    """

    engines: Mapping[str, EngineSettings] = field(default_factory=dict)
    proxy: str = field(default=SYSTEM_PROXY, repr=False)
    preferred: str = ""
    offers_new: bool = False

    def of(self, engine: str) -> EngineSettings:
        return self.engines.get(engine, EngineSettings())

    def with_engine(self, engine: str, settings: EngineSettings) -> ServiceSettings:
        return replace(self, engines={**self.engines, engine: settings})

    def values(self) -> dict[str, Any]:
        """Plain values by key, without the proxy's password."""
        scheme, separator, rest = self.proxy.partition("://")
        if not scheme.isalnum():  # the signs are a part of the password
            scheme = separator = ""
            rest = self.proxy
        return {**asdict(self), "proxy": scheme + separator + rest.rpartition("@")[2]}

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> ServiceSettings:
        """Settings from plain values; what is missing or bad gets its default.  What is bad never switches one on."""
        engines = {name: _engine(entry) for name, entry in _table(values.get("engines"), _plain_table).items()}
        proxy, offers_new = values.get("proxy"), values.get("offers_new") is True
        return cls(engines, _text(proxy) or SYSTEM_PROXY, _text(values.get("preferred")) or "", offers_new)


def _engine(values: Mapping[str, Any]) -> EngineSettings:
    usual, cap = EngineSettings(), _count(values.get("cap"))
    found = values.get("templates")
    templates = [_template(one) for one in found] if isinstance(found, list | tuple) else []
    return EngineSettings(
        is_on=values.get("is_on") is True,
        cap=usual.cap if cap is None else cap,
        prices=_table(values.get("prices"), _count) or usual.prices,
        free_calls=_table(values.get("free_calls"), _count) or usual.free_calls,
        calls_a_second=_table(values.get("calls_a_second"), _rate),
        parameters=_table(values.get("parameters"), lambda one: _table(one, _text) or None),
        interfaces=_table(values.get("interfaces"), _text),
        templates=tuple(one for one in templates if one is not None),
        resends=values.get("resends") is True,
    )


def _template(value: object) -> Template | None:
    if not isinstance(value, Mapping):
        return None
    identity, name, way = value.get("id"), value.get("name"), value.get("way")
    if not (isinstance(identity, str) and identity and isinstance(name, str) and name and way in set(Way)):
        return None
    fields = value.get("fields")
    names = tuple(one for one in fields if isinstance(one, str)) if isinstance(fields, list | tuple) else ()
    return Template(identity, name, Way(way), names)


def _table(value: object, read: Callable[[object], Any]) -> dict[str, Any]:
    """Those entries of a table that are what they should be."""
    if not isinstance(value, Mapping):
        return {}
    found = {name: read(one) for name, one in value.items() if isinstance(name, str)}
    return {name: one for name, one in found.items() if one is not None}


def _plain_table(value: object) -> Mapping[str, Any] | None:
    return value if isinstance(value, Mapping) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else None


def _rate(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 < value <= 1000 else None  # type: ignore[operator, arg-type]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
