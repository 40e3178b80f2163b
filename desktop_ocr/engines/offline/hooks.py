"""Ways to find values that are code: what a type file cannot say in rules.

To add one: a module with a function like ``Hook``, a line in ``HOOKS``, and ``hook = "name.finding"`` at the fields of
the type files.  A hook runs once for a page, and only if the kind of the page has a field that asks for it.  What only
a hook can find is found first, so that no other field takes its print.  A hook that is evidence for a kind
(``{ hook = "name.finding" }``) runs on every page whose kind neither a person nor its print tells: it must be quick
where it finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop_ocr.engines.offline import free_forms, lone_numbers, page_codes, parcel_ends, plates
from desktop_ocr.engines.offline.layout import Layout
from desktop_ocr.engines.offline.mrz_zone import read_zone
from desktop_ocr.engines.offline.page_tables import read_tables, table_page
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.values import Value


class Hook(Protocol):
    def __call__(self, layout: Layout, look_again: LookAgain) -> Mapping[str, Value]:
        """The values found, by the names that type files give after the point; none that was not seen."""
        ...


HOOKS: dict[str, Hook] = {
    "mrz": read_zone,
    plates.NAME: plates.find_plate,
    parcel_ends.NAME: parcel_ends.find_ends,
    free_forms.NAME: free_forms.find_form,
    lone_numbers.NAME: lone_numbers.find_numbers,
    page_codes.NAME: page_codes.find_codes,
    "table": read_tables,
    "table_page": table_page,
}


def name_and_finding(hook: str) -> tuple[str, str]:
    """The two halves of what a type file names: ``mrz.number`` is what the hook ``mrz`` finds as ``number``."""
    name, _, finding = hook.partition(".")
    return name, finding
