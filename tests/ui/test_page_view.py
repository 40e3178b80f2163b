"""The page in the middle: where things are, what the mouse and the keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.review import FieldState
from desktop_ocr.ui import tints
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


def near(quad: Quad, other: Quad) -> bool:
    return all(abs(a - b) < 0.01 for a, b in zip(quad.bounds, other.bounds, strict=True))


class TestBoxes:
    def test_a_click_on_a_box_names_its_field(self, view: PageView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(view.region_clicked) as caught:
            QTest.mouseClick(view.canvas.viewport(), LEFT, NONE, at(view, 0.5, 0.65))
        assert caught.args == ["number"]

    def test_they_have_the_colour_of_their_state_and_the_active_one_a_thicker_line(self, view: PageView) -> None:
        view.highlight("number")
        items = view.canvas._items
        assert items["number"].pen().color() == tints.box_colour(FieldState.BROKEN)
        assert items["number"].pen().widthF() > items["name"].pen().widthF()
        assert items["name"].pen().isCosmetic()

    def test_other_boxes_leave_zoom_and_the_active_one(self, view: PageView) -> None:
        view.canvas.zoom(3)
        view.highlight("name")
        before = view.canvas.transform()
        view.set_regions([NAME])
        assert view.canvas.transform() == before
        assert view.canvas._items["name"].pen().widthF() > 2

    def test_the_pointer_over_a_box_is_told(self, view: PageView, qtbot: QtBot) -> None:
        told: list[str] = []
        view.region_hovered.connect(told.append)
        port = view.canvas.viewport()
        QTest.mouseMove(port, at(view, 0.5, 0.65))
        QTest.mouseMove(port, at(view, 0.5, 0.9))
        qtbot.waitUntil(lambda: told == ["number", ""], timeout=2000)


class TestReadingAPlace:
    @pytest.mark.parametrize(("keys", "append"), [(NONE, False), (SHIFT, True)])
    def test_a_drag_is_a_box(self, view: PageView, qtbot: QtBot, keys: Qt.KeyboardModifier, append: bool) -> None:
        with qtbot.waitSignal(view.box_drawn) as caught:
            drag(view, at(view, 0.8, 0.5), at(view, 0.4, 0.3), keys)
        quad, said = caught.args
        assert said is append
        assert near(quad, Quad.rectangle(0.4, 0.3, 0.8, 0.5))

    def test_a_box_ends_at_the_edge_of_the_page(self, view: PageView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(view.box_drawn) as caught:
            drag(view, at(view, 0.8, 0.8), at(view, 1.2, 1.1))
        assert max(caught.args[0].bounds) <= 1.0

    def test_ctrl_click_is_a_place(self, view: PageView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(view.place_clicked) as caught:
            QTest.mouseClick(view.canvas.viewport(), LEFT, CTRL, at(view, 0.5, 0.65))
        point: Point = caught.args[0]
        assert abs(point.x - 0.5) + abs(point.y - 0.65) < 0.01

    def test_a_click_beside_everything_is_nothing(self, view: PageView, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(view.box_drawn), qtbot.assertNotEmitted(view.region_clicked):
            QTest.mouseClick(view.canvas.viewport(), LEFT, NONE, at(view, 0.9, 0.9))


class TestCrop:
    def test_a_corner_is_dragged_and_chosen(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        drag(view, at(view, 0.1, 0.1), at(view, 0.3, 0.2))
        with qtbot.waitSignal(view.crop_chosen) as caught:
            view.crop_button.click()
        corner = caught.args[0].top_left
        assert abs(corner.x - 0.3) + abs(corner.y - 0.2) < 0.02
        assert view.canvas.crop is None

    def test_an_edge_moves_with_both_its_corners(self, view: PageView) -> None:
        view.begin_crop(Quad.rectangle(0.2, 0.2, 0.8, 0.8))
        drag(view, at(view, 0.5, 0.2), at(view, 0.5, 0.3))
        assert view.canvas.crop is not None
        assert near(view.canvas.crop.quad, Quad.rectangle(0.2, 0.3, 0.8, 0.8))

    def test_it_never_folds_over_or_leaves_the_page(self, view: PageView) -> None:
        view.begin_crop(Quad.rectangle(0.2, 0.2, 0.8, 0.8))
        drag(view, at(view, 0.2, 0.2), at(view, 0.9, 0.9))
        drag(view, at(view, 0.8, 0.8), at(view, 1.4, 1.4))
        assert view.canvas.crop is not None
        left, top, right, bottom = view.canvas.crop.quad.bounds
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1

    def test_by_keyboard(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        QTest.keyClick(view.canvas, Qt.Key.Key_Tab)
        QTest.keyClick(view.canvas, Qt.Key.Key_Left, SHIFT)
        QTest.keyClick(view.canvas, Qt.Key.Key_Down)
        with qtbot.waitSignal(view.crop_chosen) as caught:
            QTest.keyClick(view.canvas, Qt.Key.Key_Return)
        corner = caught.args[0].top_right
        assert (corner.x, corner.y) == (pytest.approx(0.89), pytest.approx(0.1 + 1 / 800))

    def test_escape_leaves_it(self, view: PageView, qtbot: QtBot) -> None:
        view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        with qtbot.waitSignal(view.crop_left), qtbot.assertNotEmitted(view.crop_chosen):
            QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
        assert view.canvas.crop is None


def test_another_page_ends_a_crop(view: PageView, qtbot: QtBot) -> None:
    view.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
    with qtbot.waitSignal(view.crop_left):
        view.show_page(QImage(10, 10, QImage.Format.Format_RGB888), [])
    assert not view.crop_button.isVisible()


def test_a_box_without_a_colour_has_no_ground(view: PageView) -> None:
    view.set_regions([ShownRegion("form", Quad.rectangle(0.1, 0.1, 0.3, 0.2), FieldState.EMPTY, "Form")])
    assert view.canvas._items["form"].brush().color().alpha() == 0


def test_a_page_that_cannot_be_shown_says_why(view: PageView) -> None:
    view.show_message("The file is damaged.")
    assert view.message.isVisible()
    assert not view.canvas.isVisible()
    view.show_page(QImage(10, 10, QImage.Format.Format_RGB888), [])
    assert view.canvas.isVisible()
