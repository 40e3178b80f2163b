"""A plain client for the doubles' own tests: it knows nothing of the program's."""

from __future__ import annotations

import base64
import io
import json
from typing import Any
from urllib.parse import urlencode

import httpx
from PIL import Image

from .baidu import BaiduDouble
from .baidu.interfaces import INTERFACES


def jpeg(width: int = 60, height: int = 40, colour: str = "white") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(kept, "JPEG")
    return kept.getvalue()


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


PICTURE = jpeg()
# One for all: each new one reads the machine's certificates anew.
CLIENT = httpx.Client(trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))


def token_of(baidu: BaiduDouble) -> str:
    keys = {"client_id": baidu.account.api_key, "client_secret": baidu.account.secret_key}
    answer = CLIENT.post(f"{baidu.address}/oauth/2.0/token", params={"grant_type": "client_credentials", **keys})
    return str(answer.json()["access_token"])


def ask(baidu: BaiduDouble, interface: str, picture: bytes | None = PICTURE, /, **form: str) -> dict[str, Any]:
    """One call with a fresh token; what must be given and is not, is."""
    known = INTERFACES[interface]
    needed = {name: p.values[0] for name, p in known.parameters.items() if p.required and p.values}
    if picture is not None and known.inputs:
        needed["url" if known.inputs == ("url",) else "image"] = (
            "http://example.invalid/a.jpg" if known.inputs == ("url",) else encoded(picture)
        )
    return post(baidu, known.path, urlencode({**needed, **form}), token=token_of(baidu))


def code(baidu: BaiduDouble, interface: str, picture: bytes | None = PICTURE, /, **form: str) -> int:
    """The error code of one call, 0 for none."""
    return int(ask(baidu, interface, picture, **form).get("error_code", 0))


def post(baidu: BaiduDouble, path: str, body: str, *, token: str, kind: str = "") -> dict[str, Any]:
    headers = {"Content-Type": kind or "application/x-www-form-urlencoded"}
    answer = CLIENT.post(f"{baidu.address}{path}", params={"access_token": token}, content=body, headers=headers)
    assert answer.status_code == 200
    said = json.loads(answer.content)
    assert isinstance(said, dict)
    return said


def texts(value: Any) -> set[str]:
    """All texts and numbers anywhere in an answer."""
    if isinstance(value, dict):
        return {text for entry in value.values() for text in texts(entry)}
    if isinstance(value, list):
        return {text for entry in value for text in texts(entry)}
    return {str(value)}


def names(value: Any) -> set[str]:
    """All keys anywhere in an answer."""
    if isinstance(value, dict):
        return {*value} | {name for entry in value.values() for name in names(entry)}
    return {name for entry in value for name in names(entry)} if isinstance(value, list) else set()
