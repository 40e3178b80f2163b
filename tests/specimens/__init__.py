"""Specimens: invented papers drawn with known values, and photos of them.

`render` draws one flat paper, `photograph` shows how a phone or scanner saw it. Nobody and nothing in them exists.
To add a kind, write a module with a function (rng, long side in px) -> Specimen and name it in `_RENDERERS`.
``python -m tests.specimens FOLDER`` writes pictures to look at.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import (
    air_itinerary,
    bank_card,
    bank_receipt,
    birth_certificate,
    business_card,
    business_license,
    certificate,
    codes_page,
    driving_license,
    express_waybill,
    form_page,
    general_invoice,
    general_text,
    household,
    id_card,
    insurance_policy,
    license_plate,
    marriage_certificate,
    medical_invoice,
    numbers_page,
    online_taxi,
    passport,
    permanent_resident_card,
    permit_backs,
    permits,
    property_certificate,
    quota_invoice,
    residence_permit,
    road_transport,
    social_security_card,
    table_page,
    taxi_receipt,
    temporary_id_card,
    train_ticket,
    travel_slips,
    vat_invoice,
    vehicle_certificate,
    vehicle_invoice,
    vehicle_license,
    vin_plate,
)
from .photo import LIMITS, Effects, Photo, Strength, photograph, photograph_12mp
from .sheet import Quad
from .specimen import Specimen

__all__ = [
    "KINDS", "LIMITS", "USUAL", "Effects", "Photo", "Quad", "Specimen", "Strength",
    "photograph", "photograph_12mp", "render",
]  # fmt: skip

# The second entry is the usual long side in px: sheets need more of them for their small print.
_RENDERERS: dict[str, tuple[Callable[[random.Random, int], Specimen], int]] = {
    "id_card_front": (id_card.front, 1600),
    "id_card_back": (id_card.back, 1600),
    "bank_card": (bank_card.render, 1600),
    "business_license": (business_license.render, 2200),
    "household_register_home": (household.home, 1800),
    "household_register_member": (household.member, 1800),
    "birth_certificate": (birth_certificate.render, 2400),
    "marriage_certificate": (marriage_certificate.render, 1900),
    "passport": (passport.render, 2000),
    "hk_macau_permit_front": (permits.hong_kong, 1600),
    "hk_macau_permit_back": (permit_backs.hong_kong, 1600),
    "taiwan_permit_front": (permits.taiwan, 1600),
    "taiwan_permit_back": (permit_backs.taiwan, 1600),
    "home_return_permit_front": (permits.home_return, 1600),
    "home_return_permit_back": (permit_backs.home_return, 1600),
    "taiwan_compatriot_permit_front": (permits.compatriot, 1600),
    "taiwan_compatriot_permit_back": (permit_backs.compatriot, 1600),
    "real_estate_certificate": (property_certificate.render_real_estate, 2600),
    "house_ownership_certificate": (property_certificate.render_house, 2000),
    "certificate": (certificate.render, 2000),
    "general_text": (general_text.render, 2200),
    "driving_license_front": (driving_license.front, 1600),
    "driving_license_back": (driving_license.back, 1600),
    "vehicle_license_front": (vehicle_license.front, 1600),
    "vehicle_license_back": (vehicle_license.back, 1600),
    "vehicle_certificate": (vehicle_certificate.render, 2200),
    "vin": (vin_plate.render, 1600),
    "road_transport_certificate": (road_transport.render, 1800),
    "license_plate": (license_plate.render, 1600),
    "temporary_id_card": (temporary_id_card.render, 1600),
    "residence_permit_front": (residence_permit.front, 1600),
    "residence_permit_back": (residence_permit.back, 1600),
    "foreigner_permanent_resident_card": (permanent_resident_card.render, 1600),
    "social_security_card": (social_security_card.render, 1600),
    "business_card": (business_card.render, 1600),
    "bank_receipt": (bank_receipt.render, 2200),
    "express_waybill": (express_waybill.render, 1800),
    "form": (form_page.render, 1900),
    "insurance_policy": (insurance_policy.render, 2400),
    "medical_invoice": (medical_invoice.render, 2200),
    "numbers": (numbers_page.render, 1600),
    "table": (table_page.render, 2000),
    "codes": (codes_page.render, 1200),
    "vat_invoice": (vat_invoice.render, 2400),
    "vehicle_sales_invoice": (vehicle_invoice.render, 2400),
    "quota_invoice": (quota_invoice.render, 1600),
    "general_invoice": (general_invoice.render, 2200),
    "train_ticket": (train_ticket.render, 1600),
    "taxi_receipt": (taxi_receipt.render, 1800),
    "air_itinerary": (air_itinerary.render, 2400),
    "bus_ticket": (travel_slips.bus, 1600),
    "toll_invoice": (travel_slips.toll, 1700),
    "ferry_ticket": (travel_slips.ferry, 1800),
    "online_taxi_itinerary": (online_taxi.render, 2400),
}
KINDS: tuple[str, ...] = tuple(_RENDERERS)
USUAL: tuple[str, ...] = ("id_card_front", "id_card_back", "bank_card", "business_license", "general_text")
"""Cards and sheets of all shapes, for what is measured on papers of any kind: a new kind must not change it."""


def render(document_type: str, seed: int, *, long_side: int | None = None) -> Specimen:
    """A flat, clean picture of one invented paper; the same seed gives the same paper."""
    draw, usual = _RENDERERS[document_type]
    return draw(random.Random(f"{document_type}:{seed}"), long_side or usual)
