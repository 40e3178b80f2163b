"""Passwords of files, for as long as the program runs: never written, never shown."""

from __future__ import annotations

TRIES = 3
"""How often a clerk is asked for the password of one file."""


class Passwords:
    """By the digest of the file's bytes."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, digest: str) -> str:
        """Empty where none is known."""
        return self._known.get(digest, "")

    def remember(self, digest: str, password: str) -> None:
        self._known[digest] = password

    def __repr__(self) -> str:
        return f"Passwords({len(self._known)} files)"
