"""Passwords of files, for as long as the program runs: never written, never shown."""

from __future__ import annotations

TRIES = 3
"""How often a clerk is asked for the password of one file."""


class Passwords:
    """By the digest of the file's bytes."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._closed: dict[str, int] = {}

    def of(self, digest: str) -> str:
        """Empty where none is known."""
        return self._known.get(digest, "")

    def remember(self, digest: str, password: str) -> None:
        self._known[digest] = password

    def leave_closed(self, digest: str) -> None:
        """A person has no password for it."""
        self._closed[digest] = self.left_closed(digest) + 1

    def left_closed(self, digest: str) -> int:
        """How often a person had none: who waited to ask while that number grew need not ask any more."""
        return self._closed.get(digest, 0)

    def __repr__(self) -> str:
        return f"Passwords({len(self._known)} files)"
