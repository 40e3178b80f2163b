"""The body of a request: the pictures in it, or why it is refused."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, Literal

from ..pictures import Picture, picture
from .interfaces import SIDES, Interface, Refused

Alphabet = Literal["urlsafe", "standard", "either"]
_LETTERS = {
    "urlsafe": r"[A-Za-z0-9_-]*={0,2}",
    "standard": r"[A-Za-z0-9+/]*={0,2}",
    "either": r"[A-Za-z0-9+/_-]*={0,2}",
}
_ACTION = "BusinessCardOCR"


def strings(interface: Interface, body: bytes) -> list[Any]:
    """What stands where pictures should; raises Refused for the whole call."""
    if not body:
        raise Refused(interface, "no_body", "no_json")
    try:
        said = json.loads(body)
    except ValueError:
        raise Refused(interface, "no_json") from None
    if not isinstance(said, dict):
        raise Refused(interface, "no_object")
    return _licence(interface, said) if interface.id == "business_license" else _several(interface, said)


def _several(interface: Interface, said: dict[str, Any]) -> list[Any]:
    if "data" not in said:
        raise Refused(interface, "missing")
    if not isinstance(said["data"], list):
        raise Refused(interface, "no_list")
    if not said["data"]:
        raise Refused(interface, "no_picture")
    if len(said["data"]) > interface.most_pictures:
        raise Refused(interface, "too_many")
    return said["data"]


def _licence(interface: Interface, said: dict[str, Any]) -> list[Any]:
    if not {"Action", "ImageData"} <= said.keys():
        raise Refused(interface, "missing")
    if said.keys() - {"Action", "ImageData"}:
        raise Refused(interface, "stranger")
    if not all(isinstance(value, str) for value in said.values()):
        raise Refused(interface, "no_text")
    if said["Action"] != _ACTION:
        raise Refused(interface, "action")
    if not said["ImageData"]:
        raise Refused(interface, "no_picture")
    return [said["ImageData"]]


def bytes_of(interface: Interface, value: Any, alphabet: Alphabet) -> bytes:
    """One picture's file; raises Refused."""
    if not isinstance(value, str) or not value or not re.fullmatch(_LETTERS[alphabet], value):
        raise Refused(interface, "base64")
    try:
        return base64.b64decode(value.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error:
        raise Refused(interface, "base64") from None


def looked_at(interface: Interface, content: bytes) -> Picture:
    """Raises Refused."""
    if len(content) >= interface.most_bytes:
        raise Refused(interface, "size")
    seen = picture(content)
    if seen is None:
        known = content.startswith((b"\xff\xd8", b"\x89PNG", b"BM"))
        raise Refused(interface, *(("picture",) if known else ()), "format")
    if min(seen[1:]) <= SIDES[0] or max(seen[1:]) >= SIDES[1]:
        raise Refused(interface, "sides")
    return seen
