"""Every interface and every preset: asked as documented, its answer in the right fields, one refusal understood."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest

from desktop_ocr.composition import load_catalogue
from desktop_ocr.domain.document_type import DocumentType, ValueKind
from desktop_ocr.domain.engine_settings import EngineSettings, Template, Way
from desktop_ocr.domain.errors import QuotaUsedUp, RefusedTask, TaskUnfinished
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Paper, Recognition
from desktop_ocr.domain.remedies import Remedy
from desktop_ocr.domain.sent_picture import Fitted
from desktop_ocr.domain.upload_limits import UploadLimits
from desktop_ocr.engines.baidu import facts, kinds
from desktop_ocr.engines.baidu.engine import BaiduEngine
from desktop_ocr.engines.baidu.facts import Interface, Preset
from desktop_ocr.engines.baidu.plans import RESULTS, UNIVERSAL
from desktop_ocr.engines.baidu.requests import NAMES_OF_FILE, Page, form, parameters
from desktop_ocr.engines.base import Options
from desktop_ocr.engines.http import Answer, Request
from tests.engines.baidu import documented
from tests.engines.baidu.documented import ANSWERS
from tests.engines.surroundings import ORIGIN, PAGE, World, answers, as_it_is

SHIPPED = load_catalogue().types
TYPES = {**SHIPPED, **kinds.kinds(SHIPPED.values())}
INTERFACES, PRESETS = facts.interfaces(), facts.presets()
NEEDED = {
    "id_card_side": "front",
    "exitentrypermit_type": "hk_mc_passport_front",
    "templateSign": "000f",
    "task_id": "task-1",
    "request_id": "25043443_2923121",
}
every_interface = pytest.mark.parametrize("interface", INTERFACES.values(), ids=lambda one: one.id)


def fields_of(body: bytes) -> dict[str, str]:
    found = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True)
    assert len(dict(found)) == len(found)
    return dict(found)


@every_interface
@pytest.mark.parametrize("way", facts.INPUTS)
def test_a_call_is_what_the_tables_say(interface: Interface, way: str) -> None:
    if interface.inputs and way not in interface.inputs:
        return
    content = bytes(range(256))
    page = Page(way, content, "https://pictures.test/a?b=c&d", 2) if interface.inputs else None
    wanted = parameters(interface, NEEDED)
    sent = fields_of(form(interface, page, wanted))
    if page is not None:
        value = sent.pop(way)
        assert value == (page.address if way == "url" else base64.b64encode(content).decode())
    if f"{way}_num" in interface.parameters and page is not None:
        assert sent.pop(f"{way}_num") == "2"
    for name, value in sent.items():
        assert name in NAMES_OF_FILE or interface.parameters[name].accepts(value)
    for name, one in interface.parameters.items():
        assert not one.required or name in sent
        assert not one.ours or name not in sent


def test_the_body_is_encoded_once() -> None:
    content = bytes(range(256)) * 5
    body = form(INTERFACES["idcard"], Page(content=content), {"id_card_side": "front"})
    assert body == urlencode({"image": base64.b64encode(content).decode(), "id_card_side": "front"}).encode()


def kind_of(interface: Interface) -> DocumentType | None:
    wanted = "table_recorgnize" if interface.id == "table_begin" else interface.id
    for kind in TYPES.values():
        if kind.sections.get("baidu", {}).get("interface") == wanted:
            return kind
    return None


def values_of(kind: DocumentType, keys: Mapping[str, Any]) -> dict[str, str]:
    """Some value for each key of an answer that the kind has a field for."""
    named = {spec.baidu_key for spec in kind.fields} - {"bank_card_type", "image_info"}  # a number, and no value
    return {key: f"值{place}" for place, key in enumerate(keys) if key in named}


def read(world: World, kind: DocumentType | None) -> Recognition:
    return asyncio.run(BaiduEngine(world.surroundings).recognise(PAGE, kind, Options(origin=ORIGIN)))


def texts(paper: Paper) -> dict[str, str]:
    return {one.field: one.text for one in paper.readings}


ASKED_WITH_A_PICTURE = [one for one in INTERFACES.values() if kind_of(one) is not None]


@pytest.mark.parametrize("interface", ASKED_WITH_A_PICTURE, ids=lambda one: one.id)
def test_an_answer_comes_into_the_right_fields(interface: Interface) -> None:
    kind = kind_of(interface)
    assert kind is not None
    values = {"number": "苏HS7766", "color": "blue"} if interface.shape == "plate" else values_of(kind, interface.keys)
    shape = "task_request_list" if interface.id in RESULTS else interface.shape
    contents = [ANSWERS[shape](values)]
    if interface.id in RESULTS:
        contents.append(ANSWERS["task_result"](values or {"甲": "乙"}))
    if not values:  # the facts name no keys: whatever comes is kept under its own name
        values = {"甲": "乙"}
        contents[0] = contents[0] if interface.id in RESULTS else ANSWERS[shape](values)
    if interface.shape in ("lines", "codes", "seal", "forms", "tables"):
        values = {"甲": "乙", "丙": "丁"}
        contents = [ANSWERS[interface.shape](values)]
    if interface.shape == "multi_docs":
        contents = [ANSWERS[interface.shape]({"Date": "2026-03-01"})]
    world = World(answers(*contents), TYPES)
    paper = read(world, kind).papers[0]
    found = texts(paper)
    if interface.shape in ("lines", "codes", "seal"):
        assert "乙" in next(iter(found.values()))
        assert [line.text for line in paper.lines] == ["乙", "丁"]
    elif interface.shape in ("forms", "tables", "task_result", "task_request_list"):
        (of_table,) = [spec.key for spec in kind.fields if spec.kind is ValueKind.TABLE]
        assert "甲" in found[of_table]
    elif interface.shape == "multi_docs":
        assert found == {"date": "2026-03-01"}
        assert paper.document_type == "taxi_receipt"
    else:
        wanted = {spec.key: values[spec.baidu_key] for spec in kind.fields if spec.baidu_key in values}
        assert paper.document_type == kind.key or interface.shape == "iocr_finance"  # says itself what it is
        if wanted:
            assert {key: found.get(key) for key in wanted} == wanted
        else:
            assert ("甲", "乙") in paper.extras or "甲：乙" in found.values()
    assert world.asked[0].url.path == interface.path
    assert set(world.calls.states.values()) == {"done"}


@pytest.mark.parametrize("interface", ASKED_WITH_A_PICTURE, ids=lambda one: one.id)
def test_a_refusal_is_understood(interface: Interface) -> None:
    world = World(answers({"error_code": 17, "error_msg": "Open api daily request limit reached", "log_id": 2**60}))
    world.types = TYPES
    with pytest.raises(QuotaUsedUp) as raised:
        read(world, kind_of(interface))
    assert raised.value.facts["number"] == "17"
    assert raised.value.facts["log_id"] == str(2**60)
    assert len(world.asked) == 1


def kind_of_preset(preset: Preset) -> DocumentType:
    """Every one has a kind: none is without a place in the window."""
    return next(one for one in TYPES.values() if one.sections.get("baidu", {}).get("iocr") == preset.id)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda one: one.id)
def test_a_refusal_of_a_preset_is_understood(preset: Preset) -> None:
    kind = kind_of_preset(preset)
    settings = EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL})
    world = World(answers({"error_code": 17, "error_msg": "x", "log_id": "5"}), TYPES, settings)
    with pytest.raises(QuotaUsedUp):
        read(world, kind)
    assert [request.url.path for request in world.asked] == [INTERFACES[UNIVERSAL].path]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda one: one.id)
def test_a_preset_of_the_universal_one(preset: Preset) -> None:
    kind = kind_of_preset(preset)
    values = {spec.label_zh: f"值{place}" for place, spec in enumerate(kind.fields)}
    world = World(
        answers(
            documented.iocr_universal_submit(values),
            documented.iocr_universal_running(values),
            documented.iocr_universal_result(values),
        ),
        TYPES,
        EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL}),
    )
    paper = read(world, kind).papers[0]
    sent = fields_of(world.asked[0].content)
    assert sent["templateSign"] == preset.id
    assert sent["file_name"] == sent["fileName"] == "page.jpg"
    assert [fields_of(request.content) for request in world.asked[1:]] == [{"task_id": "task-1"}] * 2
    assert 30.0 in world.clock.slept
    found = texts(paper)
    assert paper.document_type == kind.key
    assert {spec.key: found.get(spec.key) for spec in kind.fields} == {
        spec.key: values[spec.label_zh] for spec in kind.fields
    }
    assert ("明细/单价", "339. 62") in paper.extras or "339. 62" in str(found)
    states = list(world.calls.states.values())
    assert states == ["done", "done"]


@pytest.mark.parametrize("way", ["", UNIVERSAL])
@pytest.mark.parametrize("too_large", [{"error_code": 216202}, httpx.Response(413)], ids=["216202", "413"])
def test_places_in_a_kept_answer_are_places_in_what_was_sent(way: str, too_large: Any) -> None:
    """Where the service wanted a smaller picture, its answer is mapped as one to that, however often it is read."""
    kind = SHIPPED["id_card_front"]
    settings = EngineSettings(is_on=True, interfaces={kind.key: way} if way else {})
    good = documented.iocr_universal_submit({}) if way else documented.dict_words({"姓名": "张三"})
    outcome = [documented.iocr_universal_result({"姓名": "张三"})] if way else []
    world = World(answers(too_large, good, *outcome), TYPES, settings)

    async def fit(page: PreparedImage, limits: UploadLimits) -> Fitted:
        """Half as large where less is allowed."""
        usual = await as_it_is(page, limits)
        return usual if limits.characters > 190 else replace(usual, content_size=(20, 10))

    def regions(world: World) -> list[Quad | None]:
        reading = BaiduEngine(replace(world.surroundings, fit=fit)).recognise(PAGE, kind, Options(origin=ORIGIN))
        return [one.region for one in asyncio.run(reading).papers[0].readings]

    first = regions(world)
    assert first[0] is not None
    assert first[0].bounds == pytest.approx((4 / 20, 2 / 10, 1.0, 7 / 10))
    again = World(answers({"error_code": 17}), TYPES, settings, calls=world.calls)
    assert regions(again) == first
    assert not again.asked


def test_a_failed_task_is_told_and_handed_in_anew_on_a_person_s_word() -> None:
    failed = {"error_code": 0, "log_id": "9", "task_result": {"task_id": "task-1", "status": "Failed", "reason": "x"}}
    kind = SHIPPED["id_card_front"]
    world = World(answers(documented.iocr_universal_submit({}), failed), TYPES)
    world.settings = EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL})
    for _ in range(2):
        with pytest.raises(RefusedTask) as raised:
            read(world, kind)
    assert raised.value.facts["said"] == "x"
    assert Remedy.READ_AGAIN in raised.value.remedies
    assert sum("request" in request.url.path for request in world.asked) == 1
    contents = documented.iocr_universal_submit({}), documented.iocr_universal_result({"姓名": "张三"})
    again = World(answers(*contents), TYPES, world.settings, calls=world.calls)
    options = Options(origin=replace(ORIGIN, again=True))
    found = asyncio.run(BaiduEngine(again.surroundings).recognise(PAGE, kind, options))
    assert texts(found.papers[0]) == {"name": "张三"}


def test_a_task_handed_in_before_is_not_handed_in_again() -> None:
    kind = SHIPPED["id_card_front"]
    settings = EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL})
    submitted, running = documented.iocr_universal_submit({}), documented.iocr_universal_running({})
    world = World(answers(submitted, running), TYPES, settings)
    with pytest.raises(Exception, match="E_TASK"):
        read(world, kind)
    again = World(answers(documented.iocr_universal_result({"姓名": "张三"})), TYPES, settings, calls=world.calls)
    paper = read(again, kind).papers[0]
    assert texts(paper) == {"name": "张三"}
    assert [request.url.path.rpartition("/")[2] for request in again.asked] == ["get_result"]
    assert 30.0 not in again.clock.slept
    assert read(again, kind).papers[0] == paper
    assert len(again.asked) == 1


@pytest.mark.parametrize("lost", [httpx.ReadTimeout("x"), httpx.Response(500)], ids=["no answer", "500"])
def test_a_task_whose_question_was_lost_is_asked_after_again_and_never_handed_in_twice(lost: Any) -> None:
    kind = SHIPPED["id_card_front"]
    settings = EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL})
    world = World(answers(documented.iocr_universal_submit({}), lost), TYPES, settings)
    with pytest.raises(TaskUnfinished):
        read(world, kind)
    assert "unknown" not in world.calls.states.values()
    again = World(answers(documented.iocr_universal_result({"姓名": "张三"})), TYPES, settings, calls=world.calls)
    assert texts(read(again, kind).papers[0]) == {"name": "张三"}
    assert [request.url.path.rpartition("/")[2] for request in again.asked] == ["get_result"]


def test_a_task_is_asked_after_again_where_the_program_was_called_off() -> None:
    kind = SHIPPED["id_card_front"]
    settings = EngineSettings(is_on=True, interfaces={kind.key: UNIVERSAL})
    world = World(answers(documented.iocr_universal_submit({})), TYPES, settings)

    async def called_off() -> None:
        ask = world.client.ask

        async def never(request: Request) -> Answer:
            if "get_result" in request.address:
                await asyncio.Event().wait()
            return await ask(request)

        world.client.ask = never  # type: ignore[method-assign]
        reading = BaiduEngine(world.surroundings).recognise(PAGE, kind, Options(origin=ORIGIN))
        task = asyncio.ensure_future(reading)
        while not any("result" in call.interface for call in world.calls.sent):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(called_off())
    again = World(answers(documented.iocr_universal_result({"姓名": "张三"})), TYPES, settings, calls=world.calls)
    assert texts(read(again, kind).papers[0]) == {"name": "张三"}
    assert [request.url.path.rpartition("/")[2] for request in again.asked] == ["get_result"]


def test_every_interface_is_covered() -> None:
    """Those with a picture by an answer; those with an address only, and for what became of a task, by their calls."""
    covered = {one.id for one in ASKED_WITH_A_PICTURE}
    others = set(INTERFACES) - covered
    assert others == {
        *(one.id for one in INTERFACES.values() if one.inputs == ("url",)),
        *("iocr_template", "iocr_classifier", *SHIPPED["general_text"].sections["baidu"]["others"]),
        *("iocr_universal_request", "iocr_universal_result", "table_getresult"),
    }


@pytest.mark.parametrize(
    "name", [*SHIPPED["general_text"].sections["baidu"]["others"], "general_basic_url", "general_url", "web_image_url"]
)
def test_others_are_read_in_the_same_shape(name: str) -> None:
    kind = SHIPPED["general_text"]
    world = World(answers(documented.lines({"a": "第一行", "b": "第二行"})), TYPES)
    world.settings = EngineSettings(is_on=True, interfaces={kind.key: name})
    paper = read(world, kind).papers[0]
    assert texts(paper) == {"text": "第一行\n第二行"}
    expected = INTERFACES[name] if "image" in INTERFACES[name].inputs else INTERFACES["accurate"]
    assert world.asked[0].url.path == expected.path


@pytest.mark.parametrize(
    ("way", "interface", "parameter"),
    [
        (Way.TEMPLATE, "iocr_template", "templateSign"),
        (Way.CLASSIFIER, "iocr_classifier", "classifierId"),
        (Way.FINANCE, "iocr_finance", "templateSign"),
    ],
)
def test_a_template_of_the_clerk_s_is_a_kind(way: Way, interface: str, parameter: str) -> None:
    template = Template("000f", "验收单", way, ("单号", "日期"))
    (kind,) = [one for one in kinds.kinds((), [template]).values() if "template" in one.key]
    world = World(answers(documented.iocr_template({"单号": "A-1", "日期": "2026年3月1日", "备注": "无"})), TYPES)
    paper = read(world, kind).papers[0]
    assert texts(paper) == {"field_1": "A-1", "field_2": "2026年3月1日", "others": "备注：无"}
    assert paper.readings[0].region is not None
    assert paper.readings[0].weakest == 0.91
    assert world.asked[0].url.path == INTERFACES[interface].path
    assert fields_of(world.asked[0].content)[parameter] == "000f"


def test_where_no_template_fits_its_text_is_read() -> None:
    template = Template("000f", "验收单")
    (kind,) = [one for one in kinds.kinds((), [template]).values() if "template" in one.key]
    answer = documented.iocr_template({"": "第一行"})
    answer["data"]["isStructured"] = False
    paper = read(World(answers(answer), TYPES), kind).papers[0]
    assert [line.text for line in paper.lines] == ["第一行"]
    assert paper.warnings == ("template_missed",)


def test_the_token_is_renewed_once_and_the_page_sent_once_more() -> None:
    expired = {"error_code": 110, "error_msg": "Access token invalid or no longer valid"}
    world = World(answers(expired, documented.dict_words({"姓名": "张三"})), TYPES)
    tokens = iter(("old", "new"))
    world.token = lambda _: httpx.Response(200, json={"access_token": next(tokens), "expires_in": 2592000})
    assert texts(read(world, SHIPPED["id_card_front"]).papers[0]) == {"name": "张三"}
    assert [request.url.params["access_token"] for request in world.asked] == ["old", "new"]
    assert list(world.calls.states.values()) == ["failed", "done"]
