"""Both themes can be read: contrast after WCAG, 4.5 for text, 3 for borders and boxes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.review import DocumentState, FieldState
from desktop_ocr.domain.settings import ThemeChoice
from desktop_ocr.ui import theme, tints
from desktop_ocr.ui.theme import DARK, LIGHT, Colours

THEMES: tuple[ThemeChoice, ...] = ("light", "dark")
both = pytest.mark.parametrize("named", [LIGHT, DARK], ids=THEMES)


@pytest.fixture(autouse=True)
def restored(qapp: QApplication) -> Iterator[None]:
    """Other tests get the application as it was."""
    palette, font = qapp.palette(), qapp.font()
    yield
    theme.apply(qapp, "system", 100)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def contrast(one: QColor | str, other: QColor | str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_measure() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@both
def test_text_can_be_read(named: Colours) -> None:
    grounds = (named.window, named.base, named.alternate, named.hover)
    for ground in (*grounds, named.canvas):
        assert contrast(named.text, ground) >= 7
    for ground in grounds:
        assert contrast(named.quiet, ground) >= 4.5
    assert contrast(named.on_accent, named.accent) >= 4.5
    assert contrast(named.on_chosen, named.chosen) >= 7
    assert contrast(named.accent, named.base) >= 4.5  # links


@both
def test_borders_and_focus_can_be_seen(named: Colours) -> None:
    for ground in (named.window, named.base):
        assert contrast(named.border, ground) >= 2.9
        assert contrast(named.accent, ground) >= 3
    assert contrast("#ffffff", named.mark) >= 3
    assert contrast(named.text, named.accent) >= 1.8  # the ring of the main button, against the button


@pytest.mark.parametrize("name", THEMES)
def test_states_can_be_read(qapp: QApplication, name: ThemeChoice) -> None:
    theme.apply(qapp, name, 100)
    for tint in (tints.GOOD, tints.DOUBT, tints.BAD):
        assert contrast(tint.ink, tint.ground) >= 7
        assert contrast(tint.ink, theme.colours().base) >= 4.5
        assert contrast(tint.ink, theme.colours().chosen) >= 4.5
        assert contrast(theme.colours().text, tint.ground) >= 7
    assert tints.of_document(DocumentState.FAILED) is tints.BAD


def test_states_differ_between_the_themes(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 100)
    light = tints.BAD.ground
    theme.apply(qapp, "dark", 100)
    assert tints.BAD.ground != light


@pytest.mark.parametrize("state", FieldState)
def test_boxes_stand_out_from_paper(state: FieldState) -> None:
    colour = tints.box_colour(state)
    if state is FieldState.EMPTY:
        assert colour.alpha() == 0
    else:
        assert contrast(colour, "#ffffff") >= 4.5


def test_a_theme_is_applied(qapp: QApplication, qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    for name, named in zip(THEMES, (LIGHT, DARK), strict=True):
        theme.apply(qapp, name, 100)
        assert theme.is_dark() == (name == "dark")
        assert theme.colours() is named
        assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(named.base)
        assert edit.grab().toImage().pixelColor(edit.width() // 2, edit.height() // 2) == QColor(named.base)


def test_focus_is_a_ring_of_two_pixels_and_moves_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", 100)
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    edits = QLineEdit("1"), QLineEdit("2")
    for edit in edits:
        layout.addWidget(edit)
    whole.show()
    qtbot.waitExposed(whole)
    edits[0].setFocus()
    qtbot.waitUntil(edits[0].hasFocus)
    before = [edit.geometry() for edit in edits]
    picture, middle = edits[0].grab().toImage(), edits[0].height() // 2
    assert [picture.pixelColor(x, middle).name() for x in (0, 1, 2)] == [LIGHT.accent, LIGHT.accent, LIGHT.base]
    edits[1].setFocus()
    qtbot.waitUntil(edits[1].hasFocus)
    assert [edit.geometry() for edit in edits] == before


def test_text_grows_by_percent_and_comes_back(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("申")
    heading = QLabel("申")
    heading.setProperty("heading", True)
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    layout.addWidget(label)
    layout.addWidget(heading)
    whole.show()
    theme.apply(qapp, "light", 100)
    usual, height = qapp.font().pointSizeF(), label.sizeHint().height()
    theme.apply(qapp, "light", 175)
    assert qapp.font().pointSizeF() == pytest.approx(usual * 1.75)
    assert label.sizeHint().height() > height * 1.5
    assert heading.font().pointSizeF() == label.font().pointSizeF() == qapp.font().pointSizeF()
    theme.apply(qapp, "light", 100)
    assert qapp.font().pointSizeF() == pytest.approx(usual)
    assert label.sizeHint().height() == height


def test_system_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offscreen screen knows no schemes; so the system's answer is put in place, its signal is real."""
    theme.apply(qapp, "system", 100)
    hints = type(qapp.styleHints())
    for scheme, dark in ((Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False), (Qt.ColorScheme.Unknown, False)):
        monkeypatch.setattr(hints, "colorScheme", lambda _, answer=scheme: answer)
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert theme.is_dark() is dark


def test_a_chosen_theme_does_not_follow(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.apply(qapp, "light", 100)
    monkeypatch.setattr(type(qapp.styleHints()), "colorScheme", lambda _: Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark()
