"""The dialogs of services by themselves: what they say, hand over, and that nothing of them is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.engine_info import Credential, EngineInfo
from desktop_ocr.domain.engine_settings import OTHERS, EngineSettings, Template, Way
from desktop_ocr.domain.spending import Estimate, Spent
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.engines.baidu.info import INFO
from desktop_ocr.ui.dialogs.egress import EgressDialog
from desktop_ocr.ui.dialogs.engine import EngineDialog
from desktop_ocr.ui.dialogs.engine_costs import Line
from desktop_ocr.ui.dialogs.engines import EnginesDialog
from desktop_ocr.ui.dialogs.read_with import OFFLINE, Choice, ReadWithDialog, Scope
from desktop_ocr.ui.money import yuan
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.accounts import Counters
from desktop_ocr.workflow.asking import Asking, Offer
from tests.fakes import ID_CARD, PLAIN_TEXT
from tests.ui.dialogs import cells, press, shown
from tests.ui.looks import cut_off, in_reach, nameless

WORDS = Words("en")
LINES = [Line("idcard", "ID card"), Line("invoice", "Invoice")]
SPENT = Counters(Spent(2, 100), Spent(5, 250, 1, 50), 50_000)
SENT = [
    Sent(datetime(2026, 11, 21, 6, 30, tzinfo=UTC), "baidu", "idcard", 7, 702_008, "aip.baidubce.com", True),
    Sent(datetime(2026, 11, 21, 6, 29, tzinfo=UTC), "baidu", "result", 0, 120, "aip.baidubce.com", False),
]


WISHES = (Wish("detect_risk", "false", ("true", "false")), Wish("language"), Wish("pages", "1", is_number=True))


def wishes(kind: DocumentType) -> tuple[Wish, ...]:
    return WISHES if kind is ID_CARD else ()


def ways(kind: DocumentType) -> tuple[OtherWay, ...]:
    return (OtherWay("universal", "通用", "Universal"),) if kind is ID_CARD else ()


def engine_dialog(settings: EngineSettings | None = None, tab: int = 0, info: EngineInfo = INFO) -> EngineDialog:
    kinds = (ID_CARD, PLAIN_TEXT)
    dialog = EngineDialog(info, settings or EngineSettings(), LINES, WORDS, kinds=kinds, wishes=wishes, ways=ways)
    dialog.costs.show_counters(SPENT)
    dialog.tabs.setCurrentIndex(tab)
    return dialog


def listed() -> EnginesDialog:
    other = replace(INFO, id="other", title_en="A cloud with quite a long name of its own")
    dialog = EnginesDialog([INFO, other], WORDS)
    dialog.show_state("baidu", is_on=True, has_keys=True)
    dialog.show_state("other", is_on=False, has_keys=None)
    return dialog


def read_with() -> ReadWithDialog:
    choices = [Choice(OFFLINE, "Offline", (ID_CARD, PLAIN_TEXT)), Choice("baidu", "Baidu AI Cloud", (ID_CARD,))]
    return ReadWithDialog(choices, [Scope("Chosen: 1", (1,)), Scope("All: 38", tuple(range(38)))], WORDS)


def offer(*, cost: int = 1900, fits: bool = True, papers: int = 38, left_out: int = 0) -> Offer:
    asked = Asking("baidu", None, tuple(range(papers)), left_out, {"idcard": papers})
    return Offer(asked, Estimate(papers, 0, cost, fits), SPENT, 120, 200)


def asked() -> ReadWithDialog:
    dialog = read_with()
    dialog.show_offer(dialog.turn, offer(left_out=3))
    return dialog


def refused() -> ReadWithDialog:
    dialog = read_with()
    dialog.show_offer(dialog.turn, offer(fits=False))
    return dialog


MAKERS: list[Callable[[], QDialog]] = [
    engine_dialog,
    lambda: engine_dialog(tab=1),
    lambda: engine_dialog(tab=2),
    lambda: engine_dialog(tab=3),
    listed,
    asked,
    refused,
    lambda: EgressDialog(SENT, {"baidu": "Baidu AI Cloud"}, {7: "card.png"}),
    lambda: EgressDialog([], {}, {}),
]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_cut_off(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = shown(qtbot, make())
    for area in dialog.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())  # large text may have to be scrolled to
    assert cut_off(dialog) == []


@pytest.mark.parametrize("make", MAKERS)
def test_every_widget_in_reach_has_a_name(qtbot: QtBot, make: Callable[[], QDialog]) -> None:
    dialog = shown(qtbot, make())
    assert in_reach(dialog)
    assert nameless(dialog) == []


@pytest.mark.parametrize(("thousandths", "text"), [(1900, "¥1.90"), (0, "¥0.00"), (5, "¥0.005"), (50_000, "¥50.00")])
def test_money(thousandths: int, text: str) -> None:
    assert yuan(thousandths) == text


class TestTheEnginesPage:
    def test_it_is_built_from_what_the_engine_declares(self, qtbot: QtBot) -> None:
        three = (Credential("ak", "访问密钥", "Access key", secret=False), *INFO.credentials)
        info = EngineInfo("other", "另一个", "Another", "other", three, "全部", "Everything leaves.")
        dialog = shown(qtbot, engine_dialog(info=info))
        assert list(dialog.keys.lines) == ["ak", "api_key", "secret_key"]
        assert dialog.keys.leaves.text() == "Everything leaves."
        assert dialog.keys.lines["ak"].echoMode() is dialog.keys.lines["ak"].EchoMode.Normal

    def test_it_is_off_until_somebody_switches_it_on_with_the_keyboard(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, engine_dialog())
        assert not dialog.settings.is_on
        dialog.keys.switch.setFocus()
        press(qtbot, dialog, Qt.Key.Key_Space)
        assert dialog.settings.is_on

    def test_what_was_entered_goes_out_once_and_is_gone(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, engine_dialog())
        page = dialog.keys
        page.lines["api_key"].setText(" key ")
        page.lines["secret_key"].setText("secret")
        with qtbot.waitSignal(page.save_asked) as saved:
            page.save_button.click()
        assert saved.args == [{"api_key": "key", "secret_key": "secret"}]
        page.show_saved(True)
        assert not page.entered
        assert not page.save_button.isEnabled()
        page.lines["secret_key"].setText("another")  # one alone may be replaced
        assert page.save_button.isEnabled()

    def test_prices_free_calls_and_pace_are_set_by_interface(self, qtbot: QtBot) -> None:
        settings = EngineSettings(prices={OTHERS: 50, "idcard": 30}, parameters={"x": {"a": "b"}}, cap=12_345)
        dialog = shown(qtbot, engine_dialog(settings))
        model = dialog.costs.model
        assert cells(model)[:2] == [["All others", "0.05", "0", ""], ["ID card", "0.03", "", ""]]
        assert dialog.settings == settings
        assert model.setData(model.index(1, 1), "")
        assert model.setData(model.index(2, 1), "¥ 1,5")
        assert model.setData(model.index(2, 2), "200")
        assert model.setData(model.index(0, 3), "5")
        assert not model.setData(model.index(0, 3), "0")
        assert not model.setData(model.index(0, 1), "much")
        assert not model.setData(model.index(0, 1), "-1")
        now = dialog.settings
        assert now.prices == {OTHERS: 50, "invoice": 1500}
        assert now.free_calls == {OTHERS: 0, "invoice": 200}
        assert now.calls_a_second == {OTHERS: 5.0}
        assert (now.parameters, now.cap) == (settings.parameters, 12_345)
        dialog.costs.cap.setValue(20)
        assert dialog.settings.cap == 20_000

    def test_the_counters_say_at_most_where_nobody_knows(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, engine_dialog())
        assert (
            dialog.costs.counters.text()
            == "Today: 2 calls, ¥0.10. This month: 6 calls, ≤ ¥0.30; ¥49.70 of the limit are left."
        )

    def test_what_is_asked_for_is_set_by_kind(self, qtbot: QtBot) -> None:
        before = EngineSettings(parameters={"id_card": {"detect_risk": "true"}, "other": {"a": "b"}})
        dialog = shown(qtbot, engine_dialog(before, tab=2))
        page = dialog.kinds
        assert list(page.editors) == ["detect_risk", "language", "pages"]
        risk, language, pages = page.editors.values()
        assert isinstance(risk, QComboBox)
        assert isinstance(language, QLineEdit)
        assert isinstance(pages, QLineEdit)
        assert [risk.itemText(row) for row in range(risk.count())] == ["As usual: false", "true", "false"]
        assert dialog.settings == before
        risk.setCurrentIndex(0)
        language.setText(" GER ")
        qtbot.keyClicks(pages, "2x3")
        page.kind.setCurrentIndex(1)
        assert not page.editors
        assert dialog.settings.parameters == {"id_card": {"language": "GER", "pages": "23"}, "other": {"a": "b"}}
        page.kind.setCurrentIndex(0)
        again = page.editors["language"]
        assert isinstance(again, QLineEdit)
        assert again.text() == "GER"

    def test_by_which_interface_a_kind_is_read_is_chosen_where_there_are_several(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, engine_dialog(EngineSettings(interfaces={"other": "x"}), tab=2))
        page = dialog.kinds
        page.way.setCurrentIndex(page.way.findData("universal"))
        page.kind.setCurrentIndex(1)
        assert page.way.count() == 0
        assert dialog.settings.interfaces == {"other": "x", "id_card": "universal"}
        page.kind.setCurrentIndex(0)
        page.way.setCurrentIndex(0)
        assert dialog.settings.interfaces == {"other": "x"}

    def test_templates_are_added_replaced_and_removed(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, engine_dialog(tab=3))
        page = dialog.templates
        assert not page.add_button.isEnabled()
        page.name.setText("入库单")
        page.id.setText("abc")
        page.way.setCurrentIndex(page.way.findData(Way.CLASSIFIER.value))
        page.fields.setText("单号，日期、 合计")
        page.add_button.click()
        assert dialog.settings.templates == (Template("abc", "入库单", Way.CLASSIFIER, ("单号", "日期", "合计")),)
        page.name.setText("出库单")
        page.id.setText("abc")
        page.add_button.click()
        assert [one.name for one in dialog.settings.templates] == ["出库单"]
        page.view.selectRow(0)
        page.remove_button.click()
        assert dialog.settings.templates == ()


class TestReadingWith:
    def test_it_says_what_leaves_what_it_costs_and_what_is_left(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, read_with())
        assert not dialog.ok_button.isEnabled()
        dialog.show_offer(dialog.turn, offer(left_out=3))
        assert dialog.estimate.text().split("\n") == [
            "Pictures that leave this computer, to Baidu AI Cloud: 38. At most ¥1.90.",
            "Free calls left this month: 120 of 200.",
            "Spent this month: ¥0.30 of ¥50.00.",
            "Baidu AI Cloud does not read the kind of 3 of the papers; these stay as they are.",
        ]
        assert dialog.ok_button.isEnabled()

    def test_an_answer_to_what_is_no_longer_asked_is_left_aside(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, read_with())
        before = dialog.turn
        dialog.scope_group.buttons()[1].setChecked(True)
        dialog.show_offer(before, offer())
        assert not dialog.ok_button.isEnabled()
        assert dialog.keys == tuple(range(38))

    def test_beyond_the_limit_nothing_can_be_sent(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, refused())
        assert not dialog.ok_button.isEnabled()
        assert "more than this month's limit leaves: ¥49.70" in dialog.warning.text()

    def test_only_kinds_that_the_engine_reads_are_offered(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, read_with())
        assert [dialog.kinds.itemText(row) for row in range(dialog.kinds.count())] == ["As it is", "ID card"]
        dialog.engines.setCurrentIndex(0)
        assert [dialog.kinds.itemData(row) for row in range(dialog.kinds.count())] == ["", "id_card", "plain"]
        assert dialog.ok_button.isEnabled()
        assert dialog.ok_button.text() == "Read"

    def test_where_none_of_the_papers_is_read_by_it(self, qtbot: QtBot) -> None:
        dialog = shown(qtbot, read_with())
        dialog.show_offer(dialog.turn, offer(papers=0, left_out=2, cost=0))
        assert not dialog.ok_button.isEnabled()
        assert "no paper among these" in dialog.warning.text()


def test_the_list_of_what_left_names_papers_that_are_there(qtbot: QtBot) -> None:
    dialog = shown(qtbot, EgressDialog([*SENT, SENT[0]], {"baidu": "Baidu"}, {7: "card.png"}))
    rows = cells(dialog.model)
    assert rows[0][0] == "Picture of card.png"
    assert rows[1][0] == "Question without a picture"
    assert rows[0][2:] == ["Baidu (aip.baidubce.com)", "702,008"]
    with qtbot.waitSignal(dialog.save_asked):
        dialog.save_button.click()
