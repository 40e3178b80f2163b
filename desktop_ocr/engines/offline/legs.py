"""Journeys: the stops stand one below the other, and what is said of a leg beside the stop where it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

VOID = "VOID"
"""Printed in the cells that nothing may be added to."""


def legs_of(rows: Sequence[Mapping[str, str]], stop: str, goal: str) -> list[dict[str, str]]:
    """A row for each leg: its column ``goal`` gets the ``stop`` of the row below, the last stop begins none."""
    kept = [{column: text for column, text in row.items() if text != VOID} for row in rows]
    legs = []
    for place, row in enumerate(kept):
        if set(row) <= {stop}:
            continue
        following = kept[place + 1].get(stop, "") if place + 1 < len(kept) else ""
        legs.append({stop: row.get(stop, ""), goal: following, **row})
    return [{column: text for column, text in leg.items() if text} for leg in legs]
