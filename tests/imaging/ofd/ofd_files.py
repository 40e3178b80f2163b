"""OFD files made in memory: a page description of a few lines → zip and XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PAGE = (210, 140)


@dataclass
class Sheet:
    """A page: the objects of its one layer (XML), in millimetres; ``before`` are elements in front of its content."""

    objects: str = ""
    box: str = "0 0 210 140"
    before: str = ""
    layer: str = ""


@dataclass
class Book:
    """A file of one document.  ``resources``: XML in its resource file; ``files``: further entries by their names."""

    sheets: Sequence[Sheet] = (Sheet(),)
    resources: str = ""
    common: str = ""
    document: str = ""
    entry: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, bytes]:
        """All entries by name."""
        pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(1, len(self.sheets) + 1))
        made = {
            "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{self.entry}"
            "</ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
            f"{self.common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>{self.document}</ofd:Document>",
            "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res">{self.resources}</ofd:Res>',
        }
        for number, sheet in enumerate(self.sheets, 1):
            made[f"Doc_0/Pages/{number}.xml"] = page_xml(sheet)
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        return {name: (head + text).encode() for name, text in made.items()} | dict(self.files)

    @property
    def content(self) -> bytes:
        return packed(self.parts)


def page_xml(sheet: Sheet) -> str:
    area = f"<ofd:Area><ofd:PhysicalBox>{sheet.box}</ofd:PhysicalBox></ofd:Area>" if sheet.box else ""
    return (
        f"<ofd:Page {SPACE}>{area}{sheet.before}"
        f"<ofd:Content><ofd:Layer {sheet.layer}>{sheet.objects}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            # A name as it stands, even one that no honest program writes.
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, method
            archive.writestr(info, content)
    return file.getvalue()


def text(
    words: str,
    x: float = 10,
    y: float = 10,
    *,
    size: float = 5,
    deltas: str = "",
    font: str = "1",
    number: str = "9",
    more: str = "",
    inside: str = "",
    start: tuple[float, float] | None = None,
) -> str:
    """A text object whose boundary begins at x, y; without ``start`` its base line begins one size lower."""
    left, base = start if start is not None else (0, size)
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x} {y} 100 20" Font="{font}" Size="{size}" {more}>{inside}'
        f'<ofd:TextCode X="{left}" Y="{base}" {deltas}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def shape(data: str, boundary: str = "0 0 210 140", *, more: str = "", inside: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="{boundary}" {more}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def colour(red: int, green: int, blue: int, *, tag: str = "FillColor", alpha: int = 255) -> str:
    return f'<ofd:{tag} Value="{red} {green} {blue}" Alpha="{alpha}"/>'
