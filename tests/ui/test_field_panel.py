"""The right pane shows a document, says what the clerk does, and keeps the clerk's place when the document changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recognition import Character, Reading
from desktop_ocr.domain.review import Correction, Field
from desktop_ocr.ui import theme
from desktop_ocr.ui.field_panel import FieldPanel
from desktop_ocr.ui.words import Words
from tests.ui.fakes import RIGHT, WRONG, recognition
from tests.ui.test_field_editor import compose, press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
WEAK = 9


class Heard:
    """What a panel said."""

    def __init__(self, panel: FieldPanel) -> None:
        self.edited: list[tuple[str, str]] = []
        self.accepted: list[tuple[str, str]] = []
        self.active: list[str] = []
        self.others: list[object] = []
        panel.edited.connect(lambda *said: self.edited.append(said))
        panel.accepted.connect(lambda *said: self.accepted.append(said))
        panel.field_activated.connect(self.active.append)
        panel.finish_asked.connect(lambda: self.others.append("finish"))
        panel.illegible_asked.connect(lambda key: self.others.append(("illegible", key)))


def weak_address(field: Field) -> Field:
    """The address with one doubtful character, and a place on the page."""
    value = RIGHT["address"].replace("腾", "滕")
    characters = tuple(
        Character(text, 0.71 if place == WEAK else 0.99, place / 20, (place + 1) / 20, (("腾", 0.2), ("藤", 0.1)))
        for place, text in enumerate(value)
    )
    region = Quad.rectangle(0.2, 0.5, 0.7, 0.55)
    return replace(field, readings=(Reading("address", value, value, 0.9, "fake", region, characters),))


@pytest.fixture
def document(kinds: dict[str, DocumentType]) -> Document:
    read = Document(Source(Path("1.png"))).read_as(kinds["id_card_front"], recognition(WRONG))
    fields = (weak_address(field) if field.spec.key == "address" else field for field in read.fields)
    return replace(read, fields=tuple(fields))


@pytest.fixture
def panel(qtbot: QtBot, words: Words, kinds: dict[str, DocumentType]) -> FieldPanel:
    panel = FieldPanel(words, list(kinds.values()))
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


@pytest.fixture
def heard(panel: FieldPanel) -> Heard:
    return Heard(panel)


def editor(panel: FieldPanel) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    assert panel.isAncestorOf(widget)
    return widget


def text(panel: FieldPanel, key: str) -> str:
    row = panel.list.row(key)
    assert row is not None
    return row.editor.toPlainText()


def corrected(document: Document, key: str, value: str) -> Document:
    return document.corrected(key, Correction(value))


def test_tab_reaches_every_field_and_leaves(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document)
    panel.activate("name")
    for _ in document.fields[1:]:
        press(editor(panel), Key.Key_Tab)
    assert heard.active == [field.spec.key for field in document.fields]
    press(editor(panel), Key.Key_Tab)
    assert editor(panel) is panel.kind_picker
    press(editor(panel), Key.Key_Tab)
    assert panel.list.row("name").editor.hasFocus()  # type: ignore[union-attr]
    assert heard.edited == []


def test_arrows_go_to_the_neighbours(panel: FieldPanel, document: Document) -> None:
    panel.show_document(document)
    panel.activate("name")
    press(editor(panel), Key.Key_Down)
    assert panel.active_key() == "sex"
    press(editor(panel), Key.Key_Up)
    press(editor(panel), Key.Key_Up)
    assert panel.active_key() == "name"


def test_keys_say_what_they_mean(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document)
    panel.activate("name")
    QTest.keyClicks(editor(panel), "Li")
    press(editor(panel), Key.Key_Return)
    press(editor(panel), Key.Key_Return, Modifier.ControlModifier)
    assert (heard.edited, heard.accepted) == ([("name", "Li")], [("name", "Li")])
    assert heard.others == ["finish"]


def test_the_same_document_again_keeps_the_clerks_place(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document, 7)
    panel.activate("address")
    press(editor(panel), Key.Key_F2)
    press(editor(panel), Key.Key_Left)
    QTest.keyClicks(editor(panel), "x")
    compose(editor(panel), "guang")
    changed = corrected(document, "name", "李")
    panel.show_document(changed, 7)
    assert text(panel, "name") == "李"
    assert panel.active_key() == "address"
    compose(editor(panel), "", "广")
    assert text(panel, "address").endswith("大x广厦")
    press(editor(panel), Key.Key_Tab)
    assert heard.edited == [("address", RIGHT["address"].replace("腾", "滕").replace("厦", "x广厦"))]


def test_while_it_is_read_anew_the_fields_stay(
    panel: FieldPanel, document: Document, heard: Heard, kinds: dict[str, DocumentType]
) -> None:
    panel.show_document(document, 7)
    panel.activate("name")
    QTest.keyClicks(editor(panel), "Li")
    panel.show_document(document.with_asked_type(kinds["id_card_front"]), 7)
    assert text(panel, "name") == "Li"
    panel.show_document(document, 7)
    assert (text(panel, "name"), panel.active_key(), heard.edited) == ("Li", "name", [])


def test_another_kind_of_the_same_document_gets_the_value_first(
    panel: FieldPanel, document: Document, heard: Heard, kinds: dict[str, DocumentType]
) -> None:
    panel.show_document(document, 7)
    panel.activate("name")
    QTest.keyClicks(editor(panel), "Li")
    other = document.read_as(kinds["bank_card"], recognition({}))
    panel.show_document(other, 7)
    assert heard.edited == [("name", "Li")]
    assert [row.key for row in panel.list.shown()] == [field.spec.key for field in other.fields]


def test_another_document_resets(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document, 7)
    panel.activate("name")
    compose(editor(panel), "li")
    panel.show_document(corrected(document, "name", "李"), 8)
    assert (text(panel, "name"), panel.active_key()) == ("李", "name")
    panel.show_document(None)
    assert (panel.active_key(), heard.edited) == ("", [])
    assert panel.note.text()


def test_commit_takes_a_half_word(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document, 7)
    panel.activate("name")
    compose(editor(panel), "li")
    panel.commit()
    panel.commit()
    assert heard.edited == [("name", "li")]


def test_a_listener_may_show_the_document_at_once(panel: FieldPanel, document: Document) -> None:
    now = [document]

    def keep(key: str, value: str) -> None:
        now[0] = corrected(now[0], key, value)
        panel.show_document(now[0], 7)

    panel.edited.connect(keep)
    panel.show_document(document, 7)
    panel.activate("name")
    QTest.keyClicks(editor(panel), "Li Yang")
    press(editor(panel), Key.Key_Escape)
    assert now[0].field("name").value == RIGHT["name"]
    QTest.keyClicks(editor(panel), "Li")
    press(editor(panel), Key.Key_Tab)
    assert (now[0].field("name").value, panel.active_key()) == ("Li", "sex")


def test_alternatives_by_key_and_by_button(panel: FieldPanel, document: Document, heard: Heard) -> None:
    panel.show_document(document)
    panel.activate("address")
    assert [button.text() for button in panel.details.offers if button.isVisible()] == ["Alt+1 腾", "Alt+2 藤"]
    press(editor(panel), Key.Key_2, Modifier.AltModifier)
    assert text(panel, "address")[WEAK] == "藤"
    QTest.mouseClick(panel.details.offers[1], Qt.MouseButton.LeftButton)  # now 滕, 腾
    assert text(panel, "address") == RIGHT["address"]
    assert panel.active_key() == "address"
    press(editor(panel), Key.Key_Tab)
    assert heard.edited == [("address", RIGHT["address"])]
    panel.activate("name")
    assert not any(button.isVisible() for button in panel.details.offers)


def test_what_is_printed_is_offered_where_the_file_says_something_else(
    panel: FieldPanel, document: Document, heard: Heard
) -> None:
    printed = Reading("number", "110105194912310038", "110105194912310038", 0.9, "fake")
    fields = tuple(
        replace(field, readings=(*field.readings, printed)) if field.spec.key == "id_number" else field
        for field in document.fields
    )
    panel.show_document(replace(document, fields=fields))
    panel.activate("id_number")
    assert panel.details.printed.isVisible()
    assert printed.value in panel.details.printed.text()
    QTest.mouseClick(panel.details.printed, Qt.MouseButton.LeftButton)
    assert text(panel, "id_number") == printed.value
    assert not panel.details.printed.isVisible()
    press(editor(panel), Key.Key_Tab)
    assert heard.edited == [("id_number", printed.value)]
    panel.activate("address")
    assert not panel.details.printed.isVisible()


def test_doubtful_characters_are_red(panel: FieldPanel, document: Document) -> None:
    panel.show_document(document)
    row = panel.list.row("address")
    assert row is not None
    (selection,) = row.editor.extraSelections()
    assert selection.cursor.selectedText() == "滕"
    panel.show_document(corrected(document, "address", RIGHT["address"].replace("腾", "滕")))
    assert row.editor.extraSelections() == []


def test_states_are_said_in_words(panel: FieldPanel, document: Document) -> None:
    fields = tuple(replace(f, readings=()) if f.spec.key == "nation" else f for f in document.fields)
    panel.show_document(replace(document, fields=fields))
    marks = {row.key: row.mark.text() for row in panel.list.shown()}
    assert (marks["nation"], marks["address"], marks["id_number"]) == ("?", "?", "!")
    row = panel.list.row("nation")
    assert row is not None
    assert row.editor.accessibleName() == "Ethnic group: Empty, needs a look"
    panel.activate("nation")
    assert panel.details.reasons.text() == "Should be there, but nothing was found"
    panel.activate("id_number")
    assert panel.details.reasons.text().startswith("The check of the ID number fails")


def test_everything_that_takes_the_focus_has_a_name(panel: FieldPanel, document: Document) -> None:
    panel.show_document(document)
    panel.activate("address")
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget


def test_the_strip_shows_the_place(panel: FieldPanel, document: Document) -> None:
    page = QImage(1000, 600, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    for x in range(200, 700):
        for y in range(300, 330):
            page.setPixelColor(x, y, QColor("#00ff00"))
    panel.set_page(page)
    panel.show_document(document)
    panel.activate("address")
    QApplication.processEvents()
    strip = panel.details.strip
    assert strip.isVisible()
    assert strip.width() <= panel.width()
    size = strip._size(strip.width())
    assert strip.grab().toImage().pixelColor(size.width() // 2, size.height() // 2) == QColor("#00ff00")
    panel.activate("name")  # its reading has no place
    assert not strip.isVisible()


def test_turned_regions_stand_upright(panel: FieldPanel) -> None:
    page = QImage(100, 200, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    for x in range(40, 60):
        for y in range(40, 60):
            page.setPixelColor(x, y, QColor("#ff0000"))
    # The text runs downwards: its beginning, red, is at the top of the page.
    region = Quad.of([(0.6, 0.2), (0.6, 0.8), (0.4, 0.8), (0.4, 0.2)])
    strip = panel.details.strip
    strip.resize(400, 100)
    strip.show_part(page, region, 20)
    drawn = strip._draw(strip._size(400), 2.0)
    around = round(0.35 * 20 * strip._scale(400) * 2)
    assert drawn.pixelColor(around + 10, drawn.height() // 2) == QColor("#ff0000")
    assert drawn.pixelColor(drawn.width() - around - 10, drawn.height() // 2) == QColor("#ffffff")
    assert drawn.width() == strip._size(400).width() * 2


def test_illegible_and_hover(panel: FieldPanel, document: Document, heard: Heard, qtbot: QtBot) -> None:
    panel.show_document(document)
    panel.activate("address")
    QTest.mouseClick(panel.details.illegible, Qt.MouseButton.LeftButton)
    assert heard.others == [("illegible", "address")]
    assert panel.active_key() == "address"
    panel.highlight("name", True)
    panel.highlight("sex", True)
    assert [row.key for row in panel.list.shown() if row._is_hovered] == ["sex"]
    panel.highlight("", False)
    assert not any(row._is_hovered for row in panel.list.shown())


@pytest.mark.parametrize("width", [360, 480])
@pytest.mark.parametrize("percent", [100, 175])
def test_nothing_is_cut_off(
    panel: FieldPanel, document: Document, qapp: QApplication, width: int, percent: int
) -> None:
    font, sheet, palette = qapp.font(), qapp.styleSheet(), qapp.palette()
    try:
        theme.apply(qapp, "light", percent)
        panel.resize(width, 900)
        panel.show_document(document)
        panel.activate("id_number")
        for _ in range(5):
            qapp.processEvents()
        for row in panel.list.shown():
            assert row.editor.horizontalScrollBar().maximum() == 0
            assert row.editor.verticalScrollBar().maximum() == 0
            assert row.x() + row.width() <= panel.width()
    finally:
        theme.apply(qapp, "light", 100)
        qapp.setFont(font)
        qapp.setStyleSheet(sheet)
        qapp.setPalette(palette)
