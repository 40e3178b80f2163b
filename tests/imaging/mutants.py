"""Broken copies of whole files, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
_HEADER = 160
"""Bytes at the beginning in which sizes, counts and offsets stand."""


def mutants(seeds: Mapping[str, bytes], count: int, *, seed: int) -> Iterator[tuple[str, bytes]]:
    """(what it is, file), going round through the seeds and the four ways to break one."""
    chance = random.Random(seed)
    names = sorted(seeds)
    for number in range(count):
        name = names[number % len(names)]
        way = _WAYS[(number // len(names) + number) % len(_WAYS)]
        yield f"{number}: {name}, {way.__name__[1:]}", way(seeds[name], seeds[chance.choice(names)], chance)


def _flipped(content: bytes, _: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _truncated(content: bytes, _: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _spliced(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one with the end of another, or a part of itself once more."""
    place = chance.randrange(4, len(content))
    rest = chance.choice((other, content))
    return content[:place] + rest[chance.randrange(len(rest)) :]


def _edited(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """One to three numbers of the header are as large or as small as they can be."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        size = chance.choice((1, 2, 4))
        place = chance.randrange(min(_HEADER, len(broken) - size))
        value = chance.choice(_EDGES) & (256**size - 1)
        broken[place : place + size] = value.to_bytes(size, chance.choice(("little", "big")))
    return bytes(broken)


_WAYS: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (_flipped, _truncated, _spliced, _edited)
