"""How a kind of paper is read: by which interface, with which parameters, as the type file and the clerk say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings, Way
from desktop_ocr.domain.errors import RefusedCall
from desktop_ocr.domain.wishes import OtherWay, Wish
from desktop_ocr.engines.baidu import facts
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.requests import NAMES_OF_FILE, NAMES_OF_PAGE, CallMisformed, parameters

ANY = "general_ocr"
"""Reads a page whose kind is not known."""
UNIVERSAL, UNIVERSAL_RESULT = "iocr_universal_request", "iocr_universal_result"
TABLE_BEGIN, TABLE_WAITED_FOR, TABLE_RESULT = "table_begin", "table_recorgnize", "table_getresult"
WAYS = {
    Way.TEMPLATE: ("iocr_template", "templateSign"),
    Way.CLASSIFIER: ("iocr_classifier", "classifierId"),
    Way.FINANCE: ("iocr_finance", "templateSign"),
    Way.UNIVERSAL: (UNIVERSAL, "templateSign"),
    Way.PROJECT: (UNIVERSAL, "classifierId"),
}
assert set(WAYS) == set(Way)
RESULTS = {UNIVERSAL: UNIVERSAL_RESULT, TABLE_BEGIN: TABLE_RESULT, TABLE_WAITED_FOR: TABLE_RESULT}
"""Interfaces that only take a page in → those that are asked for what became of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``parameters`` are checked; those that are ours are among them."""

    interface: Interface
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        """Of the first answer: the one that waits by itself in the service's library is handed in as the others."""
        return facts.interfaces()[TABLE_BEGIN].shape if self.interface.id == TABLE_WAITED_FOR else self.interface.shape

    @property
    def result(self) -> Interface | None:
        """Where to ask for what became of the task, None where the answer comes at once."""
        name = RESULTS.get(self.interface.id)
        return facts.interfaces()[name] if name else None


def plan(kind: DocumentType | None, settings: EngineSettings) -> Plan:
    """How a page of a kind is read.  Raises ``RefusedCall`` where the clerk's parameters do not do."""
    section: Mapping[str, Any] = kind.sections.get("baidu", {}) if kind else {"interface": ANY}
    interface, given = _chosen(section, settings.interfaces.get(kind.key, "") if kind else "")
    wishes = settings.parameters.get(kind.key, {}) if kind else {}
    try:
        return Plan(interface, parameters(interface, *given, wishes))
    except CallMisformed:
        raise RefusedCall(number="-", log_id="-") from None


def wishes(kind: DocumentType, settings: EngineSettings) -> tuple[Wish, ...]:
    """What the clerk may set for a kind; not what names the template or the page, nor what makes it that kind (which
    side of a card, say).
    """
    how = plan(kind, replace(settings, parameters={}, interfaces={}))
    fixed = {*NAMES_OF_FILE, *NAMES_OF_PAGE, *kind.sections.get("baidu", {}).get("parameters", {})}
    return tuple(
        Wish(one.name, how.parameters.get(one.name, ""), one.values, one.type == "number")
        for one in how.interface.parameters.values()
        if not one.one_of and one.name not in fixed
    )


def other_ways(kind: DocumentType) -> tuple[OtherWay, ...]:
    """Those that its file names, and the universal one where it knows the kind and another reads it usually."""
    section = kind.sections.get("baidu", {})
    universal = [UNIVERSAL] if section.get("iocr") and section.get("interface") else []
    others = (facts.interfaces()[name] for name in (*section.get("others", ()), *universal))
    return tuple(OtherWay(other.id, other.zh, other.en) for other in others)


def _chosen(section: Mapping[str, Any], wanted: str) -> tuple[Interface, tuple[Mapping[str, str], ...]]:
    """The interface, and what it is called with: the preset's parameters, then the type file's."""
    known = facts.interfaces()
    if template := section.get("template"):
        name, parameter = WAYS[Way(section["way"])]
        return known[name], ({parameter: template},)
    own, preset = section.get("interface", ""), section.get("iocr", "")
    if preset and (wanted == UNIVERSAL or not own):
        return known[UNIVERSAL], ({"templateSign": preset},)
    usual = facts.presets()[preset].parameters if preset and facts.presets()[preset].interface == own else {}
    if wanted in known and "image" in known[wanted].inputs and wanted != UNIVERSAL:
        return known[wanted], (usual, section.get("parameters", {}))
    return known[own], (usual, section.get("parameters", {}))
