"""Simplified and traditional characters: what the model offers is chosen by where the paper comes from."""

from __future__ import annotations

import pytest

from desktop_ocr.engines.offline.layout import lay_out
from desktop_ocr.engines.offline.script import AS_PRINTED, SIMPLIFIED, TRADITIONAL
from tests.engines.offline.printed import HEIGHT, WIDTH, printed

MISREAD = {1: (("汉", 0.02),)}


def text(script: str, *lines: str) -> str:
    rows = [
        printed(line, 60, 60 + 60 * place, unsure=MISREAD if line == "武漢" else None)
        for place, line in enumerate(lines)
    ]
    return lay_out(rows, WIDTH, HEIGHT, script=script).rows[0].text


@pytest.mark.parametrize(
    ("script", "others", "wanted"),
    [
        (SIMPLIFIED, (), "武汉"),
        (TRADITIONAL, (), "武漢"),
        (AS_PRINTED, ("护照号", "国籍", "签发机关"), "武汉"),
        (AS_PRINTED, ("護照號碼", "國籍", "發照機關"), "武漢"),
    ],
)
def test_a_character_is_of_the_papers_script(script: str, others: tuple[str, ...], wanted: str) -> None:
    assert text(script, "武漢", *others) == wanted


def test_other_lines_of_a_page_are_in_its_script() -> None:
    page = lay_out([printed("護照號碼", 60, 60)], WIDTH, HEIGHT, script=AS_PRINTED)
    assert page.script == TRADITIONAL
    assert page.laid_out([printed("武漢", 60, 60, unsure=MISREAD)]).rows[0].text == "武漢"
