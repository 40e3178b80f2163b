"""The watch that says when nobody is there."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui.idle import IdleWatch, seconds_with_sleep


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def counted(watch: IdleWatch) -> list[float]:
    found: list[float] = []
    watch.idle.connect(lambda: found.append(1))
    return found


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def key(widget: QWidget) -> None:
    """As the system sends one: to the window."""
    QTest.keyClick(widget.windowHandle(), Qt.Key.Key_A)


def test_it_tells_once_when_the_time_is_over(clock: Clock, qtbot: QtBot) -> None:
    watch = IdleWatch(10, clock=clock, look_every=3_600_000)
    told = counted(watch)
    clock.now += 599
    watch.look()
    assert told == []
    clock.now += 1
    watch.look()
    watch.look()
    clock.now += 9999
    watch.look()
    assert len(told) == 1
    watch.touch()
    clock.now += 600
    watch.look()
    assert len(told) == 2


def moved(widget: QWidget) -> None:
    """The mouse, to one and the same place."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(17, 13),
        QPointF(117, 113),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget.windowHandle(), event)


@pytest.mark.parametrize(
    "act",
    [
        key,
        lambda widget: QTest.mouseClick(widget.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5)),
        lambda widget: QTest.mouseMove(widget.windowHandle(), QPoint(17, 13)),
    ],
)
def test_a_hand_at_the_computer_starts_it_anew(qtbot: QtBot, clock: Clock, act: Callable[[QWidget], None]) -> None:
    watch = IdleWatch(10, clock=clock, look_every=3_600_000)
    told = counted(watch)
    widget = shown(qtbot, QWidget())
    clock.now += 599
    act(widget)
    clock.now += 599
    watch.look()
    assert told == []
    clock.now += 1
    watch.look()
    assert told == [1]


def test_what_is_painted_and_resized_is_no_hand(qtbot: QtBot, clock: Clock) -> None:
    watch = IdleWatch(10, clock=clock, look_every=3_600_000)
    told = counted(watch)
    widget = shown(qtbot, QWidget())
    moved(widget)
    clock.now += 600
    widget.repaint()
    widget.resize(300, 200)
    clock.now -= 1
    moved(widget)  # told again by the system, where it lies already
    qtbot.wait(20)
    clock.now += 1
    watch.look()
    assert told == [1]


def test_dialogs_count_as_well(qtbot: QtBot, clock: Clock) -> None:
    watch = IdleWatch(10, clock=clock, look_every=3_600_000)
    told = counted(watch)
    shown(qtbot, QWidget())
    dialog = shown(qtbot, QDialog())
    clock.now += 599
    key(dialog)
    clock.now += 599
    watch.look()
    assert told == []


def test_the_first_key_after_a_sleep_does_not_undo_it(qtbot: QtBot, clock: Clock) -> None:
    watch = IdleWatch(10, clock=clock, look_every=3_600_000)
    told = counted(watch)
    widget = shown(qtbot, QWidget())
    clock.now += 8 * 3600
    key(widget)
    assert told == [1]


def test_zero_is_never(clock: Clock, qtbot: QtBot) -> None:
    watch = IdleWatch(0, clock=clock, look_every=1)
    told = counted(watch)
    clock.now += 1e6
    watch.look()
    qtbot.wait(20)
    assert told == []
    watch.set_minutes(5)  # the time counts from now
    watch.look()
    assert told == []
    clock.now += 300
    watch.look()
    assert told == [1]
    watch.set_minutes(0)
    clock.now += 1e6
    watch.look()
    assert told == [1]


def test_it_looks_by_itself(clock: Clock, qtbot: QtBot) -> None:
    watch = IdleWatch(1, clock=clock, look_every=5)
    clock.now += 60
    with qtbot.waitSignal(watch.idle, timeout=2000):
        pass


def test_the_clock_goes_forward() -> None:
    before = seconds_with_sleep()
    time.sleep(0.02)
    assert 0.015 < seconds_with_sleep() - before < 5


@pytest.mark.skipif(sys.platform != "linux", reason="the clock with that name is Linux's")
def test_the_clock_counts_sleep() -> None:
    assert seconds_with_sleep() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=1)
