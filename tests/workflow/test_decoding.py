"""A damaged file is read as far as it goes, once a person said so; the real decoder looks at real damage."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ReadingTimeout, SourceDamaged, WorkerDied
from desktop_ocr.domain.recipe import Recipe
from desktop_ocr.domain.review import DocumentState
from desktop_ocr.engines.base import Run
from desktop_ocr.workflow.batch import Batch
from desktop_ocr.workflow.batch_reading import BatchReading
from desktop_ocr.workflow.batch_unfolding import BatchUnfolding
from desktop_ocr.workflow.decoding import decode
from desktop_ocr.workflow.previews import Previews
from desktop_ocr.workflow.unfolding import Unfolder
from tests.fakes import TYPES, FakeEngine, inline, recogniser
from tests.imaging.pictures import saved

SIZE = (300, 200)


def picture(path: Path, *, is_cut: bool = True) -> Document:
    content = saved(Image.effect_noise(SIZE, 80), "JPEG", quality=90)
    path.write_bytes(content[: len(content) // 2] if is_cut else content)
    return Document(Source(path), is_new=True)


def read(batch: Batch, decode: Run = inline) -> None:
    """All that is new is looked into, all that waits is read."""
    reads = recogniser(FakeEngine(), decode=decode)

    async def scenario() -> None:
        await BatchUnfolding(batch, Unfolder(inline, reads.contents, reads.passwords)).run()
        await BatchReading(batch, reads).run()

    asyncio.run(scenario())


def test_a_file_that_is_cut_off_fails_and_is_read_on_a_person_s_word(tmp_path: Path) -> None:
    batch = Batch(TYPES)
    (key,) = batch.add([picture(tmp_path / "half.jpg")])
    read(batch)
    assert isinstance(batch.document(key).error, SourceDamaged)
    batch.try_anyway(key)
    read(batch)
    document = batch.document(key)
    assert (document.error, document.is_incomplete, document.is_new) == (None, True, False)
    assert document.state is DocumentState.NEEDS_LOOK
    assert all(field.needs_look for field in document.fields)
    batch.read_again(key)
    read(batch)
    assert (batch.document(key).error, batch.document(key).is_incomplete) == (None, True)


def test_what_turns_out_to_be_whole_is_not_called_incomplete(tmp_path: Path) -> None:
    """Its decoder had died of something else."""
    batch = Batch(TYPES)
    (key,) = batch.add([picture(tmp_path / "whole.jpg", is_cut=False).failed(SourceDamaged())])
    batch.try_anyway(key)
    read(batch)
    assert (batch.document(key).state, batch.document(key).is_incomplete) == (DocumentState.READY, False)


def test_only_what_is_damaged_is_tried(tmp_path: Path) -> None:
    batch = Batch(TYPES)
    (key,) = batch.add([picture(tmp_path / "whole.jpg", is_cut=False)])
    read(batch)
    before = batch.document(key)
    batch.try_anyway(key)
    assert batch.document(key) is before


def test_the_page_and_its_small_picture_show_what_is_there(tmp_path: Path) -> None:
    document = picture(tmp_path / "half.jpg").failed(SourceDamaged())
    previews = Previews(inline)

    async def scenario() -> None:
        with pytest.raises(SourceDamaged):
            await previews.page(document)
        tried = document.tried_anyway()
        assert (await previews.page(tried)).width == SIZE[0]
        assert (await previews.thumbnail(tried)).width <= SIZE[0]
        assert (await previews.straightened(tried)).turn == 0
        assert (await previews.unstraightened(tried)).straighten == 0

    asyncio.run(scenario())


@pytest.mark.parametrize("is_incomplete", [False, True])
@pytest.mark.parametrize("error", [WorkerDied(), ReadingTimeout(seconds=5)])
def test_a_decoder_that_dies_or_hangs_was_killed_by_the_file(error: Exception, is_incomplete: bool) -> None:
    async def run(*_: Any) -> Any:
        raise error

    document = Document(Source(Path("x")), is_incomplete=is_incomplete)
    with pytest.raises(SourceDamaged):
        asyncio.run(decode(run, b"", document, Recipe()))
