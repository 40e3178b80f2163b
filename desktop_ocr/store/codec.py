"""Domain values as bytes, and back: MessagePack with the names of the dataclasses' fields.

Names make room for change: what a later version added is ignored here, what an older one did not know gets its default.
MessagePack, not JSON: numbers come back bit for bit (JSON has no infinity), and a page loads a third faster.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from desktop_ocr.domain.errors import StoreDamaged
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import Correction

Corrections = tuple[tuple[str, Correction], ...]
Facts = dict[str, str | int]
T = TypeVar("T")

_encoder = msgspec.msgpack.Encoder()
_recipes = msgspec.msgpack.Decoder(Recipe)
_corrections = msgspec.msgpack.Decoder(Corrections)
_recognitions = msgspec.msgpack.Decoder(Recognition)
_facts = msgspec.msgpack.Decoder(Facts)
_plain = msgspec.msgpack.Decoder(Any)


def encode(value: object) -> bytes:
    """The value's bytes.  Half a surrogate pair, which is no character, becomes U+FFFD: typing must always be kept."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        return _encoder.encode(_mended(msgspec.to_builtins(value, builtin_types=(bytes,))))


def recipe(content: bytes) -> Recipe:
    """Raises ``StoreDamaged``, as all of these do."""
    return _decoded(_recipes, content)


def corrections(content: bytes) -> Corrections:
    return _decoded(_corrections, content)


def recognition(content: bytes) -> Recognition:
    return _decoded(_recognitions, content)


def facts(content: bytes) -> Facts:
    return _decoded(_facts, content)


def plain(content: bytes) -> Any:
    """Numbers, words, bytes, lists and tables by name."""
    return _decoded(_plain, content)


def path_bytes(path: str) -> bytes:
    """A path's bytes; names that are not UTF-8 are held by Python as lone surrogates and come back the same."""
    return path.encode("utf-8", "surrogatepass")


def path_text(content: bytes) -> str:
    return content.decode("utf-8", "surrogatepass")


def _decoded(decoder: msgspec.msgpack.Decoder[T], content: bytes) -> T:
    try:
        return decoder.decode(content)
    except (msgspec.DecodeError, ValueError) as error:  # the recipe itself refuses a turn it does not know
        raise StoreDamaged from error


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list | tuple):
        return [_mended(one) for one in value]
    if isinstance(value, dict):
        return {_mended(name): _mended(one) for name, one in value.items()}
    return value
