"""The kind of paper is found by typing a part of its name in either language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.kind_picker import KindPicker
from desktop_ocr.ui.words import Words
from tests.ui.test_field_editor import compose

Key = Qt.Key


class Bench(QWidget):
    def __init__(self, words: Words, kinds: list[DocumentType]) -> None:
        super().__init__()
        self.picker, self.other = KindPicker(words, kinds), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.picker)
        layout.addWidget(self.other)
        layout.addStretch(1)
        self.resize(400, 500)
        self.chosen: list[str] = []
        self.picker.chosen.connect(self.chosen.append)

    def names(self) -> list[str]:
        model = self.picker.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.fixture
def bench(qtbot: QtBot, words: Words, kinds: dict[str, DocumentType]) -> Bench:
    bench = Bench(words, list(kinds.values()))
    qtbot.addWidget(bench)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.picker.setFocus()
    return bench


def test_shows_the_kind_and_that_it_was_found(bench: Bench) -> None:
    bench.picker.show_kind("", "id_card_front")
    assert bench.picker.text() == "ID card, portrait side"
    bench.picker.show_kind("", "")
    assert bench.picker.text() == "Detect"


@pytest.mark.parametrize("typed", ["business l", "营业", "BUSINESS lic"])
def test_typing_finds_in_both_languages(bench: Bench, typed: str) -> None:
    bench.picker.selectAll()
    if typed.isascii():
        QTest.keyClicks(bench.picker, typed)
    else:
        compose(bench.picker, "", typed)
    assert bench.picker.is_open
    assert bench.names() == ["Business licence"]
    QTest.keyClick(bench.picker, Key.Key_Return)
    assert bench.chosen == ["business_license"]
    assert not bench.picker.is_open


def test_keys_walk_the_list_detect_first(bench: Bench) -> None:
    bench.picker.show_kind("id_card_front", "id_card_front")
    QTest.keyClick(bench.picker, Key.Key_Down)
    assert bench.names()[0] == "Detect"
    for _ in range(20):
        QTest.keyClick(bench.picker, Key.Key_Up)
    QTest.keyClick(bench.picker, Key.Key_Return)
    assert bench.chosen == [""]


def test_leaving_or_escape_choose_nothing(bench: Bench) -> None:
    bench.picker.show_kind("", "id_card_front")
    QTest.keyClicks(bench.picker, "bank")
    QTest.keyClick(bench.picker, Key.Key_Escape)
    assert bench.picker.text() == "ID card, portrait side"
    QTest.keyClicks(bench.picker, "bank")
    bench.other.setFocus()
    assert (bench.picker.text(), bench.picker.is_open, bench.chosen) == ("ID card, portrait side", False, [])


def test_a_click_chooses_and_a_click_elsewhere_closes(bench: Bench) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(bench.picker, left)
    assert bench.picker.is_open
    QTest.mouseClick(bench, left, pos=bench.rect().bottomLeft())
    assert not bench.picker.is_open
    QTest.mouseClick(bench.picker, left)
    view = bench.picker.list
    QTest.mouseClick(view.viewport(), left, pos=view.visualRect(view.model().index(1, 0)).center())
    assert len(bench.chosen) == 1


def test_a_half_word_keeps_its_keys(bench: Bench) -> None:
    bench.picker.selectAll()
    compose(bench.picker, "yingye")
    for key in (Key.Key_Return, Key.Key_Tab, Key.Key_Escape):
        QTest.keyClick(bench.picker, key)
    bench.picker.show_kind("", "id_card_front")
    assert bench.picker.hasFocus()
    assert bench.chosen == []
    compose(bench.picker, "", "营业")
    assert bench.names() == ["Business licence"]


def test_nothing_found_chooses_nothing(bench: Bench) -> None:
    QTest.keyClicks(bench.picker, "zzz")
    QTest.keyClick(bench.picker, Key.Key_Return)
    assert bench.chosen == []
    QApplication.processEvents()
