"""Photographing papers, from the first frame to the documents: joins the panel, the camera, the looks and the shutter.

A picture goes from memory to the list of papers as soon as it is taken; none is ever written to a file of its own, and
none is lost when the camera goes away.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.domain.errors import CameraError, CameraLost, CameraNone, ReadingTimeout, WorkerDied
from desktop_ocr.domain.geometry import Quad
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.ui.camera.developing import Darkroom, Take
from desktop_ocr.ui.camera.opening import open_source
from desktop_ocr.ui.camera.panel import CameraPanel
from desktop_ocr.ui.camera.words import GuideWords, Said
from desktop_ocr.ui.pictures import from_qimage
from desktop_ocr.ui.tasks import Tasks
from desktop_ocr.ui.words import Words
from desktop_ocr.workflow.guiding import Guide, glared_field, guide
from desktop_ocr.workflow.looking import LOOK_SIDE, PAUSE, Look, LookAt, Looking
from desktop_ocr.workflow.placing import largest
from desktop_ocr.workflow.shots import Shot, Sides, name_at
from desktop_ocr.workflow.shutter import Phase, Shutter, Verdict

if TYPE_CHECKING:
    from desktop_ocr.ui.camera.source import CameraSource

PATIENCE = 2.0
"""Seconds after the page has ended in which papers are still looked for: the window may be waiting to close."""
GOOD_PHASES = (Phase.MOVING, Phase.HOLDING, Phase.TAKEN)


class Capture(QObject):
    """``ended`` when the clerk is through; pictures that are still being developed come to ``take`` all the same."""

    ended = Signal()
    took = Signal()  # a picture

    def __init__(
        self,
        panel: CameraPanel,
        tasks: Tasks,
        take: Take,
        look: LookAt,
        words: Words,
        kinds: Mapping[str, DocumentType],
        *,
        open_source: Callable[[QObject], CameraSource] = open_source,
        clock: Callable[[], float] = time.monotonic,
        pause: float = PAUSE,
    ) -> None:
        super().__init__(panel)
        self.panel, self.kind = panel, ""
        self._tasks, self._look, self._words, self._kinds = tasks, look, words, kinds
        self._open_source = open_source
        self._source: CameraSource | None = None
        self._shutter = Shutter(clock, is_automatic=panel.choices.choice.automatic)
        self._looking = Looking(self._reduced, look, self._saw, self._saw_nothing, pause)
        self._looker: asyncio.Task[None] | None = None
        self._darkroom = Darkroom(take, self._found)
        self._by_hand = 0
        """Pictures taken by hand that are not developed yet: the shutter does not know their papers."""
        self._turn: Sides | Shot = Sides()
        """What comes next, or the shot on which it follows: that changes when its papers are found."""
        self._shown, self._said = Sides(), GuideWords(self)
        self._is_over = False
        self._deadline: float | None = None
        """By the loop's clock, once the page has ended; after it pictures are kept as they are."""
        self._search: asyncio.Timeout | None = None
        self._awaited: str | None = None
        """The camera that was lost, "" for any; None where there is nothing to wait for."""
        self._refusal = ""
        panel.shoot_asked.connect(self.shoot)
        panel.retry_asked.connect(self.start)
        panel.skip_asked.connect(self._skip)
        panel.end_asked.connect(self.end)
        panel.kind_picker.chosen.connect(self.choose_kind)
        panel.choices.changed.connect(self._restart)
        panel.choices.automatic_changed.connect(self._set_automatic)

    # --- Beginning and end ------------------------------------------------------------------------------------------

    def begin(self, kind: str = "") -> None:
        """``kind`` is the key of the kind of paper, "" to find it out."""
        self.choose_kind(kind)
        self._looker = self._tasks.start(self._looking.run())
        QTimer.singleShot(0, self, self.start)  # the panel is seen first: loading and finding cameras takes a moment

    def start(self) -> None:
        """Start the camera, or start it again."""
        if self._is_over:
            return
        self._stopped()
        if self._refusal:
            if self._source is not None:
                self._source.stop()
            self.panel.show_error(self._refusal, can_retry=False)
            return
        self.panel.show_starting()
        self.panel.view.setFocus()
        try:
            source = self._source or self._opened()
        except CameraError as error:
            self._show_error(error)
        else:
            source.start(self.panel.choices.choice)
            self._show_cameras()

    def refuse(self, sentence: str) -> None:
        """Take no pictures, for the reason in ``sentence``, and let go of the camera; "" to go on."""
        if sentence != self._refusal:
            self._refusal = sentence
            self.start()

    def end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._stopped()
        if self._source is not None:
            self._source.stop()
        if self._looker is not None:
            self._looker.cancel()
            self._hurry(self._looker.get_loop())
        self.panel.view.show_frame(None)  # no picture of a paper stays behind
        self.ended.emit()

    def _hurry(self, loop: asyncio.AbstractEventLoop) -> None:
        self._deadline = loop.time() + PATIENCE
        if self._search is not None:
            self._search.reschedule(self._deadline)

    def _opened(self) -> CameraSource:
        source = self._open_source(self)
        source.frame_ready.connect(self._frame_came)
        source.failed.connect(self._show_error)
        source.cameras_changed.connect(self._cameras_changed)
        self._source = source
        return source

    def _restart(self) -> None:
        """Another camera or size was chosen: the hand goes back to the space bar."""
        self.start()

    def _stopped(self) -> None:
        """Nothing is known of the papers any more."""
        self._awaited = None
        self._looking.forget()
        self._shutter.forget()

    def _show_error(self, error: CameraError) -> None:
        self._stopped()
        if isinstance(error, CameraNone):
            self._awaited = ""
        elif isinstance(error, CameraLost) and self._source and self._source.camera:
            self._awaited = self._source.camera.id
        self.panel.show_error(self._words.sentence(error))

    def _cameras_changed(self) -> None:
        self._show_cameras()
        there = {one.id for one in self._source.cameras()} if self._source else set()
        if self._awaited in there or (self._awaited == "" and there):
            self.start()

    def _show_cameras(self) -> None:
        if self._source is not None:
            self.panel.choices.show_cameras(self._source.cameras(), self._source.camera, self._source.form)

    # --- Choices ----------------------------------------------------------------------------------------------------

    def choose_kind(self, key: str) -> None:
        self.kind = key if key in self._kinds else ""
        self._turn = Sides.of(self._kinds.get(self.kind), self._kinds)
        self._show_sides()
        self.panel.kind_picker.show_kind(self.kind, "")
        self.panel.view.setFocus()

    @property
    def _sides(self) -> Sides:
        """What is to be taken next."""
        return self._turn.after if isinstance(self._turn, Shot) else self._turn

    def _show_sides(self) -> None:
        sides = self._shown = self._sides
        size = sides.next.size if sides.next else None
        self.panel.view.set_guide(size[0] / size[1] if size else None)
        self.panel.show_skip(sides.is_other_next)

    def _skip(self) -> None:
        self._turn = self._sides.skipped()
        self._show_sides()
        self._tell(self._said.of(Guide.PUT_DOWN), is_urgent=True)

    def _set_automatic(self, is_on: bool) -> None:
        self._shutter.is_automatic = is_on

    # --- Looking ----------------------------------------------------------------------------------------------------

    def _frame_came(self, image: QImage) -> None:
        self.panel.show_live()
        self.panel.view.show_frame(image)
        self._looking.offer(image)

    @staticmethod
    def _reduced(image: QImage) -> PreparedImage:
        return from_qimage(image, LOOK_SIDE)

    def _saw(self, image: QImage, look: Look) -> None:
        if self._is_over or self._by_hand or self.panel.error:
            return
        verdict = self._shutter.see(look, (image.width(), image.height()))
        self.panel.view.show_outlines(look.outlines, is_good=verdict.phase in GOOD_PHASES, held=verdict.held)
        if verdict.shot:
            self._take(image, [one.quad for one in verdict.shot])
        else:
            self._tell(self._advice(image, look, verdict))

    def _advice(self, image: QImage, look: Look, verdict: Verdict) -> Said:
        size = (image.width(), image.height())
        shown = guide(look, verdict, size, is_automatic=self._shutter.is_automatic)
        quad = largest(look.outlines)
        spec = glared_field(self._sides.next, quad, look.quality.glare) if quad else None
        return self._said.of(shown, field=self._words.name(spec) if spec else "", side=self._other_side)

    def _saw_nothing(self) -> None:
        if not self._is_over and not self.panel.error:
            self.panel.view.show_outlines((), is_good=False, held=0)
            self._tell(self._said.of(Guide.BLIND))

    @property
    def _other_side(self) -> str:
        side = self._sides.next
        return self._words.name(side) if side and self._sides.is_other_next else ""

    def _tell(self, said: Said, *, is_urgent: bool = False) -> None:
        self.panel.view.hint.tell(said.mark, said.text, said.colour, is_urgent=is_urgent)

    async def _found(self, image: QImage) -> list[Quad]:
        """The papers that one is sure of on a picture taken by hand; the shutter is told of them."""
        try:
            async with asyncio.timeout_at(self._deadline) as self._search:
                look = await self._look(self._reduced(image))
        except (WorkerDied, ReadingTimeout, TimeoutError):
            return []
        finally:
            self._search = None
        self._shutter.note(look)
        return [one.quad for one in look.outlines if one.is_sure]

    # --- Taking -----------------------------------------------------------------------------------------------------

    def shoot(self) -> None:
        """By hand: what the camera shows now, looked at in its own right."""
        image = self._source.still() if self._source and not self._is_over and not self.panel.error else None
        if image is not None:
            self._by_hand += 1
            self._take(image, None)

    def _take(self, image: QImage, crops: Sequence[Quad] | None) -> None:
        """``crops`` are the papers; None leaves them to be found."""
        self.took.emit()
        self.panel.strip.count_one()
        self.panel.view.flash()
        name = name_at(datetime.now(), self.tr("Camera"), self.panel.strip.count)
        shot = self._turn = Shot(self._turn, len(crops) if crops else 1)
        self._tasks.start(self._keep(image, crops, shot, name), must_finish=True)
        self._show_next()

    def _show_next(self) -> None:
        self._show_sides()
        self._tell(self._said.of(Guide.TAKEN, side=self._other_side), is_urgent=True)

    async def _keep(self, image: QImage, crops: Sequence[Quad] | None, shot: Shot, name: PurePath) -> None:
        try:
            small = await self._darkroom.develop(image, crops, shot, name)
        finally:
            self._by_hand -= crops is None
        if not self._is_over:
            self.panel.strip.add(small)
            if self._sides != self._shown:
                self._show_next()
