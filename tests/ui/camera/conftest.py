"""A studio for each test."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_ocr.domain.document_type import DocumentType
from desktop_ocr.ui.camera.formats import CameraChoice
from desktop_ocr.ui.words import Words
from tests.ui.camera.desk import Studio

Film = Callable[[Callable[[Studio], Coroutine[Any, Any, None]]], None]


@pytest.fixture
def choice() -> CameraChoice:
    return CameraChoice()


@pytest.fixture
def studio(
    play: Callable[..., None], qtbot: QtBot, words: Words, kinds: dict[str, DocumentType], choice: CameraChoice
) -> Studio:
    return Studio(qtbot, words, kinds, choice)


@pytest.fixture
def film(play: Callable[[Coroutine[Any, Any, None]], None], studio: Studio) -> Film:
    """Plays a scene in the studio, from the beginning of the page to its end."""

    def run(scene: Callable[[Studio], Coroutine[Any, Any, None]]) -> None:
        async def whole() -> None:
            studio.capture.begin()
            try:
                await scene(studio)
            finally:
                await studio.end()

        play(whole())

    return run
