"""Word lists for invented papers, kept in words.toml."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(table: str) -> tuple[str, ...]:
    """The words of a table, in its order."""
    return tuple(_tables()[table].split())


def characters(table: str) -> str:
    """The characters of a table."""
    return "".join(words(table))


def pick(rng: random.Random, table: str) -> str:
    """One word of a table of words with weights, as "王715 欧阳6"."""
    entries, weights = weighted(table)
    return rng.choices(entries, weights)[0]


@cache
def weighted(table: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a table and their weights."""
    bare = tuple(word.rstrip("0123456789") for word in words(table))
    return bare, tuple(int(word[len(name) :]) for word, name in zip(words(table), bare, strict=True))


@cache
def banks() -> tuple[tuple[str, str], ...]:
    """(Chinese name, English name)."""
    return tuple(_tables()["banks"].items())


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).with_name("words.toml")).read_text("utf-8"))
