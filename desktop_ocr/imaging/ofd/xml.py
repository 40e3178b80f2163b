"""XML from outside → elements named without their namespaces; no DTD, no entities, neither deep nor endless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from desktop_ocr.domain.errors import SourceArchive, SourceDamaged

MAX_DEPTH = 200
MAX_ELEMENTS = 300_000

_CHINESE = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding=["'](gbk|gb2312|gb18030)["']""", re.IGNORECASE)


class _Builder(TreeBuilder):
    """Counts while the tree grows; afterwards the memory is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise SourceArchive
        return super().start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(_local(tag))


def parse(content: bytes) -> Element:
    """The root element.

    Raises SourceDamaged for what is no XML, SourceArchive for a DTD, entities, more than 200 levels or 300,000
    elements.
    """
    parser = XMLParser(target=_Builder(), forbid_dtd=True)
    try:
        # The parser knows no encoding of more than one byte but UTF.
        parser.feed(content.decode("gb18030") if _CHINESE.match(content) else content)
        root = parser.close()
    except DefusedXmlException as error:
        raise SourceArchive from error
    except (ParseError, ValueError, LookupError, AssertionError) as error:
        raise SourceDamaged from error
    if not isinstance(root, Element):
        raise SourceDamaged
    return root


def text_of(element: Element | None, path: str = ".") -> str:
    """The text at a path below an element, without blanks around it; "" where there is none."""
    found = None if element is None else element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def numbers(text: str | None) -> Iterator[float]:
    """The finite numbers of a list, in which ``#`` marks hexadecimal ones; ends at the first that is none."""
    for word in (text or "").split():
        try:
            number = float(int(word[1:], 16)) if word.startswith("#") else float(word)
        except ValueError:
            return
        if not abs(number) < 1e9:
            return
        yield number


def number(text: str | None, default: float) -> float:
    return next(numbers(text), default)


def is_true(text: str | None, default: bool) -> bool:
    return text.strip().lower() in ("true", "1") if text else default


def _local(name: str) -> str:
    return name.rpartition("}")[2]
