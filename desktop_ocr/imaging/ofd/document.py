"""OFD.xml → documents → pages: their boxes, layers and what they draw upon.  All lengths in millimetres, y down."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from desktop_ocr.domain.errors import SourceDamaged, SourceFormat
from desktop_ocr.imaging.ofd.archive import MAX_XML, Archive
from desktop_ocr.imaging.ofd.matrix import Matrix, moved
from desktop_ocr.imaging.ofd.xml import numbers, parse, text_of

A4 = (0.0, 0.0, 210.0, 297.0)
_BOXES = ("PhysicalBox", "CropBox", "ApplicationBox", "ContentBox")

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Font:
    """``file`` is the entry of an embedded font, or ""."""

    name: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by number."""

    fonts: dict[str, Font] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Element] = field(default_factory=dict)
    composites: dict[str, Element] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """One document of the file; ``folder`` is where its Document.xml lies, ``pages`` are (number, location)."""

    archive: Archive
    entry: Element
    root: Element
    folder: str
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """``layers`` from the lowest to the highest; ``number`` is what the file calls the page."""

    body: Body
    number: str
    box: Box
    layers: tuple[Element, ...]
    resources: Resources

    @property
    def origin(self) -> Matrix:
        """From the file's coordinates to the top left corner of the page."""
        return moved(-self.box[0], -self.box[1])


def bodies(archive: Archive) -> tuple[Body, ...]:
    """The documents of a file; raises SourceFormat for a zip that is no OFD, SourceDamaged where there is no page."""
    if "OFD.xml" not in archive:
        raise SourceFormat(format="ZIP")
    found = tuple(_body(archive, entry) for entry in read_xml(archive, "OFD.xml").iter("DocBody"))
    if not any(body.pages for body in found):
        raise SourceDamaged
    return found


def read_xml(archive: Archive, name: str) -> Element:
    return parse(archive.read(name, limit=MAX_XML))


def read_found(archive: Archive, location: str, folder: str) -> tuple[Element, str] | None:
    """The root of the file that a location means and the folder it lies in, or None where there is no such file."""
    name = archive.find(location, folder)
    return (read_xml(archive, name), posixpath.dirname(name)) if name else None


def read_beside(archive: Archive, location: str, folder: str) -> tuple[Element, str] | None:
    """Like ``read_found`` for what a page can do without: None as well where the file is broken."""
    try:
        return read_found(archive, location, folder)
    except SourceDamaged:
        return None


def page_at(found: tuple[Body, ...], page: int) -> Page:
    """The page of that number, from 1, over all documents of a file; raises SourceDamaged where there is none."""
    for body in found:
        if 0 < page <= len(body.pages):
            return _page(body, *body.pages[page - 1])
        page -= len(body.pages)
    raise SourceDamaged


def _body(archive: Archive, entry: Element) -> Body:
    name = archive.find(text_of(entry, "DocRoot"))
    if not name:
        raise SourceDamaged
    root = read_xml(archive, name)
    pages = tuple((page.get("ID", ""), page.get("BaseLoc", "")) for page in root.iterfind("Pages/Page"))
    return Body(archive, entry, root, posixpath.dirname(name), pages)


def _page(body: Body, number: str, location: str) -> Page:
    found = read_found(body.archive, location, body.folder)
    if found is None:
        raise SourceDamaged
    root, folder = found
    below: list[Element] = []
    above: list[Element] = []
    resources = Resources()
    common = body.root.find("CommonData")
    for kind in ("PublicRes", "DocumentRes"):
        for element in common.iterfind(kind) if common is not None else ():
            _add_resources(resources, body.archive, text_of(element), body.folder)
    for element in root.iterfind("PageRes"):
        _add_resources(resources, body.archive, text_of(element), folder)
    for use in root.iterfind("Template"):
        layers = above if use.get("ZOrder") == "Foreground" else below
        layers += _template(body, use.get("TemplateID", ""), resources)
    boxes = (_box(root, "Area"), _box(common, "PageArea"))
    return Page(body, number, next(filter(None, boxes), A4), (*below, *_layers(root), *above), resources)


def _template(body: Body, number: str, resources: Resources) -> list[Element]:
    for element in body.root.iterfind("CommonData/TemplatePage"):
        if element.get("ID") == number and (found := read_found(body.archive, element.get("BaseLoc", ""), body.folder)):
            root, folder = found
            for part in root.iterfind("PageRes"):
                _add_resources(resources, body.archive, text_of(part), folder)
            return _layers(root)
    return []


_ORDER = {"Background": 0, "Body": 1, "Foreground": 2}


def _layers(root: Element) -> list[Element]:
    return sorted(root.iterfind("Content/Layer"), key=lambda layer: _ORDER.get(layer.get("Type", "Body"), 1))


def box_of(text: str | None) -> Box | None:
    """A box with an area, or None."""
    values = tuple(numbers(text))[:4]
    return values if len(values) == 4 and values[2] > 0 and values[3] > 0 else None


def _box(element: Element | None, area: str) -> Box | None:
    return next((box for name in _BOXES if (box := box_of(text_of(element, f"{area}/{name}")))), None)


def _add_resources(resources: Resources, archive: Archive, location: str, folder: str) -> None:
    found = read_found(archive, location, folder)
    if found is None:
        return
    root, folder = found
    base = root.get("BaseLoc", "").replace("\\", "/")
    inner = base.lstrip("/") if base.startswith("/") else posixpath.join(folder, base)
    for number, element in _numbered(root, "Fonts/Font"):
        file = _file(archive, text_of(element, "FontFile"), inner, folder)
        resources.fonts[number] = Font(element.get("FontName") or element.get("FamilyName") or "", file)
    for number, element in _numbered(root, "MultiMedias/MultiMedia"):
        resources.media[number] = _file(archive, text_of(element, "MediaFile"), inner, folder)
    resources.parameters.update(_numbered(root, "DrawParams/DrawParam"))
    for path in ("CompositeGraphicUnits/CompositeGraphicUnit", "CompositeGraphUnits/CompositeGraphicUnit"):
        resources.composites.update(_numbered(root, path))


def _file(archive: Archive, location: str, inner: str, folder: str) -> str:
    return archive.find(location, inner) or archive.find(location, folder)


def _numbered(root: Element, path: str) -> Iterator[tuple[str, Element]]:
    return ((element.get("ID", ""), element) for element in root.iterfind(path))
