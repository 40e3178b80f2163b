"""What lies over the content of a page: annotations, and the pictures of electronic seals.

A seal is looked at, never believed: whether a signature holds is not examined here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from desktop_ocr.domain.errors import ClerkError, SourceArchive
from desktop_ocr.imaging.ofd.archive import MAX_MEDIA, Archive
from desktop_ocr.imaging.ofd.asn1 import seal_picture
from desktop_ocr.imaging.ofd.content import Item, Picture, items, items_of
from desktop_ocr.imaging.ofd.document import Box, Page, bodies, box_of, page_at, read_beside
from desktop_ocr.imaging.ofd.matrix import Matrix, after, moved
from desktop_ocr.imaging.ofd.xml import is_true, text_of

MAX_SEALS = 50


def annotation_items(page: Page) -> Iterator[Item]:
    """The objects of the page's visible annotations."""
    for element, folder in _files(page, text_of(page.body.root, "Annotations"), page.body.folder, "Page"):
        if element.get("PageID") != page.number:
            continue
        found = read_beside(page.body.archive, text_of(element, "FileLoc"), folder)
        for annotation in found[0].iterfind("Annot") if found else ():
            if is_true(annotation.get("Visible"), True):
                for appearance in annotation.iterfind("Appearance"):
                    box = box_of(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
                    yield from items_of(appearance, page, after(moved(box[0], box[1]), page.origin))


def seal_items(page: Page) -> Iterator[Item]:
    """The objects that draw the seals on the page; a seal that cannot be read is left out."""
    listed = _files(page, text_of(page.body.entry, "Signatures"), "", "Signature")
    for element, list_folder in islice(listed, MAX_SEALS):
        found = read_beside(page.body.archive, element.get("BaseLoc", ""), list_folder)
        if found is None:
            continue
        root, folder = found
        places = [
            box
            for stamp in root.iter("StampAnnot")
            if stamp.get("PageRef") == page.number and (box := box_of(stamp.get("Boundary")))
        ]
        value = page.body.archive.find(text_of(root, "SignedValue"), folder)
        if places and value:
            picture = seal_picture(page.body.archive.read(value, limit=MAX_MEDIA))
            for place in places if picture else ():
                yield from _seal(picture, place, page.origin)


def _seal(picture: bytes, place: Box, origin: Matrix) -> Iterator[Item]:
    left, top, width, height = place
    if not picture.startswith(b"PK"):
        yield Picture(lambda: picture, 1.0, after((width, 0.0, 0.0, height, left, top), origin))
        return
    try:
        inner = page_at(bodies(Archive(picture)), 1)
        way = after((width / inner.box[2], 0.0, 0.0, height / inner.box[3], left, top), origin)
        yield from list(items(inner, way))
    except SourceArchive:
        raise
    except ClerkError:
        return


def _files(page: Page, location: str, folder: str, tag: str) -> Iterator[tuple[Element, str]]:
    """The entries of a list that lies in a file of its own, with the folder their locations start from."""
    found = read_beside(page.body.archive, location, folder)
    if found:
        yield from ((element, found[1]) for element in found[0].iterfind(tag))
