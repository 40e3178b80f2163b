"""A plain client of CTyun's double, for its own tests."""

from __future__ import annotations

import base64
import json
import uuid
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx

from .client import CLIENT, jpeg
from .ctyun import CtyunDouble
from .ctyun.interfaces import INTERFACES, Interface
from .ctyun.signature import signature, string_to_sign

BEIJING = timezone(timedelta(hours=8))
PICTURE = jpeg(60, 40)
SEVERAL = [one for one in INTERFACES.values() if one.most_pictures > 1]
LICENCE = INTERFACES["business_license"]


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


def body_of(interface: Interface, *pictures: bytes | str) -> dict[str, Any]:
    texts = [encoded(picture) if isinstance(picture, bytes) else picture for picture in pictures]
    return {"Action": "BusinessCardOCR", "ImageData": texts[0]} if interface is LICENCE else {"data": texts}


def send(
    ctyun: CtyunDouble, path: str, body: bytes, *, zone: Any = BEIJING, late: float = 0, query: str = "",
    method: str = "POST", names: tuple[str, ...] = ("appkey", "ctyun-eop-request-id", "eop-date"),
    key: str = "", **changed: str,
) -> httpx.Response:  # fmt: skip
    """A signed call; `changed` headers are changed after signing ("" leaves one out)."""
    account, now = ctyun.account, datetime.fromtimestamp(ctyun.clock() + late, zone)
    headers = {
        "appkey": account.app_key,
        "ctyun-eop-request-id": str(uuid.uuid4()),
        "eop-date": now.strftime("%Y%m%dT%H%M%SZ"),
        "Content-Type": "application/json",
    }
    text = string_to_sign({name: headers[name] for name in names}, query, body)
    signed = signature(account.access_key, key or account.security_key, headers["eop-date"], text)
    headers["Eop-Authorization"] = f"{account.access_key} Headers={';'.join(names)} Signature={signed}"
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    left = {name: value for name, value in headers.items() if value}
    return CLIENT.request(method, f"{ctyun.address}{path}{'?' * bool(query)}{query}", content=body, headers=left)


def ask(ctyun: CtyunDouble, interface: Interface, said: Any, **options: Any) -> dict[str, Any]:
    return dict(send(ctyun, interface.path, json.dumps(said).encode(), **options).json())


def code(ctyun: CtyunDouble, interface: Interface, said: Any, **options: Any) -> int:
    return int(ask(ctyun, interface, said, **options)["statusCode"])
