"""The token: one for all, got once, kept encrypted, renewed before its end; which of the keys is wrong."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from desktop_ocr.domain.egress import SIGN_IN
from desktop_ocr.domain.errors import (
    ApiKeyWrong,
    Refused,
    RefusedKeys,
    SecretKeyWrong,
    ServiceDown,
    ServiceError,
    ServiceUnreachable,
    StoreFull,
)
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.baidu.tokens import NAME, AccessToken
from tests.engines.surroundings import TOKEN, World, answers, keys

BASE = "https://service.test"
DAY = 86_400.0


def service(*contents: Any) -> World:
    world = World(answers({}))
    world.token = answers(*contents)
    return world


def token_of(world: World) -> AccessToken:
    return AccessToken(BASE, keys, world.tokens, world.client, world.clock, unseen)


async def unseen(size: int, host: str) -> None:
    """Where nobody looks at what leaves."""


def test_it_is_asked_for_once_and_kept() -> None:
    world = service(TOKEN)
    token = token_of(world)

    async def all_at_once() -> set[str]:
        return set(await asyncio.gather(*(token.get() for _ in range(20))))

    assert asyncio.run(all_at_once()) == {"24.token"}
    (request,) = world.tokens_asked
    assert parse_qs(request.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["the-api-key"],
        "client_secret": ["the-secret-key"],
    }
    assert str(request.url) == f"{BASE}/oauth/2.0/token"  # no key in the address
    assert asyncio.run(token_of(world).get()) == "24.token"  # the program was started anew
    assert len(world.tokens_asked) == 1


@pytest.mark.parametrize(("seconds", "lasts"), [(30 * DAY, 29 * DAY), (1000.0, 900.0)])
def test_it_is_renewed_before_its_end(seconds: float, lasts: float) -> None:
    world = service({**TOKEN, "expires_in": seconds})
    token = token_of(world)
    asyncio.run(token.get())
    world.clock.move(lasts - 1)
    asyncio.run(token.get())
    assert len(world.tokens_asked) == 1
    world.clock.move(2)
    asyncio.run(token.get())
    assert len(world.tokens_asked) == 2


def test_a_stale_one_is_replaced_once_for_all_who_wait() -> None:
    world = service({**TOKEN, "access_token": "old"}, {**TOKEN, "access_token": "new"}, {**TOKEN, "access_token": "x"})
    token = token_of(world)

    async def all_at_once() -> set[str]:
        stale = await token.get()
        return set(await asyncio.gather(*(token.renew(stale) for _ in range(10))))

    assert asyncio.run(all_at_once()) == {"new"}
    assert len(world.tokens_asked) == 2


def test_other_keys_have_another_token() -> None:
    world = service(TOKEN, {**TOKEN, "access_token": "of others"})
    asyncio.run(token_of(world).get())

    async def others() -> dict[str, str]:
        return {"api_key": "another", "secret_key": "another"}

    assert asyncio.run(AccessToken(BASE, others, world.tokens, world.client, world.clock, unseen).get()) == "of others"


def test_what_is_kept_has_no_key_in_it() -> None:
    world = service(TOKEN)
    asyncio.run(token_of(world).get())
    assert b"the-" not in world.tokens.kept[NAME]


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b"{}", b'{"account": 1}', b"\xff"])
def test_what_was_kept_and_is_damaged_is_got_anew(kept: bytes) -> None:
    world = service(TOKEN)
    world.tokens.kept[NAME] = kept
    assert asyncio.run(token_of(world).get()) == "24.token"


WRONG = {"error": "invalid_client", "error_description": "unknown client id"}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (WRONG, ApiKeyWrong),
        (httpx.Response(401, json=WRONG), ApiKeyWrong),
        ({**WRONG, "error_description": "Client authentication failed"}, SecretKeyWrong),
        (httpx.Response(401, json={**WRONG, "error_description": "Client authentication failed"}), SecretKeyWrong),
        ({"error_code": 14, "error_msg": "IAM Certification failed", "log_id": 5}, RefusedKeys),
        ({}, ServiceDown),
        (httpx.Response(200, text='{"access_token": "24'), ServiceDown),
        (httpx.Response(200, text="[1]"), ServiceDown),
        ({"error": "server_error", "error_description": "the-secret-key?"}, Refused),
        (httpx.Response(400, json={"error": "unsupported_grant_type"}), Refused),
        (httpx.ReadTimeout("x"), ServiceUnreachable),
        (httpx.Response(500), ServiceDown),
    ],
)
def test_what_is_told_where_none_is_to_be_had(content: Any, error: type[ServiceError]) -> None:
    world = service(content)
    with pytest.raises(error) as raised:
        asyncio.run(token_of(world).try_keys())
    assert type(raised.value) is error
    assert not raised.value.may_be_billed
    assert "the-" not in json.dumps(raised.value.facts)


def test_every_request_for_one_is_listed_before_it_leaves_and_without_the_keys() -> None:
    world = service(httpx.Response(500), TOKEN)
    asyncio.run(BaiduEngine(world.surroundings).try_keys())
    assert len(world.tokens_asked) == 2
    assert [(one.interface, one.size, one.host, one.is_page) for one in world.calls.sent] == [
        (SIGN_IN, len(request.content), "aip.baidubce.com", False) for request in world.tokens_asked
    ]
    assert "the-" not in repr(world.calls.sent)


def test_what_cannot_be_listed_does_not_leave() -> None:
    world = service(TOKEN)

    async def full(_: object) -> None:
        raise StoreFull

    world.calls.note_sent = full  # type: ignore[method-assign]
    with pytest.raises(StoreFull):
        asyncio.run(BaiduEngine(world.surroundings).try_keys())
    assert not world.tokens_asked
