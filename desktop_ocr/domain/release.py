"""When this version of the program was made: no right clock shows an earlier day."""

from __future__ import annotations

from datetime import date

RELEASED = date(2026, 11, 21)
"""To be set with the version, beside which CHANGELOG.md has it."""
