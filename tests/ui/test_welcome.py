"""The welcome page asks for what its buttons say, by mouse and keyboard, and takes no drops from the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.welcome import WelcomePage


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    return page


@pytest.mark.parametrize("what", ["open", "camera", "paste", "specimens"])
def test_each_button_asks(qtbot: QtBot, page: WelcomePage, what: str) -> None:
    button: QPushButton = getattr(page, f"{what}_button")
    with qtbot.waitSignal(getattr(page, f"{what}_asked")):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(getattr(page, f"{what}_asked")):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_all_that_takes_the_focus_is_named(page: WelcomePage) -> None:
    focusable = [one for one in page.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    names = [QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) for one in focusable]
    assert names == ["Open pictures…", "Camera…", "Paste", "Try the specimens"]


def test_drops_are_left_to_the_window(page: WelcomePage) -> None:
    assert not any(one.acceptDrops() for one in [page, *page.findChildren(QWidget)])


def test_it_says_that_nothing_is_sent(page: WelcomePage) -> None:
    assert any("stays on this computer" in label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize("percent", [100, 175])
def test_nothing_is_cut_off(qtbot: QtBot, page: WelcomePage, percent: int) -> None:
    font = QFont(page.font())
    font.setPointSizeF(font.pointSizeF() * percent / 100)
    page.setFont(font)

    def is_laid_out() -> None:
        for label in page.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
        for button in page.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
            assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))

    qtbot.waitUntil(is_laid_out)
