"""What Baidu's interfaces take and answer, and the kinds its universal iOCR knows, from ``resources/engines/baidu``.

[[interface]]
id = "idcard"                    # ours; the type files name it
zh = "…"                         # names for the clerk
en = "…"
path = "/rest/2.0/…"             # below the address of the service
inputs = ["image", "url"]        # one of them is sent, the first that there is
shape = "dict_words"             # the form of its answer: a key of shapes.SHAPES
characters = 4194304             # longest text an input may be sent as
sides = [15, 4096]               # shortest and longest side of a picture in pixels
calls_a_second = 2               # where the service says so
method = "idcard"                # what the service's own libraries call it
[interface.parameters]           # by name: required, one of a group, values, default, type; "ours" is not sent
[interface.keys]                 # keys of its answer: names in both languages
[interface.papers]               # papers that it tells apart by itself

[[preset]]                       # presets.toml
id = "id_card_front"
interface = "idcard"             # what it reads as that one does
[preset.parameters]              # what it is read with
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desktop_ocr import paths
from desktop_ocr.domain.upload_limits import Encoding, UploadLimits

INPUTS = ("image", "url", "pdf_file", "ofd_file")
"""Every way to hand over a page; where several are sent, the service takes the first of these."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """``one_of`` names a group of which one must be given; ``ours`` is kept to here and never sent."""

    name: str
    required: bool = False
    one_of: str = ""
    values: tuple[str, ...] = ()
    default: str = ""
    type: str = "text"
    ours: bool = False

    def accepts(self, value: str) -> bool:
        if self.values:
            return value in self.values
        return value.isdecimal() if self.type == "number" else bool(value.strip())


@dataclass(frozen=True, slots=True)
class Interface:
    """One entry; ``limits`` is None where nothing is uploaded, ``calls_a_second`` 0 where the service says nothing."""

    id: str
    zh: str
    en: str
    path: str
    inputs: tuple[str, ...]
    shape: str
    limits: UploadLimits | None
    calls_a_second: int = 0
    method: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of the universal iOCR: read as ``interface`` reads it with ``parameters``."""

    id: str
    zh: str
    en: str
    interface: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@cache
def interfaces() -> Mapping[str, Interface]:
    """All entries by id, in their order."""
    return {entry["id"]: _interface(entry) for entry in _table("interfaces")["interface"]}


@cache
def presets() -> Mapping[str, Preset]:
    """All presets by id, in their order."""
    found = _table("presets")["preset"]
    return {entry["id"]: Preset(**entry) for entry in found}


def _interface(entry: Mapping[str, Any]) -> Interface:
    facts = dict(entry)
    parameters = {name: _parameter(name, facts) for name, facts in facts.pop("parameters", {}).items()}
    characters, sides = facts.pop("characters", 0), facts.pop("sides", (1, 1))
    limits = UploadLimits(characters, Encoding.FORM, *sides) if characters else None
    keys = {key: (zh, en) for key, (zh, en) in facts.pop("keys", {}).items()}
    inputs = tuple(facts.pop("inputs"))
    return Interface(inputs=inputs, limits=limits, parameters=parameters, keys=keys, **facts)


def _parameter(name: str, facts: Mapping[str, Any]) -> Parameter:
    return Parameter(name, **{**facts, "values": tuple(facts.get("values", ()))})


def _table(name: str) -> dict[str, Any]:
    with (paths.resources() / "engines" / "baidu" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
