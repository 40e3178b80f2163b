"""Keys: in the keyring, nowhere else, and in no text that anybody may see."""

from __future__ import annotations

import asyncio

import pytest

from desktop_ocr.domain.errors import KeyringShut, KeysMissing
from desktop_ocr.engines.baidu.info import INFO
from desktop_ocr.store.keyrings import MemorySecrets, NoSecrets, Reason
from desktop_ocr.workflow.credentials import Credentials

KEYS = {"api_key": "canary-api", "secret_key": "canary-secret"}


def test_they_are_kept_in_the_keyring() -> None:
    secrets = MemorySecrets()

    async def whole() -> None:
        await Credentials(lambda: secrets).set(INFO, {**KEYS, "other": "x"})
        credentials = Credentials(lambda: secrets)
        assert await credentials.get(INFO) == KEYS
        assert "canary" not in repr(credentials)
        secrets.delete("baidu.api_key")
        assert await credentials.get(INFO) == KEYS  # the keyring may ask something each time
        credentials.forget()
        assert not await credentials.are_there(INFO)

    asyncio.run(whole())
    assert secrets.get("baidu.secret_key") == b"canary-secret"


def test_what_is_not_entered_stays_and_blanks_around_are_none_of_it() -> None:
    secrets = MemorySecrets()

    async def whole() -> None:
        credentials = Credentials(lambda: secrets)
        await credentials.set(INFO, KEYS)
        await credentials.set(INFO, {"api_key": " another\n", "secret_key": ""})
        assert await credentials.get(INFO) == {**KEYS, "api_key": "another"}
        await credentials.delete(INFO)
        with pytest.raises(KeysMissing):
            await credentials.get(INFO)

    asyncio.run(whole())


def test_a_keyring_that_does_not_open_says_so() -> None:
    credentials = Credentials(lambda: NoSecrets(Reason.LOCKED))
    with pytest.raises(KeyringShut):
        asyncio.run(credentials.get(INFO))
    with pytest.raises(KeyringShut):
        asyncio.run(credentials.set(INFO, KEYS))
