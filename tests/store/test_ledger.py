"""The ledger of paid calls: only the allowed steps, nothing paid twice, nothing forgotten by a crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import apsw
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop_ocr.store import failpoints
from desktop_ocr.store.database import open_database
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.ledger import STEPS, CallKey, CallState, CallUnsettled, Ledger, LedgerMisused
from desktop_ocr.store.migrations import migrate
from desktop_ocr.store.picture_rows import PictureRows
from tests.store.conftest import MovedClock
from tests.store.test_documents import WrittenFile
from tests.store.values import KEY, paper

SAME = CallKey("ab" * 32, "baidu", "idcard", {"side": "front", "detect_risk": True})
ANSWER = b'{"words_result": {}'

WAYS: dict[CallState, tuple[CallState, ...]] = {
    CallState.QUEUED: (),
    CallState.SENT: (CallState.SENT,),
    CallState.ANSWERED: (CallState.SENT, CallState.ANSWERED),
    CallState.DONE: (CallState.SENT, CallState.ANSWERED, CallState.DONE),
    CallState.FAILED: (CallState.SENT, CallState.FAILED),
    CallState.UNKNOWN: (CallState.SENT, CallState.UNKNOWN),
}
"""How to come to each state."""


@pytest.fixture
def ledger(connection: apsw.Connection, clock: MovedClock) -> Ledger:
    return Ledger(connection, clock)


def step(ledger: Ledger, call: int, to: CallState) -> None:
    steps: dict[CallState, Callable[[], None]] = {
        CallState.SENT: lambda: ledger.mark_sent(call),
        CallState.ANSWERED: lambda: ledger.keep_answer(call, ANSWER),
        CallState.DONE: lambda: ledger.finish(call),
        CallState.FAILED: lambda: ledger.fail(call, "E_BUSY"),
        CallState.UNKNOWN: lambda: ledger.lose(call, "E_TIMEOUT"),
    }
    steps[to]()


def begun(ledger: Ledger, state: CallState, key: CallKey = SAME, *, again: bool = False) -> int:
    call = ledger.begin(key, document=1, cost=25, again=again)
    for one in WAYS[state]:
        step(ledger, call, one)
    return call


def state(ledger: Ledger, call: int) -> CallState:
    found = ledger.call(call)
    assert found is not None
    return found.state


@pytest.mark.parametrize(("before", "to"), [pair for pair in product(CallState, CallState) if pair[1] != "queued"])
def test_only_the_drawn_steps_can_be_taken(ledger: Ledger, before: CallState, to: CallState) -> None:
    call = begun(ledger, before)
    if to in STEPS[before]:
        step(ledger, call, to)
        assert state(ledger, call) is to
    else:
        with pytest.raises(LedgerMisused):
            step(ledger, call, to)
        assert state(ledger, call) is before


def test_the_steps_are_those_of_the_specification() -> None:
    ends = {CallState.DONE, CallState.FAILED, CallState.UNKNOWN}
    assert {state for state, steps in STEPS.items() if not steps} == ends
    assert CallState.ANSWERED not in STEPS[CallState.QUEUED]  # nothing is answered that was not written down as sent


@pytest.mark.parametrize("before", CallState)
def test_the_same_call_again(ledger: Ledger, before: CallState) -> None:
    begun(ledger, before)
    expected: dict[CallState, type[Exception]] = {CallState.DONE: LedgerMisused}
    if before is CallState.FAILED:
        assert state(ledger, begun(ledger, CallState.QUEUED)) is CallState.QUEUED
    else:
        with pytest.raises(expected.get(before, CallUnsettled)):
            begun(ledger, CallState.QUEUED)


@pytest.mark.parametrize("before", CallState)
def test_the_clerk_may_ask_again_but_not_twice_at_once(ledger: Ledger, before: CallState) -> None:
    begun(ledger, before)
    if before in (CallState.QUEUED, CallState.SENT, CallState.ANSWERED):
        with pytest.raises(CallUnsettled):
            begun(ledger, CallState.QUEUED, again=True)
    else:
        begun(ledger, CallState.DONE, again=True)
        assert ledger.unsettled() == []


def test_even_past_the_ledger_the_database_refuses_a_second_call_under_way(connection: apsw.Connection) -> None:
    insert = (
        "INSERT INTO calls (key, digest, engine, document, cost, state, queued_at) VALUES ('k', '', '', 1, 0, ?, '')"
    )
    connection.execute(insert, ("sent",))
    with pytest.raises(apsw.ConstraintError):
        connection.execute(insert, ("queued",))


@pytest.mark.parametrize("before", CallState)
def test_only_what_is_done_is_answered_for_free(ledger: Ledger, before: CallState) -> None:
    begun(ledger, before)
    found = ledger.answer_for(SAME)
    assert (found and found.content) == (ANSWER if before is CallState.DONE else None)
    assert ledger.answer_for(replace(SAME, interface="bankcard")) is None


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME, digest="cd" * 32),
        replace(SAME, engine="ctyun"),
        replace(SAME, interface="bankcard"),
        replace(SAME, options={"side": "back", "detect_risk": True}),
    ],
)
def test_what_makes_calls_differ(other: CallKey) -> None:
    assert other.text != SAME.text
    assert replace(SAME, options={"detect_risk": True, "side": "front"}).text == SAME.text


@pytest.mark.parametrize("before", CallState)
def test_after_a_crash(path: Path, clock: MovedClock, before: CallState) -> None:
    connection = open_database(path, KEY)
    migrate(connection)
    call = begun(Ledger(connection, clock), before)
    connection.close()
    connection = open_database(path, KEY)
    ledger = Ledger(connection, clock)
    recovered = ledger.recover()
    after = {CallState.SENT: CallState.UNKNOWN, CallState.QUEUED: CallState.FAILED}.get(before, before)
    assert state(ledger, call) is after
    assert [one.id for one in recovered] == ([call] if before is CallState.SENT else [])
    assert [one.id for one in ledger.unsettled()] == ([call] if after is CallState.UNKNOWN else [])
    assert [one.id for one in ledger.unread()] == ([call] if after is CallState.ANSWERED else [])
    assert ledger.answer(call) == (ANSWER if before in (CallState.ANSWERED, CallState.DONE) else None)
    assert ledger.recover() == []
    connection.close()


def test_the_clerk_settles_what_is_unknown(ledger: Ledger) -> None:
    call = begun(ledger, CallState.UNKNOWN)
    ledger.settle(call)
    assert ledger.unsettled() == []
    done = begun(ledger, CallState.DONE)
    with pytest.raises(LedgerMisused):
        ledger.settle(done)


@pytest.mark.parametrize(
    ("name", "to", "after"),
    [
        ("ledger.before_send", CallState.SENT, CallState.QUEUED),
        ("documents.before_commit", CallState.SENT, CallState.QUEUED),
        ("ledger.after_send", CallState.SENT, CallState.SENT),
        ("ledger.before_answer", CallState.ANSWERED, CallState.SENT),
        ("documents.before_commit", CallState.ANSWERED, CallState.SENT),
        ("ledger.after_answer", CallState.ANSWERED, CallState.ANSWERED),
    ],
)
def test_a_step_is_taken_or_not(ledger: Ledger, name: str, to: CallState, after: CallState) -> None:
    call = begun(ledger, CallState.QUEUED)
    for one in WAYS[to][:-1]:
        step(ledger, call, one)

    def hook(reached: str) -> None:
        if reached == name:
            raise failpoints.FailpointReached

    failpoints.install(hook)
    try:
        with pytest.raises(failpoints.FailpointReached):
            step(ledger, call, to)
    finally:
        failpoints.install(None)
    assert state(ledger, call) is after
    assert (ledger.answer(call) is None) == (after is not CallState.ANSWERED)


def test_what_was_sent_since(ledger: Ledger, clock: MovedClock) -> None:
    begun(ledger, CallState.DONE)
    clock.move(hours=1)
    noon = clock.now()
    second = begun(ledger, CallState.UNKNOWN, replace(SAME, digest="cd" * 32))
    begun(ledger, CallState.QUEUED, replace(SAME, digest="ef" * 32))
    begun(ledger, CallState.DONE, replace(SAME, engine="ctyun"))
    assert [one.id for one in ledger.calls_since(noon, "baidu")] == [second]
    assert sum(one.cost for one in ledger.calls_since(noon - timedelta(hours=2), "baidu")) == 50


def test_deleting_a_paper_for_good_deletes_what_clouds_said_of_it(
    connection: apsw.Connection, documents: Documents, ledger: Ledger, clock: MovedClock
) -> None:
    pictures = PictureRows(connection, clock)
    twice = [pictures.add(WrittenFile(number, digest=SAME.digest)) for number in (1, 2)]
    documents.put([paper(number, picture=one.id) for number, one in enumerate(twice, 1)])
    call = begun(ledger, CallState.DONE)
    documents.purge([1])
    assert (found := ledger.answer_for(SAME)) is not None
    assert found.content == ANSWER
    documents.purge([2])
    assert ledger.answer_for(SAME) is None
    assert state(ledger, call) is CallState.DONE  # it was paid, and counts
    begun(ledger, CallState.DONE)


class Vendor(RuleBasedStateMachine):
    """Random steps, crashes and clerks: a vendor who counts is never asked the same twice without the clerk's word."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = apsw.Connection(":memory:")
        migrate(self.connection)
        self.ledger = Ledger(self.connection, MovedClock())
        self.asked: dict[str, int] = {}
        self.allowed: dict[str, int] = {}
        self.calls: list[int] = []

    @rule(number=st.integers(0, 2), again=st.booleans())
    def begin(self, number: int, again: bool) -> None:
        key = replace(SAME, digest=f"{number:064x}")
        try:
            self.calls.append(self.ledger.begin(key, document=number, cost=1, again=again))
        except (CallUnsettled, LedgerMisused):
            return
        if again:
            self.allowed[key.text] = self.allowed.get(key.text, 0) + 1

    @rule(which=st.integers(0, 5), to=st.sampled_from([one for one in CallState if one is not CallState.QUEUED]))
    def step(self, which: int, to: CallState) -> None:
        for call in self.calls[-1 - which : len(self.calls) - which]:
            try:
                step(self.ledger, call, to)
            except LedgerMisused:
                continue
            found = self.ledger.call(call)
            assert found is not None
            if to is CallState.SENT:
                self.asked[found.key] = self.asked.get(found.key, 0) + 1
            if to is CallState.FAILED:  # the vendor refused it, and did not bill: another attempt is allowed
                self.allowed[found.key] = self.allowed.get(found.key, 0) + 1

    @rule()
    def crash(self) -> None:
        self.ledger = Ledger(self.connection, MovedClock())
        self.ledger.recover()

    @rule()
    def clerk_settles(self) -> None:
        for call in self.ledger.unsettled():
            self.ledger.settle(call.id)
            self.allowed[call.key] = self.allowed.get(call.key, 0) + 1

    @invariant()
    def nothing_is_asked_twice(self) -> None:
        assert all(count <= 1 + self.allowed.get(key, 0) for key, count in self.asked.items())


Vendor.TestCase.settings = settings(max_examples=100, stateful_step_count=40)
TestVendor = Vendor.TestCase
