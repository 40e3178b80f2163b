"""A call of an interface as it is sent: which parameters, which form, to which address."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from desktop_ocr.engines.baidu.facts import INPUTS, Interface
from desktop_ocr.engines.http import Request

ADDRESS = "https://aip.baidubce.com"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
WANTED = {"location": "true", "probability": "true", "detect_direction": "true", "vertexes_location": "true"}
"""What we ask for wherever it can be had: places and scores."""
NAMES_OF_FILE = ("file_name", "fileName")
"""The service's table calls it one way and its example the other: both are sent."""
_PAGES = {"pdf_file": "pdf_file_num", "ofd_file": "ofd_file_num"}
NAMES_OF_PAGE = tuple(_PAGES.values())


class CallMisformed(Exception):
    """Parameters that the interface does not take, or without which it does not answer: our bug, or a setting."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is handed over: a file's bytes, or the address of a picture.

    ``way`` is one of ``facts.INPUTS``; ``number`` the page of a file that has several, from 1.
    """

    way: str = "image"
    content: bytes = field(default=b"", repr=False)
    address: str = field(default="", repr=False)
    number: int = 1


def parameters(interface: Interface, *given: Mapping[str, str]) -> dict[str, str]:
    """What an interface is called with, our wishes first and each of ``given`` over those before it.

    A default that the service has anyway is sent too: some differ between its own tables.  What the interface does not
    know is left out; raises ``CallMisformed`` for a value that it does not take, and where one is missing.
    """
    known = interface.parameters
    wanted = {name: one.default for name, one in known.items() if one.default}
    for each in (WANTED, *given):
        wanted |= {name: value for name, value in each.items() if name in known and value}
    for name in _PAGES.values():
        wanted.pop(name, None)
    for name, value in wanted.items():
        if not known[name].accepts(value):
            raise CallMisformed(f"{interface.id} takes no such {name}")
    for name, one in known.items():
        if one.required and name not in wanted and name not in NAMES_OF_FILE:
            raise CallMisformed(f"{interface.id} needs {name}")
    for group in {one.one_of for one in known.values() if one.one_of}:
        if not any(one.one_of == group and name in wanted for name, one in known.items()):
            raise CallMisformed(f"{interface.id} needs a {group}")
    return wanted


def sent(interface: Interface, wanted: Mapping[str, str]) -> dict[str, str]:
    """Those parameters that leave this computer."""
    return {name: value for name, value in wanted.items() if not interface.parameters[name].ours}


def form(interface: Interface, page: Page | None, wanted: Mapping[str, str], *, file_name: str = "") -> bytes:
    """The body of a call: every value percent-encoded once.  Raises ``CallMisformed``."""
    fields = dict(sent(interface, wanted))
    if any(name in interface.parameters for name in NAMES_OF_FILE):
        fields |= dict.fromkeys(NAMES_OF_FILE, file_name or _name_of(page))
    parts = [urlencode(fields).encode()] if fields else []
    if page is not None:
        if page.way not in interface.inputs or page.way not in INPUTS:
            raise CallMisformed(f"{interface.id} takes no {page.way}")
        parts.insert(0, _input(page))
        if (number := _PAGES.get(page.way, "")) in interface.parameters:
            parts.append(urlencode({number: str(page.number)}).encode())
    elif interface.inputs:
        raise CallMisformed(f"{interface.id} needs a page")
    return b"&".join(parts)


def encoded(content: bytes) -> bytes:
    """A file as the value of a form: base64, percent-encoded.  By hand, as a library takes half a second for it."""
    text = base64.b64encode(content)
    return text.replace(b"+", b"%2B").replace(b"/", b"%2F").replace(b"=", b"%3D")


def request(address: str, token: str, body: bytes) -> Request:
    return Request(f"{address}?access_token={quote_plus(token)}", body, FORM)


def options(wanted: Mapping[str, str], *parts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """All that changes the answer, for the ledger."""
    return {**wanted, **{name: value for part in parts for name, value in part}}


def _input(page: Page) -> bytes:
    if page.way == "url":
        return urlencode({"url": page.address}).encode()
    return page.way.encode() + b"=" + encoded(page.content)


def _name_of(page: Page | None) -> str:
    """A name whose ending fits the content, and tells nothing of the paper."""
    endings = {"pdf_file": "pdf", "ofd_file": "ofd"}
    return f"page.{endings.get(page.way if page else '', 'jpg')}"
