"""The files of ``data/``: what is known of the services, in the doubles' own shape."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data"


def loaded(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text("utf-8"))
