"""What may be asked of a service beside the page: its parameters, as the clerk can set them for a kind of paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherWay:
    """An interface by which a kind can be read in place of the usual one."""

    interface: str
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Wish:
    """``usual`` is what is sent while the clerk says nothing, "" for nothing; ``values`` are all there are, none where
    any text will do, or any number (``is_number``).
    """

    name: str
    usual: str = ""
    values: tuple[str, ...] = ()
    is_number: bool = False
