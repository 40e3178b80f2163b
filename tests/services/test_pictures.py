"""Sizes from first bytes agree with Pillow's."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from .pictures import Picture, picture


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "jpg"), ("PNG", "png"), ("BMP", "bmp")])
@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("size", [(17, 33), (640, 481)])
def test_sizes(kind: str, name: str, mode: str, size: tuple[int, int]) -> None:
    kept = io.BytesIO()
    Image.new(mode, size).save(kept, kind)
    assert picture(kept.getvalue()) == Picture(name, *size)


def test_progressive_with_data_about_it() -> None:
    kept, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "x" * 500
    Image.new("RGB", (70, 50)).save(kept, "JPEG", progressive=True, exif=exif)
    assert picture(kept.getvalue()) == Picture("jpg", 70, 50)


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(30), b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x10JF", b"BM"])
def test_none(content: bytes) -> None:
    assert picture(content) is None
