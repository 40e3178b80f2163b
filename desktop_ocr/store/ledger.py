"""The ledger of paid calls: written down before they are sent, so that none is paid twice and none is forgotten.

    queued → sent → answered → done | failed | unknown       (RELIABILITY.md §4)

``sent`` is on the disk before the first byte leaves, and the raw answer before anybody looks into it.  Where the
program ends in between, nobody knows whether the vendor got the call: it becomes ``unknown``, is never sent again by
itself, and waits for the clerk.  Each attempt is a call of its own; no call goes back to an earlier state.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import apsw

from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.spending import Spent
from desktop_ocr.store import egress
from desktop_ocr.store.clock import Clock
from desktop_ocr.store.database import select, transaction
from desktop_ocr.store.failpoints import failpoint
from desktop_ocr.store.stamp import stamp, stamp_of


class CallState(StrEnum):
    """Where a call stands; the last three are ends."""

    QUEUED = "queued"
    SENT = "sent"
    ANSWERED = "answered"
    DONE = "done"
    FAILED = "failed"  # refused, never arrived, or answered with what cannot be used
    UNKNOWN = "unknown"  # may have run, and been billed


STEPS: Mapping[CallState, frozenset[CallState]] = {
    CallState.QUEUED: frozenset({CallState.SENT, CallState.FAILED}),
    CallState.SENT: frozenset({CallState.ANSWERED, CallState.FAILED, CallState.UNKNOWN}),
    CallState.ANSWERED: frozenset({CallState.DONE, CallState.FAILED}),
    CallState.DONE: frozenset(),
    CallState.FAILED: frozenset(),
    CallState.UNKNOWN: frozenset(),
}
assert set(STEPS) == set(CallState)


class LedgerMisused(Exception):
    """A step that the ledger forbids: our bug, and money if it were allowed."""


class CallUnsettled(Exception):
    """The same call is under way, or ended unknown and the clerk has not chosen yet: it must not be sent again."""


@dataclass(frozen=True, slots=True)
class CallKey:
    """What makes two calls the same: SHA-256 (hex) of the original bytes, engine, interface and options."""

    digest: str
    engine: str
    interface: str
    options: Mapping[str, str | int | bool]

    @property
    def text(self) -> str:
        parts = [self.digest, self.engine, self.interface, dict(self.options)]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt.  ``cost`` in thousandths of a yuan; times as in the store, "" for not yet."""

    id: int
    key: str
    engine: str
    document: int
    cost: int
    state: CallState
    error_code: str
    queued_at: str
    sent_at: str
    ended_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A raw answer; ``size`` as in ``Ledger.keep_answer``."""

    call: int
    content: bytes
    size: tuple[int, int]


_COLUMNS = "id, key, engine, document, cost, state, error_code, queued_at, sent_at, ended_at"
_IS_GONE = (
    "document BETWEEN 1 AND (SELECT seq FROM sqlite_sequence WHERE name = 'documents') "
    "AND document NOT IN (SELECT id FROM documents) AND digest NOT IN (SELECT digest FROM pictures)"
)
"""Of a call: its paper had a number that is no paper's any more, and no other paper shows the same picture.  A paper that
is not in the store yet has a number that none had.
"""


class Ledger:
    """Methods that take a call raise ``LedgerMisused`` where its state does not allow the step.

    All raise what ``clerk_errors`` raises; the step was then not taken.
    """

    def __init__(self, connection: apsw.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    # --- A call's way -----------------------------------------------------------------------------------------------

    def begin(self, key: CallKey, *, document: int, cost: int, again: bool = False) -> int:
        """Write a call down as queued; returns its number.

        ``again`` is the clerk's word: read anew although that may be paid twice; it settles the earlier, unknown ones.
        Raises ``CallUnsettled``: the same call is under way, or unknown without the clerk's word.
        Raises ``LedgerMisused`` for a call that is done, without that word: see ``answer_for``.
        """
        failpoint("ledger.before_begin")
        with transaction(self._connection):
            self._allow(key.text, again)
            self._connection.execute(
                "INSERT INTO calls (key, digest, engine, interface, document, cost, state, queued_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(key.text, key.digest, key.engine, key.interface, document, cost),
                    *(CallState.QUEUED.value, stamp(self._clock)),
                ),
            )
            call = self._connection.last_insert_rowid()
        failpoint("ledger.after_begin")
        return call

    def mark_sent(self, call: int, leaving: Sent | None = None) -> None:
        """Only when this has returned may the first byte leave; ``leaving`` goes on the list of what did."""
        failpoint("ledger.before_send")
        with transaction(self._connection):
            self._step(call, CallState.SENT, "sent_at")
            if leaving is not None:
                egress.append(self._connection, leaving)
        failpoint("ledger.after_send")

    def keep_answer(self, call: int, content: bytes, size: tuple[int, int] = (0, 0)) -> None:
        """Keep the raw answer; only then may it be looked into.

        ``size`` is the width and height of the page in the picture that was sent, in pixels; zeros where that is not
        known.  Of a paper that was deleted for good meanwhile nothing is kept but that its call was answered.
        """
        failpoint("ledger.before_answer")
        with transaction(self._connection):
            self._step(call, CallState.ANSWERED)
            self._insert_answer(call, content, size)
        failpoint("ledger.after_answer")

    def finish(self, call: int) -> None:
        """The answer was understood: from now on it is free."""
        with transaction(self._connection):
            self._step(call, CallState.DONE, "ended_at")
        failpoint("ledger.finished")

    def keep_free(self, key: CallKey, content: bytes, *, document: int) -> None:
        """Keep the answer to a question that costs nothing.  It was never under way here: it may be asked again, and
        counts nowhere.
        """
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO calls (key, digest, engine, interface, document, cost, state, queued_at, ended_at) "
                "VALUES (?1, ?2, ?3, ?4, ?5, 0, 'done', ?6, ?6)",
                (key.text, key.digest, key.engine, key.interface, document, stamp(self._clock)),
            )
            self._insert_answer(self._connection.last_insert_rowid(), content)

    def fail(self, call: int, error_code: str, *, is_billed: bool = True) -> None:
        """It was refused, cannot have arrived (both not ``is_billed``: it costs nothing then), or its answer is of no
        use (and stays kept).
        """
        with transaction(self._connection):
            self._step(call, CallState.FAILED, "ended_at", error_code)
            if not is_billed:
                self._connection.execute("UPDATE calls SET cost = 0 WHERE id = ?", (call,))

    def lose(self, call: int, error_code: str) -> None:
        """Sent, and nobody knows what became of it."""
        with transaction(self._connection):
            self._step(call, CallState.UNKNOWN, "ended_at", error_code)

    # --- After a start, and the clerk's choice ----------------------------------------------------------------------

    def recover(self) -> list[Call]:
        """At the start: what was under way when the program ended becomes unknown; returns those calls.

        Queued ones have never left and are closed as failed: the queue asks for them anew.  Answers of papers that were
        deleted for good are deleted too, and a call that was answered and lost its answer so is over.
        """
        under_way = self._calls("WHERE state = 'sent' ORDER BY id")
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE calls SET ended_at = ?, state = CASE state WHEN 'sent' THEN 'unknown' ELSE 'failed' END "
                "WHERE state IN ('sent', 'queued')",
                (stamp(self._clock),),
            )
            self._connection.execute(f"DELETE FROM answers WHERE call IN (SELECT id FROM calls WHERE {_IS_GONE})")
            self._connection.execute(
                "UPDATE calls SET ended_at = ?, state = 'done' "
                "WHERE state = 'answered' AND id NOT IN (SELECT call FROM answers)",
                (stamp(self._clock),),
            )
        return [call for one in under_way if (call := self.call(one.id))]

    def unread(self) -> list[Call]:
        """Calls whose answer is kept and was not yet looked into: paid for, so read them first."""
        return self._calls("WHERE state = 'answered' ORDER BY id")

    def unsettled(self) -> list[Call]:
        """Unknown calls that wait for the clerk's choice."""
        return self._calls("WHERE state = 'unknown' AND settled_at = '' ORDER BY id")

    def answered(self) -> frozenset[int]:
        """The numbers of the papers for which an answer is here: what they still wait for costs nothing more."""
        return frozenset(call.document for call in self._calls("WHERE state IN ('answered', 'done')"))

    def settle(self, call: int) -> None:
        """The clerk chose to read offline or to give it up; it stays counted."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE calls SET settled_at = ? WHERE id = ? AND state = 'unknown'", (stamp(self._clock), call)
            )
            if not self._connection.changes():
                raise LedgerMisused

    # --- Questions --------------------------------------------------------------------------------------------------

    def call(self, call: int) -> Call | None:
        found = self._calls("WHERE id = ?", call)
        return found[0] if found else None

    def answer(self, call: int) -> bytes | None:
        """The raw answer of one call, if one was kept."""
        rows = select(self._connection, "SELECT content FROM answers WHERE call = ?", (call,))
        return rows[0][0] if rows else None

    def answer_for(self, key: CallKey) -> Kept | None:
        """The answer to the same call, if it was made and done before: for free."""
        rows = select(
            self._connection,
            "SELECT id, content, width, height FROM answers JOIN calls ON id = call WHERE key = ? AND state = 'done' "
            "ORDER BY id DESC LIMIT 1",
            (key.text,),
        )
        return _kept(*rows[0]) if rows else None

    def calls_since(self, time: datetime, engine: str) -> list[Call]:
        """Calls of one engine that were sent since then: for caps, counted cost and the pace after a restart."""
        return self._calls("WHERE engine = ? AND sent_at >= ? ORDER BY sent_at, id", engine, stamp_of(time))

    def spent_since(self, time: datetime, engine: str) -> dict[str, Spent]:
        """What the calls of one engine since then have cost, by interface; those about to be sent count, refused ones
        do not.
        """
        rows = select(
            self._connection,
            "SELECT interface, state = 'unknown', count(*), sum(cost) FROM calls "
            "WHERE engine = ? AND (sent_at >= ? OR state = 'queued') AND (state <> 'failed' OR cost > 0) GROUP BY 1, 2",
            (engine, stamp_of(time)),
        )
        spent: dict[str, Spent] = {}
        for interface, is_unsure, calls, cost in rows:
            more = Spent(0, 0, calls, cost) if is_unsure else Spent(calls, cost)
            spent[interface] = spent.get(interface, Spent()) + more
        return spent

    def unread_answer(self, key: CallKey) -> Kept | None:
        """The answer that came to the same call, if nobody has looked into it yet."""
        rows = select(
            self._connection,
            "SELECT id, content, width, height FROM answers JOIN calls ON id = call WHERE key = ? AND state = 'answered'",
            (key.text,),
        )
        return _kept(*rows[0]) if rows else None

    # --- Within -----------------------------------------------------------------------------------------------------

    def _allow(self, key: str, again: bool) -> None:
        same = "SELECT 1 FROM calls LEFT JOIN answers ON call = id WHERE key = ? AND"
        if self._connection.execute(f"{same} state IN ('queued', 'sent', 'answered')", (key,)).fetchall():
            raise CallUnsettled
        if again:
            self._connection.execute(
                "UPDATE calls SET settled_at = ? WHERE key = ? AND state = 'unknown' AND settled_at = ''",
                (stamp(self._clock), key),
            )
        elif self._connection.execute(f"{same} state = 'unknown' AND settled_at = ''", (key,)).fetchall():
            raise CallUnsettled
        elif self._connection.execute(f"{same} state = 'done' AND content IS NOT NULL", (key,)).fetchall():
            raise LedgerMisused

    def _insert_answer(self, call: int, content: bytes, size: tuple[int, int] = (0, 0)) -> None:
        self._connection.execute(
            f"INSERT INTO answers SELECT id, ?, ?, ?, ? FROM calls WHERE id = ? AND NOT coalesce({_IS_GONE}, 0)",
            (content, stamp(self._clock), *size, call),
        )

    def _step(self, call: int, to: CallState, moment: str = "", error_code: str = "") -> None:
        before = [state.value for state, steps in STEPS.items() if to in steps]
        time = f", {moment} = ?4" if moment else ""
        values = (to.value, error_code, call, stamp(self._clock)) if moment else (to.value, error_code, call)
        self._connection.execute(
            f"UPDATE calls SET state = ?1, error_code = ?2{time} "
            f"WHERE id = ?3 AND state IN ({', '.join(map(repr, before))})",
            values,
        )
        if not self._connection.changes():
            raise LedgerMisused

    def _calls(self, which: str, *values: int | str) -> list[Call]:
        rows = select(self._connection, f"SELECT {_COLUMNS} FROM calls {which}", values)
        return [_call(*row) for row in rows]


def _kept(call: int, content: bytes, width: int, height: int) -> Kept:
    return Kept(call, content, (width, height))


def _call(
    identity: int,
    key: str,
    engine: str,
    document: int,
    cost: int,
    state: str,
    error_code: str,
    *moments: str,
) -> Call:
    queued, sent, ended = moments
    return Call(identity, key, engine, document, cost, CallState(state), error_code, queued, sent, ended)
