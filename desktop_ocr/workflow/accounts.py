"""What services have cost and what they were sent, for whoever asks; and the calls whose fate nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop_ocr.domain.egress import Sent
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.domain.spending import Estimate, Spent, calls_made, day_began, estimate, month_began
from desktop_ocr.store.clock import Clock, SystemClock
from desktop_ocr.store.ledger import Call
from desktop_ocr.store.store import Store
from desktop_ocr.store.store_thread import StoreThread


@dataclass(frozen=True, slots=True)
class Counters:
    """Of one engine; days and months are those of China."""

    today: Spent
    this_month: Spent
    cap: int

    @property
    def left(self) -> int:
        """What may still be spent this month, in thousandths of a yuan."""
        return max(0, self.cap - self.this_month.most)


class Accounts:
    """All methods raise ``StoreError``."""

    def __init__(
        self,
        thread: Callable[[], StoreThread],
        settings: Callable[[str], EngineSettings],
        clock: Clock | None = None,
    ) -> None:
        self._thread, self._settings, self._clock = thread, settings, clock or SystemClock()

    async def counters(self, engine: str) -> Counters:
        now = self._clock.now()
        today = await self._thread().run(lambda store: store.ledger.spent_since(day_began(now), engine))
        month = await self._spent(engine)
        total = sum(today.values(), Spent())
        return Counters(total, sum(month.values(), Spent()), self._settings(engine).cap)

    async def estimate(self, engine: str, wanted: Mapping[str, int]) -> Estimate:
        """What so many calls of each interface would take, before they are made; kept answers would be free."""
        return estimate(wanted, await self._spent(engine), self._settings(engine))

    async def free_calls(self, engine: str, interfaces: Iterable[str]) -> tuple[int, int]:
        """How many free calls are left this month at these interfaces, and of how many."""
        spent, settings = await self._spent(engine), self._settings(engine)
        free = {name: settings.free(name) for name in interfaces}
        return sum(max(0, count - calls_made(spent, name)) for name, count in free.items()), sum(free.values())

    async def egress(self) -> list[Sent]:
        """What left this computer, the newest first."""
        return await self._thread().run(lambda store: store.egress.all())

    async def sent_documents(self) -> frozenset[int]:
        """The numbers of the papers of which something left."""
        return await self._thread().run(lambda store: store.egress.documents())

    async def answered_documents(self) -> frozenset[int]:
        """The numbers of the papers for which an answer, or the word that a task was taken, is in the store."""
        return await self._thread().run(lambda store: store.ledger.answered())

    async def unsettled(self) -> list[Call]:
        """Calls that may have been billed and wait for the clerk's choice."""
        return await self._thread().run(lambda store: store.ledger.unsettled())

    async def settle(self, call: int) -> None:
        """The clerk reads it offline or gives it up."""

        def settle(store: Store) -> None:
            store.ledger.settle(call)

        await self._thread().run(settle)

    async def _spent(self, engine: str) -> dict[str, Spent]:
        since = month_began(self._clock.now())
        return await self._thread().run(lambda store: store.ledger.spent_since(since, engine))
