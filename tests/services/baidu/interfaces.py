"""What can be asked: the 59 interfaces of ``data/baidu_interfaces.json``.

There, a parameter with ``!`` must be given; "flag" is true or false and off unless given ("flag on": on), "text" is
anything, a list holds the allowed values, the usual one first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..facts import loaded

PAGE = {"pdf_file": "pdf_file_num", "ofd_file": "ofd_file_num"}
"""Where the page of a file is asked for, by the input."""
FLAGS = ("true", "false")


@dataclass(frozen=True)
class Parameter:
    required: bool
    values: tuple[str, ...]
    usual: str

    def allows(self, value: str) -> bool:
        return not self.values or value in self.values


@dataclass(frozen=True)
class Interface:
    """`most_bytes` counts a file after base64 and form encoding; `sides` are the shortest and longest in px."""

    id: str
    path: str
    shape: str
    inputs: tuple[str, ...]
    most_bytes: int
    sides: tuple[int, int]
    parameters: Mapping[str, Parameter]
    one_of: tuple[str, ...]
    places: bool

    @property
    def names(self) -> set[str]:
        """Of all parameters that the service looks at."""
        pages = {PAGE[name] for name in self.inputs if name in PAGE}
        return {*self.inputs, *pages, *self.parameters, *self.one_of}


def _parameter(kind: str | list[str], required: bool) -> Parameter:
    if isinstance(kind, list):
        return Parameter(required, tuple(kind), "" if required else kind[0])
    if kind.startswith("flag"):
        return Parameter(required, FLAGS, "true" if kind == "flag on" else "false")
    return Parameter(required, (), "")


def _interface(name: str, row: dict[str, Any]) -> Interface:
    parameters = {
        key.removesuffix("!"): _parameter(kind, key.endswith("!")) for key, kind in row.get("parameters", {}).items()
    }
    return Interface(
        id=name,
        path=row["path"],
        shape=row["shape"],
        inputs=tuple(row["inputs"]),
        most_bytes=row.get("most_bytes", 0),
        sides=tuple(row.get("sides", (0, 0))),
        parameters=parameters,
        one_of=tuple(row.get("one_of", ())),
        places=row.get("places", False),
    )


INTERFACES: dict[str, Interface] = {
    name: _interface(name, row) for name, row in loaded("baidu_interfaces.json").items()
}
PRESETS: dict[str, dict[str, Any]] = loaded("baidu_presets.json")
"""The kinds that the universal reading knows by itself: interface whose keys it answers with, its parameters."""


def asked_interface(path: str, form: Mapping[str, str]) -> Interface | None:
    """Several entries share a path: told apart by what the form holds; None where nothing is served."""
    here = [one for one in INTERFACES.values() if one.path == path]
    if not here:
        return None
    if "url" in form and "image" not in form:
        here = [one for one in here if one.inputs == ("url",)] or here
    if "classifierId" in form and not form.get("templateSign"):
        here = [one for one in here if one.id.endswith("classifier")] or here
    return here[0]
