"""Bar codes and squares on a page: what they hold, and where.

What a code holds is not a reading of print: it was put there by the machine that also printed the letters beside it,
and it fails in another way.  So a value that a code and the print agree on is as good as proven.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import zxingcpp
from zxingcpp import BarcodeFormat

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.engines.offline.code import Code
from desktop_ocr.engines.offline.detection import Image

SYMBOLOGIES = {
    BarcodeFormat.UPCA: "UPC_A",
    BarcodeFormat.UPCE: "UPC_E",
    BarcodeFormat.EAN13: "EAN_13",
    BarcodeFormat.EAN8: "EAN_8",
    BarcodeFormat.Code39: "CODE_39",
    BarcodeFormat.Code93: "CODE_93",
    BarcodeFormat.Code128: "CODE_128",
    BarcodeFormat.ITF: "ITF",
    BarcodeFormat.Codabar: "CODABAR",
    BarcodeFormat.QRCode: "QR_CODE",
    BarcodeFormat.DataMatrix: "DATA_MATRIX",
    BarcodeFormat.Aztec: "AZTEC",
    BarcodeFormat.PDF417: "PDF_417",
}
"""Names as clerks know them from the cloud service; what is not here bears the library's own name."""
BESIDE = 0.5
"""Part of the lower one's height that two codes share that stand beside each other."""
UNCHECKED = frozenset({"ITF", "CODABAR", "CODE_39"})
"""Symbologies without a check character of their own: short pieces of a picture can look like one."""
SHORTEST_UNCHECKED = 6
"""Characters; what seems to hold fewer of an unchecked symbology is mostly a row of strokes."""


def read_codes(image: Image) -> tuple[Code, ...]:
    """All codes of a BGR picture, from the top to the bottom, whichever way they stand."""
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    found = []
    for code in zxingcpp.read_barcodes(grey):
        name, text = _said(code)
        if text and (name not in UNCHECKED or len(text) >= SHORTEST_UNCHECKED):
            found.append(Code(name, text, _region(code.position, width, height)))
    return tuple(_in_order(found))


def _in_order(codes: Sequence[Code]) -> Iterator[Code]:
    """From the top to the bottom; those that stand beside each other, however high, from left to right."""
    rows: list[list[Code]] = []
    for code in sorted(codes, key=lambda one: one.region.bounds[1]):
        _, top, _, bottom = code.region.bounds
        shared = min(bottom, rows[-1][0].region.bounds[3]) - top if rows else 0.0
        if rows and shared > BESIDE * min(bottom - top, rows[-1][0].region.height):
            rows[-1].append(code)
        else:
            rows.append([code])
    return (code for row in rows for code in sorted(row, key=lambda one: one.region.centre.x))


def _said(code: zxingcpp.Barcode) -> tuple[str, str]:
    """Name and text as they stand under the bars."""
    # The format is the finer word where there are several: EAN-13 among EAN and UPC, a mode of Code 39.
    name = SYMBOLOGIES.get(code.format) or SYMBOLOGIES.get(code.symbology) or code.format.name.upper()
    if name == "EAN_13" and code.text.startswith("0"):
        return "UPC_A", code.text[1:]  # the same bars, printed with twelve digits
    if name == "UPC_E" and isinstance(code.extra, dict):
        return name, str(code.extra.get("UPCE", code.text))  # the text is what its zeros were left out of
    return name, code.text


def _region(position: zxingcpp.Position, width: int, height: int) -> Quad:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return Quad.of((point.x / width, point.y / height) for point in corners)
