"""Whether the work is on the disk, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from desktop_ocr.domain.errors import ClerkError


class Saving(Enum):
    SAVED = "saved"
    UNDER_WAY = "under way"
    FAILED = "failed"


class SavingState:
    """``subscribe`` to be told of every change of ``saving``; ``problem`` says what failed."""

    saving = Saving.SAVED
    problem: ClerkError | None = None

    def __init__(self) -> None:
        self._told: list[Callable[[], None]] = []

    def subscribe(self, told: Callable[[], None]) -> None:
        self._told.append(told)

    def _show(self, saving: Saving, problem: ClerkError | None = None) -> None:
        if saving is not self.saving or not _is_same(problem, self.problem):
            self.saving, self.problem = saving, problem
            for told in self._told:
                told()


def _is_same(one: ClerkError | None, other: ClerkError | None) -> bool:
    """Whether both say the same: every try raises another one."""
    if one is None or other is None:
        return one is other
    return (one.code, one.facts) == (other.code, other.facts)
