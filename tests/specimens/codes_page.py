"""Labels and stickers that show bar codes and squares and little else: several symbologies, some with their text."""

from __future__ import annotations

import random
import string

import numpy as np
from PIL import Image

from . import wear
from .invoice_numbers import digits
from .pens import Type, table
from .sheet import Sheet
from .specimen import Specimen, finished

_TALL = ("QR_CODE", "DATA_MATRIX", "AZTEC")
STRIP = 2.6
"""mm"""
_WORDS = ("https://example.com/q/", "设备编号：", "SN", "WIFI:T:WPA;S:office;P:")


def render(rng: random.Random, long_side: int) -> Specimen:
    count = rng.choice([1, 1, 2, 3, 4])
    sheet = Sheet(100.0, 20.0 + 52.0 * ((count + 1) // 2), long_side)
    wear.tint(sheet, rng, rng.choice([(255, 255, 255), (250, 250, 246)]))
    text = Type(sheet, rng.choice(["hei", "song"]), 3.4, (40, 40, 44))
    rows = []
    for place in range(count):
        symbology = rng.choice(
            ["QR_CODE", "QR_CODE", "CODE_128", "EAN_13", "DATA_MATRIX", "PDF_417", "CODE_39", "AZTEC"]
        )
        content = _content(rng, symbology)
        _draw(sheet, text, symbology, content, 8 + 46.0 * (place % 2), 14 + 52.0 * (place // 2))
        rows.append({"symbology": symbology, "content": content})
    if rng.random() < 0.5:
        text.write(8, 8, rng.choice(["固定资产标签", "样本 SPECIMEN", "扫一扫"]))
    sheet.fields["codes"] = table(rows, ["symbology", "content"])
    return finished(sheet, "codes", "label")


def _content(rng: random.Random, symbology: str) -> str:
    if symbology == "EAN_13":
        body = "69" + digits(rng, 10)
        odd, even = sum(map(int, body[::2])), sum(map(int, body[1::2]))
        return body + str(-(odd + 3 * even) % 10)
    if symbology in ("CODE_128", "CODE_39"):
        return "".join(rng.choice(string.ascii_uppercase) for _ in range(2)) + digits(rng, 8)
    if symbology in ("DATA_MATRIX", "PDF_417", "AZTEC"):
        return f"SN{digits(rng, 12)}"
    return rng.choice(_WORDS) + digits(rng, rng.randint(4, 10))


def _draw(sheet: Sheet, text: Type, symbology: str, content: str, x: float, y: float) -> None:
    """In a field of 40 × 38 mm, long ones with what they say under them."""
    import zxingcpp  # few papers have bars

    from desktop_ocr.engines.offline.codes import SYMBOLOGIES

    of_name = {name: format_ for format_, name in SYMBOLOGIES.items()}
    code = zxingcpp.create_barcode(content, of_name[symbology])
    modules = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    is_tall = symbology in _TALL
    if not is_tall and symbology != "PDF_417":
        modules = modules[:1]
    wide = max(1, round(sheet.px(32.0 if is_tall else 40.0) / modules.shape[1])) * modules.shape[1]
    high = wide if is_tall else sheet.px(14.0)
    bars = Image.fromarray(modules).resize((wide, high), Image.Resampling.NEAREST).convert("RGB")
    left, top = sheet.px(x), sheet.px(y)
    sheet.picture.paste(bars, (left, top))
    # A photo is taken as near as print needs it: of a code no more than strips count as lines of it.
    strip, gap = sheet.px(STRIP), sheet.px(0.4)
    for upper in (top, top + strip + gap):
        lower = upper + strip
        sheet.boxes.setdefault("codes", []).append(
            ((left, upper), (left + wide, upper), (left + wide, lower), (left, lower))
        )
    if not is_tall:
        text.write(x, y + 14.0 + 3.4, content)
