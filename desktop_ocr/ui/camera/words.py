"""What the page says in one sentence, with a mark and a colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from desktop_ocr.ui.camera.view import DOUBT, GOOD, QUIET
from desktop_ocr.workflow.guiding import Guide


@dataclass(frozen=True, slots=True)
class Said:
    """``mark`` is one character."""

    mark: str
    text: str
    colour: QColor


class GuideWords(QObject):
    """``side`` is the name of the kind to be taken now, if it is the other side of what was taken last."""

    def of(self, guide: Guide, *, field: str = "", side: str = "") -> Said:
        """``field`` is the name of the field on which there is glare, if it is known."""
        if guide is Guide.GLARE and field:
            text = self.tr("Glare on “{field}”: tilt the paper or turn the lamp").format(field=field)
        elif guide is Guide.TAKEN and side:
            text = self.tr("Taken. Now the other side: {kind}").format(kind=side)
        elif guide is Guide.PUT_DOWN and side:
            text = self.tr("Now the other side: {kind}").format(kind=side)
        else:
            text = self._text(guide)
        return Said(_mark(guide), text, _colour(guide))

    def _text(self, guide: Guide) -> str:
        texts = {
            Guide.PUT_DOWN: self.tr("Put a paper under the camera"),
            Guide.UNSURE: self.tr("Its edges are not clear: put it on a plain, darker ground"),
            Guide.CUT_OFF: self.tr("Cut off: move the whole paper into the picture"),
            Guide.CLOSER: self.tr("Closer, please: it is too small in the picture"),
            Guide.TOO_DARK: self.tr("Too dark: more light, please"),
            Guide.TOO_BRIGHT: self.tr("Too bright: less light, please"),
            Guide.GLARE: self.tr("Glare: tilt the paper or turn the lamp"),
            Guide.BLURRED: self.tr("Blurred: hold it still, or a little farther away"),
            Guide.HOLD: self.tr("Good. Hold it still…"),
            Guide.READY: self.tr("Good. Press the space bar"),
            Guide.TAKEN: self.tr("Taken. The next paper, please"),
            Guide.BLIND: self.tr("The edges cannot be found now: press the space bar to take the whole picture"),
        }
        assert set(texts) == set(Guide)
        return texts[guide]


def _mark(guide: Guide) -> str:
    if guide is Guide.PUT_DOWN:
        return "▸"
    return "✓" if guide.is_good else "!"


def _colour(guide: Guide) -> QColor:
    if guide is Guide.PUT_DOWN:
        return QUIET
    return GOOD if guide.is_good else DOUBT
