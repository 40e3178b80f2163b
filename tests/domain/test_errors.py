"""Every error a clerk may meet: its place in the list, its facts, and that a worker can send it."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest

import desktop_ocr
from desktop_ocr.domain import errors
from desktop_ocr.domain.errors import ClerkError, all_errors

PACKAGE = Path(desktop_ocr.__file__).parent
ALL = list(all_errors())


def documented_facts(kind: type[ClerkError]) -> set[str]:
    """The names in double backquotes behind "Fact:" or "Facts:" in the docstring."""
    text = vars(kind).get("__doc__") or ""
    return set(re.findall(r"``(\w+)``", text)) if text.startswith("Fact") else set()


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"[├└]── (\w+) +(E_\w+)", errors.__doc__ or "")
    assert dict(drawn) == {kind.__name__: kind.code for kind in ALL}


def test_no_code_stands_for_two_errors() -> None:
    assert len({kind.code for kind in ALL}) == len(ALL)


@pytest.mark.parametrize("kind", ALL)
def test_survives_the_way_from_a_worker(kind: type[ClerkError]) -> None:
    error = kind(**dict.fromkeys(documented_facts(kind), "一"))
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert back.facts == error.facts
    assert back.code == error.code == str(back)


def raised() -> list[tuple[str, str, set[str]]]:
    """Where in the program which error is made, and with which facts."""
    names, found = {kind.__name__ for kind in ALL}, []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                facts = {keyword.arg or "**" for keyword in node.keywords}
                found.append((f"{path.name}:{node.lineno}", node.func.id, facts))
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in names:
                found.append((f"{path.name}:{node.lineno}", node.exc.id, set()))
    return found


def test_every_error_is_made_with_the_facts_it_documents() -> None:
    facts = {kind.__name__: documented_facts(kind) for kind in ALL}
    wrong = [(place, name, given) for place, name, given in raised() if given != facts[name]]
    assert not wrong


def in_tables() -> set[str]:
    """What stands among the values of a table, from which it is made where the table says so."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]
    tables = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    names = [name for table in tables for value in table.values for name in ast.walk(value)]
    return {name.id for name in names if isinstance(name, ast.Name)}


def test_every_error_of_the_list_can_happen() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    tabled = in_tables()
    never = [
        kind.__name__
        for kind in ALL
        if kind.__name__ not in tabled
        and not re.search(rf"(raise|return) {kind.__name__}\b|\b{kind.__name__}\(", source)
    ]
    assert not never
