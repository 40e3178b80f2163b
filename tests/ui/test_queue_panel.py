"""The queue: a list over the batch, thumbnails of what is looked at, filters that never take the clerk's paper away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.ui import kept_thumbnails
from desktop_ocr.ui.queue_model import NAME, THUMBNAIL, QueueModel
from desktop_ocr.ui.queue_panel import QueuePanel
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.batch import Batch
from tests.ui.test_field_editor import compose

ALL, NEEDS_LOOK, FAILED, READY, FINISHED = range(5)
PICTURE = QImage(320, 200, QImage.Format.Format_RGB32)


@pytest.fixture
def batch(kinds: dict[str, DocumentType]) -> Batch:
    return Batch(kinds)


@pytest.fixture
def model(qapp: Any, batch: Batch, words: Words) -> QueueModel:
    return QueueModel(batch, words)


@pytest.fixture
def panel(qtbot: QtBot, model: QueueModel) -> QueuePanel:
    panel = QueuePanel(model)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show()
    return panel


@pytest.fixture
def keys(panel: QueuePanel, batch: Batch, documents: list[Document]) -> list[int]:
    """Queued 0.png, ready 0.png, 1.png to look at, failed 2.png, in the panel already."""
    return batch.add(documents)


def waiting(count: int) -> list[Document]:
    return [Document(Source(Path(f"/in/{number}.png"))) for number in range(count)]


def shown(panel: QueuePanel) -> list[str]:
    return [str(panel.filter.index(row, 0).data(NAME)) for row in range(panel.filter.rowCount())]


def heard(signal: Any) -> list[Any]:
    said: list[Any] = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


# --- Thumbnails ---------------------------------------------------------------------------------------------------


def test_only_what_is_seen_gets_a_thumbnail(qtbot: QtBot, panel: QueuePanel, batch: Batch) -> None:
    asked = heard(panel.model.thumbnails_wanted)
    keys = batch.add(waiting(1000))
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert asked[0] == keys[: len(asked[0])]
    assert 3 < len(asked[0]) < 30
    panel.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1][-1] == keys[-1]


def test_a_hidden_panel_asks_for_nothing(qtbot: QtBot, panel: QueuePanel, batch: Batch) -> None:
    asked = heard(panel.model.thumbnails_wanted)
    panel.hide()
    batch.add(waiting(3))
    qtbot.wait(150)
    assert asked == []


def test_what_is_there_or_asked_for_is_not_asked_for_again(model: QueueModel, batch: Batch) -> None:
    asked = heard(model.thumbnails_wanted)
    one, two, three = batch.add(waiting(3))
    model.want_thumbnails([one, two])
    model.want_thumbnails([two, one])
    model.set_thumbnail(one, PICTURE)
    model.want_thumbnails([one, two])
    assert asked == [[one, two]]
    model.want_thumbnails([one, two, three])
    assert asked[1:] == [[two, three]]


def test_what_failed_is_not_asked_for(model: QueueModel, batch: Batch, documents: list[Document]) -> None:
    asked = heard(model.thumbnails_wanted)
    (key,) = batch.add([documents[3]])
    model.want_thumbnails([key])
    assert asked == []
    batch.read_again(key)
    model.want_thumbnails([key])
    assert asked == [[key]]


def test_thumbnails_are_small_and_announced(model: QueueModel, batch: Batch) -> None:
    changes = heard(model.dataChanged)
    (key,) = batch.add(waiting(1))
    assert model.index(0).data(THUMBNAIL) is None
    model.set_thumbnail(key, PICTURE)
    size = model.index(0).data(THUMBNAIL).size()
    assert (size.width(), size.height()) == (160, 100)
    assert list(changes[0][2]) == [THUMBNAIL]


def test_the_longest_unseen_thumbnail_is_dropped(
    model: QueueModel, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_thumbnails, "KEPT_THUMBNAILS", 2)
    one, two, three = batch.add(waiting(3))
    model.set_thumbnail(one, PICTURE)
    model.set_thumbnail(two, PICTURE)
    assert model.index(0).data(THUMBNAIL) is not None  # seen: now the second is the oldest
    model.set_thumbnail(three, PICTURE)
    assert [model.index(row).data(THUMBNAIL) is None for row in range(3)] == [False, True, False]


def test_a_turned_page_gets_another_thumbnail(model: QueueModel, batch: Batch) -> None:
    asked = heard(model.thumbnails_wanted)
    (key,) = batch.add(waiting(1))
    model.want_thumbnails([key])
    batch.set_recipe(key, Recipe(turn=90))
    model.set_thumbnail(key, PICTURE)  # drawn before the turn
    assert model.index(0).data(THUMBNAIL) is None
    model.want_thumbnails([key])
    model.set_thumbnail(key, PICTURE)
    assert model.index(0).data(THUMBNAIL) is not None
    batch.set_recipe(key, Recipe(turn=180))
    assert model.index(0).data(THUMBNAIL) is None
    assert asked == [[key], [key]]


def test_a_thumbnail_that_comes_late_is_ignored(model: QueueModel, batch: Batch) -> None:
    (key,) = batch.add(waiting(1))
    batch.remove([key])
    model.set_thumbnail(key, PICTURE)


# --- The filter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (ALL, ["0.png", "0.png", "1.png", "2.png"]),
        (NEEDS_LOOK, ["1.png"]),
        (FAILED, ["2.png"]),
        (READY, ["0.png"]),
        (FINISHED, []),
    ],
)
def test_filter_by_state(panel: QueuePanel, keys: list[int], place: int, names: list[str]) -> None:
    panel.state_box.setCurrentIndex(place)
    assert shown(panel) == names


def test_filters_are_counted(qtbot: QtBot, panel: QueuePanel, batch: Batch, keys: list[int]) -> None:
    def texts() -> list[str]:
        return [panel.state_box.itemText(place) for place in range(5)]

    qtbot.waitUntil(lambda: texts() == ["In this batch: 4", "To look at: 1", "Not read: 1", "Ready: 1", "Finished: 0"])
    batch.finish(keys[1], True)
    qtbot.waitUntil(lambda: texts()[3:] == ["Ready: 0", "Finished: 1"])


def test_search_by_name(panel: QueuePanel, batch: Batch, keys: list[int]) -> None:
    batch.add([Document(Source(Path("/in/发票 A.png")))])
    panel.search.setText(" 票 a")
    assert shown(panel) == ["发票 A.png"]
    panel.search.clear()
    assert len(shown(panel)) == 5


def test_the_current_paper_stays_when_it_no_longer_fits(
    qtbot: QtBot, panel: QueuePanel, batch: Batch, keys: list[int]
) -> None:
    panel.select(keys[1])
    current = heard(panel.current_changed)
    panel.state_box.setCurrentIndex(READY)
    batch.finish(keys[1], True)
    assert shown(panel) == ["0.png"]
    panel.select(keys[2])
    assert shown(panel) == ["0.png", "1.png"]
    qtbot.waitUntil(lambda: shown(panel) == ["1.png"])
    assert current == [keys[2]]


def test_a_filter_changes_no_current_paper(panel: QueuePanel, keys: list[int]) -> None:
    panel.select(keys[1])
    current = heard(panel.current_changed)
    panel.state_box.setCurrentIndex(FAILED)
    assert (panel.current, panel.selected()) == (keys[1], [])
    panel.state_box.setCurrentIndex(ALL)
    assert (panel.current, panel.selected()) == (keys[1], [keys[1]])
    assert current == []


def test_a_paper_that_is_filtered_out_can_be_selected(panel: QueuePanel, keys: list[int]) -> None:
    panel.search.setText("2.png")
    panel.select(keys[2])
    assert (panel.current, shown(panel)) == (keys[2], ["1.png", "2.png"])


def test_enter_goes_to_the_first_that_was_found(qtbot: QtBot, panel: QueuePanel, keys: list[int]) -> None:
    panel.activateWindow()
    panel.select(keys[0])
    panel.search.begin()
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)  # nothing is asked for: the current paper stays
    assert (panel.current, panel.list.hasFocus()) == (keys[0], True)
    panel.search.begin()
    qtbot.keyClicks(panel.search, "no such name")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert (panel.current, panel.search.hasFocus()) == (keys[0], True)
    panel.search.begin()
    qtbot.keyClicks(panel.search, "png")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert (panel.current, panel.list.hasFocus()) == (keys[0], True)
    panel.search.begin()
    qtbot.keyClicks(panel.search, "2.png")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert (panel.current, panel.list.hasFocus()) == (keys[3], True)


def test_escape_clears_the_search(qtbot: QtBot, panel: QueuePanel, keys: list[int]) -> None:
    panel.activateWindow()
    panel.select(keys[1])
    panel.search.begin()
    qtbot.keyClicks(panel.search, "2.png")
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert (panel.search.text(), len(shown(panel)), panel.current) == ("", 4, keys[1])
    assert panel.list.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_keys_of_the_input_method_do_not_end_the_search(
    qtbot: QtBot, panel: QueuePanel, keys: list[int], key: Qt.Key
) -> None:
    panel.activateWindow()
    panel.search.begin()
    qtbot.keyClicks(panel.search, "2")
    compose(panel.search, "fapiao")
    qtbot.keyClick(panel.search, key)
    assert (panel.search.text(), panel.search.hasFocus(), panel.search.is_composing) == ("2", True, True)


# --- Selecting, deleting, the menu --------------------------------------------------------------------------------


def test_arrow_keys_change_the_current_paper(qtbot: QtBot, panel: QueuePanel, keys: list[int]) -> None:
    current = heard(panel.current_changed)
    panel.select(keys[0])
    panel.select(keys[0])
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert current == keys[:2]


def test_delete_asks_for_all_selected(qtbot: QtBot, panel: QueuePanel, keys: list[int]) -> None:
    asked = heard(panel.delete_asked)
    panel.select(keys[2])
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert asked == [keys[1:3]]


def test_after_removal_a_neighbour_is_current(panel: QueuePanel, batch: Batch, keys: list[int]) -> None:
    panel.select(keys[1])
    taken = batch.remove(keys[1:3])
    assert panel.current == keys[3]
    batch.remove([keys[0], keys[3]])
    assert panel.current is None
    batch.restore(taken)
    current = heard(panel.current_changed)
    panel.select(keys[1])
    assert current == [keys[1]]


def test_delete_without_papers_asks_nothing(qtbot: QtBot, panel: QueuePanel) -> None:
    asked = heard(panel.delete_asked)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert asked == []


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_menu_is_asked_for_with_the_keys(panel: QueuePanel, keys: list[int], reason: QContextMenuEvent.Reason) -> None:
    asked = heard(panel.menu_asked)
    panel.select(keys[0])
    view = panel.list.viewport()
    place = view.mapToGlobal(panel.list.visualRect(panel.list.currentIndex()).center())
    given = place if reason is QContextMenuEvent.Reason.Mouse else QPoint(0, 0)
    QApplication.sendEvent(view, QContextMenuEvent(reason, view.mapFromGlobal(place), given))
    assert asked == [(place, [keys[0]])]


# --- How it looks -------------------------------------------------------------------------------------------------


def test_everything_has_an_accessible_name(panel: QueuePanel, keys: list[int]) -> None:
    for widget in (panel.state_box, panel.search, panel.list):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    row = QAccessible.queryAccessibleInterface(panel.list).child(2)
    assert row.text(QAccessible.Text.Name) == "1.png, ID card, portrait side, ? 2 to look at"


def test_a_row_shows_its_thumbnail_and_the_bar_of_the_selected(panel: QueuePanel, keys: list[int]) -> None:
    image = QImage(160, 106, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    panel.model.set_thumbnail(keys[0], image)
    panel.select(keys[0])
    drawn = panel.list.viewport().grab().toImage()
    row = panel.list.visualRect(panel.list.currentIndex())
    assert any(drawn.pixelColor(x, row.center().y()) == Qt.GlobalColor.magenta for x in range(60))
    assert drawn.pixelColor(1, row.center().y()) != drawn.pixelColor(1, row.bottom() + row.height() // 2)


@pytest.mark.parametrize("width", [60, 240, 700])
def test_any_row_can_be_drawn_at_any_width(
    panel: QueuePanel, batch: Batch, keys: list[int], documents: list[Document], width: int
) -> None:
    batch.add([replace(documents[1], source=Source(Path("/in") / ("名" * 200), 7))])
    panel.list.resize(width, 400)
    assert not panel.list.grab().isNull()


def test_rows_grow_with_the_text(panel: QueuePanel, keys: list[int]) -> None:
    height: Callable[[], int] = lambda: panel.list.sizeHintForRow(0)  # noqa: E731
    before = height()
    font = panel.list.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.list.setFont(font)
    assert height() > before * 1.3
