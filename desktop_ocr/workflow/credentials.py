"""The keys of engines that ask a service: in the system's keyring and nowhere else, never shown again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from desktop_ocr.domain.engine_info import EngineInfo
from desktop_ocr.domain.errors import KeyringShut, KeysMissing
from desktop_ocr.store.keyrings import KeyringUnavailable, SecretStore


class Credentials:
    """Asked off the loop: the keyring may ask the clerk something.  What it gave is remembered until ``forget``.

    All methods raise ``KeyringShut``.
    """

    def __init__(self, keyring: Callable[[], SecretStore]) -> None:
        self._keyring = keyring
        self._secrets: SecretStore | None = None
        self._known: dict[str, dict[str, str]] = {}

    def __repr__(self) -> str:
        return "Credentials()"

    async def get(self, engine: EngineInfo) -> Mapping[str, str]:
        """Each by its key.  Raises ``KeysMissing`` where one is not there."""
        if engine.id not in self._known:
            found = await asyncio.to_thread(self._get, engine)
            if not all(found.values()):
                raise KeysMissing
            self._known[engine.id] = found
        return self._known[engine.id]

    async def are_there(self, engine: EngineInfo) -> bool:
        try:
            await self.get(engine)
        except KeysMissing:
            return False
        return True

    async def set(self, engine: EngineInfo, values: Mapping[str, str]) -> None:
        """Keep those that were entered; the others stay as they are."""
        wanted = {one.key: values[one.key].strip() for one in engine.credentials if values.get(one.key, "").strip()}
        self._known.pop(engine.id, None)
        await asyncio.to_thread(self._set, engine, wanted)

    async def delete(self, engine: EngineInfo) -> None:
        self._known.pop(engine.id, None)
        await asyncio.to_thread(self._set, engine, dict.fromkeys((one.key for one in engine.credentials), ""))

    def forget(self) -> None:
        """What is in memory; the keyring is asked again the next time."""
        self._known.clear()

    # --- In a thread ------------------------------------------------------------------------------------------------

    def _get(self, engine: EngineInfo) -> dict[str, str]:
        try:
            secrets = self._store()
            found = {one.key: secrets.get(_name(engine, one.key)) for one in engine.credentials}
        except KeyringUnavailable:
            raise KeyringShut from None
        return {key: (content or b"").decode("utf-8", "replace") for key, content in found.items()}

    def _set(self, engine: EngineInfo, values: Mapping[str, str]) -> None:
        try:
            secrets = self._store()
            for key, value in values.items():
                if value:
                    secrets.set(_name(engine, key), value.encode())
                else:
                    secrets.delete(_name(engine, key))
        except KeyringUnavailable:
            raise KeyringShut from None

    def _store(self) -> SecretStore:
        if self._secrets is None:
            self._secrets = self._keyring()
        return self._secrets


def _name(engine: EngineInfo, key: str) -> str:
    return f"{engine.id}.{key}"
