"""A request as the service understands it, or its refusal."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus, unquote_to_bytes, urlsplit

from ..pictures import picture
from .errors import Refused
from .interfaces import PAGE, Interface

FORM = "application/x-www-form-urlencoded"
_INPUTS = ("image", "url", "pdf_file", "ofd_file")
_SIZE_OF_PAGE = (1240, 1754)
_LONGEST_URL = 1024
_SUFFIXES = {
    "jpg": (".jpg", ".jpeg"), "png": (".png",), "bmp": (".bmp",), "pdf_file": (".pdf",), "ofd_file": (".ofd",),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """`content` are the bytes of the file, or of the address; `size` is the picture's in px."""

    interface: Interface
    values: Mapping[str, str]
    given: str = ""
    content: bytes = field(default=b"", repr=False)
    size: tuple[int, int] = _SIZE_OF_PAGE
    page: int = 1
    pages: int = 1

    def wants(self, flag: str) -> bool:
        """Whether a switch is on, by itself or because it was asked for."""
        return self.value(flag) == "true"

    def value(self, name: str) -> str:
        """A parameter as given, or its usual value."""
        known = self.interface.parameters.get(name)
        return self.values.get(name) or (known.usual if known else "")


def decoded_form(content_type: str, body: bytes) -> dict[str, str]:
    """The form, decoded exactly once; a body that is not a form has no parameters."""
    if content_type.split(";", maxsplit=1)[0].strip().lower() != FORM:
        return {}
    form = {}
    for pair in body.split(b"&"):
        name, _, value = pair.partition(b"=")
        if name:
            form[_decoded(name)] = _decoded(value)
    return form


def _decoded(raw: bytes) -> str:
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", "replace")


def understood(interface: Interface, form: Mapping[str, str]) -> Asked:
    """Raises Refused."""
    for name, parameter in interface.parameters.items():
        if parameter.required and not form.get(name):
            raise _missing(interface, name)
        if form.get(name) and not parameter.allows(form[name]):
            raise Refused(282809 if name == "result_type" else 216100)
    ways = (*interface.one_of, "detectorId") if interface.id == "iocr_finance" else interface.one_of
    if ways and not any(form.get(name) for name in ways):
        raise _missing(interface, ways[0])
    given = next((name for name in _INPUTS if name in form and name in interface.inputs), None)
    if given is None:
        if interface.inputs:
            raise _missing(interface, interface.inputs[0])
        return Asked(interface, form)
    if given == "url":
        return Asked(interface, form, "url", _address(form["url"]))
    content = _file(interface, form[given])
    size, pages = _looked_at(interface, given, content)
    if interface.id == "iocr_universal_request":
        _check_name(form, given, content)
    return Asked(interface, form, given, content, size, _page(form, given, pages), pages)


def _missing(interface: Interface, name: str) -> Refused:
    if interface.id.startswith("iocr_universal"):
        explained = "classifier_id和template_sign不能同时为空" if name in interface.one_of else f"{name}不能为空"
        return Refused(283016, explained=explained)
    if interface.path.startswith("/rest/2.0/solution/"):
        return Refused(282003, name)
    return Refused(216101)


def _address(url: str) -> bytes:
    if not url:
        raise Refused(282110)
    if len(url.encode()) > _LONGEST_URL:
        raise Refused(282114)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in url:
        raise Refused(282111)
    return url.encode()


def _file(interface: Interface, value: str) -> bytes:
    """What base64 hides; the size counts as it must be sent, whatever was."""
    if not value:
        raise Refused(216200)
    if len(quote_plus(value)) > interface.most_bytes:
        raise Refused(216202)
    try:
        content = base64.b64decode(value, validate=True)
    except binascii.Error:  # also a "data:" in front, line breaks, and a plus that became a blank
        raise Refused(216201) from None
    if not content:
        raise Refused(216200)
    return content


def _looked_at(interface: Interface, given: str, content: bytes) -> tuple[tuple[int, int], int]:
    """Size in px and number of pages."""
    if given == "image":
        seen = picture(content)
        if seen is None:
            raise Refused(216201)
        shortest, longest = interface.sides
        if min(seen[1:]) < shortest or max(seen[1:]) > longest:
            raise Refused(216202)
        return (seen.width, seen.height), 1
    pages = _pdf_pages(content) if given == "pdf_file" else _ofd_pages(content)
    if pages == 0:
        raise Refused(216201)
    if pages > 1 and interface.id in ("iocr_template", "iocr_classifier"):
        raise Refused(216201)
    return _SIZE_OF_PAGE, pages


def _pdf_pages(content: bytes) -> int:
    """0 when it cannot be read."""
    import pypdfium2

    if not content.startswith(b"%PDF"):
        return 0
    try:
        with pypdfium2.PdfDocument(content) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _ofd_pages(content: bytes) -> int:
    """0 when it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return 0
    return sum(bool(re.search(r"/Page_\d+/Content\.xml$", name)) for name in names)


def _page(form: Mapping[str, str], given: str, pages: int) -> int:
    wanted = form.get(PAGE.get(given, "")) or "1"
    if not re.fullmatch(r"[1-9]\d*", wanted) or int(wanted) > pages:
        raise Refused(216100)
    return int(wanted)


def _check_name(form: Mapping[str, str], given: str, content: bytes) -> None:
    """The table calls it file_name, the sample code fileName; whoever sends both alike is right in either case."""
    name = form.get("file_name", "")
    if form.get("fileName") != name:
        raise Refused(283016, explained="fileName不能为空")
    seen = picture(content)
    if not name.lower().endswith(_SUFFIXES[seen.format if seen else given]):
        raise Refused(283016, explained="file_name与文件内容不符")
