"""What Baidu's double refuses: forms, sizes, sides, parameters, pace, quota, permission."""

from __future__ import annotations

import io
from urllib.parse import quote_plus, urlencode

import pytest
from PIL import Image

from .baidu import NOTHING, BaiduDouble, Truth
from .baidu.interfaces import INTERFACES, Interface
from .client import PICTURE, code, encoded, jpeg, post, token_of
from .clock import VirtualClock

ONE_OF_MANY = [one for one in INTERFACES.values() if one.inputs]
TEMPLATES = {"templateSign": "id_card_front", "file_name": "a.jpg", "fileName": "a.jpg"}


@pytest.fixture(autouse=True)
def seen(baidu: BaiduDouble) -> None:
    """What these tests send can be read: a refusal is for another reason."""
    truth = Truth.sample("lines")
    for name in ("idcard:front", "vat_invoice", "table", "hk_macau_taiwan_exitentrypermit:hk_mc_passport_front"):
        truth += Truth.sample(name)
    baidu.truths.tell(truth)


def test_the_body_is_a_form(baidu: BaiduDouble) -> None:
    form = urlencode({"image": encoded(PICTURE)})
    path, token = "/rest/2.0/ocr/v1/general_basic", token_of(baidu)
    assert "error_code" not in post(baidu, path, form, token=token)
    assert post(baidu, path, form, token=token, kind="application/json")["error_code"] == 216101


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda text: "image=" + text,  # encoded not at all: plus signs become blanks
        lambda text: "image=" + quote_plus(quote_plus(text)),  # encoded twice
        lambda text: urlencode({"image": "data:image/jpeg;base64," + text}),
        lambda text: urlencode({"image": text[:76] + "\n" + text[76:]}),
    ],
    ids=["raw", "twice", "data address", "line breaks"],
)
def test_base64_is_sent_bare_and_encoded_once(baidu: BaiduDouble, spoiled) -> None:
    text = encoded(b"\xfb\xef\xbe" * 40 + PICTURE)
    assert "+" in text
    assert post(baidu, "/rest/2.0/ocr/v1/idcard", spoiled(text) + "&id_card_side=front", token=token_of(baidu)) == {
        "error_code": 216201,
        "error_msg": "image format error",
        "log_id": 2_057_057_242_228_098_769,
    }


def padded(most: int) -> bytes:
    """The longest JPEG whose base64, form-encoded, has no more than that many bytes: three zeros become AAAA."""
    content = jpeg()
    content += bytes(-len(content) % 3)
    return content + bytes((most - len(quote_plus(encoded(content)))) // 4 * 3)


@pytest.mark.parametrize("name", ["idcard", "accurate"])
def test_size_counts_after_base64_and_form_encoding(baidu: BaiduDouble, name: str) -> None:
    content = padded(INTERFACES[name].most_bytes)
    assert len(content) > INTERFACES[name].most_bytes * 0.7
    assert code(baidu, name, content) == 0
    assert code(baidu, name, content + bytes(3)) == 216202


@pytest.mark.parametrize(
    ("name", "side", "expected"),
    [
        ("general_basic", 14, 216202),
        ("general_basic", 15, 0),
        ("general_basic", 4096, 0),
        ("general_basic", 4097, 216202),
        ("accurate_basic", 4097, 0),
        ("accurate_basic", 8192, 0),
        ("accurate_basic", 8193, 216202),
        ("general_ocr", 8193, 216202),
    ],
)
def test_sides(baidu: BaiduDouble, name: str, side: int, expected: int) -> None:
    assert code(baidu, name, jpeg(side, 20)) == expected
    assert code(baidu, name, jpeg(20, side)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"), [("PNG", 0), ("BMP", 0), ("GIF", 216201), ("WEBP", 216201), ("TIFF", 216201)]
)
def test_formats(baidu: BaiduDouble, kind: str, expected: int) -> None:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30)).save(kept, kind)
    assert code(baidu, "general_basic", kept.getvalue()) == expected


def test_an_empty_picture_and_one_that_is_none(baidu: BaiduDouble) -> None:
    assert code(baidu, "general_basic", None, image="") == 216200
    assert code(baidu, "general_basic", b"hello, this is text") == 216201


@pytest.mark.parametrize("interface", ONE_OF_MANY, ids=lambda one: one.id)
def test_every_interface_wants_its_file(baidu: BaiduDouble, interface: Interface) -> None:
    form = dict.fromkeys(interface.one_of[:1], "x") | (TEMPLATES if interface.id == "iocr_universal_request" else {})
    missing = 216101
    if interface.path.startswith("/rest/2.0/solution/"):
        missing = 283016 if "universal" in interface.id else 282003
    assert code(baidu, interface.id, None, **form) == missing


ALL_PARAMETERS = [(one, name) for one in INTERFACES.values() for name, p in one.parameters.items() if p.values]


@pytest.mark.parametrize(("interface", "name"), ALL_PARAMETERS, ids=lambda value: getattr(value, "id", value))
def test_every_parameter_with_listed_values_refuses_another(
    baidu: BaiduDouble, interface: Interface, name: str
) -> None:
    expected = 282809 if name == "result_type" else 216100
    needed = {"request_id": "x"} if interface.id == "table_getresult" else {}
    assert code(baidu, interface.id, **needed, **{name: "True"}) == expected


REQUIRED = [(one, name) for one in INTERFACES.values() for name, p in one.parameters.items() if p.required]


@pytest.mark.parametrize(("interface", "name"), REQUIRED, ids=lambda value: getattr(value, "id", value))
def test_every_required_parameter(baidu: BaiduDouble, interface: Interface, name: str) -> None:
    expected = (
        283016 if "universal" in interface.id else 282003 if interface.path.startswith("/rest/2.0/sol") else 216101
    )
    assert code(baidu, interface.id, **{name: ""}) == expected


def test_one_of_template_and_classifier(baidu: BaiduDouble) -> None:
    sign = next(iter(baidu.account.templates))
    assert code(baidu, "iocr_template") == 282003
    assert code(baidu, "iocr_template", templateSign="f" * 32) == 282004
    assert code(baidu, "iocr_template", classifierId="77") == 272004
    assert code(baidu, "iocr_template", templateSign=sign) == 0
    assert code(baidu, "iocr_template", templateSign=sign, classifierId="77") == 0, "the template wins"
    assert code(baidu, "iocr_finance", templateSign="mixed_receipt") == 0
    assert code(baidu, "iocr_finance", detectorId="0") == 0
    assert code(baidu, "iocr_finance") == 282003


def test_the_universal_reading_wants_a_name_under_both_spellings_that_fits(baidu: BaiduDouble) -> None:
    assert code(baidu, "iocr_universal_request", **TEMPLATES) == 0
    for wrong in ({"fileName": ""}, {"file_name": ""}, {"file_name": "a.png", "fileName": "a.png"}):
        assert code(baidu, "iocr_universal_request", **{**TEMPLATES, **wrong}) == 283016
    assert code(baidu, "iocr_universal_request", file_name="a.jpg", fileName="a.jpg") == 283016
    assert code(baidu, "iocr_universal_request", **{**TEMPLATES, "templateSign": "id_card_font"}) == 282004


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://example.invalid/a.jpg", 0),
        ("", 282110),
        ("example.invalid/a.jpg", 282111),
        ("ftp://example.invalid/a.jpg", 282111),
        ("http://example.invalid/" + "a" * 1001, 0),
        ("http://example.invalid/" + "a" * 1002, 282114),
    ],
)
def test_addresses(baidu: BaiduDouble, url: str, expected: int) -> None:
    assert code(baidu, "general_basic", None, url=url) == expected


def test_a_picture_goes_before_an_address(baidu: BaiduDouble) -> None:
    assert code(baidu, "general_basic", PICTURE, url="not an address") == 0
    assert [call.interface for call in baidu.log.calls()] == ["general_basic"]


def test_a_path_that_does_not_exist_or_is_spelled_otherwise(baidu: BaiduDouble) -> None:
    token = token_of(baidu)
    for path in ("/rest/2.0/ocr/v1/nothing", "/rest/2.0/ocr/v1/hk_macau_exitentrypermit"):
        assert post(baidu, path, "", token=token)["error_code"] == 3


def test_pace_in_any_second(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.account.qps = 2
    seen = []
    for _ in range(12):
        seen.append(code(baidu, "general_basic"))
        virtual_clock.advance(0.25)
    assert seen == [0, 0, 18, 18] * 3
    assert baidu.log.busiest() == 4
    assert code(baidu, "idcard") == 0, "each interface has its own pace"


def test_quota_of_a_day_begins_anew_at_midnight_in_china(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.account.daily["general_basic"] = 2
    assert [code(baidu, "general_basic") for _ in range(3)] == [0, 0, 17]
    virtual_clock.advance(86400 - (virtual_clock() + 8 * 3600) % 86400 - 1)
    assert code(baidu, "general_basic") == 17
    virtual_clock.advance(1)
    assert code(baidu, "general_basic") == 0


def test_quota_counts_results_only_and_ends(baidu: BaiduDouble, virtual_clock: VirtualClock) -> None:
    baidu.account.total["vat_invoice"] = 1
    baidu.truths.tell(NOTHING)
    assert code(baidu, "vat_invoice") == 282102
    baidu.truths.tell(Truth.sample("vat_invoice"))
    assert [code(baidu, "vat_invoice") for _ in range(2)] == [0, 19]
    virtual_clock.advance(30 * 86400 - 1)
    assert code(baidu, "vat_invoice") == 19


def test_permission(baidu: BaiduDouble) -> None:
    baidu.account.without.add("seal")
    assert code(baidu, "seal") == 6
    assert code(baidu, "general_basic") == 0
