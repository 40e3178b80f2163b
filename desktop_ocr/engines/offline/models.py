"""The models that rapidocr's wheel ships, found without importing rapidocr (which could download others) and verified.

PP-OCRv6-small detection and recognition, and a classifier that tells a line from the same line upside down.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import onnxruntime

from desktop_ocr.domain.errors import ModelsUnfit

# SHA-256 of the files in rapidocr 3.10.0.  Another file would read differently from what was measured: it is refused.
DETECTION = ("PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f")
RECOGNITION = ("PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884")
DIRECTION = ("ch_ppocr_mobile_v2.0_cls_mobile.onnx", "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c")


@dataclass(frozen=True, slots=True)
class Models:
    """Loaded models.  ``recognition`` and ``direction`` run on one thread each and are called from several at once."""

    detection: onnxruntime.InferenceSession
    recognition: onnxruntime.InferenceSession
    direction: onnxruntime.InferenceSession
    characters: tuple[str, ...]
    """The text of each output class; class 0 is CTC's blank."""


def load(*, threads: int) -> Models:
    """Load all models; ``threads`` for detection.  Raises ModelsUnfit naming the file that is missing or altered."""
    onnxruntime.disable_telemetry_events()  # on Windows, where it heeds no variable
    recognition = _session(_verified(*RECOGNITION), threads=1)
    listed = recognition.get_modelmeta().custom_metadata_map["character"].split("\n")
    classes = recognition.get_outputs()[0].shape[-1]
    characters = ("", *listed[: classes - 2], " ")
    return Models(
        detection=_session(_verified(*DETECTION), threads=threads),
        recognition=recognition,
        direction=_session(_verified(*DIRECTION), threads=1),
        characters=characters,
    )


def _folder() -> Path:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ModelsUnfit(file="rapidocr")
    return Path(spec.origin).parent / "models"


def _verified(name: str, digest: str) -> bytes:
    try:
        content = (_folder() / name).read_bytes()
    except OSError as error:
        raise ModelsUnfit(file=name) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelsUnfit(file=name)
    return content


def _session(model: bytes, *, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Tiny numbers count as zero, for the thread that calls: the same results, in two thirds of the time for detection.
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    # Spinning threads burn the core that the other call needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
