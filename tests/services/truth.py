"""What a double is told about a picture: the papers on it, their values, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from .facts import loaded

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
WHOLE: Quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_SAMPLES: dict[str, dict[str, Any]] = loaded("baidu_samples.json")


class Drawn(Protocol):
    """A Specimen or a Photo of ``tests.specimens``."""

    @property
    def document_type(self) -> str: ...
    @property
    def image(self) -> Any: ...
    @property
    def fields(self) -> Mapping[str, str]: ...
    @property
    def boxes(self) -> Mapping[str, list[Any]]: ...


@dataclass(frozen=True)
class Paper:
    """One paper of a kind of specimen. Boxes and `outline` are in shares of the picture.

    If its fields are told in the keys of an answer, `told_as` says of which: "interface" or "interface:side".
    """

    kind: str
    fields: Mapping[str, Any]
    boxes: Mapping[str, tuple[Quad, ...]] = field(default_factory=dict, repr=False)
    outline: Quad = WHOLE
    told_as: str = ""


@dataclass(frozen=True)
class Truth:
    """All that is on a picture.

    Turning the picture clockwise by `turned` degrees makes it upright. `found` is what checks of risk and quality
    find, by the key they answer with: image_status, risk_type, edit_tool, card_ps, warn_infos, card_quality …
    """

    papers: tuple[Paper, ...]
    turned: int = 0
    found: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, drawn: Drawn, **found: Any) -> Truth:
        """What is truly on a specimen or a photo of one."""
        width, height = drawn.image.size
        boxes = {key: tuple(_share(quad, width, height) for quad in quads) for key, quads in drawn.boxes.items()}
        outline = getattr(drawn, "outline", None)
        paper = Paper(drawn.document_type, drawn.fields, boxes, _share(outline, width, height) if outline else WHOLE)
        return cls((paper,), getattr(drawn, "turned", 0), found)

    @classmethod
    def sample(cls, name: str, values: Mapping[str, Any] | None = None, **found: Any) -> Truth:
        """A paper told in the keys of an answer; without values that of ``data/baidu_samples.json``."""
        told = _SAMPLES[name] if values is None else values
        return cls((Paper("", told, _stacked(told), told_as=name),), 0, found)

    def __add__(self, other: Truth) -> Truth:
        """Both on one picture."""
        return replace(self, papers=(*self.papers, *other.papers), found={**self.found, **other.found})


NOTHING = Truth(())
SAMPLES: tuple[str, ...] = tuple(_SAMPLES)


def everything() -> Truth:
    """The samples of all interfaces on one picture: each finds its own."""
    return Truth(tuple(paper for name in SAMPLES for paper in Truth.sample(name).papers))


def _share(quad: Any, width: float, height: float) -> Quad:
    (a, b), (c, d), (e, f), (g, h) = quad
    return ((a / width, b / height), (c / width, d / height), (e / width, f / height), (g / width, h / height))


def _stacked(values: Mapping[str, Any]) -> dict[str, tuple[Quad, ...]]:
    """One place below the other for values that were never printed."""
    counts = {key: max(1, len(value)) if isinstance(value, list) else 1 for key, value in values.items()}
    step, at, boxes = 0.9 / max(1, sum(counts.values())), 0.05, {}
    for key, count in counts.items():
        boxes[key] = tuple(_row(at + i * step, step * 0.8) for i in range(count))
        at += count * step
    return boxes


def _row(top: float, height: float) -> Quad:
    return ((0.1, top), (0.6, top), (0.6, top + height), (0.1, top + height))
