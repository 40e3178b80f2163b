"""Kinds of paper that Baidu reads and no type file describes: bills and tickets, texts and tables, own templates.

Their fields are the keys of the answer, under the names that the facts have for them; a template's are the names drawn
in it.  A kind that gets a file of its own is not made here any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from desktop_ocr.domain.document_type import DocumentType, FieldSpec, ValueKind
from desktop_ocr.domain.engine_settings import Template
from desktop_ocr.engines.baidu import facts
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.tables import TABLE

PREFIX = "baidu_"
ITEMS = "items"
"""The field of a kind's table: lines of goods, cells."""
TEXT = "text"
MIXED_RECEIPTS = "mixed_receipt"
"""The finance interface's own template for several bills on one sheet."""
OTHERS = "others"
"""The field of what has no field, a line each."""
BILLS = {
    "roll_normal_invoice": "vat_invoice",
    "printed_invoice": "invoice",
    "printed_elec_invoice": "vat_invoice",
    "motor_vehicle_invoice": "vehicle_invoice",
    "taxi_online_ticket": "online_taxi_itinerary",
}
"""What a sheet of bills calls a paper → the interface that reads it alone."""
_OF_FIELDS = frozenset({"dict_words", "dict_str", "dict_word_obj", "dict_word_list", "dict_str_list", "vat", "waybill"})
_OF_LINES = frozenset({"lines", "codes", "seal"})
_OF_TABLES = frozenset({"tables", "forms", "task_result"})
_OF_BILLS = frozenset({"multi_docs", "iocr_finance"})
_TABLED = ("Commodity", "items", "InsPerLst", "BenPerLst", "InsPrdList")
"""Keys, or their beginnings, whose values are lines of a table."""
_ENDINGS = ("识别", "（网络图片地址）")


def kinds(known: Iterable[DocumentType], templates: Iterable[Template] = ()) -> dict[str, DocumentType]:
    """All of them by key, without those that ``known`` kinds are read by."""
    sections = [kind.sections.get("baidu", {}) for kind in known]
    named = {str(section.get("interface", "")) for section in sections}
    named |= {name for section in sections for name in section.get("others", ())}
    made = [_kind(one) for one in facts.interfaces().values() if one.id not in named and _is_for_clerks(one)]
    return {kind.key: kind for kind in (*made, *map(_of_template, templates))}


def of_bill(name: str, types: Mapping[str, DocumentType]) -> DocumentType | None:
    """The kind of a paper on a sheet of bills, by the service's word for it."""
    interface = BILLS.get(name, name)
    for kind in types.values():
        if kind.sections.get("baidu", {}).get("interface") == interface:
            return kind
    return None


def is_tabled(key: str) -> bool:
    return key.startswith(_TABLED)


def _is_for_clerks(interface: Interface) -> bool:
    """Not what is asked with an address, after a task or with a template; nor what reads any kind of paper."""
    if "image" not in interface.inputs or interface.id == "general_ocr":
        return False
    return interface.shape in _OF_FIELDS | _OF_LINES | _OF_TABLES | _OF_BILLS | {"result_object", "plate"}


def _kind(interface: Interface) -> DocumentType:
    zh = interface.zh
    for ending in _ENDINGS:
        zh = zh.replace(ending, "")
    fields = tuple(_fields(interface))
    section: dict[str, Any] = {"interface": interface.id}
    if interface.id == "iocr_finance":
        section["parameters"] = {"templateSign": MIXED_RECEIPTS}
    preset = facts.presets().get(interface.id)
    if preset is not None and preset.interface == interface.id:
        section["iocr"] = preset.id
    return DocumentType(PREFIX + interface.id, zh, interface.en, fields, sections={"baidu": section})


def _fields(interface: Interface) -> Iterator[FieldSpec]:
    if interface.shape in _OF_LINES:
        yield FieldSpec(TEXT, "全文", "Full text", ValueKind.LINES, mask="text")
        return
    if interface.shape in _OF_TABLES:
        yield FieldSpec(ITEMS, "表格", "Table", ValueKind.TABLE, baidu_key=TABLE, mask="text")
        yield FieldSpec(TEXT, "表外文字", "Text beside it", ValueKind.LINES, mask="text")
        return
    if interface.shape not in _OF_BILLS:
        seen: set[str] = set()
        for key, (zh, en) in interface.keys.items():
            if not is_tabled(key) and zh not in seen:
                seen.add(zh)
                yield FieldSpec(key, zh, en, ValueKind.TEXT, baidu_key=key)
    if any(map(is_tabled, interface.keys)):
        yield FieldSpec(ITEMS, "明细", "Items", ValueKind.TABLE, mask="text")
    yield FieldSpec(OTHERS, "其他内容", "Other entries", ValueKind.LINES, mask="text")


def _of_template(template: Template) -> DocumentType:
    names = tuple(dict.fromkeys(template.fields))
    fields = [FieldSpec(f"field_{place}", name, name, ValueKind.TEXT, name) for place, name in enumerate(names, 1)]
    fields.append(FieldSpec(OTHERS, "其他内容", "Other entries", ValueKind.LINES, mask="text"))
    section = {"template": template.id, "way": template.way.value}
    key = f"{PREFIX}template_{template.id}"
    return DocumentType(key, template.name, template.name, tuple(fields), sections={"baidu": section})
