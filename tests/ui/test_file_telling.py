"""What the clerk is told of files that came in: a sentence each, names of persons masked."""

from __future__ import annotations

import pytest

from desktop_ocr.ui.file_telling import FileTelling
from desktop_ocr.workflow.file_news import CameBefore, FileNews, FirstPagesOnly, FirstPictureOnly
from tests.fakes import ID_NUMBER

TOLD = [
    (CameBefore("a.jpg", "b.jpg"), "“a.jpg” has come before, as “b.jpg”; both are in the list."),
    (FirstPictureOnly("a.gif"), "“a.gif” holds more than one picture; only the first was taken."),
    (FirstPagesOnly("a.tif", 500), "“a.tif” has more than 500 pages; only the first 500 were taken."),
]


@pytest.mark.parametrize(("news", "sentence"), TOLD)
def test_every_news_has_its_sentence(qapp: object, news: FileNews, sentence: str) -> None:
    said: list[str] = []
    FileTelling(said.append).tell(news)
    assert said == [sentence]


def test_numbers_of_persons_in_names_are_masked(qapp: object) -> None:
    said: list[str] = []
    telling = FileTelling(said.append)
    name = f"{ID_NUMBER}.jpg"
    for news in (CameBefore(name, name), FirstPictureOnly(name), FirstPagesOnly(name, 500)):
        telling.tell(news)
    assert len(said) == 3
    assert all(ID_NUMBER not in sentence for sentence in said)
