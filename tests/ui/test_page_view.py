"""The page in the middle: its buttons, the words in its place, and how a crop begins and ends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.review import FieldState
from desktop_ocr.ui.page_view import PageView, ShownRegion

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NAME = ShownRegion("name", Quad.rectangle(0.1, 0.1, 0.3, 0.2), FieldState.LIKELY, "Name")
NUMBER = ShownRegion("number", Quad.rectangle(0.2, 0.6, 0.8, 0.7), FieldState.BROKEN, "Number")


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    image = QImage(1000, 800, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    view.show_page(image, [NAME, NUMBER])
    QApplication.processEvents()
    return view


def at(view: PageView, x: float, y: float) -> QPoint:
    """The place in the viewport of a point of the page (0–1)."""
    return view.canvas.mapFromScene(QPointF(x * 1000, y * 800))


def drag(view: PageView, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    port = view.canvas.viewport()
    QTest.mousePress(port, LEFT, keys, start)
    for step in (1, 2, 3):
        QTest.mouseMove(port, start + (end - start) * step / 3)
    QTest.mouseRelease(port, LEFT, keys, end)


class TestCrop:
    def test_a_corner_is_dragged_and_chosen(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        drag(view, at(view, 0.1, 0.1), at(view, 0.3, 0.2))
        with qtbot.waitSignal(view.crop_chosen) as caught:
            view.choose_button.click()
        corner = caught.args[0].top_left
        assert abs(corner.x - 0.3) + abs(corner.y - 0.2) < 0.02
        assert view.canvas.crop is None

    def test_the_page_has_a_button_for_it(self, view: PageView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(view.crop_asked):
            view.crop_button.click()

    def test_the_buttons_of_a_crop_take_the_place_of_the_one_that_begins_it(self, view: PageView) -> None:
        buttons = (view.crop_button, view.choose_button, view.cancel_button)
        assert [button.isVisible() for button in buttons] == [True, False, False]
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        assert [button.isVisible() for button in buttons] == [False, True, True]
        view.cancel_button.click()
        assert [button.isVisible() for button in buttons] == [True, False, False]

    def test_by_keyboard(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        QTest.keyClick(view.canvas, Qt.Key.Key_Tab)
        QTest.keyClick(view.canvas, Qt.Key.Key_Left, SHIFT)
        QTest.keyClick(view.canvas, Qt.Key.Key_Down)
        with qtbot.waitSignal(view.crop_chosen) as caught:
            QTest.keyClick(view.canvas, Qt.Key.Key_Return)
        corner = caught.args[0].top_right
        pixel = 1 / view.canvas.zoom_level
        assert (corner.x, corner.y) == (pytest.approx(0.9 - 10 * pixel / 1000), pytest.approx(0.1 + pixel / 800))

    def test_escape_leaves_it(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        with qtbot.waitSignal(view.crop_left), qtbot.assertNotEmitted(view.crop_chosen):
            QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
        assert view.canvas.crop is None


def test_another_page_ends_a_crop(view: PageView, qtbot: QtBot) -> None:
    view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
    with qtbot.waitSignal(view.crop_left):
        view.show_page(QImage(10, 10, QImage.Format.Format_RGB888), [])
    assert not view.choose_button.isVisible()
    assert view.crop_button.isVisible()


def test_a_page_that_cannot_be_shown_says_why(view: PageView) -> None:
    view.show_message("The file is damaged.")
    assert view.message.isVisible()
    assert not view.canvas.isVisible()
    assert not view.crop_button.isEnabled()
    view.show_page(QImage(10, 10, QImage.Format.Format_RGB888), [])
    assert view.canvas.isVisible()
    assert view.crop_button.isEnabled()


def test_what_happens_on_the_canvas_is_passed_on(view: PageView, qtbot: QtBot) -> None:
    port = view.canvas.viewport()
    with qtbot.waitSignal(view.region_hovered):
        QTest.mouseMove(port, at(view, 0.5, 0.65))
    with qtbot.waitSignal(view.region_clicked):
        QTest.mouseClick(port, LEFT, NONE, at(view, 0.5, 0.65))
    with qtbot.waitSignal(view.place_clicked):
        QTest.mouseClick(port, LEFT, CTRL, at(view, 0.5, 0.65))
    with qtbot.waitSignal(view.box_drawn):
        drag(view, at(view, 0.4, 0.3), at(view, 0.8, 0.5))


def test_every_button_says_what_it_does(view: PageView) -> None:
    names = [button.accessibleName() for button in view.findChildren(QToolButton)]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_zoom_is_told(view: PageView) -> None:
    view.canvas.zoom(2 / view.canvas.zoom_level)
    assert view.percent.text() == "200%"
