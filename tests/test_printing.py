"""What is printed paper by paper is what would be printed of all."""

from __future__ import annotations

import json
import sys
from pathlib import PurePath

import pytest

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import SourceGone
from desktop_ocr.json_output import to_json
from desktop_ocr.printing import FORMS, Printed
from desktop_ocr.progress_bar import ProgressBar
from tests.fakes import ID_CARD, recognition

READ = Document(Source(PurePath('a "\n".jpg'))).read_as(ID_CARD, recognition())
FAILED = Document(Source(PurePath("b.jpg"))).failed(SourceGone())


@pytest.mark.parametrize("documents", [[], [READ], [READ, FAILED, READ]], ids=len)
def test_json_is_that_of_all_of_them(documents: list[Document]) -> None:
    form = FORMS["json"]()
    text = "".join(map(form.one, documents)) + form.end()
    assert text == json.dumps(to_json(documents), ensure_ascii=False, indent=2) + "\n"


def test_the_table_ends_with_its_legend() -> None:
    form = FORMS["table"]()
    assert form.one(FAILED).startswith("\nb.jpg  [E_GONE]\n")
    assert form.end().startswith("\n✓ ")


@pytest.mark.parametrize("keeps", [False, True])
def test_papers_are_kept_for_an_export_alone_and_without_their_lines(
    keeps: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = Printed(FORMS["json"](), ProgressBar(sys.stderr), keeps=keeps)
    printed.add([READ, FAILED])
    printed.end()
    assert len(json.loads(capsys.readouterr().out)["documents"][0]["lines"]) > 0
    assert (printed.count, printed.failed) == (2, 1)
    assert [one.fields for one in printed.kept] == ([READ.fields, ()] if keeps else [])
    assert not any(one.paper.lines for one in printed.kept if one.paper)
