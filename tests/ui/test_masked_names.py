"""Lists mask the numbers of persons in files' names, and show them for half a minute to who asks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.dialogs.bin import BinDialog, BinItem
from desktop_ocr.ui.queue_model import NAME
from desktop_ocr.ui.revealing import Revealing
from desktop_ocr.ui.workbench import Workbench
from tests.ui.conftest import Play
from tests.ui.driving import done, read

NUMBER = "11010519491231002X"  # reserved: the standard's own example
MASKED = f"1{'*' * 16}X.png"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / f"{NUMBER}.png"
    path.write_bytes(bytes((50, 0, 100)))
    return path


def test_the_queue_masks_and_shows_for_a_while(bench: Workbench, play: Play, picture: Path) -> None:
    def seen() -> tuple[str, bool]:
        index = bench.queue.model.index(0)
        said = [str(index.data(role)) for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)]
        return index.data(NAME), all(NUMBER in one for one in said)

    async def scenario() -> None:
        await read(bench, [picture])
        assert seen() == (MASKED, False)
        bench.actions.by_id["names"].trigger()
        await done(bench)
        assert seen() == (picture.name, True)
        bench.queue.names._timer.timeout.emit()
        assert seen() == (MASKED, False)

    play(scenario())


def test_there_is_nothing_to_show_where_nothing_is_masked(
    bench: Workbench, play: Play, pictures: list[Path], picture: Path
) -> None:
    async def scenario() -> None:
        await read(bench, pictures)
        assert not bench.actions.by_id["names"].isEnabled()
        await read(bench, [picture])
        assert bench.actions.by_id["names"].isEnabled()

    play(scenario())


def test_what_can_be_undone_names_no_number(bench: Workbench, play: Play, picture: Path) -> None:
    async def scenario() -> None:
        await read(bench, [picture])
        bench.review.going_on.finish()
        assert bench.review.undo_stack.undoText() == f"Finish {MASKED}"
        await done(bench)

    play(scenario())


def test_the_bin_masks_and_shows_for_a_while(qtbot: QtBot) -> None:
    when = datetime(2026, 11, 21, tzinfo=UTC)
    dialog = BinDialog([BinItem(1, f"{NUMBER}.png", "ID card", when, 30)])
    qtbot.addWidget(dialog)
    dialog.show()
    name = dialog.model.index(0, 0)
    assert name.data() == MASKED
    dialog.names_button.click()
    assert name.data() == f"{NUMBER}.png"
    dialog.names._timer.timeout.emit()
    assert name.data() == MASKED
    dialog.show_items([BinItem(1, "a.png", "ID card", when, 30)])
    assert not dialog.names_button.isVisible()


def test_it_ends_by_itself(qtbot: QtBot) -> None:
    revealing = Revealing(shown_for=1)
    told: list[bool] = []
    revealing.changed.connect(told.append)
    revealing.show()
    qtbot.waitUntil(lambda: told == [True, False])
