"""The real models on the shipped specimens, whichever way up: what is not read right says so."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from desktop_ocr import composition, paths
from desktop_ocr.domain.document import Document, Source
from desktop_ocr.domain.errors import ModelsUnfit
from desktop_ocr.domain.recipe import PreparedImage
from desktop_ocr.domain.recognition import Recognition
from desktop_ocr.domain.review import FieldState
from desktop_ocr.engines.offline import models
from desktop_ocr.engines.offline.reader import Reader
from tests.benchmarks.scoring import same

TRUTH = json.loads((paths.samples() / "truth.json").read_text("utf-8"))
UNSURE = (FieldState.DOUBTFUL, FieldState.BROKEN, FieldState.ILLEGIBLE)
TURNS = {0: None, 90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}


class ReaderInThread:
    """A reader in a thread of its own: onnxruntime makes the thread that calls it count tiny numbers as zero."""

    def __init__(self) -> None:
        self.types = composition.load_catalogue().types
        self._thread = ThreadPoolExecutor(1)
        self._reader = self._thread.submit(Reader.load, self.types).result()

    def read(self, image: PreparedImage, wanted: str | None) -> Recognition:
        return self._thread.submit(self._reader.read, image, wanted).result()


@pytest.fixture(scope="module")
def reader() -> ReaderInThread:
    return ReaderInThread()


def prepared(image: Image.Image) -> PreparedImage:
    return PreparedImage(image.width, image.height, image.tobytes())


@pytest.mark.parametrize("name", TRUTH)
def test_a_shipped_specimen_is_read_right(reader: ReaderInThread, name: str) -> None:
    with Image.open(paths.samples() / name) as image:
        recognition = reader.read(prepared(image.convert("RGB")), None)
    kind, fields = TRUTH[name]["document_type"], TRUTH[name]["fields"]
    assert recognition.papers[0].document_type == kind
    document = Document(Source(Path(name))).read_as(reader.types[kind], recognition)
    wrong = [document.field(key) for key, value in fields.items() if not same(document.field(key).value, value)]
    assert len(wrong) <= 1
    assert all(field.state in UNSURE for field in wrong)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("kind", ["id_card_front", "business_license"])
def test_a_turned_page_is_turned_back(reader: ReaderInThread, kind: str, turn: int) -> None:
    name = next(name for name, entry in TRUTH.items() if entry["document_type"] == kind)
    with Image.open(paths.samples() / name) as opened:
        image = opened.convert("RGB")
        size = image.size
        turned = image if TURNS[turn] is None else image.transpose(TURNS[turn])
    recognition = reader.read(prepared(turned), None)
    # Pillow turns counter-clockwise, so turning back is clockwise by the same angle.
    assert recognition.turned == turn
    assert (recognition.width, recognition.height) == size
    assert recognition.papers[0].document_type == kind


def test_a_kind_that_is_asked_for_is_not_questioned(reader: ReaderInThread) -> None:
    blank = Image.new("RGB", (400, 300), "white")
    paper = reader.read(prepared(blank), "bank_card").papers[0]
    assert (paper.document_type, paper.readings, paper.lines) == ("bank_card", (), ())


def test_an_altered_model_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = models._folder()
    for name, _ in (models.DETECTION, models.RECOGNITION, models.DIRECTION):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    altered = tmp_path / models.RECOGNITION[0]
    altered.write_bytes(altered.read_bytes()[:-1] + b"\0")
    monkeypatch.setattr(models, "_folder", lambda: tmp_path)
    with pytest.raises(ModelsUnfit) as caught:
        models.load(threads=1)
    assert caught.value.facts == {"file": models.RECOGNITION[0]}


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "_folder", lambda: tmp_path)
    with pytest.raises(ModelsUnfit):
        models.load(threads=1)


def test_the_network_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the offline engine opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
    again = ReaderInThread()
    with Image.open(paths.samples() / "id_card_front.jpg") as image:
        assert again.read(prepared(image.convert("RGB")), None).papers[0].document_type == "id_card_front"
