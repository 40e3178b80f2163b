"""Several bills on one picture, and slips of parcels."""

from __future__ import annotations

from typing import Any

from ...truth import Truth
from ..filling import Filled, all_filled, in_any_way
from ..request import Asked
from .places import location
from .words import answered, required, rows, word_lists

BILLS = (
    "vat_invoice", "quota_invoice", "invoice", "train_ticket", "taxi_receipt", "air_ticket", "bus_ticket",
    "toll_invoice", "ferry_ticket", "vehicle_invoice", "online_taxi_itinerary",
)  # fmt: skip
_TYPES = {
    "vehicle_invoice": "motor_vehicle_invoice",
    "invoice": "printed_invoice",
    "online_taxi_itinerary": "taxi_online_ticket",
}
"""Bills whose type is not called as the interface that reads them alone."""


def multi_docs(asked: Asked, truth: Truth) -> dict[str, Any]:
    return answered([_bill(asked, one) for one in in_any_way(asked, truth, *BILLS)])


def _bill(asked: Asked, bill: Filled) -> dict[str, Any]:
    lists = word_lists(asked, bill)
    for key, words in lists.items():
        for row, word in zip(rows(key, [""] * len(words)), words, strict=True):
            if isinstance(row, dict):
                word["row"] = row["row"]
    return {
        "type": _TYPES.get(bill.interface, bill.interface),
        **location([bill.outline]),
        "probability": 0.9876,
        "result": lists,
    }


def waybill(asked: Asked, truth: Truth) -> dict[str, Any]:
    required(asked, truth)
    slips = []
    for found in all_filled(asked, truth, "waybill"):
        hidden = () if asked.wants("is_identify_virtual_waybill") else ("virtual_number", "virtual_number_last")
        words = word_lists(asked, found)
        shown = {key: value for key, value in words.items() if key not in hidden}
        slips.append({"image_info": {"direction": 0}, **shown})
    return answered(slips)
