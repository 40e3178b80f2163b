"""An editor behaves as a cell of a spreadsheet, and never loses or doubles what an input method composes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document_type import ValueKind
from desktop_ocr.domain.recognition import Character, Reading
from desktop_ocr.domain.typed import in_one_line
from desktop_ocr.ui.doubts import Doubt, doubts, nearest
from desktop_ocr.ui.field_editor import FieldEditor

Key, Modifier = Qt.Key, Qt.KeyboardModifier
EDITED_KINDS = list(ValueKind)


class Bench(QWidget):
    """An editor, another widget to go to, and what the editor said."""

    def __init__(self) -> None:
        super().__init__()
        self.editor, self.other = FieldEditor(), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)
        layout.addWidget(self.other)
        self.committed: list[str] = []
        self.accepted: list[str] = []
        self.others: list[object] = []
        self.editor.committed.connect(self.committed.append)
        self.editor.accepted.connect(self.accepted.append)
        self.editor.finish_asked.connect(lambda: self.others.append("finish"))
        self.editor.neighbour_asked.connect(self.others.append)
        self.editor.offer_asked.connect(lambda number: self.others.append(("offer", number)))

    def begin(self, value: str, kind: ValueKind = ValueKind.TEXT) -> FieldEditor:
        self.editor.set_kind(kind)
        self.editor.begin(value)
        self.editor.enter()
        return self.editor


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = Bench()
    qtbot.addWidget(bench)
    bench.show()
    qtbot.waitExposed(bench)
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    return bench


def compose(widget: QWidget, word: str, commit: str = "") -> None:
    event = QInputMethodEvent(word, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)


# --- As in a spreadsheet --------------------------------------------------------------------------------------------


def test_typing_replaces_f2_goes_on(bench: Bench) -> None:
    editor = bench.begin("刘洋")
    QTest.keyClicks(editor, "ab")
    assert editor.toPlainText() == "ab"
    editor = bench.begin("12")
    press(editor, Key.Key_F2)
    QTest.keyClicks(editor, "3")
    assert editor.toPlainText() == "123"


def test_escape_gives_back_what_was_there_on_entry(bench: Bench) -> None:
    editor = bench.begin("old")
    QTest.keyClicks(editor, "new")
    press(editor, Key.Key_Escape)
    assert editor.toPlainText() == "old"
    bench.other.setFocus()
    assert bench.committed == []


def test_escape_after_a_commit_gives_back_too(bench: Bench) -> None:
    editor = bench.begin("old")
    QTest.keyClicks(editor, "new")
    editor.commit()
    reverted: list[str] = []
    editor.reverted.connect(lambda: reverted.append(editor.toPlainText()))
    press(editor, Key.Key_Escape)
    assert (bench.committed, reverted) == (["new"], ["old"])


def test_enter_commits_then_accepts(bench: Bench) -> None:
    editor = bench.begin("old")
    QTest.keyClicks(editor, "n")
    press(editor, Key.Key_Return)
    press(editor, Key.Key_Enter)
    assert (bench.committed, bench.accepted) == (["n"], ["n", "n"])
    press(editor, Key.Key_Return, Modifier.ControlModifier)
    assert bench.others == ["finish"]


@pytest.mark.parametrize("leave", [lambda b: b.other.setFocus(), lambda b: press(b.editor, Key.Key_Tab)])
def test_leaving_commits_once(bench: Bench, leave: Callable[[Bench], None]) -> None:
    editor = bench.begin("old")
    QTest.keyClicks(editor, "new")
    leave(bench)
    assert bench.other.hasFocus()
    editor.commit()
    assert bench.committed == ["new"]


def test_new_line_only_where_values_have_lines(bench: Bench) -> None:
    editor = bench.begin("a", ValueKind.ADDRESS)
    press(editor, Key.Key_F2)
    press(editor, Key.Key_Return, Modifier.ShiftModifier)
    assert editor.toPlainText() == "a"
    editor = bench.begin("a", ValueKind.LINES)
    press(editor, Key.Key_F2)
    press(editor, Key.Key_Return, Modifier.ShiftModifier)
    assert editor.toPlainText() == "a\n"
    assert bench.accepted == []


def test_up_and_down_go_through_the_rows_first(bench: Bench) -> None:
    editor = bench.begin("a\nb", ValueKind.LINES)
    press(editor, Key.Key_Down)  # wholly selected: to the neighbour
    assert bench.others == [1]
    press(editor, Key.Key_F2)
    press(editor, Key.Key_Up)
    assert bench.others == [1]
    press(editor, Key.Key_Up)
    assert bench.others == [1, -1]


@pytest.mark.parametrize("kind", [ValueKind.ADDRESS, ValueKind.TEXT, ValueKind.LINES])
def test_paste(bench: Bench, kind: ValueKind) -> None:
    editor = bench.begin("", kind)
    data = QMimeData()
    data.setText("广东省\r\n深圳市\n")
    editor.insertFromMimeData(data)
    assert editor.toPlainText() == ("广东省\n深圳市" if kind is ValueKind.LINES else "广东省深圳市")


def test_pieces_of_latin_script_keep_a_space() -> None:
    assert in_one_line("12 High Street", "London") == "12 High Street London"
    assert in_one_line("深圳市", "2号") == "深圳市2号"


def test_grows_to_four_rows(bench: Bench) -> None:
    bench.resize(300, 400)
    editor = bench.begin("短", ValueKind.ADDRESS)
    heights = []
    for repeats in (1, 10, 40, 100):
        editor.begin("一二三四五" * repeats)
        QApplication.processEvents()
        heights.append(editor.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_undo_belongs_to_the_editor_only_while_it_was_changed(bench: Bench) -> None:
    editor = bench.begin("old")
    assert not editor.document().isUndoAvailable()
    QTest.keyClicks(editor, "n")
    press(editor, Key.Key_Z, Modifier.ControlModifier)
    assert editor.toPlainText() == "old"
    QTest.keyClicks(editor, "n")
    editor.commit()
    assert not editor.document().isUndoAvailable()


def test_the_same_value_shown_again_changes_nothing(bench: Bench) -> None:
    editor = bench.begin("abcdef")
    press(editor, Key.Key_F2)
    press(editor, Key.Key_Left)
    editor.show_value("abcdef")
    assert editor.textCursor().position() == 5
    QTest.keyClicks(editor, "x")
    editor.show_value("other")
    assert editor.toPlainText() == "abcdexf"
    bench.other.setFocus()
    assert bench.committed == ["abcdexf"]


def test_rare_characters_are_whole(bench: Bench) -> None:
    """Two units of UTF-16 for Qt, one character for us."""
    editor = bench.begin("𠮷田x")
    assert editor.cursor_place() is None
    editor.replace(2, 3, "y")
    assert (editor.toPlainText(), editor.cursor_place()) == ("𠮷田y", 3)
    editor.replace(0, 1, "𠮶")
    assert (editor.toPlainText(), editor.cursor_place()) == ("𠮶田y", 1)
    editor.replace_all("吉")
    assert editor.toPlainText() == "吉"


def test_red_characters_after_a_rare_one(bench: Bench) -> None:
    editor = bench.begin("𠮷田")
    editor.paint_doubts([Doubt(1, 0.5, ())], None)
    (red,) = editor.extraSelections()
    assert red.cursor.selectedText() == "田"
    editor.grab()  # wholly selected: painted by us


# --- Input method ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EDITED_KINDS)
def test_half_word_without_an_input_method_that_answers(bench: Bench, kind: ValueKind) -> None:
    editor = bench.begin("旧", kind)
    press(editor, Key.Key_F2)
    compose(editor, "guang")
    bench.other.setFocus()
    assert bench.committed == ["旧guang"]
    compose(editor, "", "guang")  # comes late: not a second time
    assert editor.toPlainText() == "旧guang"


@pytest.mark.parametrize("kind", EDITED_KINDS)
def test_half_word_committed_by_the_input_method(
    bench: Bench, kind: ValueKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = bench.begin("旧", kind)

    class Method:
        def commit(self) -> None:
            compose(editor, "", "广")

        def reset(self) -> None:
            compose(editor, "")

    monkeypatch.setattr(QGuiApplication, "inputMethod", staticmethod(Method))
    press(editor, Key.Key_F2)
    compose(editor, "guang")
    editor.commit()
    bench.other.setFocus()
    assert bench.committed == ["旧广"]


def test_a_field_that_was_left_does_not_look_selected(bench: Bench) -> None:
    editor = bench.begin("北京")
    assert editor.textCursor().selectedText() == "北京"
    bench.other.setFocus()
    assert editor.textCursor().selectedText() == ""
    editor.enter()
    assert editor.textCursor().selectedText() == "北京"


@pytest.mark.parametrize("kind", EDITED_KINDS)
def test_committed_before_the_focus_goes(bench: Bench, kind: ValueKind) -> None:
    """As Qt does it: the input method commits, then the focus leaves."""
    editor = bench.begin("旧", kind)
    compose(editor, "guang")
    compose(editor, "", "广")
    bench.other.setFocus()
    assert (editor.toPlainText(), bench.committed) == ("广", ["广"])


@pytest.mark.parametrize("kind", EDITED_KINDS)
@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Key.Key_Return, Modifier.NoModifier),
        (Key.Key_Return, Modifier.ControlModifier),
        (Key.Key_Tab, Modifier.NoModifier),
        (Key.Key_Escape, Modifier.NoModifier),
        (Key.Key_Up, Modifier.NoModifier),
        (Key.Key_1, Modifier.AltModifier),
    ],
)
def test_keys_of_the_input_method(bench: Bench, kind: ValueKind, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    editor = bench.begin("旧", kind)
    press(editor, Key.Key_F2)
    compose(editor, "guang")
    press(editor, key, modifier)
    assert editor.hasFocus()
    assert editor.is_composing
    assert (bench.committed, bench.accepted, bench.others) == ([], [], [])
    compose(editor, "", "广")
    assert editor.toPlainText() == "旧广"


def test_another_document_does_not_get_the_half_word(bench: Bench) -> None:
    editor = bench.begin("旧")
    compose(editor, "guang")
    editor.begin("新")
    assert (editor.toPlainText(), editor.is_composing) == ("新", False)
    bench.other.setFocus()
    assert bench.committed == []


def test_the_document_changes_while_a_word_is_composed(bench: Bench) -> None:
    editor = bench.begin("旧")
    press(editor, Key.Key_F2)
    compose(editor, "guang")
    editor.show_value("别的")
    assert editor.is_composing
    compose(editor, "", "广")
    assert editor.toPlainText() == "旧广"


# --- Doubtful characters --------------------------------------------------------------------------------------------


def reading(value: str, weak: int) -> Reading:
    characters = tuple(
        Character(text, 0.7 if place == weak else 0.99, 0, 1, (("腾", 0.2), ("藤", 0.1)))
        for place, text in enumerate(value)
    )
    return Reading("address", value, value, 0.9, "test", characters=characters)


def test_doubts_follow_the_text() -> None:
    read = reading("南山区滕讯大厦", 3)
    (doubt,) = doubts(read, "南山区滕讯大厦")
    assert (doubt.place, doubt.offers, doubt.is_open) == (3, ("腾", "藤"), True)
    (doubt,) = doubts(read, "深圳市南山区滕讯大厦")
    assert doubt.place == 6
    (doubt,) = doubts(read, "南山区腾讯大厦")
    assert (doubt.place, doubt.offers, doubt.is_open) == (3, ("滕", "藤"), False)
    assert doubts(read, "南山区大厦") == ()


def test_values_in_another_form_have_no_places() -> None:
    read = reading("1990年9月12日", 3)
    assert doubts(Reading("d", "1990-09-12", read.text, 0.9, "test", characters=read.characters), "1990-09-12") == ()


def test_nearest_doubt() -> None:
    read = reading("ab", 0)
    two = (*doubts(read, "ab"), *doubts(reading("cdefg", 4), "cdefg"))
    assert nearest(two, None) == two[0]
    assert nearest(two, 5) == two[1]
    assert nearest((), 1) is None
