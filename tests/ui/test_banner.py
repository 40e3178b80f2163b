"""The strip above the panes: the most urgent sentence, and a button that asks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.banner import Banner, Saying
from tests.ui.looks import ROOM, cut_off, in_reach, nameless


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    window = QWidget()
    banner = Banner()
    layout = QVBoxLayout(window)
    layout.addWidget(banner)
    layout.addWidget(QWidget(), 1)
    qtbot.addWidget(window)
    window.resize(ROOM[0], 300)
    window.show()
    banner.window_of_test = window  # type: ignore[attr-defined]
    return banner


def test_it_is_not_there_when_all_is_well(banner: Banner) -> None:
    assert not banner.isVisible()
    assert banner.saying is None


@pytest.mark.parametrize("by_key", [True, False])
def test_the_code_is_asked_for(qtbot: QtBot, banner: Banner, by_key: bool) -> None:
    banner.show_recovery_unsaved()
    assert "recovery code" in banner.label.text()
    assert not banner.passphrase_button.isVisible()
    with qtbot.waitSignal(banner.recovery_asked):
        if by_key:
            qtbot.keyClick(banner.recovery_button, Qt.Key.Key_Space)
        else:
            banner.recovery_button.click()


def test_a_passphrase_is_asked_for(qtbot: QtBot, banner: Banner) -> None:
    banner.show_memory_only()
    assert "no key store is available" in banner.label.text()
    assert not banner.recovery_button.isVisible()
    with qtbot.waitSignal(banner.passphrase_asked):
        banner.passphrase_button.click()


def test_the_reason_is_told(banner: Banner) -> None:
    banner.show_memory_only("The key store is locked.")
    assert "Nothing is saved on this computer. The key store is locked. Work is kept" in banner.label.text()
    assert "available" not in banner.label.text()


def test_the_advice_can_be_hidden_until_the_next_start(banner: Banner) -> None:
    banner.show_recovery_unsaved()
    banner.hide_button.click()
    assert not banner.isVisible()
    banner.show_recovery_unsaved()
    assert not banner.isVisible()
    banner.show_not_saved("The disk is full.")
    assert banner.isVisible()


def test_what_could_befall_the_store_comes_before_the_advice_and_is_hidden_by_itself(banner: Banner) -> None:
    banner.show_recovery_unsaved()
    banner.show_at_risk("The papers are kept on a network drive.\nThe disk is nearly full.")
    assert banner.label.text() == "The papers are kept on a network drive.\nThe disk is nearly full."
    assert not banner.recovery_button.isVisible()
    banner.hide_button.click()
    assert banner.saying is Saying.RECOVERY_UNSAVED
    banner.hide_button.click()
    assert banner.saying is None


@pytest.mark.parametrize("saying", [Saying.NOT_SAVED, Saying.MEMORY_ONLY])
def test_that_nothing_is_saved_cannot_be_hidden(banner: Banner, saying: Saying) -> None:
    banner.show_memory_only() if saying is Saying.MEMORY_ONLY else banner.show_not_saved("The disk is full.")
    assert banner.isVisible()
    assert not banner.hide_button.isVisible()


def test_the_most_urgent_is_shown_and_the_others_come_back(banner: Banner) -> None:
    banner.show_not_saved("The disk is full.")
    banner.show_recovery_unsaved()
    assert banner.label.text() == "Not saved yet: The disk is full."
    assert tints.BAD.ground.name() in banner.styleSheet()
    assert not banner.recovery_button.isVisible()
    banner.clear(Saying.NOT_SAVED)
    assert banner.saying is Saying.RECOVERY_UNSAVED
    assert banner.recovery_button.isVisible()
    assert tints.BAD.ground.name() not in banner.styleSheet()
    banner.clear(Saying.MEMORY_ONLY)
    assert banner.isVisible()
    banner.clear()
    assert not banner.isVisible()


def test_nothing_is_taken_for_markup(banner: Banner) -> None:
    banner.show_not_saved("<b>&amp;")
    assert banner.label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.usefixtures("large")
def test_it_follows_the_theme(banner: Banner, qapp: QApplication) -> None:
    banner.show_not_saved("The disk is full.")
    assert tints.BAD.light[0] in banner.styleSheet()
    theme.apply(qapp, "dark", 175)
    qapp.processEvents()
    assert tints.BAD.dark[0] in banner.styleSheet()


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("saying", Saying)
def test_nothing_is_cut_off(banner: Banner, saying: Saying) -> None:
    {
        Saying.NOT_SAVED: lambda: banner.show_not_saved("The disk is full. What you typed is kept in memory. " * 3),
        Saying.MEMORY_ONLY: banner.show_memory_only,
        Saying.STORE_AT_RISK: lambda: banner.show_at_risk("The papers are kept on a network drive. " * 3),
        Saying.RECOVERY_UNSAVED: banner.show_recovery_unsaved,
    }[saying]()
    assert cut_off(banner) == []
    assert nameless(banner) == []
    banner.window().resize(ROOM[0] // 2, 300)
    assert cut_off(banner) == []


def test_the_buttons_are_in_reach_of_the_keys(banner: Banner) -> None:
    banner.show_recovery_unsaved()
    assert in_reach(banner) == [banner.recovery_button, banner.hide_button]
