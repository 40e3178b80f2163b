"""The proxy between this computer and a service: the system's, none, or the one the clerk entered."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

SYSTEM, NONE = "system", "none"


def proxy_for(address: str, choice: str = SYSTEM) -> str:
    """The proxy's address, empty for none.  ``choice`` is ``SYSTEM``, ``NONE`` or an address of one.

    The system's is looked up anew each time: a laptop moves.  A loopback address never goes through one.
    """
    parts = urlsplit(address)
    if choice == NONE or is_loopback(parts.hostname or ""):
        return ""
    if choice != SYSTEM:
        return choice if "://" in choice else f"http://{choice}"
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all") or ""
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def name_of(proxy: str) -> str:
    """Host and port, without a name or password that may stand before them, whatever signs are in those."""
    return proxy.rpartition("@")[2].rpartition("://")[2].partition("/")[0]


def is_usable(proxy: str) -> bool:
    """Whether this is the address of a proxy of the kind that can be gone through: SOCKS is not."""
    try:
        parts = urlsplit(proxy)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def is_loopback(host: str) -> bool:
    return host in ("127.0.0.1", "::1", "localhost")


def is_safe(address: str) -> bool:
    """Whether an address may be sent to: https, or plain http that does not leave this computer."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
