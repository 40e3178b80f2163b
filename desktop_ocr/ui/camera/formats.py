"""Cameras and the sizes of their pictures, as plain values; which one to take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_ocr.store.settings_file import Plain

WIDE_ENOUGH = 1280
"""Pixels from which print on a card can be read."""
USABLE_RATE = 15.0
"""Frames a second below which a hand's movements are not seen in time."""


@dataclass(frozen=True, slots=True)
class Form:
    """A size in pixels, and how many frames a second the camera gives of it at most."""

    width: int
    height: int
    rate: float

    @property
    def pixels(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Camera:
    """``id`` is the system's and stays the same at the next start."""

    id: str
    name: str
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """What the clerk chose: an empty ``id`` or a width of 0 leaves it to the program."""

    id: str = ""
    width: int = 0
    height: int = 0
    automatic: bool = True

    @classmethod
    def of(cls, values: Mapping[str, Plain]) -> CameraChoice:
        """From plain values; what is missing or bad gets its default."""
        name, width, height, automatic = (values.get(key) for key in ("id", "width", "height", "automatic"))
        is_size = type(width) is int and type(height) is int
        return cls(
            id=name if isinstance(name, str) else "",
            width=width if is_size and isinstance(width, int) else 0,
            height=height if is_size and isinstance(height, int) else 0,
            automatic=automatic if isinstance(automatic, bool) else True,
        )

    def values(self) -> dict[str, Plain]:
        return {"id": self.id, "width": self.width, "height": self.height, "automatic": self.automatic}


def sizes(forms: Sequence[Form]) -> list[Form]:
    """One for each size, with its best rate, the largest first."""
    best: dict[tuple[int, int], Form] = {}
    for form in forms:
        size = (form.width, form.height)
        if size not in best or best[size].rate < form.rate:
            best[size] = form
    return sorted(best.values(), key=lambda form: (form.pixels, form.width), reverse=True)


def best(forms: Sequence[Form]) -> Form | None:
    """The largest that is wide enough and fluent, else the fluent one that is largest, else the largest."""
    offered = sizes(forms)
    fluent = [form for form in offered if form.rate >= USABLE_RATE]
    for group in ([form for form in fluent if form.width >= WIDE_ENOUGH], fluent, offered):
        if group:
            return group[0]
    return None


def chosen(cameras: Sequence[Camera], choice: CameraChoice) -> tuple[Camera, Form | None] | None:
    """The camera and size that were chosen, or the best of what is there; None without a camera.

    The first camera is the system's own default.
    """
    if not cameras:
        return None
    camera = next((one for one in cameras if one.id == choice.id), cameras[0])
    wanted = [form for form in sizes(camera.forms) if (form.width, form.height) == (choice.width, choice.height)]
    return camera, wanted[0] if wanted else best(camera.forms)
