"""Named data that travel with an OFD: an attached invoice, tags that name text on the page, data of the file itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from desktop_ocr.domain.errors import SourceDamaged
from desktop_ocr.imaging.ofd.archive import MAX_XML
from desktop_ocr.imaging.ofd.content import Item, Text
from desktop_ocr.imaging.ofd.document import Page, read_beside
from desktop_ocr.imaging.ofd.xml import parse, text_of

MAX_VALUES = 5_000
MAX_LENGTH = 4_000
"""Characters; longer values are signatures and pictures in letters."""
_XML = (b"<", b"\xef\xbb\xbf<")

Value = tuple[str, str]


def values(page: Page, items: Iterable[Item]) -> tuple[Value, ...]:
    """All of them, the attached ones first; ``items`` are the page's objects, which tags refer to."""
    texts = {
        item.number: "".join(placed.text for placed in item.characters) for item in items if isinstance(item, Text)
    }
    found = dict.fromkeys([*_attached(page), *_tagged(page, texts), *_own(page)])
    return tuple(found)[:MAX_VALUES]


def _attached(page: Page) -> Iterator[Value]:
    archive, body = page.body.archive, page.body
    listed = read_beside(archive, text_of(body.root, "Attachments"), body.folder)
    for element in listed[0].iterfind("Attachment") if listed else ():
        name = archive.find(text_of(element, "FileLoc"), listed[1] if listed else "")
        if not name:
            continue
        try:
            content = archive.read(name, limit=MAX_XML) if _is_xml(name, element) else b""
            if content.lstrip().startswith(_XML):
                yield from leaves(parse(content))
        except SourceDamaged:
            continue  # a broken attachment says nothing; the page is there all the same


def _is_xml(name: str, element: Element) -> bool:
    return (element.get("Format") or name.rpartition(".")[2]).lower() in ("xml", "xbrl")


def _tagged(page: Page, texts: dict[str, str]) -> Iterator[Value]:
    archive, body = page.body.archive, page.body
    # Some programs write the list and forget to name it in the document.
    listed = read_beside(archive, text_of(body.root, "CustomTags") or "Tags/CustomTags.xml", body.folder)
    for element in listed[0].iterfind("CustomTag") if listed else ():
        found = read_beside(archive, text_of(element, "FileLoc"), listed[1] if listed else "")
        for path, leaf in _paths(found[0]) if found else ():
            references = [part for part in leaf.iterfind("ObjectRef") if part.get("PageRef") in (None, page.number)]
            value = "".join(texts.get(text_of(part), "") for part in references).strip()
            if value:
                yield path, value


def _own(page: Page) -> Iterator[Value]:
    for element in page.body.entry.iterfind("DocInfo/CustomDatas/CustomData"):
        name, value = element.get("Name", "").strip(), text_of(element)
        if name and value:
            yield f"CustomData/{name}", value


def leaves(root: Element) -> Iterator[Value]:
    """The elements with text, and attributes (``path@name``), by their way from below the root."""
    for path, element in _paths(root):
        for name, value in element.attrib.items():
            if value.strip() and name != "schemaLocation" and len(value) <= MAX_LENGTH:
                yield f"{path}@{name}", value.strip()
        value = (element.text or "").strip()
        if value and len(value) <= MAX_LENGTH:
            yield path, value


def _paths(element: Element, path: str = "") -> Iterator[tuple[str, Element]]:
    """All elements below this one; of several with the same name each gets its number, from 1."""
    names, numbers = Counter(child.tag for child in element), Counter[str]()
    for child in element:
        numbers[child.tag] += 1
        own = child.tag if names[child.tag] == 1 else f"{child.tag}[{numbers[child.tag]}]"
        way = f"{path}/{own}" if path else own
        if child.tag != "ObjectRef":
            yield way, child
            yield from _paths(child, way)
