"""The facts about Baidu: all of them, in themselves without contradiction, and what the type files say fits them."""

from __future__ import annotations

import tomllib

import pytest

from desktop_ocr import paths
from desktop_ocr.composition import load_catalogue
from desktop_ocr.engines.baidu import facts
from desktop_ocr.engines.baidu.facts import INPUTS, Interface, Preset

INTERFACES, PRESETS = facts.interfaces(), facts.presets()
every_interface = pytest.mark.parametrize("interface", INTERFACES.values(), ids=lambda one: one.id)


def test_how_many_there_are() -> None:
    assert len(INTERFACES) == 59
    assert len(PRESETS) == 25


@every_interface
def test_what_an_interface_takes(interface: Interface) -> None:
    assert interface.path.startswith("/rest/2.0/")
    assert set(interface.inputs) <= set(INPUTS)
    assert list(interface.inputs) == [one for one in INPUTS if one in interface.inputs]
    if interface.inputs:
        assert interface.limits is not None
        assert interface.limits.characters in (4 << 20, 10 << 20)
        assert interface.limits.longest == (4096 if interface.limits.characters == 4 << 20 else 8192)
    else:
        assert interface.limits is None


@every_interface
def test_defaults_are_among_the_values(interface: Interface) -> None:
    for one in interface.parameters.values():
        assert not one.default or one.accepts(one.default)
        assert not (one.required and one.default)


@every_interface
def test_names_in_both_languages(interface: Interface) -> None:
    assert any("\u4e00" <= char <= "\u9fff" for char in interface.zh)
    assert interface.en.isascii()
    for key, (zh, en) in interface.keys.items():
        assert key
        assert zh
        assert en


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda one: one.id)
def test_a_preset_is_read_as_an_interface_that_takes_its_parameters(preset: Preset) -> None:
    parameters = INTERFACES[preset.interface].parameters
    assert set(preset.parameters) <= set(parameters)
    for name, value in preset.parameters.items():
        assert parameters[name].accepts(value)


def test_nothing_is_said_that_the_form_does_not_know() -> None:
    known = {
        *("id", "zh", "en", "path", "inputs", "shape", "characters", "sides", "calls_a_second", "method"),
        *("parameters", "keys", "papers"),
    }
    with (paths.resources() / "engines" / "baidu" / "interfaces.toml").open("rb") as file:
        entries = tomllib.load(file)["interface"]
    assert {word for entry in entries for word in entry} == known


def test_the_kinds_name_what_there_is() -> None:
    for kind in load_catalogue().types.values():
        section = kind.sections.get("baidu")
        if section is None:
            continue
        if name := section.get("interface"):
            parameters = INTERFACES[name].parameters
            for parameter, value in section.get("parameters", {}).items():
                assert parameters[parameter].accepts(value), kind.key
        if preset := section.get("iocr"):
            assert preset in PRESETS
