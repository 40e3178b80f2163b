"""A store that is new, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from desktop_ocr.store.database import open_database
from desktop_ocr.store.documents import Documents
from desktop_ocr.store.migrations import migrate
from tests.store.values import KEY


@dataclass
class MovedClock:
    """Stands still until it is moved."""

    time: datetime = datetime(2026, 3, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def move(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def connection(path: Path) -> Iterator[apsw.Connection]:
    opened = open_database(path, KEY)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def documents(connection: apsw.Connection, clock: MovedClock) -> Documents:
    return Documents(connection, clock)
