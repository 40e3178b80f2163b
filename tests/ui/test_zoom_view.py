"""Zoom and pan: what stays where it is, and what is always in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QFocusEvent, QPen, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.zoom_view import ZoomView

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
PAGE = QSizeF(1000, 800)


@pytest.fixture
def view(qtbot: QtBot) -> ZoomView:
    view = ZoomView()
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    view.set_area(PAGE)
    QApplication.processEvents()
    return view


def at(view: ZoomView, x: float, y: float) -> QPoint:
    """The place in the viewport of a point of the page (0–1)."""
    return view.mapFromScene(QPointF(x * PAGE.width(), y * PAGE.height()))


def page(view: ZoomView) -> QRect:
    """Where the whole page lies, in the viewport."""
    return QRect(at(view, 0, 0), at(view, 1, 1))


def wheel(view: ZoomView, place: QPoint, steps: int) -> None:
    port = view.viewport()
    for _ in range(abs(steps)):
        angle = QPoint(0, 120 if steps > 0 else -120)
        where, screen = QPointF(place), QPointF(port.mapToGlobal(place))
        no_button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(port, QWheelEvent(where, screen, QPoint(), angle, no_button, NONE, phase, False))


def pan(view: ZoomView, step: QPoint) -> None:
    port, start = view.viewport(), view.viewport().rect().center()
    QTest.mousePress(port, MIDDLE, NONE, start)
    QTest.mouseMove(port, start + step)
    QTest.mouseRelease(port, MIDDLE, NONE, start + step)


class TestZoom:
    @pytest.mark.parametrize("place", [(0.02, 0.03), (0.3, 0.4), (0.97, 0.98)])
    @pytest.mark.parametrize("steps", [7, -5], ids=["in", "out"])
    def test_the_place_under_the_pointer_stays(self, view: ZoomView, place: tuple[float, float], steps: int) -> None:
        """No mouse move comes before: the wheel itself says where it was turned."""
        pointer = at(view, *place)
        under = view.mapToScene(pointer)
        wheel(view, pointer, steps)
        assert (view.mapFromScene(under) - pointer).manhattanLength() <= 2

    def test_it_stays_on_the_way_back_too(self, view: ZoomView) -> None:
        pointer = at(view, 0.8, 0.3)
        under = view.mapToScene(pointer)
        for steps in (4, -9, 6, -3):
            wheel(view, pointer, steps)
            assert (view.mapFromScene(under) - pointer).manhattanLength() <= 2

    def test_a_pan_in_between_is_kept(self, view: ZoomView) -> None:
        wheel(view, at(view, 0.5, 0.5), 5)
        pan(view, QPoint(40, 30))
        pointer = view.viewport().rect().center()
        before = view.mapToScene(pointer)
        wheel(view, pointer, 2)
        assert (view.mapFromScene(before) - pointer).manhattanLength() <= 2

    def test_limits(self, view: ZoomView) -> None:
        for _ in range(60):
            view.zoom_in()
        assert view.zoom_level == pytest.approx(16)
        for _ in range(80):
            view.zoom_out()
        assert view.zoom_level == pytest.approx(0.05)

    def test_zooming_in_never_makes_a_tiny_picture_smaller(self, view: ZoomView) -> None:
        view.set_area(QSizeF(10, 10))
        fitted = view.zoom_level
        view.zoom_in()
        assert view.zoom_level >= fitted > 16

    def test_without_a_page_there_is_nothing_to_zoom(self, view: ZoomView) -> None:
        view.set_area(QSizeF())
        view.zoom_in()
        view.set_area(PAGE)
        assert view.viewport().rect().contains(page(view))


class TestFit:
    def test_the_whole_page_is_in_the_middle(self, view: ZoomView) -> None:
        wheel(view, at(view, 0.9, 0.1), 4)
        QTest.keyClick(view, Qt.Key.Key_0)
        port, shown = view.viewport().rect(), page(view)
        assert port.contains(shown)
        assert shown.width() > port.width() - 30
        assert (shown.center() - port.center()).manhattanLength() <= 3

    def test_it_follows_the_size_of_the_window(self, view: ZoomView) -> None:
        view.resize(400, 300)
        QApplication.processEvents()
        assert view.viewport().rect().contains(page(view))
        view.zoom(3)
        level = view.zoom_level
        view.resize(500, 400)
        QApplication.processEvents()
        assert view.zoom_level == level

    def test_another_page_shows_the_part_that_was_zoomed_into(self, view: ZoomView) -> None:
        wheel(view, at(view, 0.25, 0.75), 9)
        middle, level = view.mapToScene(view.viewport().rect().center()), view.zoom_level
        view.set_area(PAGE * 0.8)
        now = view.mapToScene(view.viewport().rect().center())
        assert view.zoom_level == level
        assert (now - middle * 0.8).manhattanLength() < 2

    def test_a_part_in_sight_is_not_scrolled_to(self, view: ZoomView) -> None:
        before = page(view)
        view.ensure_area(QRectF(0, 0, 100, 50))
        assert page(view) == before
        view.zoom(4)
        view.ensure_area(QRectF(800, 700, 100, 50))
        assert view.viewport().rect().contains(view.mapFromScene(QRectF(800, 700, 100, 50)).boundingRect())


class TestPan:
    @pytest.mark.parametrize("factor", [0.2, 1, 3, 10])
    @pytest.mark.parametrize("way", [(-1, -1), (1, 1), (-1, 1), (0, -1), (1, 0)])
    def test_the_page_is_never_lost(self, view: ZoomView, factor: float, way: tuple[int, int]) -> None:
        view.zoom(factor)
        for _ in range(40):
            pan(view, QPoint(*way) * 250)
        seen = page(view) & view.viewport().rect()
        assert min(seen.width(), seen.height()) >= 20

    def test_the_page_follows_the_hand(self, view: ZoomView) -> None:
        before = page(view)
        pan(view, QPoint(50, -20))
        assert page(view) == before.translated(50, -20)

    def test_scroll_bars_are_there_for_a_page_that_is_larger_than_the_view(self, view: ZoomView) -> None:
        assert not view.horizontalScrollBar().isVisible()
        view.zoom(2)
        assert view.horizontalScrollBar().isVisible()
        assert view.verticalScrollBar().isVisible()
        view.fit()
        assert not view.verticalScrollBar().isVisible()


class TestSpace:
    """Held, it makes the left button pan."""

    def test_it_pans_and_ends(self, view: ZoomView) -> None:
        before, port, start = page(view), view.viewport(), QPoint(300, 300)
        QTest.keyPress(view, Qt.Key.Key_Space)
        assert port.cursor().shape() is Qt.CursorShape.OpenHandCursor
        QTest.mousePress(port, LEFT, NONE, start)
        QTest.mouseMove(port, start + QPoint(30, 10))
        QTest.mouseRelease(port, LEFT, NONE, start + QPoint(30, 10))
        assert page(view) == before.translated(30, 10)
        QTest.keyRelease(view, Qt.Key.Key_Space)
        QTest.mousePress(port, LEFT, NONE, start)
        assert not view.is_panning
        assert port.cursor().shape() is Qt.CursorShape.ArrowCursor

    @pytest.mark.parametrize("reason", [Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.TabFocusReason])
    def test_it_ends_when_the_focus_goes(self, view: ZoomView, reason: Qt.FocusReason) -> None:
        port = view.viewport()
        QTest.keyPress(view, Qt.Key.Key_Space)
        QTest.mousePress(port, LEFT, NONE, QPoint(300, 300))
        QApplication.sendEvent(view, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert not view.is_panning
        assert port.cursor().shape() is Qt.CursorShape.ArrowCursor
        QTest.mouseRelease(port, LEFT, NONE, QPoint(300, 300))
        QTest.mousePress(port, LEFT, NONE, QPoint(300, 300))
        assert not view.is_panning

    def test_the_hand_is_not_kept_when_it_passed_over_a_box(self, view: ZoomView) -> None:
        box = view.scene().addRect(QRectF(400, 300, 200, 200), QPen(), QBrush(Qt.GlobalColor.red))
        box.setCursor(Qt.CursorShape.PointingHandCursor)
        QTest.keyPress(view, Qt.Key.Key_Space)
        QTest.mouseMove(view.viewport(), at(view, 0.5, 0.5))
        assert view.viewport().cursor().shape() is Qt.CursorShape.OpenHandCursor
        QTest.keyRelease(view, Qt.Key.Key_Space)
        QTest.mouseMove(view.viewport(), at(view, 0.5, 0.45))
        assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
        QTest.mouseMove(view.viewport(), at(view, 0.1, 0.1))
        assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
