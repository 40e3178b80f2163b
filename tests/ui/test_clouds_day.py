"""A day with a service, told whole: keys entered and tried, a batch sent, the quota used up in the middle of it,
the rest read by the engine at home, with the keyboard alone where it matters.  The engine at home is the real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_ocr import composition
from desktop_ocr.domain.engine_settings import OTHERS
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.ui.dialogs.engine import EngineDialog
from desktop_ocr.ui.dialogs.read_with import ReadWithDialog
from tests.services.baidu import BaiduDouble, Truth
from tests.specimens import render
from tests.ui.clouds import KEYS, Cloud, closed, read_all, services, switch_on
from tests.ui.conftest import Play
from tests.ui.driving import dialog, outside, until

pytestmark = pytest.mark.heavy
PAPERS, PAID = 5, 2
PATIENCE = 300.0
"""Seconds for the whole day on a busy machine."""
SEEDS = range(11, 11 + PAPERS)


@pytest.fixture
def double(tmp_path: Path) -> Iterator[BaiduDouble]:
    (tmp_path / "cards").mkdir()
    with BaiduDouble() as double:
        for number, seed in enumerate(SEEDS):
            card = render("id_card_front", seed)
            card.image.save(tmp_path / "cards" / f"{number}.png")
            double.truths.tell_look(Truth.of(card), card.image)
        yield double


def test_keys_a_batch_a_quota_in_the_middle_and_the_rest_offline(
    qtbot: QtBot,
    qapp: QApplication,
    collecting: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    double: BaiduDouble,
    play: Play,
) -> None:
    real = composition.program
    cloud = Cloud(tmp_path, monkeypatch, int(double.address.rpartition(":")[2]))
    monkeypatch.setattr(composition, "program", real)

    async def type_into(text: str) -> None:
        focus = QApplication.focusWidget()
        await outside(lambda: QTest.keyClicks(focus, text))

    async def press(key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        await outside(lambda: QTest.keyClick(focus, key))

    async def day() -> None:
        bench = await cloud.start()
        await until(bench.actions.by_id["engines"].isEnabled)
        bench.actions.by_id["engines"].trigger()
        page = (await dialog(bench, EngineDialog)).keys
        for key, value in KEYS.items():
            page.lines[key].setFocus()
            await type_into(value)
        page.save_button.setFocus()
        await press(Qt.Key.Key_Space)
        await until(lambda: "✓" in page.result.text())
        page.switch.setFocus()
        await press(Qt.Key.Key_Space)
        (await dialog(bench, EngineDialog)).accept()
        await closed(bench)
        await switch_on(bench, calls_a_second={OTHERS: 2.0})
        assert not double.log.calls("idcard")

        bench.intake.add([tmp_path / "cards"])
        await until(lambda: len(bench.batch) == PAPERS)
        await read_all(bench)
        assert bench.batch.count(DocumentState.QUEUED, DocumentState.FAILED) == 0
        assert not any(document.is_sent for document in bench.batch.documents())

        double.account.daily["idcard"] = PAID
        bench.queue.list.selectAll()
        bench.actions.by_id["with"].trigger()
        shown = await dialog(bench, ReadWithDialog)
        await until(shown.ok_button.isEnabled)
        assert f"{PAPERS}. At most ¥0.25." in shown.estimate.text()
        await press(Qt.Key.Key_Return)
        await closed(bench)
        await until(lambda: services(bench).setbacks.halt is not None)
        await read_all(bench)
        waiting = bench.batch.count(DocumentState.QUEUED)
        assert 0 < waiting <= PAPERS - PAID
        assert bench.halt_strip.isVisible()
        answered = len(double.log.charged())

        await press(Qt.Key.Key_F7)
        await read_all(bench)
        engines = [one.recognition.engine for one in bench.batch.documents() if one.recognition]
        assert engines.count("offline") == waiting
        assert engines.count("baidu") == PAPERS - waiting
        for seed, document in zip(SEEDS, bench.batch.documents(), strict=True):
            assert document.field("id_number").value == render("id_card_front", seed).fields["id_number"]
        assert len(double.log.charged()) == answered
        await cloud.end(bench)

    play(day(), PATIENCE)
