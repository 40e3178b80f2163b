"""The page itself: names for who cannot see it, room for its words, keys, and what its parts show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui.camera.developing import SIDE, _small
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.camera.hint import READ, HintLabel
from desktop_ocr.ui.camera.panel import CameraPanel
from desktop_ocr.ui.camera.strip import COLUMNS, ROWS, ShotStrip
from desktop_ocr.ui.words import Words
from tests.ui.camera.fed import DESK, FULL_HD, frame
from tests.ui.looks import ROOM, cut_off, nameless

LONGEST = "The edges cannot be found now: press the space bar to take the whole picture"


@pytest.fixture
def panel(qtbot: QtBot, words: Words, kinds: dict[str, DocumentType]) -> CameraPanel:
    panel = CameraPanel(words, list(kinds.values()), CameraChoice())
    qtbot.addWidget(panel)
    panel.resize(ROOM[0], ROOM[1] - 100)  # the tool bar and the line below
    panel.show()
    panel.activateWindow()
    panel.choices.show_cameras([DESK], DESK, FULL_HD)
    return panel


def test_everything_has_a_name(panel: CameraPanel) -> None:
    panel.show_skip(True)
    panel.show_live()
    assert not nameless(panel)
    panel.show_error("Something happened.")
    assert not nameless(panel)


@pytest.mark.parametrize("is_error", [False, True])
@pytest.mark.usefixtures("large")
def test_the_largest_text_fits(panel: CameraPanel, is_error: bool) -> None:
    panel.show_skip(True)
    panel.show_live()
    if is_error:
        panel.show_error("The camera “A camera with a long name” gives no picture. " * 3)
    assert not cut_off(panel)


@pytest.mark.usefixtures("large")
def test_the_hint_fits_onto_the_picture(panel: CameraPanel) -> None:
    panel.view.show_frame(frame(0))
    panel.view.hint.tell("!", LONGEST, QColor("white"))
    hint = panel.view.hint
    assert not cut_off(hint)
    assert panel.view.picture.toRect().contains(hint.geometry())


def test_space_takes_a_picture_but_not_where_it_means_something(panel: CameraPanel, qtbot: QtBot) -> None:
    asked: list[None] = []
    panel.shoot_asked.connect(lambda: asked.append(None))
    panel.show_live()
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    QTest.keyClick(panel.shoot_button, Qt.Key.Key_Space)
    assert len(asked) == 2
    was = panel.choices.automatic.isChecked()
    QTest.keyClick(panel.choices.automatic, Qt.Key.Key_Space)
    assert panel.choices.automatic.isChecked() is not was
    QTest.keyClick(panel.kind_picker, Qt.Key.Key_Space)
    panel.kind_picker.close_list()
    assert len(asked) == 2


def test_escape_ends(panel: CameraPanel, qtbot: QtBot) -> None:
    panel.show_live()
    for widget in (panel.view, panel.shoot_button, panel.choices.automatic, panel.kind_picker):
        with qtbot.waitSignal(panel.end_asked):
            QTest.keyClick(widget, Qt.Key.Key_Escape)


def test_escape_first_closes_the_list_of_kinds(panel: CameraPanel, qtbot: QtBot) -> None:
    panel.kind_picker.setFocus()
    panel.kind_picker.open()
    with qtbot.assertNotEmitted(panel.end_asked):
        QTest.keyClick(panel.kind_picker, Qt.Key.Key_Escape)
    assert not panel.kind_picker.is_open


def test_an_error_puts_the_keyboard_on_its_button(panel: CameraPanel, qtbot: QtBot) -> None:
    panel.show_live()
    panel.view.setFocus()
    panel.show_error("It is gone.")
    assert panel.error == "It is gone."
    with qtbot.waitSignal(panel.retry_asked):
        QTest.keyClick(panel.message.retry_button, Qt.Key.Key_Return)


def test_the_guide_has_the_shape_of_the_paper(panel: CameraPanel) -> None:
    """Light brackets on a dark picture: as far apart as the sides of the paper."""
    panel.view.show_frame(frame(0xFF000000))

    def extent() -> tuple[int, int]:
        shown = panel.view.grab().toImage()
        area = panel.view.picture.toRect().adjusted(4, 4, -4, -4)  # not the focus
        light = [
            (x, y)
            for x in range(area.left(), area.right(), 2)
            for y in range(area.top(), area.bottom(), 2)
            if shown.pixelColor(x, y).lightness() > 200
        ]
        if not light:
            return 0, 0
        xs, ys = [x for x, _ in light], [y for _, y in light]
        return max(xs) - min(xs), max(ys) - min(ys)

    assert extent() == (0, 0)
    for aspect in (85.6 / 54, 1 / 1.414):
        panel.view.set_guide(aspect)
        width, height = extent()
        assert width / height == pytest.approx(aspect, rel=0.03)


# --- Hint ------------------------------------------------------------------------------------------------------------


def test_a_hint_stays_until_it_can_be_read(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 600)
    parent.show()
    hint = HintLabel(parent)
    white = QColor("white")
    hint.tell("!", "first", white)
    hint.tell("!", "second", white)
    hint.tell("!", "third", white)
    assert hint.text == "first"
    qtbot.waitUntil(lambda: hint.text == "third", timeout=10 * READ)
    hint.tell("✓", "Taken", white, is_urgent=True)
    assert hint.text == "Taken"
    hint.clear()
    assert hint.isHidden()


# --- Strip -----------------------------------------------------------------------------------------------------------


def test_the_strip_keeps_the_last_pictures(qtbot: QtBot) -> None:
    strip = ShotStrip()
    qtbot.addWidget(strip)
    for number in range(COLUMNS * ROWS + 2):
        strip.count_one()
        strip.add(frame(number, 30, 20))
    assert strip.count == COLUMNS * ROWS + 2
    newest_first = [picture.pixel(0, 0) & 0xFF for picture in strip.pictures]
    assert newest_first == list(range(COLUMNS * ROWS + 1, 1, -1))


def test_the_small_picture_is_the_paper_straightened() -> None:
    picture = frame(0xFF202020, 400, 300)
    quad = Quad.of([(0.25, 0.25), (0.75, 0.30), (0.72, 0.80), (0.22, 0.75)])
    pixels = quad.scaled(400, 300)
    left, top, right, bottom = (round(each) for each in pixels.bounds)
    for y in range(top, bottom):
        for x in range(left, right):
            picture.setPixel(x, y, 0xFFF0F0F0)
    small = _small(picture, quad, SIDE)
    assert max(small.width(), small.height()) == SIDE
    assert small.width() / small.height() == pytest.approx(pixels.width / pixels.height, abs=0.02)
    middle = small.pixelColor(small.width() // 2, small.height() // 2)
    assert middle.lightness() > 230


def test_without_a_paper_the_small_picture_is_all_of_it() -> None:
    small = _small(frame(0, 400, 300), None, SIDE)
    assert (small.width(), small.height()) == (SIDE, SIDE * 3 // 4)
    assert isinstance(small, QImage)
