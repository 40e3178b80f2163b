"""Small secrets in the place the operating system keeps them, behind one protocol with an honest "there is none".

Only the systems' own stores are allowed, and they are constructed here by name: the keyring library's choice, its
environment variables and configuration file, and anything a plug-in brings (plain files, a null that forgets) are not
asked.  Calls may block while the system asks the clerk something: never on the window's thread.  RELIABILITY.md §3.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

SERVICE = "desktop-ocr"
LONGEST = 1280
"""Characters of an item in Windows' vault, the smallest of them; kept to everywhere."""

_ALLOWED = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
    "linux": ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring"),
}
_T = TypeVar("_T")


class Reason(StrEnum):
    """Why the keyring gave or took nothing."""

    LOCKED = "locked"
    """The clerk did not unlock it."""
    MISSING = "missing"
    """There is none on this system."""
    REFUSED_TYPE = "refused_type"
    """It is not one of the systems' own stores."""
    FAILED = "failed"
    """It answered with an error, or forgot what it was given."""
    TOO_LONG = "too_long"
    """The secret is longer than the keyring takes."""


class KeyringUnavailable(Exception):
    """Carries nothing but the reason: what the keyring said may name the clerk."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class SecretStore(Protocol):
    """Bytes by name.  Every method raises ``KeyringUnavailable`` and nothing else."""

    def get(self, name: str) -> bytes | None:
        """``None`` if there is nothing of ours by that name."""

    def set(self, name: str, secret: bytes) -> None:
        """Kept, and read back the same, when this returns."""

    def delete(self, name: str) -> None:
        """Gone when this returns; nothing happens if it was not there."""


class MemorySecrets:
    """Real behaviour, for as long as the program runs: for tests, and for a session that is to leave no trace."""

    def __init__(self, *, longest: int = LONGEST) -> None:
        self._longest = longest
        self._texts: dict[str, str] = {}

    def get(self, name: str) -> bytes | None:
        return _bytes(self._texts.get(name))

    def set(self, name: str, secret: bytes) -> None:
        self._texts[name] = _text(secret, self._longest)

    def delete(self, name: str) -> None:
        self._texts.pop(name, None)


class NoSecrets:
    """There is no keyring that may be used; every call says why."""

    def __init__(self, reason: Reason) -> None:
        self._reason = reason

    def get(self, name: str) -> bytes | None:
        raise KeyringUnavailable(self._reason)

    def set(self, name: str, secret: bytes) -> None:
        raise KeyringUnavailable(self._reason)

    def delete(self, name: str) -> None:
        raise KeyringUnavailable(self._reason)


class KeyringSecrets:
    """One of the keyring library's back-ends; each secret is a service of its own, which Windows' vault needs."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, name: str) -> bytes | None:
        text = _asked(lambda: self._backend.get_password(*_item(name)))
        return _bytes(text) if isinstance(text, str) else None

    def set(self, name: str, secret: bytes) -> None:
        text = _text(secret, LONGEST)
        _asked(lambda: self._backend.set_password(*_item(name), text))
        if _asked(lambda: self._backend.get_password(*_item(name))) != text:
            raise KeyringUnavailable(Reason.FAILED)

    def delete(self, name: str) -> None:
        if _asked(lambda: self._backend.get_password(*_item(name))) is not None:
            _asked(lambda: self._backend.delete_password(*_item(name)))


def system_keyring(allowed: Iterable[str] | None = None) -> SecretStore:
    """The operating system's store, or ``NoSecrets`` with the reason.  Raises nothing; may wait for the system.

    ``allowed``: for tests, which of the allowed ones to try.
    """
    for full_name in _ALLOWED.get(sys.platform, _ALLOWED["linux"]) if allowed is None else allowed:
        found = guarded(full_name)
        if not isinstance(found, NoSecrets):
            return found
    return NoSecrets(Reason.MISSING)


def guarded(full_name: str) -> SecretStore:
    """The back-end of that full class name if it is allowed and there, else ``NoSecrets``."""
    if not any(full_name in names for names in _ALLOWED.values()):
        return NoSecrets(Reason.REFUSED_TYPE)
    module, _, name = full_name.rpartition(".")
    try:
        kind = getattr(importlib.import_module(module), name)
        return KeyringSecrets(_made(kind)) if kind.viable else NoSecrets(Reason.MISSING)
    except Exception:  # the library and those below it raise whatever they like
        return NoSecrets(Reason.MISSING)


def _made(kind: Any) -> Any:
    """An instance that the environment has no say in (``KEYRING_PROPERTY_…``, ``KEYCHAIN_PATH``)."""
    unmoved: Any = type(kind.__name__, (kind,), {"set_properties_from_env": lambda self: None, "keychain": None})
    return unmoved()


def _asked(call: Callable[[], _T]) -> _T:
    from keyring.errors import KeyringLocked, NoKeyringError

    try:
        return call()
    except KeyringLocked:
        reason = Reason.LOCKED
    except NoKeyringError:
        reason = Reason.MISSING
    except Exception as error:  # D-Bus, Windows and Apple have their own
        locked = type(error).__name__ in ("LockedException", "PromptDismissedException")
        reason = Reason.LOCKED if locked else Reason.FAILED
    raise KeyringUnavailable(reason)


def _item(name: str) -> tuple[str, str]:
    return f"{SERVICE}/{name}", name


def _text(secret: bytes, longest: int) -> str:
    text = base64.b64encode(secret).decode()
    if len(text) > longest:
        raise KeyringUnavailable(Reason.TOO_LONG)
    return text


def _bytes(text: str | None) -> bytes | None:
    """``None`` also for an item that somebody else put there."""
    try:
        return None if text is None else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
