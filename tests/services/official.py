"""The vendor's own client, turned to a double: what it sends is what the service is known to take.

It has its hosts built in as attributes of its classes; they are overridden on the object, the code stays as it is.
"""

from __future__ import annotations

from typing import Any

from aip import AipOcr

from .baidu import BaiduDouble
from .baidu.interfaces import INTERFACES

HOST = "https://aip.baidubce.com"

METHODS: dict[str, str] = {
    "general_basic": "basicGeneral",
    "general": "general",
    "accurate_basic": "basicAccurate",
    "accurate": "accurate",
    "general_enhanced": "enhancedGeneral",
    "web_image": "webImage",
    "handwriting": "handwriting",
    "numbers": "numbers",
    "lottery": "lottery",
    "receipt": "receipt",
    "vin_code": "vinCode",
    "qrcode": "qrcode",
    "idcard": "idcard",
    "bankcard": "bankcard",
    "business_license": "businessLicense",
    "passport": "passport",
    "hk_macau_permit_legacy": "HKMacauExitentrypermit",
    "taiwan_permit_legacy": "taiwanExitentrypermit",
    "hk_macau_taiwan_exitentrypermit": "hk_macau_taiwan_exitentrypermit",
    "household_register": "householdRegister",
    "birth_certificate": "birthCertificate",
    "business_card": "businessCard",
    "social_security_card": "social_security_card",
    "driving_license": "drivingLicense",
    "vehicle_license": "vehicleLicense",
    "license_plate": "licensePlate",
    "vehicle_invoice": "vehicleInvoice",
    "vehicle_certificate": "vehicleCertificate",
    "vat_invoice": "vatInvoice",
    "quota_invoice": "quotaInvoice",
    "invoice": "invoice",
    "train_ticket": "trainTicket",
    "taxi_receipt": "taxiReceipt",
    "air_ticket": "airTicket",
    "insurance_documents": "insuranceDocuments",
    "multiple_invoice": "multipleInvoice",
    "waybill": "waybill",
    "form": "form",
    "table_begin": "tableRecognitionAsync",
    "table": "table",
    "seal": "seal",
    "bank_receipt_new": "bank_receipt_new",
    "bus_ticket": "bus_ticket",
    "toll_invoice": "toll_invoice",
    "ferry_ticket": "ferry_ticket",
    "online_taxi_itinerary": "onlineTaxiItinerary",
    "iocr_template": "custom",
    "iocr_classifier": "custom",
    "iocr_finance": "custom_finance",
}
"""The method that asks each interface with a picture; it has none for the others of ours.

For addresses and PDF files there are others, called the same with Url or Pdf behind, but not for all.
"""
FIRST = {"idcard": "id_card_side", "hk_macau_taiwan_exitentrypermit": "exitentrypermit_type"}
"""What a method wants as an argument of its own, beside the picture."""


def official_client(baidu: BaiduDouble) -> AipOcr:
    """Close it with ``client.s.close()``."""
    client = AipOcr("1000001", baidu.account.api_key, baidu.account.secret_key)
    for kind in type(client).__mro__:
        for name, value in vars(kind).items():
            if isinstance(value, str) and value.startswith(HOST):
                setattr(client, name, baidu.address + value.removeprefix(HOST))
    return client


def asked_with(ending: str, given: str) -> list[str]:
    """The interfaces that have a method with that ending ("Url", "Pdf") and take that input."""
    return [
        name
        for name, method in METHODS.items()
        if hasattr(AipOcr, f"{method}{ending}") and given in INTERFACES[name].inputs
    ]


def ask_officially(client: AipOcr, interface: str, given: bytes | str, options: dict[str, str]) -> dict[str, Any]:
    """One call with a picture, the bytes of a PDF or an address; `options` are all parameters."""
    ending = "Url" if isinstance(given, str) else "Pdf" if given.startswith(b"%PDF") else ""
    asking = getattr(client, METHODS[interface.removesuffix("_url")] + ending)
    if interface in FIRST:
        return dict(asking(given, options[FIRST[interface]], options))
    if interface == "online_taxi_itinerary" and not options:
        return dict(asking(given))
    return dict(asking(given, options))
