"""All entries and presets in one table (``-s`` shows it): what is asked, what is answered, what is refused.

Its cells are the tests of ``test_every_interface`` and, for what no kind asks by itself, those here.  An entry or a
preset that is added to the facts has to have its three cells.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.engine_settings import EngineSettings, Template, Way
from desktop_ocr.domain.errors import QuotaUsedUp
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.engines.baidu import facts, kinds
from desktop_ocr.engines.baidu.engine import _read
from desktop_ocr.engines.baidu.facts import Interface
from desktop_ocr.engines.baidu.papers import Reader
from desktop_ocr.engines.baidu.places import Places
from desktop_ocr.engines.baidu.plans import UNIVERSAL
from desktop_ocr.engines.calling import Refusal
from tests.engines.baidu import documented
from tests.engines.baidu import test_every_interface as every
from tests.engines.baidu.test_every_interface import INTERFACES, PRESETS, SHIPPED, TYPES, read, texts
from tests.engines.surroundings import World, answers

Check = Callable[[], object]
COLUMNS = ("request", "answer", "error")
USED_UP = {"error_code": 17, "error_msg": "Open api daily request limit reached", "log_id": 7}
TEXT, ID_CARD = SHIPPED["general_text"], SHIPPED["id_card_front"]
OTHERS = tuple(SHIPPED["general_text"].sections["baidu"]["others"])


def refused(path: str, kind: DocumentType, interface: str = "", first: tuple[Any, ...] = ()) -> None:
    """The last call of a reading, to that path, ends with a number that is understood."""
    settings = EngineSettings(is_on=True, interfaces={kind.key: interface} if interface else {})
    world = World(answers(*first, USED_UP), TYPES, settings)
    with pytest.raises(QuotaUsedUp) as raised:
        read(world, kind)
    assert raised.value.facts["number"] == "17"
    assert [request.url.path for request in world.asked][len(first) :] == [path]


def of_template(way: Way) -> DocumentType:
    template = Template("000f", "验收单", way, ("单号",))
    return next(one for one in kinds.kinds((), [template]).values() if "template" in one.key)


def read_from_an_address(interface: Interface) -> None:
    """The program sends pictures only; an answer to an address is understood all the same."""
    content = json.dumps(documented.lines({"a": "第一行", "b": "第二行"})).encode()
    sent = Places(Fitted(b"", 40, 20, 95, 0, (40, 20), (40, 20), 1))
    (paper,) = Reader(interface, TEXT, TYPES, sent).papers(_read(interface.shape, content))
    assert texts(paper) == {"text": "第一行\n第二行"}


def refused_from_an_address(interface: Interface) -> None:
    with pytest.raises(Refusal) as raised:
        _read(interface.shape, json.dumps(USED_UP).encode())
    assert isinstance(raised.value.error, QuotaUsedUp)


def asked_as_documented(interface: Interface) -> None:
    for way in facts.INPUTS:
        every.test_a_call_is_what_the_tables_say(interface, way)


def answered(interface: Interface) -> Check | None:
    universal = partial(every.test_a_preset_of_the_universal_one, _own())
    special: Mapping[str, Check] = {
        "iocr_template": partial(
            every.test_a_template_of_the_clerk_s_is_a_kind, Way.TEMPLATE, interface.id, "templateSign"
        ),
        "iocr_classifier": partial(
            every.test_a_template_of_the_clerk_s_is_a_kind, Way.CLASSIFIER, interface.id, "classifierId"
        ),
        "iocr_universal_request": universal,
        "iocr_universal_result": universal,
        "table_getresult": partial(every.test_an_answer_comes_into_the_right_fields, INTERFACES["table_begin"]),
    }
    if interface in every.ASKED_WITH_A_PICTURE:
        return partial(every.test_an_answer_comes_into_the_right_fields, interface)
    if interface.inputs == ("url",):
        return partial(read_from_an_address, interface)
    if interface.id in OTHERS:
        return partial(every.test_others_are_read_in_the_same_shape, interface.id)
    return special.get(interface.id)


def misled(interface: Interface) -> Check | None:
    table = every.kind_of(INTERFACES["table_begin"])
    assert table is not None
    submitted = documented.iocr_universal_submit({})
    special: Mapping[str, Check] = {
        "iocr_template": partial(refused, interface.path, of_template(Way.TEMPLATE)),
        "iocr_classifier": partial(refused, interface.path, of_template(Way.CLASSIFIER)),
        "iocr_universal_request": partial(refused, interface.path, ID_CARD, UNIVERSAL),
        "iocr_universal_result": partial(refused, interface.path, ID_CARD, UNIVERSAL, (submitted,)),
        "table_getresult": partial(refused, interface.path, table, "table_begin", (documented.task_request_list({}),)),
    }
    if interface in every.ASKED_WITH_A_PICTURE:
        return partial(every.test_a_refusal_is_understood, interface)
    if interface.inputs == ("url",):
        return partial(refused_from_an_address, interface)
    if interface.id in OTHERS:
        return partial(refused, interface.path, TEXT, interface.id)
    return special.get(interface.id)


def _own() -> facts.Preset:
    return next(one for one in PRESETS.values() if every.kind_of_preset(one) is ID_CARD)


def rows() -> dict[str, tuple[Check | None, ...]]:
    found: dict[str, tuple[Check | None, ...]] = {}
    for interface in INTERFACES.values():
        found[interface.id] = (partial(asked_as_documented, interface), answered(interface), misled(interface))
    for preset in PRESETS.values():
        whole = partial(every.test_a_preset_of_the_universal_one, preset)
        found[f"preset {preset.id}"] = (whole, whole, partial(every.test_a_refusal_of_a_preset_is_understood, preset))
    return found


def holds(check: Check | None) -> bool:
    if check is None:
        return False
    try:
        check()
    except (Exception, pytest.fail.Exception):
        return False
    return True


def test_no_cell_of_the_table_is_empty() -> None:
    table = {name: [holds(check) for check in checks] for name, checks in rows().items()}
    print(f"\n{'':34}", *(f"{column:8}" for column in COLUMNS))
    for name, cells in table.items():
        print(f"{name:34}", *(f"{'✓' if cell else '—':8}" for cell in cells))
    assert len(table) == 59 + 25
    assert [name for name, cells in table.items() if not all(cells)] == []
