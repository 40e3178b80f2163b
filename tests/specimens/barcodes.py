"""Bar codes and squares as a reader finds them on papers; they hold what is printed beside them."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .sheet import Sheet


def code_128(sheet: Sheet, text: str, x: float, y: float, width: float, height: float, *, turned: bool = False) -> None:
    """Bars of `width` × `height` mm with their top left corner at (`x`, `y`); turned they run from top to bottom."""
    import zxingcpp  # few papers have bars

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    modules = np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))[:1]
    across = max(1, round(sheet.px(width) / modules.shape[1])) * modules.shape[1]
    bars = Image.fromarray(modules).resize((across, sheet.px(height)), Image.Resampling.NEAREST).convert("RGB")
    if turned:
        bars = bars.transpose(Image.Transpose.ROTATE_90)
    sheet.picture.paste(bars, (sheet.px(x), sheet.px(y)))
