"""Files of several pages at Baidu's double."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from PIL import Image

from .baidu import BaiduDouble, Truth
from .client import ask, code, encoded


@pytest.fixture(autouse=True)
def seen(baidu: BaiduDouble) -> None:
    """What these tests send can be read: a refusal is for another reason."""
    baidu.truths.tell(Truth.sample("lines") + Truth.sample("vat_invoice"))


def pdf(pages: int) -> str:
    kept = io.BytesIO()
    blank = Image.new("RGB", (60, 80))
    blank.save(kept, "PDF", save_all=True, append_images=[blank] * (pages - 1))
    return base64.b64encode(kept.getvalue()).decode()


def ofd(pages: int) -> str:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for page in range(pages):
            package.writestr(f"Doc_0/Pages/Page_{page}/Content.xml", "<x/>")
    return base64.b64encode(kept.getvalue()).decode()


@pytest.mark.parametrize(("name", "made"), [("pdf_file", pdf), ("ofd_file", ofd)])
def test_pages_of_files(baidu: BaiduDouble, name: str, made) -> None:
    assert ask(baidu, "general_basic", None, **{name: made(3)})[f"{name}_size"] == "3"
    assert code(baidu, "vat_invoice", None, **{name: made(3), f"{name}_num": "3"}) == 0
    for page in ("4", "0", "-1", "two"):
        assert code(baidu, "vat_invoice", None, **{name: made(3), f"{name}_num": page}) == 216100
    assert code(baidu, "vat_invoice", None, **{name: encoded(b"neither")}) == 216201
    assert code(baidu, "idcard", None, **{name: made(1)}) == 216101, "takes pictures only"


def test_a_template_reads_one_page(baidu: BaiduDouble) -> None:
    sign = next(iter(baidu.account.templates))
    assert code(baidu, "iocr_template", None, pdf_file=pdf(1), templateSign=sign) == 0
    assert code(baidu, "iocr_template", None, pdf_file=pdf(2), templateSign=sign) == 216201
