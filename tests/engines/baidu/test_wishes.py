"""What a clerk may set for a kind, and that each of it is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings
from desktop_ocr.engines.baidu.kinds import kinds
from desktop_ocr.engines.baidu.plans import UNIVERSAL, other_ways, plan, wishes

SHIPPED = load_catalogue().types
READ = [kind for kind in {**SHIPPED, **kinds(SHIPPED.values())}.values() if "baidu" in kind.sections]


def ways(kind: DocumentType) -> set[str]:
    return {way.interface for way in other_ways(kind)}


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.key)
def test_every_value_that_is_offered_is_taken_and_sent(kind: DocumentType) -> None:
    for wish in wishes(kind, EngineSettings()):
        for value in wish.values or (("7",) if wish.is_number else ("x",)):
            chosen = EngineSettings(parameters={kind.key: {wish.name: value}})
            assert plan(kind, chosen).parameters[wish.name] == value


def test_what_is_usual_is_what_is_sent_without_a_word() -> None:
    card = SHIPPED["id_card_front"]
    usual = {wish.name: wish.usual for wish in wishes(card, EngineSettings()) if wish.usual}
    assert usual.items() <= plan(card, EngineSettings()).parameters.items()
    changed = EngineSettings(parameters={card.key: {"detect_risk": "false"}})
    assert wishes(card, changed) == wishes(card, replace(changed, parameters={}))


def test_kinds_that_the_universal_one_knows_can_be_read_by_it() -> None:
    both = [kind for kind in READ if UNIVERSAL in ways(kind)]
    assert SHIPPED["bank_card"] in both


@pytest.mark.parametrize("kind", [kind for kind in READ if other_ways(kind)], ids=lambda kind: kind.key)
def test_every_other_way_that_is_offered_is_gone(kind: DocumentType) -> None:
    for way in ways(kind):
        assert plan(kind, EngineSettings(interfaces={kind.key: way})).interface.id == way


def test_text_is_read_cheaply_where_a_clerk_wishes() -> None:
    assert {"general_basic", "general", "accurate_basic"} <= ways(SHIPPED["general_text"])


def test_the_template_and_the_page_are_not_the_clerks_to_set() -> None:
    names = {wish.name for kind in READ for wish in wishes(kind, EngineSettings())}
    assert names
    assert not names & {"id_card_side", "exitentrypermit_type"}
    assert not names & {"templateSign", "classifierId", "pdf_file_num", "ofd_file_num", "file_name"}
