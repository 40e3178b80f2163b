"""The search for the fields of one paper: where they are looked for, and what was found so far.

Every way to a value is a function of the search, the field and its rule; ``interpreter`` has their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop_ocr.domain.document_type import FieldSpec
from desktop_ocr.engines.offline.anchors import anchors
from desktop_ocr.engines.offline.hooks import HOOKS, name_and_finding
from desktop_ocr.engines.offline.layout import Glyph, Layout
from desktop_ocr.engines.offline.placement import Placement, fit_placement
from desktop_ocr.engines.offline.rules import Box, FieldRule, KindRules
from desktop_ocr.engines.offline.second_look import LookAgain
from desktop_ocr.engines.offline.surface import Surface
from desktop_ocr.engines.offline.values import Spelled, Value


class Way(Protocol):
    def __call__(self, search: Search, spec: FieldSpec, rule: FieldRule, /) -> Value | None:
        """The value of a field, if this way leads to one."""
        ...


class Search:
    """One paper while its fields are found, one after the other."""

    def __init__(self, rules: KindRules, layout: Layout, look_again: LookAgain) -> None:
        self.rules = rules
        self.layout = layout
        self.look_again = look_again
        self.surface = Surface(rules, layout)
        self.found: dict[str, Value] = {}
        self.texts: dict[str, Spelled] = {}
        """All that stood at the label of a field, of which its value may be a part."""
        self._hooked: dict[str, Mapping[str, Value]] = {}

    def take(self, key: str, value: Value) -> Value:
        """Keep the value of a field; no other field is offered its print."""
        self.found[key] = value
        self.surface.take(value.spelled.present)
        return value

    def placement(self) -> Placement | None:
        """Where the card lies, as far as what was found tells."""
        return fit_placement(anchors(self.rules, self.surface, self.found), self.rules.aspect)

    def line_at(self, box: Box, *, sure: float = 0.0) -> tuple[Glyph, ...]:
        """A place of the frame (left, top, right, bottom) read anew, as one line by itself.

        Empty where nothing is legible, or its score is below ``sure``.
        """
        line = self.look_again.line(self.layout.frame.box(*box))
        rows = self.layout.laid_out([line]).rows if line and line.confidence >= sure else ()
        return rows[0].glyphs if rows else ()

    def finding(self, hook: str) -> Value | None:
        """What a hook found, which runs once."""
        name, finding = name_and_finding(hook)
        if name not in self._hooked:
            self._hooked[name] = HOOKS[name](self.layout, self.look_again)
        return self._hooked[name].get(finding)
