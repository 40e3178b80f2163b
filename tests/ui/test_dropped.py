"""What a drop carries: files before bytes, bytes before pixels, pixels before an address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from desktop_ocr.ui import dropped


def mime(**what: Any) -> QMimeData:
    data = QMimeData()
    if "urls" in what:
        data.setUrls([QUrl(url) for url in what["urls"]])
    if "text" in what:
        data.setText(what["text"])
    if "image" in what:
        data.setImageData(what["image"])
    for name, content in what.get("formats", {}).items():
        data.setData(name, content)
    return data


def image() -> QImage:
    made = QImage(4, 4, QImage.Format.Format_RGB32)
    made.fill(0)
    return made


def test_files_by_name(tmp_path: Path, qapp: Any) -> None:
    data = mime(urls=[QUrl.fromLocalFile(str(tmp_path / "发票.pdf")).toString(), "https://a.example/b.png"])
    assert dropped.files(data) == [tmp_path / "发票.pdf"]


def test_the_bytes_that_a_mail_program_hands_over(qapp: Any) -> None:
    assert dropped.carried(mime(formats={"application/pdf": b"%PDF-1.7"})) == ("pdf", b"%PDF-1.7")
    assert dropped.carried(mime(formats={"application/pdf": b""})) is None
    assert dropped.carried(mime(formats={"text/html": b"<p>"})) is None


def test_pixels(qapp: Any) -> None:
    found = dropped.picture(mime(image=image()))
    assert found is not None
    assert found.width() == 4
    assert dropped.picture(mime(image=QImage())) is None


@pytest.mark.parametrize(
    ("what", "address"),
    [
        ({"urls": ["https://a.example/b.png"]}, "https://a.example/b.png"),
        ({"urls": ["http://a.example/b.png"]}, "http://a.example/b.png"),  # refused when it is fetched, and told
        ({"text": " https://a.example/b.png\n"}, "https://a.example/b.png"),
        ({"text": "look at https://a.example/b.png"}, ""),
        ({"text": "http://a.example/b.png"}, ""),
        ({"urls": ["ftp://a.example/b.png"]}, ""),
        ({}, ""),
    ],
)
def test_an_address(what: dict[str, Any], address: str, qapp: Any) -> None:
    assert dropped.address(mime(**what)) == address


def test_whether_there_is_something(qapp: Any) -> None:
    assert dropped.holds_something(mime(formats={"image/heic": b"x"}))
    assert dropped.holds_something(mime(urls=["https://a.example/b"]))
    assert not dropped.holds_something(mime(text="说明"))
