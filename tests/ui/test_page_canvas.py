"""The page as it lies there: where things are, what the mouse and the keys do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.geometry import Point, Quad
from desktop_ocr.domain.review import FieldState
from desktop_ocr.ui import tints
from desktop_ocr.ui.magnifier import DIAMETER
from desktop_ocr.ui.page_canvas import FAR, PageCanvas
from desktop_ocr.ui.region_item import ShownRegion

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NAME = ShownRegion("name", Quad.rectangle(0.1, 0.1, 0.3, 0.2), FieldState.LIKELY, "Name")
FOUR = ((0, 0), (1, 0), (1, 1), (0, 1))
"""The corners of the page, in the order of a quad's."""
NUMBER = ShownRegion("number", Quad.rectangle(0.2, 0.6, 0.8, 0.7), FieldState.BROKEN, "Number")


@pytest.fixture
def canvas(qtbot: QtBot) -> PageCanvas:
    canvas = PageCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(700, 600)
    canvas.show()
    page = QPixmap(1000, 800)
    page.fill(Qt.GlobalColor.white)
    canvas.set_image(page)
    canvas.set_regions([NAME, NUMBER])
    QApplication.processEvents()
    return canvas


def at(canvas: PageCanvas, x: float, y: float) -> QPoint:
    """The place in the viewport of a point of the page (0–1)."""
    return canvas.mapFromScene(QPointF(x * 1000, y * 800))


def drag(canvas: PageCanvas, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    port = canvas.viewport()
    QTest.mousePress(port, LEFT, keys, start)
    for step in (1, 2, 3):
        QTest.mouseMove(port, start + (end - start) * step / 3)
    QTest.mouseRelease(port, LEFT, keys, end)


def near(quad: Quad, other: Quad) -> bool:
    return all(abs(a - b) < 0.01 for a, b in zip(quad.bounds, other.bounds, strict=True))


class TestBoxes:
    def test_a_click_on_a_box_names_its_field(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.waitSignal(canvas.region_clicked) as caught:
            QTest.mouseClick(canvas.viewport(), LEFT, NONE, at(canvas, 0.5, 0.65))
        assert caught.args == ["number"]

    def test_they_have_the_colour_of_their_state_and_the_active_one_a_thicker_line(self, canvas: PageCanvas) -> None:
        canvas.highlight("number", hovered=False)
        items = canvas._items
        assert items["number"].pen().color() == tints.box_colour(FieldState.BROKEN)
        assert items["number"].pen().widthF() > items["name"].pen().widthF()
        assert items["name"].pen().isCosmetic()

    def test_other_boxes_leave_zoom_and_the_active_one(self, canvas: PageCanvas) -> None:
        canvas.zoom(3)
        canvas.highlight("name", hovered=False)
        before = canvas.transform()
        canvas.set_regions([NAME])
        assert canvas.transform() == before
        assert canvas._items["name"].pen().widthF() > 2

    @pytest.mark.parametrize("wobble", [(6, 6), (-6, 5), (0, -6), (3, 0)])
    def test_a_hand_that_trembles_clicks_all_the_same(
        self, canvas: PageCanvas, qtbot: QtBot, wobble: tuple[int, int]
    ) -> None:
        """The box that was pressed counts, even when the button is let go of beside it."""
        start = at(canvas, 0.2, 0.6) + QPoint(2, 2)
        with qtbot.assertNotEmitted(canvas.box_drawn), qtbot.waitSignal(canvas.region_clicked) as caught:
            drag(canvas, start, start + QPoint(*wobble))
        assert caught.args == ["number"]

    def test_a_drag_that_begins_on_a_box_draws_another(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(canvas.region_clicked), qtbot.waitSignal(canvas.box_drawn):
            drag(canvas, at(canvas, 0.5, 0.65), at(canvas, 0.5, 0.65) + QPoint(7, 7))

    def test_a_stroke_is_neither(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(canvas.region_clicked), qtbot.assertNotEmitted(canvas.box_drawn):
            drag(canvas, at(canvas, 0.3, 0.65), at(canvas, 0.7, 0.65) + QPoint(0, 3))

    def test_the_pointer_over_a_box_is_told(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        told: list[str] = []
        canvas.region_hovered.connect(told.append)
        port = canvas.viewport()
        QTest.mouseMove(port, at(canvas, 0.5, 0.65))
        QTest.mouseMove(port, at(canvas, 0.5, 0.9))
        qtbot.waitUntil(lambda: told == ["number", ""], timeout=2000)


class TestReadingAPlace:
    @pytest.mark.parametrize(("keys", "append"), [(NONE, False), (SHIFT, True)])
    def test_a_drag_is_a_box(self, canvas: PageCanvas, qtbot: QtBot, keys: Qt.KeyboardModifier, append: bool) -> None:
        with qtbot.waitSignal(canvas.box_drawn) as caught:
            drag(canvas, at(canvas, 0.8, 0.5), at(canvas, 0.4, 0.3), keys)
        quad, said = caught.args
        assert said is append
        assert near(quad, Quad.rectangle(0.4, 0.3, 0.8, 0.5))

    def test_a_box_ends_at_the_edge_of_the_page(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.waitSignal(canvas.box_drawn) as caught:
            drag(canvas, at(canvas, 0.8, 0.8), at(canvas, 1.2, 1.1))
        assert max(caught.args[0].bounds) <= 1.0

    def test_ctrl_click_is_a_place(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.waitSignal(canvas.place_clicked) as caught:
            QTest.mouseClick(canvas.viewport(), LEFT, CTRL, at(canvas, 0.5, 0.65))
        point: Point = caught.args[0]
        assert abs(point.x - 0.5) + abs(point.y - 0.65) < 0.01

    def test_a_click_beside_everything_is_nothing(self, canvas: PageCanvas, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(canvas.box_drawn), qtbot.assertNotEmitted(canvas.region_clicked):
            QTest.mouseClick(canvas.viewport(), LEFT, NONE, at(canvas, 0.9, 0.9))


class TestCrop:
    def test_an_edge_moves_with_both_its_corners(self, canvas: PageCanvas) -> None:
        canvas.begin_crop(Quad.rectangle(0.2, 0.2, 0.8, 0.8))
        drag(canvas, at(canvas, 0.5, 0.2), at(canvas, 0.5, 0.3))
        assert canvas.crop is not None
        assert near(canvas.crop.quad, Quad.rectangle(0.2, 0.3, 0.8, 0.8))

    def test_it_never_folds_over_or_leaves_the_page(self, canvas: PageCanvas) -> None:
        canvas.begin_crop(Quad.rectangle(0.2, 0.2, 0.8, 0.8))
        drag(canvas, at(canvas, 0.2, 0.2), at(canvas, 0.9, 0.9))
        drag(canvas, at(canvas, 0.8, 0.8), at(canvas, 1.4, 1.4))
        assert canvas.crop is not None
        left, top, right, bottom = canvas.crop.quad.bounds
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1

    @pytest.mark.parametrize(("keys", "pixels"), [(NONE, 1), (SHIFT, FAR)])
    @pytest.mark.parametrize("zoom", [0.2, 1, 9])
    def test_an_arrow_moves_the_corner_by_pixels_of_the_screen(
        self, canvas: PageCanvas, zoom: float, keys: Qt.KeyboardModifier, pixels: int
    ) -> None:
        canvas.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        canvas.zoom(zoom)
        assert canvas.crop is not None
        before = canvas.crop.quad.top_left.x
        QTest.keyClick(canvas, Qt.Key.Key_Right, keys)
        assert (canvas.crop.quad.top_left.x - before) * 1000 * canvas.zoom_level == pytest.approx(pixels)


class TestMagnifier:
    @pytest.mark.parametrize("way", [(0, 0), (-900, -900), (900, -900), (900, 900), (-900, 900), (0, 900)])
    @pytest.mark.parametrize("zoom", [1, 0.3, 5])
    @pytest.mark.parametrize("corner", range(4))
    def test_it_is_whole_in_sight_wherever_the_corner_goes(
        self, canvas: PageCanvas, corner: int, zoom: float, way: tuple[int, int]
    ) -> None:
        port = canvas.viewport()
        canvas.begin_crop(Quad.rectangle(0, 0, 1, 1))
        canvas.zoom(zoom, at(canvas, *FOUR[corner]))
        place = at(canvas, *FOUR[corner])
        QTest.mousePress(port, LEFT, NONE, place)
        for step in range(10):
            QTest.mouseMove(port, place + QPoint(*way) * step / 9)
            assert canvas.magnifier.isVisible()
            assert port.rect().contains(canvas.magnifier.geometry())
            assert canvas.magnifier.width() == DIAMETER
        QTest.mouseRelease(port, LEFT, NONE, place)
        assert not canvas.magnifier.isVisible()

    def test_it_does_not_hide_the_corner_and_stays_when_the_page_is_scrolled(self, canvas: PageCanvas) -> None:
        canvas.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        canvas.zoom(3, at(canvas, 0.9, 0.9))
        place, lens = at(canvas, 0.9, 0.9), canvas.magnifier
        QTest.mousePress(canvas.viewport(), LEFT, NONE, place)
        for _ in range(20):
            canvas.horizontalScrollBar().setValue(canvas.horizontalScrollBar().value() - 37)
            assert canvas.viewport().rect().contains(lens.geometry())
            assert not lens.geometry().contains(at(canvas, 0.9, 0.9))

    def test_in_a_small_window_it_is_smaller(self, canvas: PageCanvas) -> None:
        canvas.resize(300, 80)
        canvas.begin_crop(Quad.rectangle(0.1, 0.1, 0.9, 0.9))
        QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 0.1, 0.1))
        assert canvas.viewport().rect().contains(canvas.magnifier.geometry())

    def test_it_shows_what_is_under_the_corner_enlarged(self, canvas: PageCanvas) -> None:
        page = QPixmap(1000, 800)
        page.fill(Qt.GlobalColor.white)
        painter = QPainter(page)
        painter.fillRect(500, 400, 500, 400, Qt.GlobalColor.red)
        painter.end()
        canvas.set_image(page)
        canvas.begin_crop(Quad.rectangle(0.5, 0.5, 0.9, 0.9))
        QTest.mousePress(canvas.viewport(), LEFT, NONE, at(canvas, 0.5, 0.5))
        seen, quarter = canvas.magnifier.grab().toImage(), DIAMETER // 4
        assert seen.pixelColor(DIAMETER - quarter, DIAMETER - quarter) == Qt.GlobalColor.red
        assert seen.pixelColor(quarter, quarter) == Qt.GlobalColor.white


def test_a_box_without_a_colour_has_no_ground(canvas: PageCanvas) -> None:
    canvas.set_regions([ShownRegion("form", Quad.rectangle(0.1, 0.1, 0.3, 0.2), FieldState.EMPTY, "Form")])
    assert canvas._items["form"].brush().color().alpha() == 0
