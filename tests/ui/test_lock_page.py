"""A locked window shows nothing of a paper and takes no key but the passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.lock_page import LockPage
from tests.ui.driving import drop
from tests.ui.looks import ROOM, cut_off, in_reach, nameless

Key = Qt.Key
PAPER = QColor("#ff0000")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    paper = QWidget()
    paper.setStyleSheet(f"background: {PAPER.name()}")
    layout = QVBoxLayout(paper)
    layout.addWidget(QLineEdit("310110198705121234"))
    window.setCentralWidget(paper)
    window.addToolBar("tools").addAction("Ms. Wang")
    window.statusBar().showMessage("Ms. Wang")
    qtbot.addWidget(window)
    window.resize(800, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field(window).setFocus()
    return window


@pytest.fixture
def page(window: QMainWindow) -> Iterator[LockPage]:
    page = LockPage(window)
    yield page
    page.unlock()  # the application's event filter goes with it


def field(window: QMainWindow) -> QLineEdit:
    edit = window.centralWidget().findChild(QLineEdit)
    assert isinstance(edit, QLineEdit)
    return edit


def red(window: QWidget) -> int:
    """Pixels of the paper that show."""
    QApplication.processEvents()
    image = window.grab().toImage()
    spots = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return sum(image.pixelColor(x, y) == PAPER for x, y in spots)


def test_it_is_open_at_first(window: QMainWindow, page: LockPage) -> None:
    assert not page.locked
    assert red(window) > 1000


def test_nothing_shows_through(window: QMainWindow, page: LockPage) -> None:
    page.lock(asks_passphrase=True)
    assert page.locked
    assert red(window) == 0
    window.resize(1100, 700)
    assert red(window) == 0
    assert page.geometry() == window.rect()


def test_what_comes_later_is_covered_as_well(window: QMainWindow, page: LockPage) -> None:
    page.lock(asks_passphrase=True)
    late = QWidget(window)
    late.setStyleSheet(f"background: {PAPER.name()}")
    late.resize(window.size())
    late.show()
    assert red(window) == 0


def test_the_passphrase_is_asked(qtbot: QtBot, window: QMainWindow, page: LockPage) -> None:
    asked: list[str] = []
    page.unlock_asked.connect(asked.append)
    page.lock(asks_passphrase=True)
    assert window.focusWidget() is page.edit
    assert page.edit.echoMode() == QLineEdit.EchoMode.Password
    assert page.recovery.isVisible() and "recovery code" in page.recovery.text()
    qtbot.keyClick(page.edit, Key.Key_Return)
    assert asked == []
    qtbot.keyClicks(page.edit, "first")
    qtbot.keyClick(page.edit, Key.Key_Return)
    assert asked == ["first"]
    assert not page.edit.isEnabled()
    page.show_wrong("That is not it.")
    assert page.notice.isVisible()
    qtbot.keyClicks(page.edit, "second")
    page.unlock_button.click()
    assert asked == ["first", "second"]
    assert page.locked


def test_without_a_passphrase_a_button_asks(qtbot: QtBot, window: QMainWindow, page: LockPage) -> None:
    asked: list[str] = []
    page.unlock_asked.connect(asked.append)
    page.lock(asks_passphrase=False)
    assert not page.edit.isVisible()
    assert not page.recovery.isVisible(), "there is nothing to type it into"
    assert window.focusWidget() is page.unlock_button
    qtbot.keyClick(page.unlock_button, Key.Key_Return)
    assert asked == [""]
    page.show_wrong("The key store did not answer.")
    assert page.unlock_button.isEnabled()


def test_unlocked_it_is_as_before(window: QMainWindow, page: LockPage) -> None:
    page.lock(asks_passphrase=True)
    page.edit.setText("secret phrase")
    page.unlock()
    assert not page.locked
    assert red(window) > 1000
    assert window.focusWidget() is field(window)
    assert page.edit.text() == ""


def test_locking_twice_is_locking(qtbot: QtBot, window: QMainWindow, page: LockPage) -> None:
    page.lock(asks_passphrase=True)
    page.edit.setText("half")
    page.lock(asks_passphrase=True)
    assert page.edit.text() == ""
    page.unlock()
    assert window.focusWidget() is field(window)


def test_tab_and_esc_stay_on_the_page(qtbot: QtBot, window: QMainWindow, page: LockPage) -> None:
    page.lock(asks_passphrase=True)
    page.edit.setText("x")
    for key in (Key.Key_Tab, Key.Key_Tab, Key.Key_Backtab, Key.Key_Escape, Key.Key_Tab):
        focus = window.focusWidget()
        assert focus in (page.edit, page.unlock_button)
        qtbot.keyClick(focus, key)
    assert page.locked


@pytest.mark.parametrize("locked", [False, True])
def test_shortcuts_of_the_window_do_nothing(qtbot: QtBot, window: QMainWindow, page: LockPage, locked: bool) -> None:
    done: list[bool] = []
    action = QAction("Export", window)
    action.setShortcut(QKeySequence("Ctrl+E"))
    action.triggered.connect(lambda: done.append(True))
    window.addAction(action)
    if locked:
        page.lock(asks_passphrase=True)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert bool(done) is not locked
    page.unlock()
    QTest.keyClick(handle, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert done


def test_dialogs_are_hidden_with_it_and_come_back(qtbot: QtBot, window: QMainWindow, page: LockPage) -> None:
    dialog = QDialog(window)
    ends: list[int] = []
    dialog.finished.connect(ends.append)
    with qtbot.waitExposed(dialog):
        dialog.open()
    page.lock(asks_passphrase=True)
    assert not dialog.isVisible()
    assert QApplication.activeModalWidget() is None
    page.unlock()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert ends == []  # who waits for its answer still does
    dialog.reject()
    assert ends == [0]


class Taker(QMainWindow):
    """Takes every drop."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()


@pytest.mark.parametrize("locked", [False, True])
def test_drops_go_nowhere(qtbot: QtBot, tmp_path: Path, locked: bool) -> None:
    """Not to the window behind it either, which Qt offers what the page does not take."""
    window = Taker()
    qtbot.addWidget(window)
    window.setAcceptDrops(True)
    window.show()
    page = LockPage(window)
    if locked:
        page.lock(asks_passphrase=True)
    taken = drop(page, [tmp_path]), drop(window, [tmp_path])
    page.unlock()
    assert taken == (not locked, not locked)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("asks", [True, False])
def test_nothing_is_cut_off(window: QMainWindow, page: LockPage, asks: bool) -> None:
    window.resize(*ROOM)
    page.lock(asks_passphrase=asks)
    page.show_wrong("This is not the passphrase of the saved papers. Look for capital letters, and try again.")
    assert cut_off(page) == []
    assert in_reach(page)
    assert nameless(page) == []
