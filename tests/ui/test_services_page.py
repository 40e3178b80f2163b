"""Reading with a service from the window, against the double: keys, consent, estimate, halts, losses, what left."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_ocr import session
from desktop_ocr.domain.engine_info import Credential
from desktop_ocr.domain.engine_settings import OTHERS
from desktop_ocr.domain.errors import CallUnknown, QuotaUsedUp
from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.baidu.info import INFO
from desktop_ocr.store.keyrings import NoSecrets, Reason
from desktop_ocr.ui.banner import Saying
from desktop_ocr.ui.dialogs.egress import EgressDialog
from desktop_ocr.ui.dialogs.engine import EngineDialog
from desktop_ocr.ui.dialogs.engines import EnginesDialog
from desktop_ocr.ui.dialogs.read_with import OFFLINE, ReadWithDialog
from desktop_ocr.ui.queue_model import IS_SENT, STATE_TEXT
from desktop_ocr.ui.workbench import Workbench
from desktop_ocr.workflow.accounts import Accounts
from desktop_ocr.workflow.egress_file import write_egress
from desktop_ocr.workflow.safe import Safe
from tests.services.baidu import Account, BaiduDouble, Truth, everything
from tests.specimens import render
from tests.ui.clouds import KEYS, Cloud, closed, papers, read_all, services, switch_on
from tests.ui.conftest import Play
from tests.ui.driving import dialog, outside, press, states, until, value

SUBMIT = "iocr_universal_request"
FAST = {"calls_a_second": {OTHERS: 50.0}}
OTHER_KEYS = (Credential("app_key", "AppKey", "AppKey"), Credential("access_key", "AccessKey", "AccessKey"))
CARD = render("id_card_front", 3)


@pytest.fixture
def double() -> Iterator[BaiduDouble]:
    with BaiduDouble(account=Account(), seconds=0) as double:
        double.truths.tell(Truth.of(CARD))
        yield double


@pytest.fixture
def cloud(
    qtbot: QtBot,
    collecting: None,
    play: Play,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    double: BaiduDouble,
) -> Cloud:
    return Cloud(tmp_path, monkeypatch, int(double.address.rpartition(":")[2]))


async def ask(bench: Workbench, *, engine: str = "baidu", scope: int = -1) -> ReadWithDialog:
    """The dialog with an engine and papers chosen (the last scope: all), and its answer there."""
    await closed(bench)
    services(bench).read_with(bench.queue.selected())
    shown = await dialog(bench, ReadWithDialog)
    shown.engines.setCurrentIndex(shown.engines.findData(engine))
    buttons = shown.scope_group.buttons()
    buttons[scope].setChecked(True)
    await until(lambda: shown.ok_button.isEnabled() or shown.warning.text())
    return shown


async def send_all(bench: Workbench) -> None:
    shown = await ask(bench)
    shown.accept()
    await closed(bench)
    await read_all(bench)


async def ready(cloud: Cloud, folder: Path, count: int) -> Workbench:
    """A window with papers read at home, and a service that is switched on and has its keys."""
    cloud.enter_keys()
    bench = await cloud.start()
    await switch_on(bench, **FAST)
    bench.intake.add(papers(folder / "cards", count))
    await until(lambda: len(bench.batch) == count)
    await read_all(bench)
    return bench


def test_keys_are_entered_tried_and_never_shown_again(cloud: Cloud, play: Play, double: BaiduDouble) -> None:
    async def scenario() -> None:
        bench = await cloud.start()
        services(bench).engines.open()
        shown = await dialog(bench, EngineDialog)
        page = shown.keys
        assert not page.switch.isChecked()
        assert "aip.baidubce.com" in page.leaves.text()
        assert all(line.echoMode() is QLineEdit.EchoMode.Password for line in page.lines.values())
        assert not page.save_button.isEnabled()
        page.lines["api_key"].setText("test-api-key")
        page.lines["secret_key"].setText("wrong")
        page.save_button.click()
        await until(lambda: page.result.text() and "…" not in page.result.text())
        assert "Secret Key is wrong" in page.result.text()
        assert "wrong" not in "".join(line.text() for line in page.lines.values())
        page.lines["secret_key"].setText(KEYS["secret_key"])
        page.save_button.click()
        await until(lambda: "✓" in page.result.text())
        assert all(not line.text() and "saved" in line.placeholderText() for line in page.lines.values())
        page.switch.setChecked(True)
        shown.costs.cap.setValue(7)
        shown.accept()
        await closed(bench)
        assert services(bench)._services.choices.of("baidu").cap == 7000
        assert not double.log.calls("idcard")

        services(bench).engines.open()
        shown = await dialog(bench, EngineDialog)
        await until(shown.keys.remove_button.isEnabled)
        assert await services(bench)._services.calls.get("baidu.token")
        shown.keys.remove_button.click()
        await until(lambda: not shown.keys.remove_button.isEnabled())
        assert cloud.secrets.get("baidu.secret_key") is None
        assert await services(bench)._services.calls.get("baidu.token") is None
        shown.reject()
        await cloud.end(bench)

    play(scenario())


def test_keys_are_tried_through_the_proxy_that_is_entered(cloud: Cloud, play: Play, double: BaiduDouble) -> None:
    async def scenario() -> None:
        cloud.enter_keys()
        bench = await cloud.start()
        choices = services(bench)._services.choices
        services(bench).engines.open()
        page = (shown := await dialog(bench, EngineDialog)).keys
        await until(page.try_button.isEnabled)
        page.proxy.setText("http://proxy.test:3128")
        page.try_button.click()
        await until(lambda: "✓" in page.result.text())
        assert choices.proxy() == "http://proxy.test:3128"
        shown.reject()
        await closed(bench)
        assert choices.proxy() == "system"
        await cloud.end(bench)

    play(scenario())


def test_a_batch_is_sent_only_after_its_estimate_and_everything_tells_of_it(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 3)
        assert "no picture left this computer" in bench.progress.sent.text()
        await switch_on(bench, **FAST, prices={OTHERS: 50}, free_calls={OTHERS: 0, "idcard": 2})
        shown = await ask(bench)
        assert "Pictures that leave this computer, to Baidu AI Cloud: 3. At most ¥0.05." in shown.estimate.text()
        assert "Free calls left this month: 2 of 2." in shown.estimate.text()
        assert not double.log.calls()
        shown.accept()
        await closed(bench)
        await read_all(bench)
        assert len(double.log.calls("idcard")) == 3
        assert value(bench, "name") == CARD.fields["name"]
        assert bench.progress.sent.text().startswith("↗")
        model = bench.queue.model
        assert all(model.index(row, 0).data(IS_SENT) for row in range(3))
        assert bench.fields.sent_note.isVisible()
        shown = await ask(bench)
        assert "Spent this month: ¥0.05 of ¥50.00." in shown.estimate.text()
        shown.reject()
        await closed(bench)
        bench.actions.by_id["again"].trigger()  # it may cost, so it is asked
        shown = await dialog(bench, ReadWithDialog)
        await until(shown.ok_button.isEnabled)
        assert "to Baidu AI Cloud: 1." in shown.estimate.text()
        shown.accept()  # the same again: answered from what is kept
        await read_all(bench)
        assert len(double.log.calls("idcard")) == 3
        await cloud.end(bench)

    play(scenario())


def test_a_batch_beyond_the_limit_is_refused_with_a_sentence(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 3)
        await switch_on(bench, **FAST, prices={OTHERS: 500}, cap=1000)
        shown = await ask(bench)
        assert not shown.ok_button.isEnabled()
        assert "more than this month's limit leaves: ¥1.00" in shown.warning.text()
        shown.scope_group.buttons()[0].setChecked(True)  # the chosen one alone
        await until(shown.ok_button.isEnabled)
        shown.engines.setCurrentIndex(shown.engines.findData(OFFLINE))
        assert "costs nothing" in shown.estimate.text()
        shown.reject()
        assert not double.log.calls()
        await cloud.end(bench)

    play(scenario())


def test_a_quota_used_up_in_the_middle_stops_and_the_rest_is_read_offline_with_one_key(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.account.daily["idcard"] = 2

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 5)
        await send_all_until_halt(bench)
        halt = services(bench).setbacks.halt
        assert halt is not None
        assert isinstance(halt.error, QuotaUsedUp)
        assert bench.batch.count(DocumentState.QUEUED) == 3
        assert bench.halt_strip.isVisible()
        assert "Papers that wait: 3." in bench.halt_strip.label.text()
        held = [row for row in range(5) if bench.queue.model.index(row, 0).data(STATE_TEXT) == "‖ Held up"]
        assert len(held) == 3
        assert "3 held up" in bench.progress.counts.text()
        assert "Read the rest offline (F7)" in bench.halt_strip.offline_button.text()
        calls = len(double.log.calls("idcard"))
        rest = bench.actions.by_id["rest"]
        assert rest.isEnabled()
        rest.trigger()
        await read_all(bench)
        assert bench.batch.count(DocumentState.QUEUED) == 0
        assert not bench.halt_strip.isVisible()
        engines = [document.recognition.engine for document in bench.batch.documents() if document.recognition]
        assert sorted(engines) == ["baidu", "baidu", "fake", "fake", "fake"]
        assert len(double.log.calls("idcard")) == calls
        await cloud.end(bench)

    play(scenario())


def test_what_waited_to_be_sent_is_not_sent_at_the_next_start_before_the_clerk_says_so(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.account.daily["idcard"] = 2

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 4)
        await send_all_until_halt(bench)
        await cloud.end(bench)
        calls = len(double.log.calls("idcard"))
        double.account.daily["idcard"] = 100
        bench = await cloud.start()
        await until(bench.halt_strip.isVisible)
        assert "Papers that wait: 2." in bench.halt_strip.label.text()
        assert "Nothing has been sent since" in bench.halt_strip.label.text()
        await read_all(bench)
        assert bench.batch.count(DocumentState.QUEUED) == 2
        assert len(double.log.calls("idcard")) == calls
        bench.halt_strip.go_on_button.click()
        await until(lambda: bench.batch.count(DocumentState.QUEUED) == 0)
        await read_all(bench)
        assert len(double.log.calls("idcard")) == calls + 2
        await cloud.end(bench)

    play(scenario())


async def send_all_until_halt(bench: Workbench) -> None:
    shown = await ask(bench)
    shown.accept()
    await until(lambda: services(bench).setbacks.halt is not None)
    await read_all(bench)


def test_a_stopped_queue_goes_on_when_the_clerk_says_so(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.refuse(17, times=1, interface="idcard")

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 2)
        await send_all_until_halt(bench)
        bench.actions.by_id["go_on"].trigger()
        await read_all(bench)
        assert states(bench) == [DocumentState.READY, DocumentState.READY] or not bench.batch.count(
            DocumentState.QUEUED
        )
        assert services(bench).setbacks.halt is None
        await cloud.end(bench)

    play(scenario())


@pytest.mark.parametrize("remedy", [Remedy.READ_AGAIN, Remedy.READ_OFFLINE, Remedy.GIVE_UP])
def test_a_call_whose_fate_nobody_knows_waits_for_one_of_three_choices(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path, remedy: Remedy
) -> None:
    double.cut(late=True, times=1, interface="idcard")

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await send_all(bench)
        (document,) = bench.batch.documents()
        assert isinstance(document.error, CallUnknown)
        assert document.is_sent
        message = bench.page.message
        offered = [one for one, button in message.remedy_buttons.items() if button.isVisible()]
        assert offered == [Remedy.READ_AGAIN, Remedy.READ_OFFLINE, Remedy.GIVE_UP]
        bench.review.read_again()  # F5 must not pay twice
        await read_all(bench)
        assert len(double.log.calls("idcard")) == 1
        message.remedy_buttons[remedy].click()
        await read_all(bench)
        assert len(double.log.calls("idcard")) == (2 if remedy is Remedy.READ_AGAIN else 1)
        assert not await services(bench)._services.accounts.unsettled()
        if remedy is Remedy.GIVE_UP:
            assert not len(bench.batch)
            assert "these papers" in bench.progress.sent.text()
        else:
            engine = "baidu" if remedy is Remedy.READ_AGAIN else "fake"
            (document,) = bench.batch.documents()
            assert document.recognition is not None
            assert document.recognition.engine == engine
            assert document.is_sent
        await cloud.end(bench)

    play(scenario())


def test_the_choices_of_a_lost_call_are_in_reach_of_the_keyboard_and_enter_alone_chooses_none(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.cut(late=True, times=1, interface="idcard")

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await send_all(bench)
        message = bench.page.message
        message.setFocus()
        await outside(lambda: press(Qt.Key.Key_Return))
        assert len(double.log.calls("idcard")) == 1
        await outside(lambda: press(Qt.Key.Key_Tab))
        assert message.remedy_buttons[Remedy.READ_AGAIN].hasFocus()
        await outside(lambda: press(Qt.Key.Key_Tab))
        await outside(lambda: press(Qt.Key.Key_Space))
        await read_all(bench)
        (document,) = bench.batch.documents()
        assert document.recognition is not None
        assert document.recognition.engine == "fake"
        await cloud.end(bench)

    play(scenario())


def test_many_lost_calls_are_read_at_home_together(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.cut(late=True, times=2, interface="idcard")

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 2)
        await send_all(bench)
        assert states(bench) == [DocumentState.FAILED, DocumentState.FAILED]
        shown = await ask(bench, engine=OFFLINE)
        shown.accept()
        await closed(bench)
        await read_all(bench)
        assert DocumentState.FAILED not in states(bench)
        assert not await services(bench)._services.accounts.unsettled()
        await cloud.end(bench)

    play(scenario())


def test_a_call_that_was_under_way_when_the_program_ended_is_shown_at_the_next_start(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await services(bench)._services.engines["baidu"].try_keys()  # the token is there
        double.hold()
        shown = await ask(bench)
        shown.accept()
        await until(lambda: double.log.calls("idcard"))
        await cloud.end(bench)
        double.let_go()
        bench = await cloud.start()
        await until(lambda: len(bench.batch) and bench.batch.documents()[0].error)
        assert isinstance(bench.batch.documents()[0].error, CallUnknown)
        assert bench.batch.documents()[0].is_sent
        assert "without a result: 1" in bench.notice.text()
        assert len(double.log.calls("idcard")) == 1
        await cloud.end(bench)

    play(scenario())


def test_a_task_that_was_handed_in_is_not_handed_in_again_after_a_restart(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    card = render("bank_card", 3)
    double.truths.tell(Truth.of(card))

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await switch_on(bench, **FAST, interfaces={"bank_card": SUBMIT})
        shown = await ask(bench)
        shown.kinds.setCurrentIndex(shown.kinds.findData("bank_card"))
        await until(shown.ok_button.isEnabled)
        shown.accept()
        await until(lambda: double.log.calls(SUBMIT))
        await until(lambda: bench.batch.documents()[0].is_sent)
        ledger = services(bench)._services.accounts
        await until_counted(ledger)
        await cloud.end(bench)  # while it waits to ask for the result
        bench = await cloud.start()
        await until(lambda: len(bench.batch) == 1)
        await read_all(bench)
        (document,) = bench.batch.documents()
        assert document.recognition is not None
        assert document.recognition.engine == "baidu"
        assert document.field("card_number").value.replace(" ", "") == card.fields["card_number"].replace(" ", "")
        assert len(double.log.calls(SUBMIT)) == 1
        await cloud.end(bench)

    play(scenario())


async def until_counted(accounts: Accounts) -> None:
    """Until a call was answered, and that is written down."""
    while not await accounts._thread().run(lambda store: store.ledger._calls("WHERE state = 'done'")):
        await asyncio.sleep(0.01)


def test_a_template_that_is_entered_becomes_a_kind_to_read_with(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    sign = next(iter(double.account.templates))
    double.truths.tell(everything())

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        services(bench).engines.open()
        shown = await dialog(bench, EngineDialog)
        shown.templates.name.setText("入库单")
        shown.templates.id.setText(sign)
        shown.templates.add_button.click()
        shown.accept()
        await closed(bench)
        asked = await ask(bench)
        asked.kinds.setCurrentIndex(asked.kinds.findText("入库单"))
        await until(asked.ok_button.isEnabled)
        asked.accept()
        await closed(bench)
        await read_all(bench)
        (document,) = bench.batch.documents()
        assert document.error is None
        assert document.document_type is not None
        assert document.document_type.label_zh == "入库单"
        assert bench.fields.kind_picker.text() == "入库单"
        assert any(field.value for field in document.fields)
        await cloud.end(bench)
        bench = await cloud.start()
        await until(lambda: len(bench.batch) == 1)
        (document,) = bench.batch.documents()
        assert document.document_type is not None
        assert document.document_type.label_zh == "入库单"
        await cloud.end(bench)

    play(scenario())


def test_without_a_store_it_is_said_why_no_service_can_be_asked(
    cloud: Cloud, play: Play, double: BaiduDouble, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(session, "Safe", partial(Safe, keyring=lambda: NoSecrets(Reason.MISSING)))

    async def scenario() -> None:
        bench = await cloud.start(has_store=False)
        await until(lambda: bench.banner.saying is Saying.MEMORY_ONLY)
        assert not services(bench).is_ready
        bench.intake.add(papers(tmp_path / "cards", 1))
        await until(lambda: len(bench.batch) == 1)
        await read_all(bench)
        for action in ("with", "engines", "egress"):
            bench.notice.forget()
            await until(bench.actions.by_id[action].isEnabled)
            bench.actions.by_id[action].trigger()
            await closed(bench)
            assert bench.notice.isVisible()
            assert "could not be written down" in bench.notice.text()
        assert not bench.window.findChildren(QDialog)
        assert not double.log.calls()
        await cloud.end(bench)

    play(scenario())


def test_of_two_services_each_is_set_up_on_a_page_of_its_own(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    other = replace(INFO, id="other", title_en="Other cloud", credentials=OTHER_KEYS, has_templates=False)

    async def scenario() -> None:
        cloud.enter_keys()
        bench = await cloud.start()
        page = services(bench)._services
        engines = cast(dict[str, Any], page.engines)
        engines["other"] = second = copy(engines["baidu"])
        second.info = other
        services(bench).set_up()
        listed = await dialog(bench, EnginesDialog)
        await until(lambda: all(one.text() for one in listed.states.values()))
        assert listed.states["baidu"].text() == "Switched off, keys saved"
        assert listed.states["other"].text() == "Switched off, no keys yet"
        listed.set_up_buttons["other"].click()
        shown = await dialog(bench, EngineDialog)
        assert shown.windowTitle() == "Other cloud"
        assert list(shown.keys.lines) == ["app_key", "access_key"]
        titles = [shown.tabs.tabText(place) for place in range(shown.tabs.count())]
        assert "Templates" not in titles
        shown.keys.switch.setChecked(True)
        shown.accept()
        await until(lambda: "Switched on" in listed.states["other"].text())
        assert page.choices.of("other").is_on
        assert not page.choices.of("baidu").is_on
        listed.reject()
        await closed(bench)
        await cloud.end(bench)

    play(scenario())


def test_the_engine_that_was_chosen_is_remembered_and_offered_for_new_papers_which_sends_nothing(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        assert not bench.new_strip.isVisible()
        shown = await ask(bench)
        assert not shown.new_papers.isChecked()
        shown.new_papers.setChecked(True)
        shown.accept()
        await closed(bench)
        await read_all(bench)
        assert len(double.log.calls("idcard")) == 1
        await cloud.end(bench)

        bench = await cloud.start()
        bench.intake.add(papers(tmp_path / "more", 3)[1:])
        await until(lambda: len(bench.batch) == 3)
        await until(bench.new_strip.isVisible)
        assert "New papers: 2" in bench.new_strip.label.text()
        assert "Baidu AI Cloud" in bench.new_strip.label.text()
        bench.new_strip.read_button.click()
        shown = await dialog(bench, ReadWithDialog)
        assert (shown.engine, shown.offers_new) == ("baidu", True)
        assert len(shown.keys) == 2
        shown.reject()
        await closed(bench)
        assert len(double.log.calls("idcard")) == 1
        bench.new_strip.no_button.click()
        assert not bench.new_strip.isVisible()
        await cloud.end(bench)

    play(scenario())


def test_a_new_day_is_told_of_and_nothing_sent_before_the_clerk_says_so(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.account.daily["idcard"] = 1

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 3)
        await send_all_until_halt(bench)
        page, calls = services(bench), len(double.log.calls("idcard"))
        engine = page._services.engines["baidu"]
        assert isinstance(engine, BaiduEngine)
        assert not engine.counts_anew
        halt = page.setbacks.halt
        assert halt is not None
        engine.caller.stops.note_failure(halt.error, "idcard", until=datetime.now(UTC))  # midnight has come
        page.setbacks.show_halt()
        assert bench.halt_strip.label.text().startswith("A new day has begun at Baidu AI Cloud")
        await read_all(bench)
        assert len(double.log.calls("idcard")) == calls
        double.account.daily.clear()
        bench.halt_strip.go_on_button.click()
        await read_all(bench)
        assert bench.batch.count(DocumentState.QUEUED) == 0
        assert not bench.halt_strip.isVisible()
        await cloud.end(bench)

    play(scenario())


def test_the_portrait_that_the_service_cut_out_is_shown_beside_the_fields(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 2)
        key = bench.batch.key_at(0)
        document = bench.batch.document(key)
        assert document.recognition is not None
        with BytesIO() as file:
            Image.new("RGB", (60, 80), (10, 120, 200)).save(file, "PNG")
            paper = replace(document.recognition.papers[0], portrait=file.getvalue())
        bench.batch.put(key, [replace(document, recognition=replace(document.recognition, papers=(paper,)))])
        bench.queue.select(key)
        await until(bench.fields.portrait.isVisible)
        middle = bench.fields.portrait.pixmap().toImage().pixelColor(5, 5)
        assert (middle.red(), middle.green(), middle.blue()) == (10, 120, 200)
        bench.queue.select(bench.batch.key_at(1))
        await until(lambda: not bench.fields.portrait.isVisible())
        await cloud.end(bench)

    play(scenario())


def test_what_the_service_remarks_is_said_at_the_paper(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    double.truths.tell(Truth.of(CARD, risk_type="copy"))

    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await send_all(bench)
        assert "This is a photocopy." in bench.page.advice.label.text()
        assert bench.page.advice.isVisible()
        await cloud.end(bench)

    play(scenario())


def test_the_list_of_what_left_is_that_of_the_double_and_can_be_saved(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 2)
        await send_all(bench)
        services(bench).egress.open()
        shown = await dialog(bench, EgressDialog)
        sizes = sorted(one.size for one in shown.model.items if one.is_page)
        assert sizes == sorted(size for _, size, _ in double.log.egress())[-2:] or len(sizes) == 2
        assert "Picture of card-" in shown.model.index(0, 0).data()
        path = tmp_path / "left.csv"
        write_egress(path, shown.headings, shown.model.items, {"baidu": "Baidu"})
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) == 1 + len(shown.model.items)
        assert rows[1][1] == "Baidu"
        shown.reject()
        await cloud.end(bench)

    play(scenario())


def test_a_crop_after_a_reading_by_a_service_is_read_at_home(
    cloud: Cloud, play: Play, double: BaiduDouble, tmp_path: Path
) -> None:
    async def scenario() -> None:
        bench = await ready(cloud, tmp_path, 1)
        await send_all(bench)
        bench.review.turn(90)
        await read_all(bench)
        (document,) = bench.batch.documents()
        assert document.recognition is not None
        assert document.recognition.engine == "fake"
        assert len(double.log.calls("idcard")) == 1
        await cloud.end(bench)

    play(scenario())
