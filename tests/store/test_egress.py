"""The list of what left, and what calls have cost: in the store, with the step that lets it leave."""

from __future__ import annotations

from datetime import timedelta

import apsw
import pytest

from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.spending import Spent
from desktop_ocr.store.egress import EgressList
from desktop_ocr.store.ledger import CallKey, Kept, Ledger, LedgerMisused
from tests.store.conftest import MovedClock


@pytest.fixture
def ledger(connection: apsw.Connection, clock: MovedClock) -> Ledger:
    return Ledger(connection, clock)


@pytest.fixture
def egress(connection: apsw.Connection) -> EgressList:
    return EgressList(connection)


def key(number: int, interface: str = "idcard") -> CallKey:
    return CallKey(f"{number:064x}", "baidu", interface, {})


def leaving(clock: MovedClock, document: int = 7, *, is_page: bool = True) -> Sent:
    return Sent(clock.now(), "baidu", "idcard", document, 1234, "service.test", is_page)


def test_it_is_on_the_list_with_the_step_that_lets_it_leave(
    ledger: Ledger, egress: EgressList, clock: MovedClock
) -> None:
    call = ledger.begin(key(1), document=7, cost=5)
    assert egress.all() == []
    ledger.mark_sent(call, leaving(clock))
    assert egress.all() == [leaving(clock)]
    with pytest.raises(LedgerMisused):
        ledger.mark_sent(call, leaving(clock))
    assert len(egress.all()) == 1


def test_the_newest_first_and_the_papers_of_which_something_left(egress: EgressList, clock: MovedClock) -> None:
    egress.note(leaving(clock, 3))
    clock.move(seconds=1)
    egress.note(leaving(clock, 9, is_page=False))
    assert [one.document for one in egress.all()] == [9, 3]
    assert [one.document for one in egress.all(most=1)] == [9]
    assert egress.documents() == {3}


def test_what_was_spent(ledger: Ledger, clock: MovedClock) -> None:
    began = clock.now()
    done, refused, unreadable, lost, queued = (ledger.begin(key(number), document=1, cost=10) for number in range(5))
    for call in (done, refused, unreadable, lost):
        ledger.mark_sent(call)
    for call in (done, unreadable):
        ledger.keep_answer(call, b"{}")
    ledger.finish(done)
    ledger.fail(refused, "E_REFUSED", is_billed=False)
    ledger.fail(unreadable, "E_ANSWER")
    ledger.lose(lost, "E_CALL_UNKNOWN")
    other = ledger.begin(key(9, "passport"), document=1, cost=0)
    ledger.mark_sent(other)
    assert ledger.spent_since(began, "baidu") == {"idcard": Spent(3, 30, 1, 10), "passport": Spent(1, 0)}
    assert ledger.spent_since(began, "ctyun") == {}
    ledger.fail(queued, "", is_billed=False)
    assert ledger.spent_since(began + timedelta(days=1), "baidu") == {}


def test_an_answer_that_nobody_has_looked_into(ledger: Ledger) -> None:
    call = ledger.begin(key(1), document=1, cost=5)
    ledger.mark_sent(call)
    assert ledger.unread_answer(key(1)) is None
    ledger.keep_answer(call, b"{}")
    assert ledger.unread_answer(key(1)) == Kept(call, b"{}", (0, 0))
    ledger.finish(call)
    assert ledger.unread_answer(key(1)) is None
    assert ledger.answer_for(key(1)) == Kept(call, b"{}", (0, 0))
