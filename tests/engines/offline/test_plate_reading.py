"""The real models on plates: in the street, several on one picture, and on papers that only speak of plates."""

from __future__ import annotations

import random

import pytest
from PIL import Image

from desktop_ocr.domain.recognition import Paper
from tests.engines.offline.test_reader import ReaderInThread, prepared
from tests.specimens.license_plate import several, street_photo
from tests.specimens.sheet import Sheet


@pytest.fixture(scope="module")
def reader() -> ReaderInThread:
    return ReaderInThread()


def values(paper: Paper) -> dict[str, str]:
    return {reading.field: reading.value for reading in paper.readings}


@pytest.mark.parametrize("seed", [2, 5, 11])
def test_a_plate_in_the_street(reader: ReaderInThread, seed: int) -> None:
    photo, drawn = street_photo(seed, plate_width=(120, 300))
    (paper,) = reader.read(prepared(photo), None).papers
    assert paper.document_type == "license_plate"
    assert values(paper) == drawn.fields


def test_each_plate_of_a_picture_is_a_paper_and_is_found_again_in_its_own_part(reader: ReaderInThread) -> None:
    picture, numbers = several(random.Random(1), 3)
    papers = reader.read(prepared(picture), None).papers
    assert sorted(values(paper)["number"] for paper in papers) == sorted(numbers)
    sizes = [paper.quad.width for paper in papers if paper.quad]
    assert sizes == sorted(sizes, reverse=True), "the most prominent first"
    assert len(sizes) == 3
    for paper in papers:
        assert paper.quad is not None
        left, top, right, bottom = paper.quad.scaled(picture.width, picture.height).bounds
        part = picture.crop((round(left), round(top), round(right), round(bottom)))
        (again,) = reader.read(prepared(part), "license_plate").papers
        assert values(again) == values(paper)


def test_a_paper_that_speaks_of_plates_is_none(reader: ReaderInThread) -> None:
    sheet = Sheet(148, 105, 1100)
    for place, text in enumerate(("车辆停放证明", "号牌 京A12345", "京B1234警", "停放于地下一层 26 号车位")):
        sheet.write(20, 20 + 16 * place, text, role="song", size=6)
    paper = reader.read(prepared(sheet.picture), None).papers[0]
    assert paper.document_type == "general_text"


def test_who_asks_for_a_plate_gets_it_from_a_paper_too(reader: ReaderInThread) -> None:
    sheet = Sheet(148, 105, 1100)
    sheet.write(20, 30, "京A12345", role="song", size=9)
    sheet.write(20, 60, "停放于地下一层 26 号车位", role="song", size=6)
    paper = reader.read(prepared(sheet.picture), "license_plate").papers[0]
    assert values(paper)["number"] == "京A12345"


def test_a_picture_without_plates_has_none(reader: ReaderInThread) -> None:
    paper = reader.read(prepared(Image.new("RGB", (400, 300), (26, 72, 168))), "license_plate").papers[0]
    assert paper.readings == ()
