"""How the parts are put together."""

from __future__ import annotations

import pytest

from desktop_ocr import composition


@pytest.mark.parametrize(
    ("processors", "pages", "readers"),
    [(8, 1, (1, 8)), (8, 2, (2, 4)), (8, 500, (4, 2)), (2, 500, (2, 1)), (1, 500, (1, 1)), (4, 0, (1, 4))],
)
def test_readers_share_the_processors(
    processors: int, pages: int, readers: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    assert composition.readers_for(pages) == readers


def test_a_file_that_turns_out_to_be_long_gets_more_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    with composition.program(pages=1) as program:
        one, many = program.recogniser_for(1), program.recogniser_for(200)
        assert (one, one.at_once, many.at_once) == (program.recogniser, 1, 4)
        assert many.engine is not one.engine
        assert many.passwords is one.passwords is program.unfolder.passwords
        assert many.contents is one.contents is program.unfolder.contents
