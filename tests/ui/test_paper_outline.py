"""The paper on its page: what lies beside it is dim, the view is fitted to it, its corners can be taken hold of."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.geometry import Quad
from desktop_ocr.ui.page_view import PageView

PAPER = Quad.of([(0.1, 0.15), (0.4, 0.1), (0.45, 0.4), (0.12, 0.45)])


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(QSize(700, 600))
    view.show()
    qtbot.waitExposed(view)
    image = QImage(1000, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    view.show_page(image, [])
    return view


def place(view: PageView, x: float, y: float) -> QPoint:
    return view.canvas.mapFromScene(QPointF(x * 1000, y * 800))


def grey(view: PageView, x: float, y: float) -> int:
    return view.canvas.viewport().grab().toImage().pixelColor(place(view, x, y)).lightness()


def test_the_view_is_fitted_to_the_paper(view: PageView) -> None:
    whole = view.canvas.zoom_level
    view.set_outline(PAPER)
    assert view.canvas.zoom_level > 1.5 * whole
    room = view.canvas.viewport().rect()
    assert all(room.contains(place(view, *corner)) for corner in PAPER.corners)
    view.set_outline(None)
    assert view.canvas.zoom_level == pytest.approx(whole)


def test_a_zoom_that_the_clerk_chose_stays(view: PageView) -> None:
    view.canvas.zoom_in()
    chosen = view.canvas.zoom_level
    view.set_outline(PAPER)
    assert view.canvas.zoom_level == chosen


def test_beside_the_paper_it_is_dim(view: PageView) -> None:
    view.set_outline(PAPER)
    assert grey(view, 0.25, 0.3) > 250
    assert grey(view, 0.43, 0.44) < 200


def test_a_corner_in_hand_begins_a_crop_that_follows_the_hand(view: PageView, qtbot: QtBot) -> None:
    view.set_outline(PAPER)
    view.crop_asked.connect(lambda: view.begin_crop(PAPER))
    target, corner = view.canvas.viewport(), place(view, *PAPER.bottom_right)
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(target, corner + QPoint(20, 10))
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=corner + QPoint(20, 10))
    assert view.canvas.crop is not None
    moved = view.canvas.crop.quad.bottom_right
    assert moved.x > PAPER.bottom_right.x
    assert moved.y > PAPER.bottom_right.y
    assert view.canvas.crop.quad.top_left == pytest.approx(PAPER.top_left, abs=1e-6)


def test_elsewhere_a_box_is_drawn_as_ever(view: PageView, qtbot: QtBot) -> None:
    view.set_outline(PAPER)
    target, start = view.canvas.viewport(), place(view, 0.2, 0.2)
    with qtbot.waitSignal(view.box_drawn):
        qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(target, start + QPoint(40, 30))
        qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    assert view.canvas.crop is None


def test_another_page_has_no_outline_of_the_one_before(view: PageView) -> None:
    view.set_outline(PAPER)
    other = QImage(1000, 800, QImage.Format.Format_RGB32)
    other.fill(QColor("white"))
    view.show_page(other, [])
    assert grey(view, 0.8, 0.8) > 250
