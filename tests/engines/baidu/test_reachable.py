"""Whatever the service offers, some kind of paper is read by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings, Template, Way
from desktop_ocr.engines.baidu import facts
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.kinds import kinds
from desktop_ocr.engines.baidu.plans import UNIVERSAL, other_ways, plan

SHIPPED = load_catalogue().types
TEMPLATES = [Template(f"t{place}", "own", way) for place, way in enumerate(Way)]
READ = [kind for kind in {**SHIPPED, **kinds(SHIPPED.values(), TEMPLATES)}.values() if "baidu" in kind.sections]


def asked(kind: DocumentType) -> Iterator[Interface]:
    """All that a page of a kind may be read by, whatever the clerk chooses."""
    for choice in ("", *(way.interface for way in other_ways(kind))):
        chosen = plan(kind, EngineSettings(interfaces={kind.key: choice}))
        yield chosen.interface
        if chosen.result:
            yield chosen.result


REACHED = {interface.path for kind in READ for interface in asked(kind)}


@pytest.mark.parametrize("interface", facts.interfaces().values(), ids=lambda interface: interface.id)
def test_every_interface_is_asked_for_some_kind(interface: Interface) -> None:
    """By its path: the libraries' methods for addresses ask the same interface with another input."""
    assert interface.path in REACHED


@pytest.mark.parametrize("preset", facts.presets())
def test_every_preset_is_some_kind_s(preset: str) -> None:
    reading = [kind for kind in READ if kind.sections["baidu"].get("iocr") == preset]
    assert reading
    for kind in reading:
        chosen = plan(kind, EngineSettings(interfaces={kind.key: UNIVERSAL}))
        assert chosen.interface.id == UNIVERSAL
        assert chosen.parameters["templateSign"] == preset
