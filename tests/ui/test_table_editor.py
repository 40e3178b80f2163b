"""A table in the panel: edited with the keyboard alone, cell by cell, as in a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document
from desktop_ocr.domain.review import Correction, FieldState
from desktop_ocr.domain.tables import rows_of, text_of
from desktop_ocr.ui import cell_text
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.page_showing import CELL
from desktop_ocr.ui.table_editor import TableEditor
from desktop_ocr.ui.table_model import MARK, TableModel
from desktop_ocr.ui.words import Words
from desktop_ocr.ui.workbench import Workbench
from tests.goods import COLUMNS, KIND, ROWS, UNCLEAR, bill
from tests.ui.conftest import Play
from tests.ui.driving import done, outside
from tests.ui.test_field_panel import Heard

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, NONE = Modifier.ControlModifier, Modifier.NoModifier


@pytest.fixture(autouse=True)
def clipboard_is_left_empty(qapp: QApplication) -> Iterator[None]:
    """What it holds when Python ends is freed twice."""
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def panel(qtbot: QtBot, words: Words) -> FieldPanel:
    panel = FieldPanel(words, [KIND])
    qtbot.addWidget(panel)
    panel.resize(420, 900)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.show_document(bill())
    return panel


@pytest.fixture
def heard(panel: FieldPanel) -> Heard:
    return Heard(panel)


def table(panel: FieldPanel, key: str = "goods") -> TableEditor:
    row = panel.list.row(key)
    assert row is not None
    assert row.table is not None
    return row.table


def keys(*pressed: Key, held: Modifier = NONE) -> None:
    for key in pressed:
        QTest.keyClick(QApplication.focusWidget(), key, held)


def enter() -> None:
    """In a cell's editor: Qt lets it have the key before the cell is closed."""
    keys(Key.Key_Return)
    QApplication.processEvents()


def type_(text: str) -> None:
    """Each to whoever has the focus by then: the first opens the cell."""
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    keys(Key.Key_V, held=CTRL)


def place(panel: FieldPanel) -> tuple[int, int]:
    index = table(panel).view.currentIndex()
    return index.row(), index.column()


def rows(heard: Heard) -> list[dict[str, str]]:
    key, text = heard.edited[-1]
    assert key == "goods"
    return [dict(row) for row in rows_of(text) or ()]


def test_a_table_shows_its_cells_and_marks_those_to_look_at(panel: FieldPanel) -> None:
    model = table(panel).model
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(7)] == [one.label_en for one in COLUMNS]
    shown = [[model.index(row, column).data() for column in range(7)] for row in range(3)]
    assert shown == [list(row.values()) for row in ROWS]
    marks = {
        (row, COLUMNS[column].key): model.index(row, column).data(MARK)
        for row in range(3)
        for column in range(7)
        if model.index(row, column).data(MARK)
    }
    assert marks == {UNCLEAR: "?", (2, "quantity"): "≠", (2, "price"): "≠", (2, "amount"): "≠"}
    assert "please compare" in model.index(1, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert table(panel).view.accessibleName().startswith("Goods: ")
    assert not panel.list.row("goods").text.isVisible()  # type: ignore[union-attr]


def test_the_clerk_comes_in_at_the_first_cell_to_look_at_and_goes_from_cell_to_cell(
    panel: FieldPanel, heard: Heard
) -> None:
    panel.activate("number")
    keys(Key.Key_Tab)
    assert panel.active_key() == "goods"
    assert place(panel) == (1, 3)
    keys(Key.Key_Tab)
    assert place(panel) == (1, 4)
    keys(Key.Key_Right, Key.Key_Right, Key.Key_Tab)
    assert place(panel) == (2, 0)
    keys(Key.Key_Backtab)
    assert place(panel) == (1, 6)
    keys(Key.Key_Down, Key.Key_Tab)
    assert panel.active_key() == "net", "after the last cell comes the next field"
    keys(Key.Key_Backtab)
    assert panel.active_key() == "goods"
    table(panel).view.go_to(0, 0)
    keys(Key.Key_Up)
    assert panel.active_key() == "number"
    assert heard.edited == []


def test_a_cell_is_typed_over_and_told_at_once_and_the_field_is_accepted_with_enter(
    panel: FieldPanel, heard: Heard
) -> None:
    panel.activate("goods")
    type_("106")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert panel.typed() is not None
    enter()
    assert rows(heard)[1]["price"] == "106"
    assert len(heard.edited) == 1
    assert place(panel) == (2, 3), "Enter goes down"
    type_("26")
    keys(Key.Key_Tab)
    assert rows(heard)[2]["price"] == "26"
    assert place(panel) == (2, 4)
    keys(Key.Key_Return)
    assert heard.accepted == [("goods", heard.edited[-1][1])]
    keys(Key.Key_Return, held=CTRL)
    keys(Key.Key_0, held=Modifier.AltModifier)
    assert heard.others == ["finish", ("illegible", "goods")]


def test_escape_leaves_a_cell_as_it_was_and_then_takes_all_back(panel: FieldPanel, heard: Heard) -> None:
    reverted: list[tuple[str, object]] = []
    panel.reverted.connect(lambda *said: reverted.append(said))
    panel.activate("goods")
    type_("9")
    keys(Key.Key_Escape)
    assert heard.edited == []
    type_("9")
    keys(Key.Key_Tab)
    assert len(heard.edited) == 1
    keys(Key.Key_Escape)
    assert reverted == [("goods", None)]
    assert table(panel).toPlainText() == text_of(ROWS)


def test_rows_are_added_and_removed(panel: FieldPanel, heard: Heard) -> None:
    panel.activate("goods")
    keys(Key.Key_Insert)
    type_("7")
    enter()
    assert rows(heard) == [ROWS[0], {"price": "7"}, *ROWS[1:]]
    table(panel).view.go_to(1, 0)
    keys(Key.Key_Delete, held=CTRL)
    assert rows(heard) == ROWS
    table(panel).view.go_to(3, 0)
    type_("new")
    keys(Key.Key_Tab)
    assert rows(heard) == [*ROWS, {"name": "new"}]
    assert table(panel).model.rowCount() == 5, "there is always room for one more"
    table(panel).view.go_to(3, 0)
    table(panel).remove_button.click()
    assert rows(heard) == ROWS


def test_cells_of_a_spreadsheet_are_pasted_as_cells_and_copied_so(panel: FieldPanel, heard: Heard) -> None:
    panel.activate("goods")
    table(panel).view.go_to(2, 0)
    paste("钢笔\t支\t3\r\n墨水\t瓶\t4\t5.00\t20.00\t13%\t2.60\tbeyond\r\n")
    assert len(heard.edited) == 1
    assert rows(heard)[2] == {**ROWS[2], "name": "钢笔", "unit": "支", "quantity": "3"}
    wanted = ("墨水", "瓶", "4", "5.00", "20.00", "13%", "2.60")
    assert rows(heard)[3] == dict(zip([one.key for one in COLUMNS], wanted, strict=True))
    view = table(panel).view
    view.go_to(2, 1)
    keys(Key.Key_Right, Key.Key_Down, held=Modifier.ShiftModifier)
    keys(Key.Key_C, held=CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "支\t3\n瓶\t4\n"
    assert data.hasFormat("x-kde-passwordManagerHint"), "no history keeps it"
    keys(Key.Key_Delete)
    assert "unit" not in rows(heard)[2]


def test_a_table_of_any_columns_grows_as_it_is_pasted(panel: FieldPanel) -> None:
    said: list[tuple[str, str]] = []
    panel.edited.connect(lambda *one: said.append(one))
    panel.activate("free")
    paste("a\tb\tc\n\td\n")
    assert rows_of(said[-1][1]) == ({"1": "a", "2": "b", "3": "c"}, {"2": "d"})


def test_what_is_no_table_is_a_text(panel: FieldPanel) -> None:
    document = bill()
    fields = [
        replace(one, correction=Correction("see the other sheet")) if one.spec.key == "goods" else one
        for one in document.fields
    ]
    panel.show_document(replace(document, fields=tuple(fields)))
    row = panel.list.row("goods")
    assert row is not None
    assert row.text.isVisible()
    assert row.text.toPlainText() == "see the other sheet"
    assert row.table is not None
    assert not row.table.isVisible()


def test_another_document_has_other_cells(panel: FieldPanel) -> None:
    panel.activate("goods")
    empty = Document(bill().source).read_as(KIND, bill().recognition)  # type: ignore[arg-type]
    fields = tuple(replace(one, readings=()) for one in empty.fields)
    panel.show_document(replace(empty, fields=fields), identity=2)
    model = table(panel).model
    assert (model.rowCount(), model.columnCount(), model.index(0, 0).data()) == (1, 7, "")


def test_each_cell_is_a_step_that_can_be_taken_back_and_the_others_stay_to_be_compared(
    bench: Workbench, play: Play
) -> None:
    async def scenario() -> None:
        (key,) = bench.batch.add([bill()])
        bench.queue.select(key)
        await done(bench)
        bench.fields.activate("goods")
        for text in ("106", "1060.00"):
            await outside(partial(type_, text))
            await outside(partial(keys, Key.Key_Tab))
        field = bench.batch.document(key).field("goods")
        assert rows_of(field.value)[1]["amount"] == "1060.00"  # type: ignore[index]
        assert field.state is not FieldState.CONFIRMED, "one cell was typed, the others were not compared"
        assert bench.review.undo_stack.count() == 2
        bench.review.undo()
        field = bench.batch.document(key).field("goods")
        assert rows_of(field.value)[1] == {**ROWS[1], "price": "106"}  # type: ignore[index]
        assert table(bench.fields).model.index(1, 4).data() == "1055.00"
        bench.review.undo()
        assert bench.batch.document(key).field("goods").correction is None
        bench.fields.activate("goods")
        await outside(partial(keys, Key.Key_Return))
        await done(bench)
        assert bench.batch.document(key).field("goods").state is FieldState.CONFIRMED

    play(scenario())


def test_the_box_of_the_cell_is_shown_on_the_page(bench: Workbench, play: Play) -> None:
    async def scenario() -> None:
        (key,) = bench.batch.add([bill()])
        bench.queue.select(key)
        await done(bench)
        showing = bench.review.page_showing
        bench.fields.activate("goods")
        regions = {one.key: one for one in showing._regions(bench.batch.document(key))}
        box = regions[CELL].quad.bounds
        assert [round(one, 3) for one in box] == [0.44, 0.35, 0.54, 0.38]
        bench.fields.activate("net")
        assert CELL not in {one.key for one in showing._regions(bench.batch.document(key))}

    play(scenario())


def test_a_box_that_is_drawn_goes_into_the_cell(bench: Workbench, play: Play) -> None:
    async def scenario() -> None:
        (key,) = bench.batch.add([bill()])
        bench.queue.select(key)
        await done(bench)
        bench.fields.activate("goods")
        line = bench.batch.document(key).paper.lines[0]  # type: ignore[union-attr]
        bench.review.page_reading.read_line_at(line.region.centre, False)
        field = bench.batch.document(key).field("goods")
        assert rows_of(field.value)[1] == {**ROWS[1], "price": line.text}  # type: ignore[index]

    play(scenario())


def test_the_model_keeps_what_qt_expects_of_one(words: Words, qtmodeltester: ModelTester) -> None:
    model = TableModel(words)
    model.begin(COLUMNS, text_of(ROWS))
    qtmodeltester.check(model)
    model.insert_row(1)
    model.put(3, 0, [["a"], ["b"]])
    model.remove_rows_at([0, 2])
    qtmodeltester.check(model)


def test_an_answer_that_names_a_far_column_makes_no_table_that_wide(words: Words) -> None:
    model = TableModel(words)
    model.begin((), text_of([{"1": "a", "999999999": "b"}]))
    assert model.columnCount() == 2


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\nc", [["a", "b"], ["c"]]),
        ('"two\nlines"\tb', [["two lines", "b"]]),
        ('5" nail\tb', [['5" nail', "b"]]),
        ("a\r\n\r\nb\r\n\r\n", [["a"], [""], ["b"]]),
        ("", []),
    ],
)
def test_cells_as_spreadsheets_hand_them_over(text: str, cells: list[list[str]]) -> None:
    assert cell_text.cells_in(text) == cells
