"""Tokens of Baidu's double: keys told apart, ends, and what a call without a good one is answered."""

from __future__ import annotations

import httpx
import pytest

from .baidu import BaiduDouble
from .call_log import TOKEN
from .client import CLIENT, PICTURE, ask, encoded, post, token_of
from .clock import VirtualClock

PATH = "/rest/2.0/ocr/v1/general_basic"


def fetch(baidu: BaiduDouble, **changed: str) -> httpx.Response:
    good = {"grant_type": "client_credentials", "client_id": baidu.account.api_key}
    return CLIENT.post(
        f"{baidu.address}/oauth/2.0/token", params={**good, "client_secret": "test-secret-key", **changed}
    )


def code(baidu: BaiduDouble, token: str) -> int:
    form = str(httpx.QueryParams({"image": encoded(PICTURE)}))
    return int(post(baidu, PATH, form, token=token).get("error_code", 0))


def test_a_token_lives_thirty_days_and_has_the_scope_that_the_official_client_wants(baidu: BaiduDouble) -> None:
    answer = fetch(baidu).json()
    assert answer["expires_in"] == 2_592_000
    assert "brain_all_scope" in answer["scope"].split()
    assert code(baidu, answer["access_token"]) == 0


def test_keys_may_come_in_the_query_of_a_get_or_in_a_form(baidu: BaiduDouble) -> None:
    keys = {"grant_type": "client_credentials", "client_id": "test-api-key", "client_secret": "test-secret-key"}
    assert "access_token" in CLIENT.get(f"{baidu.address}/oauth/2.0/token", params=keys).json()
    assert "access_token" in CLIENT.post(f"{baidu.address}/oauth/2.0/token", data=keys).json()


@pytest.mark.parametrize(
    ("changed", "description"),
    [({"client_id": "x"}, "unknown client id"), ({"client_secret": "x"}, "Client authentication failed")],
)
def test_a_wrong_key_is_told_by_its_description(baidu: BaiduDouble, changed: dict[str, str], description: str) -> None:
    answer = fetch(baidu, **changed)
    assert answer.status_code == 401
    assert answer.json() == {"error": "invalid_client", "error_description": description}
    assert [call.code for call in baidu.log.calls(TOKEN)] == [-1]


def test_only_client_credentials_are_granted(baidu: BaiduDouble) -> None:
    assert fetch(baidu, grant_type="password").json()["error"] == "unsupported_grant_type"


def test_a_token_ends(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    token = token_of(baidu)
    virtual_clock.advance(2_592_000 - 1)
    assert code(baidu, token) == 0
    virtual_clock.advance(1)
    assert code(baidu, token) == 111
    assert code(baidu, token_of(baidu)) == 0


def test_an_unknown_a_revoked_an_expired_and_no_token(baidu: BaiduDouble) -> None:
    token = token_of(baidu)
    assert code(baidu, "24.made.up") == 110
    assert code(baidu, "") == 100
    baidu.gate.expire_tokens()
    assert code(baidu, token) == 111
    baidu.gate.revoke_tokens()
    assert code(baidu, token) == 110


def test_a_call_signed_in_the_older_way_is_refused(baidu: BaiduDouble) -> None:
    headers = {"authorization": "bce-auth-v1/x/2026-01-01T00:00:00Z/1800/host/y"}
    assert CLIENT.post(f"{baidu.address}{PATH}", headers=headers).json()["error_code"] == 14


@pytest.mark.parametrize("description", ["unknown client id", "Client authentication failed"])
def test_token_errors_can_be_forced(baidu: BaiduDouble, description: str) -> None:
    baidu.refuse_token(description)
    assert fetch(baidu).json()["error_description"] == description
    assert "access_token" in fetch(baidu).json()


def test_the_log_holds_a_token_only_as_a_hash(baidu: BaiduDouble) -> None:
    token = token_of(baidu)
    code(baidu, token)
    (call,) = baidu.log.calls("general_basic")
    assert call.token
    assert baidu.gate.tokens() == [token]
    assert token not in repr(call)
    ask(baidu, "general_basic")
    assert len({call.token for call in baidu.log.calls("general_basic")}) == 2
