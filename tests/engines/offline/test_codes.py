"""Codes are found wherever they stand, several on a page, and named as clerks know them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from zxingcpp import BarcodeFormat

from desktop_ocr.engines.offline.codes import SYMBOLOGIES, Code, read_codes
from tests.specimens import photograph, render

TEXTS = {
    BarcodeFormat.UPCA: "036000291452",
    BarcodeFormat.UPCE: "01234565",
    BarcodeFormat.EAN13: "6901234567892",
    BarcodeFormat.EAN8: "96385074",
    BarcodeFormat.Code39: "ABC-1234",
    BarcodeFormat.Code93: "CODE93",
    BarcodeFormat.Code128: "SF1234567890123",
    BarcodeFormat.ITF: "12345678",
    BarcodeFormat.Codabar: "A40156B",
    BarcodeFormat.QRCode: "姓名：张三",
    BarcodeFormat.DataMatrix: "DM-0001",
    BarcodeFormat.Aztec: "aztec text",
    BarcodeFormat.PDF417: "pdf417 text",
}


def drawn(symbology: BarcodeFormat, text: str) -> np.ndarray:
    """A picture of a code with its margin, grey."""
    made = zxingcpp.create_barcode(text, symbology)
    return np.asarray(zxingcpp.write_barcode_to_image(made, scale=4))


def page(*codes: np.ndarray) -> np.ndarray:
    """The codes below each other on white."""
    height = sum(code.shape[0] + 60 for code in codes) + 60
    canvas = np.full((height, max(code.shape[1] for code in codes) + 120, 3), 255, np.uint8)
    y = 60
    for code in codes:
        canvas[y : y + code.shape[0], 60 : 60 + code.shape[1]] = code[..., None]
        y += code.shape[0] + 60
    return canvas


def test_a_text_for_every_symbology() -> None:
    assert set(TEXTS) == set(SYMBOLOGIES)


@pytest.mark.parametrize("symbology", TEXTS, ids=SYMBOLOGIES.values())
def test_each_symbology_is_read_and_named(symbology: BarcodeFormat) -> None:
    (code,) = read_codes(page(drawn(symbology, TEXTS[symbology])))
    assert code.symbology == SYMBOLOGIES[symbology]
    assert code.text == TEXTS[symbology]


def test_several_codes_from_the_top_down_with_their_places() -> None:
    picture = page(drawn(BarcodeFormat.QRCode, "first"), drawn(BarcodeFormat.Code128, "second"))
    first, second = read_codes(picture)
    assert (first.text, second.text) == ("first", "second")
    left, top, right, bottom = first.region.bounds
    dark = np.argwhere(picture[: picture.shape[0] // 2, :, 0] < 128)
    assert (top, left) == pytest.approx(dark.min(axis=0) / picture.shape[:2], abs=0.02)
    assert bottom < second.region.bounds[1]
    assert right < 1


@pytest.mark.parametrize("turn", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE])
def test_codes_that_lie_on_a_side_or_on_the_head(turn: int) -> None:
    picture = page(drawn(BarcodeFormat.Code128, "SF1234567890123"), drawn(BarcodeFormat.QRCode, "square"))
    found = read_codes(np.ascontiguousarray(cv2.rotate(picture, turn)))
    assert {code.text for code in found} == {"SF1234567890123", "square"}


def test_the_corners_begin_at_the_codes_own_top_left() -> None:
    picture = cv2.rotate(page(drawn(BarcodeFormat.QRCode, "square")), cv2.ROTATE_180)
    (code,) = read_codes(np.ascontiguousarray(picture))
    assert code.region.top_left.x > code.region.top_right.x
    assert code.region.top_left.y > code.region.bottom_left.y


def test_a_page_without_codes() -> None:
    assert read_codes(np.full((400, 600, 3), 255, np.uint8)) == ()


def test_a_short_run_of_strokes_is_no_code() -> None:
    assert read_codes(page(drawn(BarcodeFormat.ITF, "1234"))) == ()


def test_what_may_have_been_misread() -> None:
    codes = {code.symbology: code for code in read_codes(page(*(drawn(one, TEXTS[one]) for one in TEXTS)))}
    corrected = {name for name, code in codes.items() if code.is_corrected}
    assert corrected == {"QR_CODE", "DATA_MATRIX", "AZTEC", "PDF_417"}


@pytest.mark.parametrize(("kind", "seed"), [("vat_invoice", 0), ("vat_invoice", 3), ("express_waybill", 1)])
def test_codes_of_bills_in_a_photo(kind: str, seed: int) -> None:
    photo = photograph(render(kind, seed), "mild", seed)
    found = read_codes(np.ascontiguousarray(np.asarray(photo.image)[..., ::-1]))
    number = photo.fields["invoice_number" if kind == "vat_invoice" else "waybill_number"]
    assert any(number in code.text for code in found)
    assert all(isinstance(code, Code) for code in found)
