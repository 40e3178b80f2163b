"""Every fault is what it says: seen with a plain client, without any of the program's care."""

from __future__ import annotations

import json
import socket
import ssl
import time

import httpx
import pytest

from .baidu import BaiduDouble
from .client import CLIENT, PICTURE, encoded
from .faults import FAULTS, FaultServer
from .faults.wire import GOOD

QUICK = httpx.Timeout(0.4, connect=0.4)
NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
LARGE = bytes(12 * 2**20)


def ask(server: FaultServer, body: bytes = b"image=x", timeout: httpx.Timeout = QUICK) -> httpx.Response:
    """One call, through the server if it is a proxy; answers larger than 4 MiB are cut off."""
    proxy = server.address if server.fault.place == "proxy" else None
    address = "https://service.invalid" if proxy else server.address
    trust = server.authority.client_context() if server.authority else NO_TRUST
    with (
        httpx.Client(timeout=timeout, proxy=proxy, trust_env=False, verify=trust) as client,
        client.stream("POST", f"{address}/rest/x", content=body) as response,
    ):
        content = b""
        for part in response.iter_bytes():
            content += part
            if len(content) > 4 * 2**20:
                break
        return httpx.Response(response.status_code, headers=_shown(response), content=content)


def _shown(response: httpx.Response) -> dict[str, str]:
    return {
        name: value for name, value in response.headers.items() if name not in ("content-encoding", "content-length")
    }


# A client that cannot write on looks for an answer first: whether the body was sent whole, it does not say.
BROKEN = (httpx.ReadError, httpx.RemoteProtocolError)
RAISED: dict[str, type[Exception] | tuple[type[Exception], ...]] = {
    "unknown_host": httpx.ConnectError,
    "refused": httpx.ConnectError,
    "connect_timeout": httpx.ConnectTimeout,
    "tls_untrusted": httpx.ConnectError,
    "tls_other_host": httpx.ConnectError,
    "tls_expired": httpx.ConnectError,
    "tls_stalls": httpx.ConnectTimeout,
    "proxy_wants_password": httpx.ProxyError,
    "proxy_cannot_connect": httpx.ProxyError,
    "proxy_refused": httpx.ConnectError,
    "upload_stalls": httpx.WriteTimeout,
    "upload_breaks": BROKEN,
    "no_answer": httpx.ReadTimeout,
    "reset": httpx.ReadError,
    "closed": httpx.RemoteProtocolError,
    "short_body": httpx.RemoteProtocolError,
    "broken_chunk": httpx.RemoteProtocolError,
    "missing_chunk": httpx.RemoteProtocolError,
    "bad_gzip": httpx.DecodingError,
    "not_http": httpx.RemoteProtocolError,
    "giant_header": httpx.RemoteProtocolError,
    "many_headers": httpx.RemoteProtocolError,
}
ENDLESS = ("slow_drip", "slow_head")


@pytest.mark.parametrize("name", RAISED)
def test_faults_that_end_in_an_exception(name: str) -> None:
    with FaultServer(name) as server:
        with pytest.raises(RAISED[name]) as caught:
            ask(server, LARGE if server.fault.large else b"image=x")
        if name.startswith("tls_") and name != "tls_stalls":
            assert "certificate verify failed" in str(caught.value).lower()
        came = {"nowhere": 0, "refusing": 0, "full": 0}.get(server.fault.place, 1)
        assert server.connections == came
        assert server.calls == (server.fault.place == "request" and not server.fault.certificate)


@pytest.mark.parametrize("name", ENDLESS)
def test_faults_in_which_the_next_byte_always_comes_soon(name: str) -> None:
    with (
        FaultServer(name) as server,
        socket.create_connection(("127.0.0.1", httpx.URL(server.address).port or 0)) as own,
    ):
        own.settimeout(0.4)
        own.sendall(b"POST /rest/x HTTP/1.1\r\nContent-Length: 1\r\n\r\nx")
        begun = time.monotonic()
        while time.monotonic() < begun + 1:
            assert own.recv(1000)
        assert server.calls == 1


STATUS = [name for name in FAULTS if name.startswith(("http_", "redirect_"))]


@pytest.mark.parametrize("name", STATUS)
def test_statuses(name: str) -> None:
    with FaultServer(name) as server:
        answer = ask(server)
        assert answer.status_code == int(name.split("_")[1])
        page = name.endswith("_page") or answer.status_code in (301, 302, 307, 413, 504)
        assert answer.headers["Content-Type"].startswith("text/html" if page else "application/json")
        assert ("Retry-After" in answer.headers) == (
            name in {"http_503_retry_after", "http_429", "http_429_date", "http_429_hour"}
        )
        assert ("Location" in answer.headers) == name.startswith("redirect_")
        assert server.calls == 1


@pytest.mark.parametrize(
    ("name", "minutes"), [("http_401_clock_off", 17), ("http_403_clock_off", -17), ("http_401", 0)]
)
def test_the_date_of_an_answer(name: str, minutes: float) -> None:
    from email.utils import parsedate_to_datetime

    with FaultServer(name) as server:
        date = parsedate_to_datetime(ask(server).headers["Date"])
    assert abs(date.timestamp() - time.time() - 60 * minutes) < 30


MISTYPED = ["wrong_type_text", "wrong_type_html"]
NO_JSON = ["truncated_json", "empty_body", "login_page", "wrong_charset", "no_charset"]
LARGE_ANSWERS = ["huge_body", "huge_body_declared", "gzip_bomb"]
OTHER = ["not_a_number", "missing_keys", "wrong_types", "another_value"]


@pytest.mark.parametrize("name", MISTYPED)
def test_a_good_answer_of_a_wrong_type(name: str) -> None:
    with FaultServer(name) as server:
        answer = ask(server)
    assert answer.content == GOOD
    assert "json" not in answer.headers["Content-Type"]


@pytest.mark.parametrize("name", NO_JSON)
def test_answers_that_are_no_json(name: str) -> None:
    with FaultServer(name) as server:
        answer = ask(server)
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        json.loads(answer.content)
    if name == "wrong_charset":
        assert json.loads(answer.content.decode("gb18030"))["words_result"][0]["words"] == "身份证"


def test_nesting_deeper_than_python_follows() -> None:
    with FaultServer("deep_nesting") as server:
        answer = ask(server)
    with pytest.raises(RecursionError):
        json.loads(answer.content)


@pytest.mark.parametrize("name", LARGE_ANSWERS)
def test_answers_that_are_too_large(name: str) -> None:
    with FaultServer(name) as server:
        assert len(ask(server, timeout=httpx.Timeout(20)).content) > 4 * 2**20


@pytest.mark.parametrize("name", OTHER)
def test_answers_that_say_something_else(name: str) -> None:
    with FaultServer(name) as server:
        content = json.loads(ask(server).content)
    assert content != json.loads(GOOD)


def test_no_fault_is_left_out() -> None:
    assert {*RAISED, *ENDLESS, *STATUS, *MISTYPED, *NO_JSON, "deep_nesting", *LARGE_ANSWERS, *OTHER} == {*FAULTS}


def test_a_fault_that_passes_leaves_the_double_behind_it(baidu: BaiduDouble) -> None:
    with FaultServer("reset", good=baidu.respond, times=2) as server:
        keys = {"grant_type": "client_credentials", "client_id": "test-api-key", "client_secret": "test-secret-key"}
        token = CLIENT.get(f"{server.address}/oauth/2.0/token", params=keys).json()["access_token"]

        def read() -> int:
            address = f"{server.address}/rest/2.0/ocr/v1/general_basic"
            answer = CLIENT.post(address, params={"access_token": token}, data={"image": encoded(PICTURE)})
            return int(answer.json()["words_result_num"])

        for _ in range(2):
            with pytest.raises(httpx.ReadError):
                read()
        assert read() == 0
    assert (server.calls, server.passed, len(server.times_of_calls)) == (2, 2, 2)
    assert [call.code for call in baidu.log.calls()] == [0]


def test_any_fault_behind_a_certificate() -> None:
    with FaultServer("http_500", https=True) as server:
        assert server.address.startswith("https://")
        assert ask(server).status_code == 500
        with pytest.raises(httpx.ConnectError), httpx.Client(timeout=QUICK, verify=NO_TRUST) as client:
            client.post(server.address)


def test_the_fixture_starts_as_many_as_are_wanted(faults) -> None:
    one, two = faults("http_400"), faults("http_500")
    assert (ask(one).status_code, ask(two).status_code) == (400, 500)
    assert (one.calls, two.calls) == (1, 1)
