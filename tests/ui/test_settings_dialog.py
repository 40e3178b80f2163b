"""The settings page: all of it from the records."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.settings import SETTINGS, Group, Settings, _hint, _number
from desktop_ocr.export.words import Language
from desktop_ocr.ui import tasks
from desktop_ocr.ui.dialogs.settings import SettingsDialog
from tests.ui.conftest import Play

CHANGED = Settings(language="zh", theme="dark", font_size=150, likely_threshold=90.0, workers=3)


def shown(qtbot: QtBot, settings: Settings | None = None, language: Language = "en") -> SettingsDialog:
    dialog = SettingsDialog(settings or Settings(), language)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(dialog: SettingsDialog) -> set[str]:
    return {label.text() for label in dialog.findChildren(QLabel)}


def combo(dialog: SettingsDialog, key: str) -> QComboBox:
    editor = dialog.editor(key)
    assert isinstance(editor, QComboBox)
    return editor


def spin(dialog: SettingsDialog, key: str) -> QSpinBox:
    editor = dialog.editor(key)
    assert isinstance(editor, QSpinBox)
    return editor


def button(dialog: SettingsDialog, which: QDialogButtonBox.StandardButton) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(which)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_record_is_there_in_the_language(qtbot: QtBot, language: Language) -> None:
    dialog = shown(qtbot, language=language)
    there = texts(dialog)
    for record in SETTINGS:
        assert {record.label(language), record.group.in_language(language)} <= there
        assert not record.hint(language) or record.hint(language) in there
        if record.choices:
            words = [choice.in_language(language) for choice in record.choices]
            editor = combo(dialog, record.key)
            assert [editor.itemText(row) for row in range(editor.count())] == words
    assert spin(dialog, "workers").text() == ("自动" if language == "zh" else "Automatic")


def test_a_new_record_shows_up(qtbot: QtBot) -> None:
    @dataclass(frozen=True)
    class More(Settings):
        cups: int = field(
            default=2,
            metadata=_number(group=Group.READING, zh="茶", en="Cups of tea", limits=(1, 9), hint=_hint()),
        )

    dialog = shown(qtbot, More(cups=3))
    assert "Cups of tea" in texts(dialog)
    assert spin(dialog, "cups").value() == 3
    spin(dialog, "cups").setValue(5)
    assert dialog.settings == More(cups=5)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_focusable_widget_has_a_name(qtbot: QtBot, language: Language) -> None:
    dialog = shown(qtbot, language=language)
    focusable = [each for each in dialog.findChildren(QWidget) if each.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(focusable) >= len(SETTINGS) + 3
    for widget in focusable:
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, f"{widget} {widget.objectName()}"


def test_every_label_leads_to_its_editor(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    buddies = {label.text(): label.buddy() for label in dialog.findChildren(QLabel) if label.buddy()}
    editors = {record.label_en: dialog.editor(record.key) for record in SETTINGS}
    assert buddies == {**editors, "Passphrase": dialog.passphrase_button}


def test_what_was_set_is_shown_and_given_back(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CHANGED)
    assert dialog.settings == CHANGED
    assert combo(dialog, "theme").currentText() == "Dark"
    assert spin(dialog, "font_size").text() == "150 %"


def test_a_change_is_told_at_once(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    with qtbot.waitSignal(dialog.changed) as told:
        combo(dialog, "theme").setCurrentIndex(2)
    assert told.args == [replace(Settings(), theme="dark")]


def test_leaving_takes_the_changes_back(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CHANGED)
    spin(dialog, "font_size").setValue(175)
    with qtbot.waitSignal(dialog.changed) as told:
        dialog.reject()
    assert told.args == [CHANGED]


def test_leaving_without_a_change_tells_nothing(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CHANGED)
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.reject()


def test_restoring_the_defaults(qtbot: QtBot) -> None:
    dialog = shown(qtbot, CHANGED)
    button(dialog, QDialogButtonBox.StandardButton.RestoreDefaults).click()
    assert dialog.settings == Settings()
    assert dialog.isVisible()


def test_a_typed_number_counts_when_accepted_and_not_before(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    editor = spin(dialog, "font_size")
    editor.lineEdit().selectAll()
    with qtbot.assertNotEmitted(dialog.changed):
        qtbot.keyClicks(editor, "120")
    dialog.accept()
    assert dialog.settings.font_size == 120


def test_the_wheel_changes_nothing_in_passing(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = shown(qtbot)
    editor = spin(dialog, "workers")
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(editor, event)
    assert editor.value() == 0


@pytest.mark.parametrize("points", [9, 16, 28])
def test_it_stays_on_the_screen_and_nothing_is_cut_off_sideways(qtbot: QtBot, points: int) -> None:
    dialog = SettingsDialog(Settings(), "en")
    qtbot.addWidget(dialog)
    font = dialog.font()
    font.setPointSize(points)
    dialog.setFont(font)
    dialog.show()
    qtbot.waitExposed(dialog)
    screen = dialog.screen().availableGeometry()
    assert dialog.height() <= screen.height()
    for record in SETTINGS:
        editor = dialog.editor(record.key)
        assert editor.width() >= editor.minimumSizeHint().width()
        assert editor.mapTo(dialog, editor.rect().topRight()).x() < dialog.width()


def test_it_is_answered_without_a_loop_of_its_own(play: Play, qtbot: QtBot) -> None:
    async def scenario() -> None:
        dialog = SettingsDialog(Settings(), "en")
        combo(dialog, "theme").setCurrentIndex(1)
        ok = button(dialog, QDialogButtonBox.StandardButton.Ok)
        dialog.changed.connect(lambda _: None)
        ok.animateClick()
        assert await tasks.answer(dialog)
        assert dialog.settings.theme == "light"

    play(scenario())
